"""Small projects as text, for the tests of check and migrate."""

import subprocess
from pathlib import Path

from tests.support import cli


def make(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes the files into the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def tfv1(*arguments: object, cache: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command."""
    return cli.tfv1(*arguments, env={"TFV1_CACHE": str(cache)} if cache else None)
