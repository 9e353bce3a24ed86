"""Python and the command line, in processes of their own."""

import io
import os
import subprocess
import sys
from typing import Any

from tests.support import warm
from tfv1.cli import main

TFV1 = [sys.executable, "-m", "tfv1"]


def python(*arguments: object, **options: Any) -> "subprocess.CompletedProcess[str]":
    """The finished process of `python ARGUMENTS`, with what it has printed.

    Args:
      options: as cwd, env, input and check, for subprocess.run.
    """
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, **{"capture_output": True, "text": True, "timeout": 600, **options}
    )


def tfv1(
    *arguments: object,
    encoding: str = "utf-8",
    env: dict[str, str] | None = None,
    cwd: str | os.PathLike[str] = ".",
) -> "subprocess.CompletedProcess[str]":
    """The finished process of `tfv1 ARGUMENTS`, with what it has printed, started by `warm`.

    Args:
      encoding: that of its streams.
      env: variables of the environment beside those of this process.
    """
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100", **(env or {})}
    words = [*map(str, arguments)]
    done = warm.run(main, words, environment=environment, cwd=cwd)
    return subprocess.CompletedProcess(
        words, done.returncode, *map(_text, (done.stdout, done.stderr))
    )


def _text(printed: bytes) -> str:
    return io.TextIOWrapper(io.BytesIO(printed), encoding="utf-8").read()
