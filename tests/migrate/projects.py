"""Small projects as text, for the tests of check and migrate."""

import os
import subprocess
import sys
from pathlib import Path


def make(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes the files into the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def tfv1(*arguments: object, cache: Path | None = None) -> subprocess.CompletedProcess:
    """Runs the command."""
    env = {**os.environ, **({"TFV1_CACHE": str(cache)} if cache else {})}
    return subprocess.run(
        [sys.executable, "-m", "tfv1", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=env,
        timeout=300,
    )
