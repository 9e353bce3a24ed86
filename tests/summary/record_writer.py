"""Records in writer.json what the real TensorFlow 1.15.5 does with writer_probes.py.

usage: record_writer.py PYTHON37    an interpreter with TensorFlow 1.15.5; TFV1_ORACLE by default
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.environment import of_1_15, of_a_child

PROBES = Path(__file__).with_name("writer_probes.py")
GOLDEN = Path(__file__).with_name("writer.json")


def outcomes(interpreter, **environment):
    """What the probes do under `interpreter`: a dict from probe to outcome."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory, "out.json")
        done = subprocess.run(
            [interpreter, str(PROBES), str(out)],
            capture_output=True,
            text=True,
            env=(of_a_child if interpreter == sys.executable else of_1_15)(**environment),
        )
        if done.returncode != 0:
            raise RuntimeError(f"{PROBES.name} failed:\n{done.stderr[-4000:]}")
        return json.loads(out.read_text())


def as_text(found):
    """One line a probe, so that a change shows which."""
    lines = [f"{json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    interpreter = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TFV1_ORACLE")
    if not interpreter:
        sys.exit("usage: record_writer.py PYTHON37, an interpreter with TensorFlow 1.15.5")
    GOLDEN.write_text(as_text(outcomes(interpreter)))


if __name__ == "__main__":
    main()
