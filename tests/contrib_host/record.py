"""Records what the real TensorFlow 1.15.5 does with the probes; the tests compare tfv1 with that.

usage: record.py PYTHON37 [PROBES.py ...]    an interpreter with TensorFlow 1.15.5

Writes the .json files beside the probe scripts: one line for each probe.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.environment import of_1_15, of_a_child

HERE = Path(__file__).resolve().parent
SEEDING = HERE.parents[1] / "compat" / "tfv1" / "runtime" / "seeding.py"
SCRIPTS = sorted(HERE.glob("*_probes.py"))


def record_of(script):
    """The file of recorded outcomes: x_probes.py -> x.json."""
    return script.with_name(script.name.replace("_probes.py", ".json"))


def run(command, script, probes=()):
    """What the probes of `script` do, run by `command`: a dict from probe to outcome."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory, "out.json")
        line = [*command, str(script), str(out), *probes]
        environment = of_a_child() if command[0] == sys.executable else of_1_15()
        done = subprocess.run(line, env=environment, capture_output=True, text=True)
        if not out.exists():
            raise RuntimeError(f"{' '.join(line)} failed:\n{done.stderr[-4000:]}")
        return json.loads(out.read_text())


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: record.py PYTHON37 [PROBES.py ...]")
    scripts = [Path(name).resolve() for name in sys.argv[2:]] or SCRIPTS
    for script in scripts:
        outcomes = run([sys.argv[1], str(SEEDING), "7"], script)
        lines = [
            f"{json.dumps(name)}: {json.dumps(value, sort_keys=True)}"
            for name, value in sorted(outcomes.items())
        ]
        record_of(script).write_text("{\n" + ",\n".join(lines) + "\n}\n")
        raised = [name for name, outcome in outcomes.items() if "raised" in outcome]
        print(f"{script.name}: {len(lines)} probes; raised: {', '.join(raised) or 'none'}")


if __name__ == "__main__":
    main()
