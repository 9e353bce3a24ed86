"""Makes ``import tfv1.a.b`` and ``from tfv1.a import b`` find TensorFlow-1 modules.

It answers only for names below `tfv1.` that are not files of this package.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from tfv1.importing import chain
from tfv1.importing.legacy_packages import LegacyPackageFinder
from tfv1.importing.loaders import PresentLoader
from tfv1.names import rows

_PREFIX = "tfv1."


class TableFinder(chain.Finder):
    """Finds the legacy modules."""

    place = chain.VIEWS

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_PREFIX):
            # `from tfv1.lite.experimental import nn` ends in a lookup of the legacy name.
            reason = rows.lost(fullname) if fullname.startswith("tensorflow.") else None
            if reason:
                raise ImportError(reason, name=fullname)
            return None
        parent = sys.modules.get(fullname.rpartition(".")[0])
        if parent is not None and parent.__name__.startswith("tfv1"):
            spec = PathFinder.find_spec(fullname, path, target)
            if spec is not None or parent.__name__ != "tfv1":
                return spec  # our packages resolve their own names
        # Not below a view: its __path__ is TensorFlow's, and would load modules a second time.
        from tfv1.importing import views

        try:
            module = views.module("tensorflow." + fullname[len(_PREFIX) :])
        except ModuleNotFoundError as error:
            reason = rows.lost(error.name or "")
            if reason:
                # Not ModuleNotFoundError: `from tfv1 import x` would swallow that.
                raise ImportError(reason, name=fullname) from None
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname) from None
        return ModuleSpec(
            fullname, PresentLoader(lambda: module), is_package=hasattr(module, "__path__")
        )


def install() -> None:
    """Makes `import tfv1.x.y` work, and packages that need removed internals of TensorFlow."""
    chain.install(TableFinder(), LegacyPackageFinder())
