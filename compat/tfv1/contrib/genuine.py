"""Where the genuine tf.contrib plugs in: every tf.contrib name that is not ours is looked up here.

Without a host, a name that TensorFlow 1.15 had raises one sentence that says how to get it, and a
name it never had raises the ordinary error. A host is a function from a path below tf.contrib
("layers", "training.create_train_op") to the object or module found there; it raises LookupError
for what it does not have. `set_host` is the only thing a host has to call; `tfv1.contrib.upstream`
does, as soon as its files are installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from tfv1 import session
from tfv1.importing import chain
from tfv1.importing.loaders import PresentLoader
from tfv1.names.tables.contrib import GENUINE_PARTS, OURS, PACKAGES

_PREFIX = "tfv1.contrib."

Host = Callable[[str], Any]
_host: Host | None = None


def set_host(host: Host | None) -> None:
    """Lets `host` answer for the genuine tf.contrib; None takes it away again."""
    global _host
    _host = host


def _current() -> Host | None:
    if _host is None:
        from tfv1.contrib.upstream import store

        if store.is_installed():
            from tfv1.contrib.upstream.files import plug_in

            set_host(plug_in())
    return _host


def available() -> frozenset[str]:
    """The subpackages that can be reached besides ours: 1.15's names with a host, none without."""
    return PACKAGES if _current() is not None else frozenset()


def sentence(path: str) -> str:
    """What to tell someone who asks for a name of the genuine tf.contrib."""
    from tfv1.contrib.upstream import store

    distrusted = store.distrusted()
    reason = f", and another user may have written {distrusted}" if distrusted else ""
    return (
        f"tf.contrib.{path} is part of the genuine tf.contrib{reason}; "
        "install it with `tfv1 contrib install`"
    )


def was_in_contrib(path: str) -> bool:
    """Whether TensorFlow 1.15 had `path` below tf.contrib, as far as that is known."""
    # What lies below a package is not listed: a path under a name of 1.15 is taken to have existed
    # there. Under our own packages only GENUINE_PARTS and the genuine folder `python` are missing.
    top, _, rest = path.partition(".")
    if top not in OURS:
        return top in PACKAGES
    return path in GENUINE_PARTS or rest.partition(".")[0] == "python"


def _noted(path: str) -> str:
    reason = sentence(path)
    session.current().note_missing(f"tensorflow.contrib.{path}", reason)
    return reason


def attribute(path: str) -> Any:
    """The object at `path` below tf.contrib, from the host.

    Raises AttributeError: with the installation hint for a name of 1.15, without it for any other.
    """
    host = _current()
    if host is not None:
        try:
            return host(path)
        except LookupError as error:
            raise AttributeError(f"tf.contrib has no attribute {path!r}") from error
    if was_in_contrib(path):
        raise AttributeError(_noted(path))
    package, _, name = path.rpartition(".")
    raise AttributeError(
        f"module 'tf.contrib{package and '.' + package}' has no attribute {name!r}"
    )


class GenuineFinder(chain.Finder):
    """Answers `import tfv1.contrib.X` for every X that no other finder knows."""

    place = chain.CONTRIB_HINT

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_PREFIX):
            return None
        below = fullname[len(_PREFIX) :]
        host = _current()
        if host is not None:
            try:
                found = host(below)
            except LookupError:
                return None
            is_module = isinstance(found, ModuleType)
            return ModuleSpec(fullname, PresentLoader(lambda: found)) if is_module else None
        if was_in_contrib(below):
            # Not under the name being imported: `from tfv1.contrib import X` would swallow that.
            raise ModuleNotFoundError(_noted(below), name=f"tensorflow.contrib.{below}")
        return None


def install_finder() -> None:
    """Adds the finder to the chain."""
    chain.install(GenuineFinder())
