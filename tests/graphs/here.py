"""Runs a program of this folder here, in a process of its own, where it finds what is compared."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(program: str, *arguments: str) -> Any:
    """What `program --here` finds: one process computes it for all tests of a file."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", f"tests.graphs.{program}", "--here", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
