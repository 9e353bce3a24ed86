"""The rows for what is replaced in TensorFlow's graph mode, as decorators of the replacements."""

import functools
import importlib
import importlib.util
import inspect
import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

from tfv1.patches import Patch, value

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
    "feature_columns",
    "keras",
    "asserts",
    "clipping",
    "image",
    "image_sizes",
    "linalg",
    "linear_operators",
    "signal",
    "strategies",
    "ragged",
    "metrics",
    "parsing",
    "data",
    "functions",
    "gradients",
)

# Packages whose modules may have imported a function by name.
_HOLDERS = ("tensorflow", "tf_keras", "tensorflow_estimator")

_logger = logging.getLogger("tfv1")


_rows: list[Patch] = []


def replaces(
    target: str, why: str, since: tuple[int, int] = (0, 0)
) -> Callable[[Function], Function]:
    """Makes a function the replacement for `target`, a "module:path" below tensorflow.python.

    Releases of TensorFlow before `since` do not have the target.
    """
    module, _, path = target.partition(":")
    full = target if module.startswith(_HOLDERS) else f"tensorflow.python.{target}"
    holders = () if "." in path else _HOLDERS  # nobody imports a method

    def add(replacement: Function) -> Function:
        def instead(original: Callable[..., Any] | None) -> Any:
            fitting = None if original is None else _fitting(original, replacement)
            if original is None or fitting is None:
                _warn(target)
                return original
            _originals[replacement] = original
            call = _in_graphs_only(original, fitting)
            # The original of a class method is bound to its class.
            return staticmethod(call) if inspect.ismethod(original) else call

        if since <= _release() and _is_installed(full):
            _rows.append(Patch(full, instead, why, holders=holders))
        return replacement

    return add


def gradient(*op_types: str, why: str) -> Callable[[Function], Function]:
    """Makes a function the gradient of ops in TensorFlow 1's graphs."""

    def add(replacement: Function) -> Function:
        def instead(op_type: str, registered: dict[str, Any] | None) -> Any:
            if registered is None:
                _warn(f"gradient:{op_type}")
                return None
            own = _originals[replacement] = registered["type"]
            return {**registered, "type": _in_graphs_only(own, replacement)}

        for op_type in op_types:
            target = f"tensorflow.python.framework.ops:gradient_registry._registry[{op_type}]"
            _rows.append(Patch(target, functools.partial(instead, op_type), why))
        return replacement

    return add


def replaces_name(module: ModuleType | str, name: str, found: object, why: str) -> None:
    """Replaces a module's `name` with `found`, which must itself decide when it applies."""
    owner = module if isinstance(module, str) else module.__name__
    if _is_installed(owner):
        _rows.append(Patch(f"{owner}:{name}", value(found), why))


def rows() -> tuple[Patch, ...]:
    """The whole table. Loads TensorFlow."""
    for family in FAMILIES:
        importlib.import_module(f"tfv1.graphs.{family}")
    return tuple(_rows)


def original(replacement: Callable[..., Any]) -> Callable[..., Any]:
    """TensorFlow's own function, for a replacement that leaves some cases to it."""
    found: Callable[..., Any] = _originals[replacement]
    return found


_originals: dict[Callable[..., Any], Callable[..., Any]] = {}


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


def _warn(target: str) -> None:
    _logger.warning(
        "This release of TensorFlow has another %s than tfv1 knows, which stays as it is: graphs "
        "that use it may differ from TensorFlow 1.15's.",
        target,
    )
