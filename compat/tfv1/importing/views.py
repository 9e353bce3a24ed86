"""Views: module objects that show a legacy module over the real ones, which stay untouched.

There is one view for each legacy module name (`tensorflow`, `tensorflow.nn`,
`tensorflow.python.framework.ops`). It has no contents of its own; a name is looked up when it is
first used: in the tables, then in the real modules behind the view, then among real submodules.

TensorFlow-2 code, which runs eagerly, sees views too: TensorFlow 2's names, and 1.15's for the
rest. What a script sets on a view reaches the real module, whose own code uses it then.
"""

import importlib
import threading
from types import ModuleType
from typing import Any

from tfv1 import session, startup
from tfv1.names import live, rows
from tfv1.names.contents import own
from tfv1.names.modules import Shown, View
from tfv1.names.tables import api

ROOT = "tensorflow"

_views: dict[str, View] = {}
_bases: dict[View, tuple[ModuleType, ...] | None] = {}  # None: not asked for yet
_lock = threading.RLock()
_absent = object()

# The names with underscores that TensorFlow exports.
_SPECIAL = frozenset(
    f"__{name}__"
    for name in (
        *("version", "git_version", "compiler_version", "cxx11_abi_flag", "monolithic_build"),
        *("internal", "operators"),
    )
)


def _make(name: str, bases: tuple[ModuleType, ...] | None) -> View:
    def find(attribute_name: str) -> Any:
        if attribute_name in ("__file__", "__path__"):
            return getattr(bases_of(made)[0], attribute_name)
        if attribute_name == "__all__":
            # What an optional package would give is left out where it is not installed.
            return [key for key in dir(made) if not key.startswith("_") and hasattr(made, key)]
        if attribute_name.startswith("__") and attribute_name not in _SPECIAL:
            raise AttributeError(attribute_name)  # tools ask every module; nothing is loaded
        return attribute(name, attribute_name)

    made = View(
        name,
        Shown(
            find=find,
            names=lambda: _names(made),
            owner=lambda attribute: _owner(made, attribute),
            text=lambda: _text(name),
            again=view,
        ),
    )
    _bases[made] = bases
    return made


def _names(view: View) -> set[str]:
    names = {name for base in bases_of(view) for name in dir(base)}
    return names.union(rows.names_below(view.__name__))


def _text(name: str) -> str:
    if session.current().eager:
        return f"<module '{name}' with the names of TensorFlow 1 and 2, by tfv1>"
    return f"<module '{name}' as TensorFlow {api.VERSION} had it, by tfv1>"


def view(name: str) -> View:
    """The view of the legacy module `name`, which must exist.

    Raises:
      ModuleNotFoundError: there is none; the message gives the reason where one is known.
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
    """What ``import keras`` meant: Keras 2 of its own, which 1.15's tf.keras equals.

    Args:
      name: a dotted name from `keras` down; its internals are those of tf.keras.
    """
    below = name.partition(".")[2]
    try:
        return view(f"tensorflow.keras.{below}" if below else "tensorflow.keras")
    except ModuleNotFoundError as error:
        try:
            found = view(f"tensorflow.python.keras.{below}")
        except ModuleNotFoundError:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name) from error
    above, _, last = name.rpartition(".")
    setattr(keras(above), last, found)  # for `import keras.engine as KE`
    return found


def attribute(owner: str, name: str) -> Any:
    """`owner.name` as 1.15 had it.

    Raises:
      AttributeError: it is not available; the message says why where a reason is known.
    """
    holder = view(owner)
    value = own(holder).get(name, _absent)
    if value is _absent:
        value = _look_up(holder, name)
        # Anything else may be rebound by the real module later.
        if isinstance(value, ModuleType) or callable(value) or owner == ROOT:
            own(holder)[name] = value
    return value


def bases_of(holder: View) -> tuple[ModuleType, ...]:
    """The real modules behind a view, loaded now."""
    bases = _bases[holder]
    if bases is None:
        bases = _bases[holder] = tuple(live.bases(holder.__name__))
    return bases


def _owner(holder: View, name: str) -> ModuleType | None:
    """The real module that has the name which the view shows; the first, for a new name."""
    if name.startswith("__") or rows.home(f"{holder.__name__}.{name}") is not None:
        return None  # a name of ours, or of another module
    bases = bases_of(holder)
    return next((base for base in bases if hasattr(base, name)), bases[0])


def make(name: str, bases: tuple[ModuleType, ...] | None = None) -> View:
    """The view called `name`, made over `bases` (None: by the tables) unless it exists."""
    with _lock:
        if name not in _views:
            _views[name] = _make(name, bases)
        return _views[name]


def _walk(name: str) -> ModuleType:
    found: ModuleType = make(ROOT)
    path = ROOT
    for part in name.split(".")[1:]:
        path = f"{path}.{part}"
        if isinstance(found, View):
            found = _submodule(found, part)
        else:  # a module of this project
            found = importlib.import_module(f"{found.__name__}.{part}")
    return found


def _submodule(holder: View, name: str) -> ModuleType:
    full = f"{holder.__name__}.{name}"
    try:
        value = attribute(holder.__name__, name)
    except AttributeError as error:
        reason = rows.lost(full) or rows.not_installed(full) or f"No module named {full!r}"
        raise ModuleNotFoundError(reason, name=full) from error
    if isinstance(value, ModuleType):
        return value
    # A function or class hides the submodule of the same name: `import` means the submodule.
    found = _real_submodule(holder, name)
    if found is None:
        raise ModuleNotFoundError(
            f"No module named {full!r}: that is a {type(value).__name__} of {holder.__name__!r}",
            name=full,
        )
    return found


def _look_up(holder: View, name: str) -> Any:
    full = f"{holder.__name__}.{name}"
    if session.current().eager and full in api.PLAIN_IN_EAGER:
        return getattr(bases_of(holder)[0], name)
    try:
        value = live.home(full, _absent)
    except ModuleNotFoundError as error:
        reason = rows.not_installed(full)
        if reason is None or not (rows.home(full) or "").startswith(error.name or " "):
            raise  # it is installed, but lacks something it needs
        session.current().note_missing(full, reason)
        raise AttributeError(reason, name=name, obj=holder) from error
    if value is not _absent:
        return _as_seen(full, value)
    if not rows.lost(full):
        for number, base in enumerate(bases_of(holder)):
            value = getattr(base, name, _absent)
            if value is not _absent:
                others = bases_of(holder)[number + 1 :] if session.current().eager else ()
                return _as_seen(full, value, others)
        found = None if name.startswith("__") else _real_submodule(holder, name)
        if found is not None:
            return found
        value = live.moved(full, _absent)
        if value is not _absent:
            return _as_seen(full, value)
    reason = rows.lost(full) or f"module {holder.__name__!r} has no attribute {name!r}"
    session.current().note_missing(full, reason)
    raise AttributeError(reason, name=name, obj=holder)


def _as_seen(full: str, value: object, others: tuple[ModuleType, ...] = ()) -> Any:
    """What legacy code sees of `value`, found at the legacy name `full`.

    `others` are less important modules, which may have a module of that name to stand behind it.
    """
    if not isinstance(value, ModuleType) or isinstance(value, View):
        return value
    real = value.__name__
    if full == "tensorflow.compat.v1":
        return make(ROOT)  # in 1.15 it held the same names
    if real.startswith("tfv1."):
        return value
    if real.startswith("tensorflow.python."):
        return make(real)
    if real.startswith(("tensorflow", "tf_keras", "keras")):
        if live.has_bases(full):
            return make(full)
        below = [getattr(other, full.rpartition(".")[2], None) for other in others]
        return make(full, (value, *(one for one in below if isinstance(one, ModuleType))))
    return value


def _real_submodule(holder: View, name: str) -> ModuleType | None:
    full = f"{holder.__name__}.{name}"
    if live.has_bases(full):
        return make(full)
    for base in bases_of(holder):
        if not hasattr(base, "__path__"):
            continue
        real = f"{base.__name__}.{name}"
        try:
            found = importlib.import_module(real)
        except ModuleNotFoundError as error:
            if error.name != real:
                raise  # it is there, but lacks something it needs
            continue
        return make(full, (found,))
    return None


def root() -> View:
    """The view of `tensorflow` itself; making it loads nothing."""
    return make(ROOT)
