"""The stacks that created operations: they begin at the script, and have no frames of ours."""

import ast
import collections
import functools
import linecache
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from tensorflow.python.client import pywrap_tf_session
from tensorflow.python.util import tf_stack

from tfv1.patches.table import Patch, value

_PACKAGE = Path(__file__).resolve().parents[1]


class _Filter(tf_stack.StackTraceFilter):
    """The outermost filter of a thread's stacks."""

    def __init__(self) -> None:
        super().__init__()
        self.update()

    def get_filtered_filenames(self) -> frozenset[str]:
        return _hidden()


@functools.cache
def _hidden() -> frozenset[str]:
    """The files of this package, and those that started it."""
    return frozenset({*map(str, _PACKAGE.rglob("*.py")), *_starters()})


def _starters() -> Iterator[str]:
    """The files whose frames come before the script's, if we started it."""
    runtime = str(_PACKAGE / "runtime") + os.sep
    frame: FrameType | None = sys._getframe()
    files = []
    while frame is not None:
        files.append(frame.f_code.co_filename)
        frame = frame.f_back
    started = [index for index, file in enumerate(files) if file.startswith(runtime)]
    yield from files[started[0] :] if started else ()


def _tracing(add_operations: Callable[..., Any]) -> Callable[..., Any]:
    """Adding operations that C++ created, such as those of an imported graph, with a stack."""

    @functools.wraps(add_operations)
    def add(*args: object, **named: object) -> Any:
        made = add_operations(*args, **named)
        stack = tf_stack.extract_stack(stacklevel=2)
        for op in made:
            if op.traceback is None:
                pywrap_tf_session.TF_SetOpStackTrace(op._c_op, stack)
        return made

    return add


def _with_start_lines(op: Any) -> tuple[tuple[object, ...], ...] | None:
    """The stack, each frame with the line where its function begins."""
    return op.traceback and tuple((*frame, _start(*list(frame)[:3])) for frame in op.traceback)


def _start(file: str, line: int, name: str) -> int:
    around = [first for first, last, found in _functions(file) if found == name and line <= last]
    return max((first for first in around if first <= line), default=1)


@functools.cache
def _functions(file: str) -> list[tuple[int, int, str]]:
    """The first and last lines of a file's functions, and their names."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return []  # Python 2
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            decorators = getattr(node, "decorator_list", ())
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
            found.append((first, node.end_lineno or first, getattr(node, "name", "<lambda>")))
    return found


_FILTERS: Any = collections.defaultdict(lambda: [_Filter()])
_WHY = "shows the frames of tfv1, and begins with its own"

PATCHES = (
    Patch("tensorflow.python.util.tf_stack:_source_filter_stacks", value(_FILTERS), _WHY),
    Patch("tensorflow.python.util.tf_stack:StackTraceFilter._stack_dict", value(_FILTERS), _WHY),
    Patch(
        "tensorflow.python.framework.ops:Graph._add_new_tf_operations",
        _tracing,
        "gives operations of imported graphs no stack",
    ),
    Patch(
        "tensorflow.python.framework.ops:Operation.traceback_with_start_lines",
        value(property(_with_start_lines)),
        "does not know the lines where functions start",
    ),
)
