"""Records what the real TensorFlow 1.15.5 does with the probes; the tests compare tfv1 with that.

usage: record_oracle.py PYTHON37    an interpreter with TensorFlow 1.15.5; TFV1_ORACLE by default

Writes the .json files beside the probe scripts: one line for each probe.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.environment import of_1_15, of_a_child

TESTS = Path(__file__).resolve().parents[1]

SCRIPTS = [
    TESTS / "contrib" / "deprecated_probes.py",
    TESTS / "contrib" / "eager_probes.py",
    TESTS / "contrib" / "hparams_probes.py",
    TESTS / "contrib" / "metrics_graph_probes.py",
    TESTS / "contrib" / "metrics_probes.py",
    TESTS / "contrib" / "summary_eager_probes.py",
    TESTS / "contrib" / "summary_graph_probes.py",
    TESTS / "contrib" / "summary_writer_probes.py",
    TESTS / "examples_pkg" / "input_data_probes.py",
]


def record_of(script):
    """The file of recorded outcomes: x_probes.py -> x.json."""
    return script.with_name(script.name.replace("_probes.py", ".json"))


def run(interpreter, script):
    """What the probes of `script` do under `interpreter`: a dict from probe to outcome."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory, "out.json")
        command = [interpreter, str(script), str(out)]
        environment = of_a_child() if interpreter == sys.executable else of_1_15()
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
        return json.loads(out.read_text())


def main():
    interpreter = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TFV1_ORACLE")
    if not interpreter:
        sys.exit("usage: record_oracle.py PYTHON37, an interpreter with TensorFlow 1.15.5")
    for script in SCRIPTS:
        outcomes = run(interpreter, script)
        lines = [
            f"{json.dumps(name)}: {json.dumps(value, sort_keys=True)}"
            for name, value in sorted(outcomes.items())
        ]
        record = record_of(script)
        record.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(f"{record.relative_to(TESTS.parent)}: {len(lines)} probes")


if __name__ == "__main__":
    main()
