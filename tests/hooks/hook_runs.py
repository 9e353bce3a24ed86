"""What the probe scripts do here, each of the three ways, and what they did on TensorFlow 1.15.5.

python hook_runs.py PYTHON37     records the .json files; PYTHON37 has TensorFlow 1.15.5
"""

import functools
import json
import pathlib
import subprocess
import sys
import tempfile

from tests.support.environment import of_1_15, of_a_child

HERE = pathlib.Path(__file__).parent
SCRIPTS = sorted(path.name for path in HERE.glob("*_probes.py"))
WAYS = {
    "tfv1 run": ([sys.executable, "-m", "tfv1", "run"], "tensorflow"),
    "import tfv1 as tf": ([sys.executable], "tfv1"),
    "compat.v1 after tfv1.install()": ([sys.executable], "compat"),
}


@functools.cache
def here(script, way="tfv1 run"):
    """The outcomes of a script, {probe: outcome}, from one process of this interpreter."""
    launcher, way_in = WAYS[way]
    return _run(launcher, script, way_in)


@functools.cache
def on_1_15(script):
    """The recorded outcomes."""
    return json.loads(_record_of(script).read_text())


def record(python):
    """Records the scripts on an interpreter with TensorFlow 1.15.5."""
    for script in SCRIPTS:
        outcomes = _run([python], script, "tensorflow")
        _record_of(script).write_text(json.dumps(outcomes, indent=1, sort_keys=True) + "\n")
        print(f"{_record_of(script).name}: {len(outcomes)} probes")


def run_on(python, script):
    """The outcomes of a script on another interpreter."""
    return _run([python], script, "tensorflow")


def _record_of(script):
    return HERE / script.replace("_probes.py", ".json")


def _run(launcher, script, way_in):
    environment = (of_a_child if launcher[0] == sys.executable else of_1_15)(WAY=way_in)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "out.json")
        command = [*launcher, str(HERE / script), str(out)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
        return json.loads(out.read_text())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    record(sys.argv[1])
