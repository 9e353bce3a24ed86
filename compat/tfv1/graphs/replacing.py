"""The table of what is replaced in TensorFlow, and how replacements are installed and removed."""

import functools
import importlib
import importlib.util
import inspect
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

# Modules with replacements. Each row in them is a function decorated with `replaces` or `gradient`.
FAMILIES = (
    "seeds",
    "ordering",
    "arithmetic",
    "reductions",
    "arrays",
    "slicing",
    "op_defs",
    "random",
    "variables",
    "rnn",
    "nn",
    "layers",
    "normalization",
    "optimizers",
    "queues",
    "saving",
    "estimators",
    "keras",
    "asserts",
    "clipping",
    "image",
    "image_sizes",
    "linalg",
    "metrics",
    "parsing",
    "data",
    "gradients",
)

# Packages whose modules may have imported a function by name.
_HOLDERS = ("tensorflow", "tf_keras", "tensorflow_estimator")

_logger = logging.getLogger("tfv1")


@dataclass(frozen=True)
class Row:
    """One replacement: of what, with what, and why. It applies only in TF1's graph mode."""

    target: str  # "module:name", "module:Class.name", "gradient:Op", or "name:module:name"
    replacement: Any
    why: str
    since: tuple[int, int] = (0, 0)  # the release of TensorFlow that brought the target


_rows: list[Row] = []
_undo: list[Callable[[], None]] = []


def replaces(
    target: str, why: str, since: tuple[int, int] = (0, 0)
) -> Callable[[Function], Function]:
    """Makes a function the replacement for `target`, a "module:name" below tensorflow.python."""

    def add(replacement: Function) -> Function:
        _rows.append(Row(target, replacement, why, since))
        return replacement

    return add


def gradient(*op_types: str, why: str) -> Callable[[Function], Function]:
    """Makes a function the gradient of ops in TensorFlow 1's graphs."""

    def add(replacement: Function) -> Function:
        _rows.extend(Row(f"gradient:{op}", replacement, why) for op in op_types)
        return replacement

    return add


def replaces_name(module: ModuleType, name: str, value: object, why: str) -> None:
    """Replaces a module's `name` with `value`, which must itself decide when it applies."""
    _rows.append(Row(f"name:{module.__name__}:{name}", value, why))


def rows() -> tuple[Row, ...]:
    """The whole table. Loads TensorFlow."""
    for family in FAMILIES:
        importlib.import_module(f"tfv1.graphs.{family}")
    return tuple(_rows)


def install() -> None:
    """Installs all replacements. A second call does nothing."""
    if _undo:
        return
    replaced: dict[int, tuple[Any, Any]] = {}  # by identity: the original and its substitute
    release = _release()
    for row in rows():
        if row.since > release or not _is_installed(row.target):
            continue
        if row.target.startswith("gradient:"):
            _replace_gradient(row)
            continue
        if row.target.startswith("name:"):
            owner, name = _find(row.target.removeprefix("name:"))
            _set(owner, name, row.replacement)
            continue
        owner, name = _find(row.target)
        original = getattr(owner, name, None)
        fitting = None if original is None else _fitting(original, row.replacement)
        if original is None or fitting is None:
            _warn(row)
            continue
        if isinstance(owner, ModuleType):
            for layer in reversed(_layers(original)):
                replaced[id(layer)] = layer, _in_graphs_only(layer, fitting)
        else:
            _set(owner, name, _in_graphs_only(original, fitting))
        _originals[row.replacement] = original
    _replace_everywhere(replaced)


def uninstall() -> None:
    """Restores TensorFlow's own functions. Existing graphs stay as they are."""
    while _undo:
        _undo.pop()()


def original(replacement: Callable[..., Any]) -> Callable[..., Any]:
    """TensorFlow's own function, for a replacement that leaves some cases to it."""
    found: Callable[..., Any] = _originals[replacement]
    return found


_originals: dict[Callable[..., Any], Callable[..., Any]] = {}


def _find(target: str) -> tuple[Any, str]:
    module, path = target.split(":")
    *classes, name = path.split(".")
    owner: Any = importlib.import_module(
        module if module.startswith(_HOLDERS) else f"tensorflow.python.{module}"
    )
    for part in classes:
        owner = getattr(owner, part)
    return owner, name


def _layers(function: Callable[..., Any]) -> list[Callable[..., Any]]:
    """A function and those that it wraps: modules loaded early have what was wrapped later."""
    layers = [function]
    wrapped = getattr(function, "__wrapped__", None)
    while wrapped is not None and wrapped.__name__ == function.__name__:
        layers.append(wrapped)
        wrapped = getattr(wrapped, "__wrapped__", None)
    return layers


def _in_graphs_only(original: Callable[..., Any], replacement: Callable[..., Any]) -> Any:
    from tfv1.graphs.scopes import in_graph

    @functools.wraps(original)
    def call(*args: object, **names: object) -> Any:
        return (replacement if in_graph() else original)(*args, **names)

    # Keras asks by getfullargspec, which does not look behind wrappers, whether a layer's `call`
    # takes `training`.
    call.__signature__ = inspect.signature(original)  # type: ignore[attr-defined]
    return call


def _fitting(
    original: Callable[..., Any], replacement: Callable[..., Any]
) -> Callable[..., Any] | None:
    """The replacement, to be called as the original is; None where it does not know an argument."""
    signature = inspect.signature(original)
    ours = inspect.signature(replacement).parameters
    if list(signature.parameters) == list(ours):
        return replacement
    later = [parameter for name, parameter in ours.items() if name not in signature.parameters]
    if signature.parameters.keys() - ours or any(one.default is one.empty for one in later):
        return None

    def call(*args: object, **names: object) -> Any:
        return replacement(**signature.bind(*args, **names).arguments)

    return call  # an older release, without what later ones have added


def _is_installed(target: str) -> bool:
    """Whether the package of the target is there: tensorflow-estimator is an extra."""
    return not target.startswith("tensorflow_estimator") or (
        importlib.util.find_spec("tensorflow_estimator") is not None
    )


def _release() -> tuple[int, int]:
    """The release of TensorFlow, as (2, 21)."""
    import tensorflow

    major, minor = tensorflow.__version__.split(".")[:2]
    return int(major), int(minor)


def _replace_everywhere(replaced: dict[int, tuple[Any, Any]]) -> None:
    """Replaces functions in all modules that have them, under any name."""
    for module_name, module in list(sys.modules.items()):
        if not module_name.startswith(_HOLDERS) or not isinstance(module, ModuleType):
            continue
        for name, value in list(vars(module).items()):
            found = replaced.get(id(value))
            if found is not None and found[0] is value:
                _set(module, name, found[1])


def _set(owner: object, name: str, value: object) -> None:
    _undo.append(functools.partial(setattr, owner, name, getattr(owner, name)))
    setattr(owner, name, value)


def _replace_gradient(row: Row) -> None:
    from tensorflow.python.framework import ops

    registered = ops.gradient_registry._registry.get(row.target.partition(":")[2])
    if registered is None:
        _warn(row)
        return
    own = registered["type"]
    _originals[row.replacement] = own
    registered["type"] = _in_graphs_only(own, row.replacement)
    _undo.append(functools.partial(registered.__setitem__, "type", own))


def _warn(row: Row) -> None:
    _logger.warning(
        "This release of TensorFlow has another %s than tfv1 knows, which stays as it is: graphs "
        "that use it may differ from TensorFlow 1.15's.",
        row.target,
    )
