"""Attributes and methods of TensorFlow's classes that scripts of 1.15's time use.

Surgery on graphs and code that prints them read the private ones of operations, tensors and graphs;
1.15 kept most of them for that reason. Methods have other names now.
"""

import functools
import threading
from collections.abc import Callable
from typing import Any

from tensorflow.core.framework import node_def_pb2, op_def_pb2
from tensorflow.python.autograph.core.config_lib import DoNotConvert
from tensorflow.python.client import pywrap_tf_session
from tensorflow.python.data.ops import optional_ops

from tfv1.names.stand_ins import internals
from tfv1.names.tables.arguments import WATCHED
from tfv1.patches.table import Patch, value

_OPS = "tensorflow.python.framework.ops"


def _reading(get: Callable[[Any], object]) -> Any:
    return value(property(get))


# In the class below them these two are bytes, which the public properties parse.
_NODE_DEF = vars(pywrap_tf_session.PyOperation)["_node_def"]
_OP_DEF = vars(pywrap_tf_session.PyOperation)["_op_def"]


def _node_def(op: object) -> node_def_pb2.NodeDef:
    return node_def_pb2.NodeDef.FromString(_NODE_DEF.__get__(op))


def _op_def(op: object) -> op_def_pb2.OpDef:
    return op_def_pb2.OpDef.FromString(_OP_DEF.__get__(op))


_ATTRIBUTES: dict[str, Callable[[Any], object]] = {
    "Operation._inputs": lambda op: op.inputs,
    "Operation._outputs": lambda op: op.outputs,
    "Operation._graph": lambda op: op.graph,
    "Operation._control_inputs": lambda op: op.control_inputs,
    "Operation._traceback": lambda op: op.traceback,
    "Operation._node_def": _node_def,
    "Operation.node_def": _node_def,
    "Operation._op_def": _op_def,
    "Operation.op_def": _op_def,
    "SymbolicTensor._value_index": lambda tensor: tensor.value_index,
    "SymbolicTensor._consumers": lambda tensor: [],  # 1.15 had stopped filling it
    "SymbolicTensor._tf_output": lambda tensor: tensor._as_tf_output(),
    "Graph._version": lambda graph: graph.version,
    "Graph._last_id": lambda graph: graph.version,
    "Graph._next_id_counter": lambda graph: graph.version,
    "Graph._registered_ops": lambda graph: internals.get_registered_ops(),
}


def _experimental_run_v2(
    self: Any, fn: Callable[..., Any], args: tuple[Any, ...] = (), kwargs: Any = None
) -> Any:
    """Runs `fn` on each replica."""
    return self.run(fn, args=args, kwargs=kwargs)


def _none_from_structure(value_structure: object) -> Any:
    """An Optional without a value, for values of this structure."""
    return optional_ops.Optional.empty(value_structure)


_PYTHON = "tensorflow.python"
_METHODS: dict[str, object] = {
    f"{_PYTHON}.distribute.distribute_lib:StrategyBase.experimental_run_v2": _experimental_run_v2,
    f"{_PYTHON}.training.coordinator:LooperThread.isAlive": threading.Thread.is_alive,
    f"{_PYTHON}.data.ops.optional_ops:Optional.none_from_structure": (
        staticmethod(_none_from_structure)
    ),
    f"{_PYTHON}.data.ops.optional_ops:Optional.value_structure": (
        property(lambda self: self.element_spec)
    ),
}


_DEBUG = f"{_PYTHON}.debug"


def _renamed(today: str) -> property:
    """An attribute that has the name `today`."""
    return property(lambda self: getattr(self, today), lambda self, new: setattr(self, today, new))


_RENAMED = {
    f"{_DEBUG}.wrappers.framework:{kind}.{what}_whitelist": _renamed(f"{what}_allowlist")
    for kind in ("OnRunStartResponse", "WatchOptions")
    for what in WATCHED
}


def _with_curses(get_ui: Callable[..., Any]) -> Callable[..., Any]:
    """tfdbg's user interface: in place of the one of curses, that of readline."""

    @functools.wraps(get_ui)
    def get(ui_type: str, *args: object, **kwargs: object) -> Any:
        return get_ui("readline" if ui_type == "curses" else ui_type, *args, **kwargs)

    return get


def _unless_there(method: object) -> Callable[[object], object]:
    return lambda original: original or method


PATCHES = (
    *(
        Patch(f"{_OPS}:{name}", _reading(get), "has no such attribute, or has bytes in it")
        for name, get in _ATTRIBUTES.items()
    ),
    *(
        Patch(target, _unless_there(method), "has another name for it")
        for target, method in {**_METHODS, **_RENAMED}.items()
    ),
    Patch(
        f"{_OPS}:_EagerTensorBase.__hash__",
        value(lambda tensor: id(tensor)),
        "cannot be a key of a dictionary",
    ),
    Patch(
        f"{_PYTHON}.autograph.core.config:CONVERSION_RULES",
        lambda rules: (DoNotConvert("tfv1.contrib"), *rules),
        "converts functions of tf.contrib, which was TensorFlow's own code",
    ),
    Patch(f"{_DEBUG}.cli.ui_factory:get_ui", _with_curses, "has lost the interface of curses"),
)
