"""tensorflow.python.eager.execution_callbacks, on top of TensorFlow 2's op callbacks.

A callback is called as `callback(op_type, inputs, attrs, outputs, op_name)` after each op that is
executed eagerly; what it returns is ignored.
"""

import contextlib
import enum
import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from tensorflow.python.framework import op_callbacks

Callback = Callable[[str, Sequence[Any], Any, Sequence[Any], str | None], Any]


class ExecutionCallback(enum.Enum):
    """What happens at an inf or NaN."""

    IGNORE = "ignore"
    PRINT = "print"
    RAISE = "raise"
    WARN = "warn"


class InfOrNanError(Exception):
    """An output of an op has an inf or NaN.

    Args:
      op_type, op_name: the op.
      output_index, num_outputs: which of the op's outputs it is, from 0, and how many it has.
      value: the output, as an array.
    """

    def __init__(
        self, op_type: str, op_name: str | None, output_index: int, num_outputs: int, value: Any
    ) -> None:
        infs, nans = int(np.isinf(value).sum()), int(np.isnan(value).sum())
        counts = [f"{n} {kind}(s)" for n, kind in ((infs, "inf"), (nans, "nan")) if n]
        super().__init__(
            f"Output {output_index + 1} of {num_outputs} of TFE operation {op_type} "
            f"(name: {op_name!r}) contains {' and '.join(counts)} out of a total of "
            f"{np.size(value)} element(s). Tensor value: {value}"
        )
        self.op_type, self.op_name, self.value = op_type, op_name, value
        self.output_index, self.num_outputs = output_index, num_outputs
        self.total_count, self.inf_count, self.nan_count = np.size(value), infs, nans


def inf_nan_callback(
    op_type: str,
    inputs: Sequence[Any],
    attrs: Any,
    outputs: Sequence[Any],
    op_name: str | None,
    check_inf: bool = True,
    check_nan: bool = True,
    action: ExecutionCallback | str = ExecutionCallback.RAISE,
) -> None:
    """Looks for inf and NaN in the outputs of an op."""
    action = ExecutionCallback(action)
    for index, output in enumerate(outputs):
        if not (output.dtype.is_floating or output.dtype.is_complex):
            continue
        value = output.numpy()
        if not ((check_inf and np.isinf(value).any()) or (check_nan and np.isnan(value).any())):
            continue
        error = InfOrNanError(op_type, op_name, index, len(outputs), value)
        if action is ExecutionCallback.RAISE:
            raise error
        if action is ExecutionCallback.WARN:
            logging.getLogger("tensorflow").warning("%s", error)
        elif action is ExecutionCallback.PRINT:
            print(f"Warning: {error}")


def inf_callback(
    op_type: str,
    inputs: Sequence[Any],
    attrs: Any,
    outputs: Sequence[Any],
    op_name: str | None,
    action: ExecutionCallback | str = ExecutionCallback.RAISE,
) -> None:
    """Looks for inf only."""
    inf_nan_callback(op_type, inputs, attrs, outputs, op_name, check_nan=False, action=action)


def nan_callback(
    op_type: str,
    inputs: Sequence[Any],
    attrs: Any,
    outputs: Sequence[Any],
    op_name: str | None,
    action: ExecutionCallback | str = ExecutionCallback.RAISE,
) -> None:
    """Looks for NaN only."""
    inf_nan_callback(op_type, inputs, attrs, outputs, op_name, check_inf=False, action=action)


_added: list[Any] = []
_at_inf_or_nan: list[tuple[ExecutionCallback, Any]] = []


def _adding(callback: Callback) -> Any:
    def called(
        op_type: str,
        inputs: Sequence[Any],
        attrs: Any,
        outputs: Sequence[Any],
        op_name: str | None = None,
        graph: object = None,
    ) -> None:
        if graph is None:  # 1.15 did not call it for the ops of a graph
            callback(op_type, inputs, attrs, outputs, op_name)

    op_callbacks.add_op_callback(called)
    _added.append(called)
    return called


def add_execution_callback(callback: Callback) -> None:
    """Calls `callback` after each op from now on."""
    _adding(callback)


def clear_execution_callbacks() -> None:
    """Removes all callbacks, that of `seterr` included."""
    for called in _added:
        op_callbacks.remove_op_callback(called)
    _added.clear()
    _at_inf_or_nan.clear()


def seterr(inf_or_nan: ExecutionCallback | str | None = None) -> dict[str, ExecutionCallback]:
    """Chooses what happens at an inf or NaN; returns the choice until now.

    Args:
      inf_or_nan: None leaves it as it is.
    """
    old = _at_inf_or_nan[0][0] if _at_inf_or_nan else ExecutionCallback.IGNORE
    if inf_or_nan is None:
        return {"inf_or_nan": old}
    action = ExecutionCallback(inf_or_nan)
    while _at_inf_or_nan:
        called = _at_inf_or_nan.pop()[1]
        op_callbacks.remove_op_callback(called)
        _added.remove(called)
    if action is not ExecutionCallback.IGNORE:
        called = _adding(functools.partial(inf_nan_callback, action=action))
        _at_inf_or_nan.append((action, called))
    return {"inf_or_nan": old}


@contextlib.contextmanager
def errstate(inf_or_nan: ExecutionCallback | str | None = None) -> Iterator[None]:
    """`seterr` for a block."""
    old = seterr(inf_or_nan)
    try:
        yield
    finally:
        seterr(**old)
