"""Python and the command line, in processes of their own."""

import os
import subprocess
import sys
from typing import Any

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
    *arguments: object, encoding: str = "utf-8", env: dict[str, str] | None = None, **options: Any
) -> "subprocess.CompletedProcess[str]":
    """The finished process of `tfv1 ARGUMENTS`, with what it has printed.

    Args:
      encoding: that of its streams.
      env: variables of the environment beside those of this process.
      options: as cwd and input, for subprocess.run.
    """
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100", **(env or {})}
    return python("-m", "tfv1", *arguments, env=environment, encoding="utf-8", **options)
