"""Errors of Session.run in graph mode: the cause comes first, as in 1.15.

Scripts look at how a message begins ("You must feed a value", "End of sequence"). The cause is
followed by the place where the node was created, then its stack, both without tfv1's frames.
"""

import os
import re
import traceback
from typing import Any

from tfv1.names.installed import is_installed
from tfv1.patches.table import Patch, value

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_TAG = re.compile(r"\{\{node ([^}]*)\}\}")


def _with_places(message: str, graph: Any) -> str:
    """`message`, with the place in the user's code that created each node."""

    def place(tag: re.Match[str]) -> str:
        try:
            frames = _frames(graph.get_operation_by_name(tag[1]))
        except (KeyError, ValueError):
            return tag[0]  # created by the runtime, such as _retval_v_0_0
        user = next((frame for frame in reversed(frames) if not is_installed(frame[0])), None)
        return f"node {tag[1]} (defined at {user[0]}:{user[1]}) " if user else tag[0]

    return _TAG.sub(place, message)


def _frames(op: Any) -> list[Any]:
    """The stack that created the operation, beginning at the script."""
    frames = list(op.traceback or [])
    ours = [index for index, frame in enumerate(frames) if frame[0].startswith(_PACKAGE)]
    starter = os.path.join(_PACKAGE, "runtime", "")
    started = [index for index in ours if frames[index][0].startswith(starter)]
    first = started[-1] + 1 if started else 0
    return [frame for index, frame in enumerate(frames) if index >= first and index not in ours]


def _text(self: Any) -> str:
    """Implements `str(error)`."""
    op, parts = self._op, [self.message]
    if op is None:
        return str(self.message)
    parts.append(f"\n\nOriginal stack trace for {op.name!r}:\n")
    parts += traceback.format_list(_frames(op))
    while (op := op._original_op) is not None:
        parts.append(f"\n...which was originally created as op {op.name!r}, defined at:\n")
        parts += traceback.format_list(_frames(op))
    return "".join(parts)


_FRAMEWORK = "tensorflow.python.framework"

PATCHES = (
    Patch(
        f"{_FRAMEWORK}.error_interpolation:interpolate_graph",
        value(_with_places),
        "puts the stack before the cause",
    ),
    Patch(f"{_FRAMEWORK}.errors_impl:OpError.__str__", value(_text), "shows our own frames"),
)
