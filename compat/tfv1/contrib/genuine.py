"""Looks up the tf.contrib names that are not ours in the installed files of tf.contrib.

If those are not installed, a name that TensorFlow 1.15 had raises an error that says how to get
it, and a name it never had raises the ordinary error.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from tfv1 import session
from tfv1.importing import chain
from tfv1.names import genuine
from tfv1.names.tables.contrib import PACKAGES

_PREFIX = "tfv1.contrib."


class ContribFinder(chain.Finder):
    """Handles `import tfv1.contrib.X` for every X that is not ours."""

    place = chain.CONTRIB

    def __init__(self) -> None:
        self._files: Path | None = None

    def files(self) -> Path | None:
        """The folder of the installed files; once found, it is kept for this process."""
        if self._files is None and genuine.is_installed():
            self._files = genuine.folder()
        return self._files

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_PREFIX):
            return None
        below = fullname[len(_PREFIX) :]
        installed = self.files()
        if installed is not None:
            from tfv1.contrib.upstream import files

            return files.find(installed, below)
        if genuine.was_in_contrib(below):
            # Not with the name being imported: `from tfv1.contrib import X` would swallow that.
            raise ModuleNotFoundError(_noted(below), name=f"tensorflow.contrib.{below}")
        return None


FINDER = ContribFinder()


def available() -> frozenset[str]:
    """The subpackages available besides ours: 1.15's if they are installed."""
    return PACKAGES if FINDER.files() is not None else frozenset()


def attribute(path: str) -> Any:
    """The object at `path` below tf.contrib, from the installed files.

    Raises:
      AttributeError: it does not exist or is not installed; for a name that 1.15 had, the message
        has the command that installs it.
    """
    installed = FINDER.files()
    if installed is not None:
        from tfv1.contrib.upstream import files

        try:
            return files.lookup(installed, path)
        except LookupError as error:
            raise AttributeError(f"tf.contrib has no attribute {path!r}") from error
    if genuine.was_in_contrib(path):
        raise AttributeError(_noted(path))
    package, _, name = path.rpartition(".")
    raise AttributeError(
        f"module 'tf.contrib{package and '.' + package}' has no attribute {name!r}"
    )


def _noted(path: str) -> str:
    reason = genuine.sentence(path)
    session.current().note_missing(f"tensorflow.contrib.{path}", reason)
    return reason
