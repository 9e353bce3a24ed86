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

TESTS = Path(__file__).resolve().parents[1]

# Recorded file -> the command that makes it.
RECORDS = {
    TESTS / "contrib" / "summary_graph.json": (TESTS / "contrib" / "summary_probes.py", "graph"),
    TESTS / "contrib" / "summary_eager.json": (TESTS / "contrib" / "summary_probes.py", "eager"),
    TESTS / "contrib" / "deprecated.json": (TESTS / "contrib" / "summary_probes.py", "deprecated"),
    TESTS / "contrib" / "eager.json": (TESTS / "contrib" / "eager_probes.py",),
    TESTS / "contrib" / "hparams.json": (TESTS / "contrib" / "hparams_probes.py",),
    TESTS / "examples_pkg" / "input_data.json": (TESTS / "examples_pkg" / "input_data_probes.py",),
}


def run(interpreter, record):
    """What the probes of `record` do under `interpreter`: a dict from probe to outcome."""
    script, *arguments = RECORDS[record]
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory, "out.json")
        command = [interpreter, str(script), *arguments, str(out)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
        return json.loads(out.read_text())


def main():
    interpreter = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TFV1_ORACLE")
    if not interpreter:
        sys.exit("usage: record_oracle.py PYTHON37, an interpreter with TensorFlow 1.15.5")
    os.environ.pop("PYTHONPATH", None)  # where this package may be found
    for record in RECORDS:
        outcomes = run(interpreter, record)
        lines = [
            f"{json.dumps(name)}: {json.dumps(value, sort_keys=True)}"
            for name, value in sorted(outcomes.items())
        ]
        record.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(f"{record.relative_to(TESTS.parent)}: {len(lines)} probes")


if __name__ == "__main__":
    main()
