"""Errors and warnings that name the script's own lines, as 1.15's did.

Scripts look at how the message of a session's error begins ("You must feed a value", "End of
sequence"): the cause comes first, then the place where the node was created, then its stack, both
without tfv1's frames.
"""

import functools
import os
import re
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any

from tfv1.names.installed import is_installed
from tfv1.patches.table import Patch, value

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# How kernels began their messages, where they begin differently now: today's pattern, 1.15's text.
_BEGINNINGS = [
    (re.compile(pattern), text)
    for pattern, text in (
        (r"Infinity in Histogram for: ", "Infinity in summary histogram for: "),
        (r"tags and values are not the same shape: ", "tags and values not the same shape: "),
        (
            r"ConcatOp : Dimension \d+ in both shapes must be equal: ",
            "ConcatOp : Dimensions of inputs should match: ",
        ),
        (r"(indices\[.*\] = \[.*\] does not index into .*), node name: \S+", r"\1"),
        (r"(corrupted record at \d+) \(Is this even a TFRecord file\?\)", r"\1"),
        (r"Error in user-defined function passed to \S+ transformation with iterator: \S+: ", ""),
        (
            r"Could not find variable (\S+)\. This could mean that the variable has been deleted\. "
            r"In TF1, it can also mean the variable is uninitialized\. "
            r"Debug info: container=(\S+), status error message=",
            r"Error while reading resource variable \1 from Container: \2. "
            r"This could mean that the variable was uninitialized. Not found: ",
        ),
    )
]
_WRAPPED = re.compile(r"^\{\{function_node __wrapped__\S+\}\} ")
_TAG = re.compile(r"\{\{node ([^}]*)\}\}")


def _with_places(message: str, graph: Any) -> str:
    """`message`, with the place in the user's code that created each node; it begins as in 1.15."""

    def place(tag: re.Match[str]) -> str:
        try:
            frames = graph.get_operation_by_name(tag[1]).traceback or ()
        except (KeyError, ValueError):
            return tag[0]  # created by the runtime, such as _retval_v_0_0
        user = next((frame for frame in reversed(frames) if not is_installed(frame[0])), None)
        return f"node {tag[1]} (defined at {user[0]}:{user[1]}) " if user else tag[0]

    return _TAG.sub(place, _begun_as_1_15(message))


def _begun_as_1_15(message: str) -> str:
    for pattern, text in _BEGINNINGS:
        if found := pattern.match(message):
            message = found.expand(text) + message[found.end() :]
    return message


def _without_function(init: Callable[..., None]) -> Callable[..., None]:
    """OpError's constructor: today an eager op runs in a function, which the message names."""

    @functools.wraps(init)
    def initialize(self: Any, node_def: object, op: object, message: Any, *args: object) -> None:
        if isinstance(message, str) and "[Op:" in message:
            message = _begun_as_1_15(_WRAPPED.sub("", message)).removesuffix(" name: ")
        init(self, node_def, op, message, *args)

    return initialize


def _listed(op: Any) -> list[str]:
    """The stack that created the operation, with the lines of code, which its frames lack."""
    return traceback.format_list([(*list(frame)[:3], None) for frame in op.traceback or ()])


def _text(self: Any) -> str:
    """Implements `str(error)`."""
    op, parts = self._op, [self.message]
    if op is None:
        return str(self.message)
    parts.append(f"\n\nOriginal stack trace for {op.name!r}:\n")
    parts += _listed(op)
    while (op := op._original_op) is not None:
        parts.append(f"\n...which was originally created as op {op.name!r}, defined at:\n")
        parts += _listed(op)
    return "".join(parts)


def _call_location(outer: bool = False) -> str:
    """The place that a warning of a deprecated call names, as "file:line".

    1.15 took the caller of the deprecated function (with `outer`, that function's caller). Between
    the two there are dispatchers now, TensorFlow's and ours.
    """
    frame: FrameType = sys._getframe(3 if outer else 2)
    while frame.f_back and _is_dispatcher(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def _is_dispatcher(file: str) -> bool:
    return file.startswith(_PACKAGE) or file.endswith(_DISPATCHERS)


_DISPATCHERS = tuple(
    os.sep + os.path.join("tensorflow", "python", folder, name)
    for folder, name in (
        ("util", "dispatch.py"),
        ("util", "traceback_utils.py"),
        ("ops", "weak_tensor_ops.py"),
    )
)
_FRAMEWORK = "tensorflow.python.framework"

PATCHES = (
    Patch(
        f"{_FRAMEWORK}.error_interpolation:interpolate_graph",
        value(_with_places),
        "puts the stack before the cause",
    ),
    Patch(
        f"{_FRAMEWORK}.errors_impl:OpError.__init__",
        _without_function,
        "begins with the name of a function",
    ),
    Patch(f"{_FRAMEWORK}.errors_impl:OpError.__str__", value(_text), "shows our own frames"),
    Patch(
        "tensorflow.python.util.deprecation:_call_location",
        value(_call_location),
        "names TensorFlow's dispatcher, which calls most functions now",
    ),
)
