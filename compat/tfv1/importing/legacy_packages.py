"""Packages that are run as they are, though TensorFlow has lost internals that they import.

Their files are loaded with an `__import__` to which `tensorflow.python.*` means views; all else,
`import tensorflow` included, is the real thing. Nothing of the packages is changed or copied.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

# tensorflow-estimator 2.15.0 was the last release; it was made for TensorFlow 2.15.
PACKAGES = frozenset({"tensorflow_estimator"})


def is_hosted(name: str) -> bool:
    """Whether the module belongs to a hosted package."""
    return name.partition(".")[0] in PACKAGES


class HostedFinder(MetaPathFinder):
    """Loads the modules of hosted packages as legacy code."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not is_hosted(fullname):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            from tfv1.importing import usercode

            spec.loader = usercode.UserLoader(fullname, spec.loader.path)
        return spec


def install() -> None:
    """Puts the finder first on sys.meta_path, once."""
    if not any(isinstance(finder, HostedFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, HostedFinder())
