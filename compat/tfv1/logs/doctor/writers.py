"""Source checks of writers."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator

from tfv1.logs.doctor.finding import Finding, one_finding, source_check
from tfv1.logs.doctor.source import WRITERS, Module, argument, is_open_ended

_EAGER = {
    "tensorflow.enable_eager_execution",
    "tensorflow.enable_v2_behavior",
    "tensorflow.contrib.eager.enable_eager_execution",
}


@source_check
def writer_never_flushed(module: Module) -> Iterator[Finding]:
    """A writer that gets events, and is neither flushed nor closed nor handed to anyone else."""
    made = {call: _assigned_name(module, call) for call in module.calls_of(WRITERS)}
    lost = {name for name in set(made.values()) if name and _is_never_flushed(module, name)}
    evidence = [module.at(call) for call, name in made.items() if name in lost]
    yield from one_finding(
        evidence,
        "A writer is neither flushed nor closed: TensorFlow 1.15 loses what it still has in "
        "memory, up to two minutes of events, when the process is killed.",
        "Call writer.close() at the end, in a finally block or as 'with tf.summary.FileWriter(...) "
        "as writer:', and writer.flush() where somebody waits for the curve.",
        note=True,  # most scripts end by themselves, and lose little
    )


def _is_never_flushed(module: Module, name: str) -> bool:
    methods = set()
    for node in module.uses(name):
        parent = module.parent(node)
        if isinstance(parent, ast.Attribute):
            methods.add(parent.attr)
        elif isinstance(node.ctx, ast.Load):
            return False  # handed to somebody else
    adds = any(method.startswith("add_") for method in methods)
    return adds and not methods & {"flush", "close", "reopen"}


def _assigned_name(module: Module, call: ast.Call) -> str:
    """The one name a writer is assigned to; "" where it is used otherwise."""
    parent = module.parent(call)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        return module.dotted(parent.targets[0])
    return ""


@source_check
def summary_without_step(module: Module) -> Iterator[Finding]:
    """add_summary in a loop without a step: all points at step 0."""
    evidence = [
        module.at(call)
        for call in module.methods("add_summary")
        if module.loops(call)
        and not is_open_ended(call)
        and argument(call, 1, "global_step") is None
    ]
    yield from one_finding(
        evidence,
        "add_summary is called in a loop without a step: every point comes to step 0.",
        "Pass the step: writer.add_summary(summary, step).",
    )


@source_check
def file_writer_under_eager(module: Module) -> Iterator[Finding]:
    """tf.summary.FileWriter where eager execution is on."""
    is_eager = bool(module.calls_of(_EAGER))
    evidence = [module.at(call) for call in module.calls_of(WRITERS) if is_eager]
    yield from one_finding(
        evidence,
        "tf.summary.FileWriter is used under eager execution, where TensorFlow raises an error.",
        "Use tf.contrib.summary or tf.compat.v2.summary there, or 'import tfv1 as tf', whose "
        "FileWriter works under eager execution.",
    )


@source_check
def two_writers_on_one_logdir(module: Module) -> Iterator[Finding]:
    """Two writers open at once in one function, on the same directory."""
    evidence = []
    by_logdir: dict[tuple[ast.AST, str], list[ast.Call]] = {}
    for call in module.calls_of(WRITERS):
        logdir = argument(call, 0, "logdir")
        if logdir is not None:
            by_logdir.setdefault((module.scope(call), ast.dump(logdir)), []).append(call)
    closed = _closed_at(module)
    for writers in by_logdir.values():
        for number, one in enumerate(writers):
            for other in writers[number + 1 : number + 1 + _NEXT]:
                if _same_logdir(module, one, other) and not _closed(module, closed, one, other):
                    evidence.append(f"{module.at(other)} (the other one is in line {one.lineno})")
    yield from one_finding(
        evidence,
        "Two writers are open on one directory: TensorBoard follows only one of their files.",
        "Share one writer (tf.summary.FileWriterCache.get(logdir)), or give each a directory, such "
        "as logdir + '/train' and logdir + '/eval'.",
    )


def _same_logdir(module: Module, one: ast.Call, other: ast.Call) -> bool:
    """Whether the logdirs, which read the same, are the same."""
    logdir = argument(one, 0, "logdir")
    assert logdir is not None
    if len(module.values_of(logdir)) > 1:  # it may have changed meanwhile
        return False
    if any(isinstance(node, ast.Call) for node in ast.walk(logdir)):
        # A call such as tempfile.mkdtemp() gives another directory each time.
        return False
    return module.loops(one) == module.loops(other) and not _in_other_branches(module, one, other)


def _in_other_branches(module: Module, one: ast.AST, other: ast.AST) -> bool:
    """Whether an if has `one` in one of its branches and `other` in the other."""
    chains = [[node, *module.around(node)] for node in (one, other)]
    for node in chains[0]:
        if isinstance(node, ast.If) and node in chains[1]:
            inside = [chain[chain.index(node) - 1] in node.orelse for chain in chains]
            return inside[0] != inside[1]
    return False


# With how many of those that follow it a writer is compared.
_NEXT = 8


def _closed_at(module: Module) -> dict[str, list[int]]:
    """Name -> the lines in which it is closed, in order."""
    found: dict[str, list[int]] = {}
    for call in module.methods("close"):
        assert isinstance(call.func, ast.Attribute)
        found.setdefault(module.dotted(call.func.value), []).append(call.lineno)
    return found


def _closed(
    module: Module, closed_at: dict[str, list[int]], one: ast.Call, other: ast.Call
) -> bool:
    """Whether the writer that `one` makes is closed before `other` makes its own."""
    if isinstance(module.parent(one), ast.withitem):
        return True  # closed at the end of its block; nested ones are rare
    lines = closed_at.get(_assigned_name(module, one), [])
    after = bisect_right(lines, one.lineno)
    return after < len(lines) and lines[after] <= other.lineno
