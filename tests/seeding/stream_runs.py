"""Runs streams.py under a seed, and compares its streams with those of TensorFlow 1.15."""

import json
import pathlib
import subprocess
import tempfile

import numpy as np

from tests.support.environment import of_a_child

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOLDEN = ROOT / "tests" / "golden" / "seeding" / "streams.json"
SEEDING = ROOT / "compat" / "tfv1" / "runtime" / "seeding.py"
SEED = 7


def run(launcher, seed=SEED):
    """Returns {builder: list of lists of numbers}; the launcher takes a seed and a script."""
    with tempfile.TemporaryDirectory() as folder:
        batches = _run([*launcher, str(seed), str(HERE / "mnist_batches.py"), folder])
    streams = _run([*launcher, str(seed), str(HERE / "streams.py")])
    return {**streams, **{f"MNIST: {name}": found for name, found in batches.items()}}


def _run(command):
    environment = of_a_child(TF_CPP_MIN_LOG_LEVEL="3")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def run_on(python):
    """Returns the streams of an interpreter with TensorFlow 1.15."""
    return run([python, str(SEEDING)])


def record(python):
    """Keeps the streams of an interpreter with TensorFlow 1.15."""
    lines = [f"{json.dumps(name)}: {json.dumps(found)}" for name, found in run_on(python).items()]
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def differences(expected, obtained):
    """Returns a sentence for each stream that is missing, not expected, or differs.

    Equal up to the rounding of float32: a normal is computed from its uniforms by logarithms and
    cosines, whose last bit is the library's own.
    """
    found = [f"{name}: missing" for name in expected if name not in obtained]
    found += [f"{name}: not expected" for name in obtained if name not in expected]
    for name in expected:
        one, other = expected[name], obtained.get(name, expected[name])
        if [len(numbers) for numbers in one] != [len(numbers) for numbers in other]:
            found.append(f"{name}: {len(other)} tensors of other sizes")
        elif not np.allclose(np.concatenate(other), np.concatenate(one), rtol=1e-5, atol=1e-6):
            found.append(f"{name}: {one} expected, {other} obtained")
    return found
