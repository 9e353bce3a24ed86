"""TensorFlow in converted code: one process with the real command."""

import subprocess
from pathlib import Path

import pytest


def test_tensors_and_their_files(tfv1, tmp_path):
    """Integer tensors divide as integers; texts come out of it as str, other data as bytes."""
    pytest.importorskip("tensorflow")
    done = subprocess.run(
        [*tfv1, "run", "--python2", "train.py", str(tmp_path / "data")],
        cwd=Path(__file__).parent / "tensors",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # What 1.15 answers for whole.__div__(2) and so on.
    assert done.stdout.splitlines() == [
        "[[3, 4], [2, 2], [2, 2], 3.5]",
        "FloorDiv RealDiv 1 (4, 1)",
        "[0, 1, 2]",
        "bytes",
        "['one', 'two'] ['one', 'two']",
        "['x' 'y'] x-y True bytes",
        "bytes tu 9.0",
        "['o', 'e!'] bytes ['TWO']",
        "3 two True",
    ]
