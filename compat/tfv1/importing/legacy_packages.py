"""Installed packages that run unchanged although TensorFlow has removed internals that they import.

Their files are loaded with an `__import__` that returns views for `tensorflow.python.*`; everything
else, including `import tensorflow`, is the real thing. The packages are neither changed nor copied.
"""

from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

from tfv1.importing import chain
from tfv1.importing.loaders import SourceLoader
from tfv1.names.rows import is_hosted


class LegacyPackageFinder(chain.Finder):
    """Loads the modules of these packages as legacy code."""

    place = chain.LEGACY_PACKAGES

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not is_hosted(fullname):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            from tfv1.importing import imports

            builtins = vars(imports.legacy_builtins)
            spec.loader = SourceLoader(fullname, spec.loader.path, builtins)
        return spec
