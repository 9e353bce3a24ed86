"""The folder for what this project can make or fetch again."""

import os
import sys
from pathlib import Path


def folder() -> Path:
    """TFV1_CACHE, else a folder of ours where the platform keeps caches; it need not exist.

    Raises:
      RuntimeError: there is no home folder.
    """
    chosen = os.environ.get("TFV1_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tfv1"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "tfv1"
