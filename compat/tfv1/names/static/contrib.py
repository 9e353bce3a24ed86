"""The names below tf.contrib: this project's own parts, and the genuine rest."""

from collections.abc import Callable
from typing import NamedTuple

from tfv1.contrib.upstream import overlays, store
from tfv1.names.static import installed
from tfv1.names.tables import contrib, moved

_OURS = "tfv1.contrib"
# The installed files under a name of their own, for reading only.
_FILES = "tfv1_contrib_files"


# What tf.contrib finds at a name of TensorFlow's internals: the same as other legacy code.
Lookup = Callable[[str], installed.Member | None]


class Contrib(NamedTuple):
    """A module or attribute of the genuine tf.contrib at `path`; `reason` why it is not there."""

    path: str
    member: installed.Member | None
    reason: str = ""

    def below(self, part: str, in_tensorflow: Lookup) -> "Contrib | None":
        """What `part` is in it, or None if it has none of that name."""
        path = f"{self.path}.{part}"
        if self.reason:
            return Contrib(path, None, self.reason)
        assert self.member is not None
        if self.member.attribute:
            return self
        if self.member.module.startswith("tensorflow.python."):
            member = in_tensorflow(f"{self.member.module}.{part}")
            return Contrib(path, member) if member else None
        found = _installed(path, in_tensorflow)
        if found is None:
            # Reached by an alias: `learn.datasets` is `learn.python.learn.datasets`.
            inner = f"{self.member.module}.{part}"
            member = installed.member(self.member.module, part)
            if member is None and installed.exists(inner):
                member = installed.Member(inner)
            found = Contrib(path, member) if member else None
        return found


def contrib_member(
    module: str, part: str, in_tensorflow: Lookup
) -> "installed.Member | Contrib | None":
    """What `part` is in our own module `module`, at or below tfv1.contrib."""
    path = f"{module}.{part}"[len(_OURS) + 1 :]
    if module == _OURS:
        if part in contrib.OURS:
            return installed.Member(path and f"{_OURS}.{part}")
        return _genuine(path, in_tensorflow)
    found = installed.member(module, part)
    if found is not None:
        return found
    if installed.exists(f"{_OURS}.{path}"):
        return installed.Member(f"{_OURS}.{path}")
    return _genuine(path, in_tensorflow)


def _genuine(path: str, in_tensorflow: Lookup) -> Contrib | None:
    top = path.partition(".")[0]
    known = top in contrib.PACKAGES or top in overlays.FOLDERS
    if store.is_installed():
        return _installed(path, in_tensorflow)
    from tfv1.contrib.genuine import sentence, was_in_contrib

    if not known or (top in contrib.OURS and not was_in_contrib(path)):
        return None
    return Contrib(path, None, sentence(path))


def _installed(path: str, in_tensorflow: Lookup) -> Contrib | None:
    """What the installed files have at `path`: a module, else a name in the module above."""
    installed.extra[_FILES] = store.folder()
    installed.renamed["tensorflow.contrib"] = f"{_FILES}.contrib"
    installed.renamed[overlays.ESTIMATOR] = f"{_FILES}.estimator_contrib"
    for module in moved.WITH_CONTRIB:
        installed.renamed[f"tensorflow.python.{module}"] = f"{_FILES}.python.{module}"
    path = overlays.ATTRIBUTES.get(path, path)
    if path in overlays.ABSENT:
        return Contrib(path, None, f"tf.contrib.{path}: {overlays.ABSENT[path]}")
    if path in overlays.MODULES:
        return Contrib(path, installed.Member(overlays.MODULES[path]))
    package, _, name = path.rpartition(".")
    found = None
    if package:
        found = _member(package, name)
    if found is None and installed.exists(_file(path)):
        found = installed.Member(_file(path))
    if found is None and package in overlays.STARRED:
        found = in_tensorflow(f"{overlays.STARRED[package]}.{name}")
    return None if found is None else Contrib(path, found)


def _member(package: str, name: str) -> installed.Member | None:
    if package in overlays.MODULES:
        return installed.member(overlays.MODULES[package], name)
    place = package
    if package in overlays.GENUINE_PACKAGES:
        place = overlays.GENUINE_PACKAGES[package].replace("/", ".")
    return installed.member(_file(overlays.ATTRIBUTES.get(place, place)), name)


def _file(path: str) -> str:
    top, dot, rest = path.partition(".")
    folder = overlays.FOLDERS.get(top, f"contrib/{top}").replace("/", ".")
    return f"{_FILES}.{folder}{dot}{rest}"
