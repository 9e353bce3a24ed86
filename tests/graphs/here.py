"""Runs a program of this folder here, in a process of its own, where it finds what is compared."""

import json
import sys
from typing import Any

from tests.support import loaded
from tests.support.environment import of_a_child


def run(program: str, *arguments: str) -> Any:
    """What `program --here` finds: one process computes it for all tests of a file."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.graphs.{program}", "--here"]
    done = loaded.run([*command, *arguments], of_a_child(TF_ENABLE_ONEDNN_OPTS="0"))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
