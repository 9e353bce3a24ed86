"""The command line, in a process of its own."""

import os
import subprocess
import sys
from typing import Any

TFV1 = [sys.executable, "-m", "tfv1"]


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
    return subprocess.run(
        [*TFV1, *map(str, arguments)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        **options,
    )
