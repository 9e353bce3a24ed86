"""The finders of this package on sys.meta_path, in a fixed order; nothing else touches that list.

Each finder has a place in ORDER. Those before PYTHON are asked before the finders of the
interpreter and of other packages, the rest after them.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import ClassVar

USER_CODE = "the user's files"
LEGACY_PACKAGES = "packages that run as legacy code"
VIEWS = "tfv1.x.y"
PYTHON = "the interpreter and others"
CONTRIB = "the genuine tf.contrib"

ORDER = (USER_CODE, LEGACY_PACKAGES, VIEWS, PYTHON, CONTRIB)


class Finder:
    """A finder of this package.

    Not an `importlib.abc.MetaPathFinder`: loading that module takes longer than all of ours that
    `import tfv1` needs.
    """

    place: ClassVar[str]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of the module, or None if it is not this finder's."""
        raise NotImplementedError


def install(*finders: Finder) -> None:
    """Puts each finder in its place, unless that place is taken.

    Hooks that others have since put in front of ours stay in front.
    """
    for finder in finders:
        places = [_place(other) for other in sys.meta_path]
        if finder.place not in places:
            sys.meta_path.insert(_index(finder.place, places), finder)


def uninstall(place: str) -> None:
    """Removes the finder at `place`; modules that it has loaded stay."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if _place(finder) != place]


def _index(place: str, places: list[str]) -> int:
    """The index at which to insert `place`: before our next finder in ORDER."""
    python = ORDER.index(PYTHON)
    if ORDER.index(place) < python:
        behind = ORDER[ORDER.index(place) + 1 : python]
        ahead = [
            index for index, other in enumerate(places) if other in ORDER[: ORDER.index(place)]
        ]
        default = ahead[-1] + 1 if ahead else 0
    else:
        behind, default = ORDER[ORDER.index(place) + 1 :], len(places)
    return next((index for index, other in enumerate(places) if other in behind), default)


def _place(finder: object) -> str:
    return finder.place if isinstance(finder, Finder) else PYTHON
