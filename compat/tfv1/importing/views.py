"""Views of TensorFlow: module objects that present 1.15's modules on top of the real ones.

There is one view for each legacy module name (`tensorflow`, `tensorflow.nn`,
`tensorflow.python.framework.ops`). It has no contents of its own; names are looked up on
first use, by `tfv1.names.resolve`.

TensorFlow-2 code, which runs eagerly, sees views too: TensorFlow 2's names first, then 1.15's. What
a script sets on a view is set on the real module, so TensorFlow's own code uses it.
"""

import importlib
import threading
from types import ModuleType
from typing import Any

from tfv1 import session, startup
from tfv1.names import arguments, rows
from tfv1.names.contents import own
from tfv1.names.live import resolver
from tfv1.names.modules import Shown, View
from tfv1.names.resolve import ROOT, Legacy, Missing
from tfv1.names.tables import api

_views: dict[str, View] = {}
_lock = threading.RLock()

# The names with underscores that TensorFlow exports.
_SPECIAL = frozenset(
    f"__{name}__"
    for name in (
        *("version", "git_version", "compiler_version", "cxx11_abi_flag", "monolithic_build"),
        *("internal", "operators"),
    )
)


def view(name: str) -> View:
    """The view of the legacy module `name`, which must exist.

    Raises:
      ModuleNotFoundError: it does not exist; the message gives the reason if one is known.
    """
    found = _views.get(name)
    if found is None:
        module = _walk(name)
        if not isinstance(module, View):
            raise ModuleNotFoundError(f"{name!r} is not a module", name=name)
        found = module
    return found


def module(name: str) -> ModuleType:
    """What ``import name`` means in legacy code, for a dotted name from `tensorflow` down."""
    if session.current().eager and f"{name}.".startswith(
        tuple(f"{n}." for n in api.PLAIN_IN_EAGER)
    ):
        startup.tensorflow()
        return importlib.import_module(name)
    return _views.get(name) or _walk(name)


def keras(name: str) -> View:
    """What ``import keras`` meant: the separate Keras 2 package, whose equal is 1.15's tf.keras.

    Args:
      name: a dotted name from `keras` down; internals are those of tf.keras.
    """
    below = name.partition(".")[2]
    try:
        return view(f"tensorflow.keras.{below}" if below else "tensorflow.keras")
    except ModuleNotFoundError as error:
        try:
            found = view(f"tensorflow.python.keras.{below}")
        except ModuleNotFoundError:
            reason = rows.lost(f"tensorflow.keras.{below}") or f"No module named {name!r}"
            raise ModuleNotFoundError(reason, name=name) from error
    above, _, last = name.rpartition(".")
    setattr(keras(above), last, found)  # for `import keras.engine as KE`
    return found


def root() -> View:
    """The view of `tensorflow` itself; creating it loads nothing."""
    return _views.get(ROOT) or _shown(resolver.module(ROOT))


def _shown(legacy: Legacy[Any]) -> View:
    """The view of a legacy module, always the same object."""
    with _lock:
        if legacy.name not in _views:
            _views[legacy.name] = _make(legacy)
        return _views[legacy.name]


def _make(legacy: Legacy[Any]) -> View:
    def find(name: str) -> Any:
        if name in ("__file__", "__path__"):
            return getattr(resolver.bases(legacy)[0], name)
        if name == "__all__":
            # Without names that need an optional package which is not installed.
            return [key for key in dir(made) if not key.startswith("_") and hasattr(made, key)]
        if name.startswith("__") and name not in _SPECIAL:
            raise AttributeError(name)  # tools ask every module for these; nothing is loaded
        value = _look_up(made, legacy, name)
        # Anything else may be rebound by the real module later.
        if isinstance(value, ModuleType) or callable(value) or legacy.name == ROOT:
            own(made)[name] = value
        return value

    def names() -> set[str]:
        real = {name for base in resolver.bases(legacy) for name in dir(base)}
        return real.union(rows.names_below(legacy.name))

    def owner(name: str) -> ModuleType | None:
        """The real module behind a name; for a new name, the first one."""
        if name.startswith("__") or rows.home(f"{legacy.name}.{name}") is not None:
            return None  # one of our names, or another module's
        bases: tuple[ModuleType, ...] = resolver.bases(legacy)
        return next((base for base in bases if hasattr(base, name)), bases[0])

    def text() -> str:
        if session.current().eager:
            return f"<module '{legacy.name}' with the names of TensorFlow 1 and 2, by tfv1>"
        return f"<module '{legacy.name}' as TensorFlow {api.VERSION} had it, by tfv1>"

    made = View(legacy.name, Shown(find, names, owner, text=text, again=view))
    return made


def _look_up(holder: View, legacy: Legacy[Any], name: str) -> Any:
    try:
        found = resolver.find(legacy, name)
    except Missing as missing:
        reason = missing.reason or f"module {legacy.name!r} has no attribute {name!r}"
        session.current().note_missing(f"{legacy.name}.{name}", reason)
        raise AttributeError(reason, name=name, obj=holder) from missing.__cause__
    if isinstance(found, Legacy):
        return _shown(found)
    return found if session.current().eager else arguments.as_of_1_15(found)


def _walk(name: str) -> ModuleType:
    found: ModuleType = root()
    for part in name.split(".")[1:]:
        if isinstance(found, View):
            found = _submodule(found, part)
        else:
            found = _ours(f"{found.__name__}.{part}")
    return found


def _ours(name: str) -> ModuleType:
    """A module of this project, which legacy code knows below `tensorflow`."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        legacy = ROOT + name.removeprefix("tfv1")
        reason = rows.lost(legacy) or f"No module named {legacy!r}"
        raise ModuleNotFoundError(reason, name=legacy) from None


def _submodule(holder: View, name: str) -> ModuleType:
    full = f"{holder.__name__}.{name}"
    try:
        value = getattr(holder, name)
    except AttributeError as error:
        reason = rows.lost(full) or rows.not_installed(full) or f"No module named {full!r}"
        raise ModuleNotFoundError(reason, name=full) from error
    if isinstance(value, ModuleType):
        return value
    # A function or class hides the submodule of the same name: `import` means the submodule.
    found = resolver.submodule(resolver.module(holder.__name__), name)
    if found is None:
        raise ModuleNotFoundError(
            f"No module named {full!r}: that is a {type(value).__name__} of {holder.__name__!r}",
            name=full,
        )
    return _shown(found)
