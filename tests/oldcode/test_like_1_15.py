"""What old scripts ask of TensorFlow is answered as 1.15.5 answers it.

`scripts` holds the questions, `answers` what 1.15.5 said:

    TFV1_ORACLE=... python tests/oldcode/test_like_1_15.py    # records the answers again
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import loaded
from tests.support.environment import of_1_15, of_a_child

HERE = Path(__file__).parent
SCRIPTS = sorted(path.stem for path in (HERE / "scripts").glob("*.py") if path.stem != "answering")
# They ask what is loaded, and what is on the stack.
ALONE = {"right_after_import", "session_errors"}
# What scripts need that may not be there.
NEEDS = {
    "input_checkpoints": "tensorflow_estimator",
    "keras_images": "PIL",
    "pandas_methods": "pandas",
}


def answers_of(command, script):
    """What the script prints on the interpreter that `command` starts."""
    library = NEEDS.get(script)
    if library and subprocess.run([command[0], "-c", f"import {library}"], check=False).returncode:
        pytest.skip(f"there is no {library}")
    environment = (of_a_child if command[0] == sys.executable else of_1_15)()
    environment.pop("PYTHONWARNINGS", None)
    line = [*command, str(HERE / "scripts" / f"{script}.py")]
    if script in ALONE:
        done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    else:
        done = loaded.run(line, environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def recorded(script):
    """The answers of 1.15.5."""
    return (HERE / "answers" / f"{script}.txt").read_text().splitlines()


@pytest.mark.parametrize("script", SCRIPTS)
def test_answers_are_those_of_1_15(script):
    """Each question of the script has the answer that 1.15.5 gave."""
    assert answers_of([sys.executable, "-m", "tfv1", "run"], script) == recorded(script)


@pytest.mark.skipif("TFV1_ORACLE" not in os.environ, reason="TFV1_ORACLE names no TensorFlow 1.15")
@pytest.mark.parametrize("script", SCRIPTS)
def test_recorded_answers_are_those_of_1_15(script):
    """The recorded answers are what TensorFlow 1.15.5 says now."""
    assert answers_of([os.environ["TFV1_ORACLE"]], script) == recorded(script)


if __name__ == "__main__":
    for one in sys.argv[1:] or SCRIPTS:
        lines = answers_of([os.environ["TFV1_ORACLE"]], one)
        (HERE / "answers" / f"{one}.txt").write_text("".join(f"{line}\n" for line in lines))
