"""Source checks of writers."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator

from tfv1.report.finding import Seen
from tfv1.source.summaries.checks import source_check
from tfv1.source.summaries.code import NEW_GRAPH, WRITERS, Code, argument, is_open_ended

_EAGER = {
    "tensorflow.enable_eager_execution",
    "tensorflow.enable_v2_behavior",
    "tensorflow.contrib.eager.enable_eager_execution",
}

# Calls that return the same for the same arguments.
_PURE = {"os.path.join", "str", "format", "pathlib.Path"}


@source_check(
    "A writer is neither flushed nor closed: TensorFlow 1.15 loses what it still has in "
    "memory, up to two minutes of events, when the process is killed.",
    "Call writer.close() at the end, in a finally block or as 'with tf.summary.FileWriter(...) "
    "as writer:', and writer.flush() where somebody waits for the curve.",
    note=True,  # most scripts end normally, and lose little
)
def writer_never_flushed(code: Code) -> Iterator[Seen]:
    """A writer that gets events, and is neither flushed nor closed nor passed on."""
    made = {call: _assigned_name(code, call) for call in code.calls_of(WRITERS)}
    lost = {name for name in set(made.values()) if name and _is_never_flushed(code, name)}
    yield from (code.at(call) for call, name in made.items() if name in lost)


def _is_never_flushed(code: Code, name: str) -> bool:
    methods = set()
    for node in code.uses(name):
        parent = code.parent(node)
        if isinstance(parent, ast.Attribute):
            methods.add(parent.attr)
        elif isinstance(node.ctx, ast.Load):
            return False  # passed on
    adds = any(method.startswith("add_") for method in methods)
    return adds and not methods & {"flush", "close", "reopen"}


def _assigned_name(code: Code, call: ast.Call) -> str:
    """The one name a writer is assigned to; "" if it is used in any other way."""
    parent = code.parent(call)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        return code.dotted(parent.targets[0])
    return ""


@source_check(
    "add_summary is called in a loop without a step: every point comes to step 0.",
    "Pass the step: writer.add_summary(summary, step).",
)
def summary_without_step(code: Code) -> Iterator[Seen]:
    """add_summary in a loop without a step: all points at step 0."""
    for call in code.methods("add_summary"):
        has_step = is_open_ended(call) or argument(call, 1, "global_step") is not None
        if code.loops(call) and not has_step:
            yield code.at(call)


@source_check(
    "tf.summary.FileWriter is used under eager execution, where TensorFlow raises an error.",
    "Use tf.contrib.summary or tf.compat.v2.summary there, or 'import tfv1 as tf', whose "
    "FileWriter works under eager execution.",
)
def file_writer_under_eager(code: Code) -> Iterator[Seen]:
    """tf.summary.FileWriter in a program with eager execution."""
    if code.calls_of(_EAGER):
        yield from map(code.at, code.calls_of(WRITERS))


@source_check(
    "A writer is made inside the training loop, on the same directory at every turn: each makes an "
    "event file of its own.",
    "Make the FileWriter before the loop, or take it from tf.summary.FileWriterCache.get(logdir).",
)
def writer_in_the_training_loop(code: Code) -> Iterator[Seen]:
    """A writer made in a loop that runs the session, on a directory that does not change.

    Or in a function that adds to it, without a loop, and is itself called in a loop.
    """
    training = code.training_loops()
    adding = {code.scope(add) for add in code.methods("add_summary") if not code.loops(add)}
    for call in code.calls_of(WRITERS):
        logdir, scope = argument(call, 0, "logdir"), code.scope(call)
        around = [loop for loop in code.loops(call) if loop in training]
        if isinstance(scope, ast.FunctionDef) and scope in adding:
            around += [scope] if any(map(code.loops, code.calls_of({scope.name}))) else []
        if logdir is not None and not all(_changes_in(code, logdir, one) for one in around):
            yield code.at(call)


def _changes_in(code: Code, node: ast.AST, loop: ast.AST) -> bool:
    """Whether an expression may have another value in each iteration, or call."""
    parts = list(ast.walk(node))
    if any(isinstance(one, ast.Call) and code.dotted(one.func) not in _PURE for one in parts):
        return True  # such as tempfile.mkdtemp()
    names = {one.id for one in parts if isinstance(one, ast.Name)}
    return any(
        (isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one.id in names)
        or (isinstance(one, ast.arg) and one.arg in names)
        for one in ast.walk(loop)
    )


@source_check(
    "A graph is logged before all of its ops are made: TensorBoard does not show those that are "
    "made later.",
    "Make the writer with its graph, or call writer.add_graph(sess.graph), after the last op.",
)
def graph_before_ops(code: Code) -> Iterator[Seen]:
    """A writer gets the graph, and the same function makes ops after it."""
    given = [call for call in code.calls_of(WRITERS) if argument(call, 1, "graph") is not None]
    logs = sorted([*given, *code.methods("add_graph")], key=lambda call: call.lineno)
    last = {code.scope(call): call for call in logs}
    fresh = {code.scope(call): call.lineno for call in code.calls_of(NEW_GRAPH)}
    for op in code.op_calls():
        scope = code.scope(op)
        if scope in last and not _in_other_branches(code, last[scope], op):
            line = last[scope].lineno
            if line < op.lineno and not line < fresh.get(scope, 0) <= op.lineno:
                yield code.at(op, f"the graph is logged in line {line}")


@source_check(
    "Two writers are open on one directory: in TensorBoard their points of one tag hide each "
    "other, and with --load_fast=false it follows only one of their files.",
    "Share one writer (tf.summary.FileWriterCache.get(logdir)), or give each a directory, such "
    "as logdir + '/train' and logdir + '/eval'.",
)
def two_writers_on_one_logdir(code: Code) -> Iterator[Seen]:
    """Two writers open at once in one function, on the same directory."""
    by_logdir: dict[tuple[ast.AST, str], list[ast.Call]] = {}
    for call in code.calls_of(WRITERS):
        logdir = argument(call, 0, "logdir")
        if logdir is not None:
            by_logdir.setdefault((code.scope(call), ast.dump(logdir)), []).append(call)
    closed = _closed_at(code)
    for writers in by_logdir.values():
        for number, one in enumerate(writers):
            for other in writers[number + 1 : number + 1 + _NEXT]:
                if _same_logdir(code, one, other) and not _closed(code, closed, one, other):
                    yield code.at(other, f"the other one is in line {one.lineno}")


def _same_logdir(code: Code, one: ast.Call, other: ast.Call) -> bool:
    """Whether the logdirs, which are written the same, have the same value."""
    logdir = argument(one, 0, "logdir")
    assert logdir is not None
    if len(code.values_of(logdir)) > 1:  # it may have changed in between
        return False
    if any(isinstance(node, ast.Call) for node in ast.walk(logdir)):
        # A call such as tempfile.mkdtemp() returns a different directory each time.
        return False
    return code.loops(one) == code.loops(other) and not _in_other_branches(code, one, other)


def _in_other_branches(code: Code, one: ast.AST, other: ast.AST) -> bool:
    """Whether an if has `one` in one of its branches and `other` in the other."""
    chains = [[node, *code.around(node)] for node in (one, other)]
    for node in chains[0]:
        if isinstance(node, ast.If) and node in chains[1]:
            inside = [chain[chain.index(node) - 1] in node.orelse for chain in chains]
            return inside[0] != inside[1]
    return False


# How many of the writers after it a writer is compared with.
_NEXT = 8


def _closed_at(code: Code) -> dict[str, list[int]]:
    """Name -> the lines in which it is closed, in order."""
    found: dict[str, list[int]] = {}
    for call in code.methods("close"):
        assert isinstance(call.func, ast.Attribute)
        found.setdefault(code.dotted(call.func.value), []).append(call.lineno)
    return found


def _closed(code: Code, closed_at: dict[str, list[int]], one: ast.Call, other: ast.Call) -> bool:
    """Whether the writer that `one` makes is closed before `other` makes its own."""
    if isinstance(code.parent(one), ast.withitem):
        return True  # closed at the end of its block; nested ones are rare
    lines = closed_at.get(_assigned_name(code, one), [])
    after = bisect_right(lines, one.lineno)
    return after < len(lines) and lines[after] <= other.lineno
