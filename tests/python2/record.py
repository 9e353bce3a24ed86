"""Records into expected.txt what the project prints under Python 2.7, the judge of its meaning.

Usage: python record.py PYTHON2.7, an interpreter with NumPy 1.16.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    printed = subprocess.run(
        [sys.argv[1], "-B", "main.py"],
        cwd=HERE / "project",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    (HERE.parent / "golden" / "python2" / "expected.txt").write_bytes(printed)


if __name__ == "__main__":
    main()
