"""Source checks of writers."""

from __future__ import annotations

import ast
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
    evidence = []
    for call in module.calls_of(WRITERS):
        name = _assigned_name(module, call)
        if not name:
            continue
        methods = set()
        is_passed_on = False
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Name | ast.Attribute) or module.dotted(node) != name:
                continue
            parent = module.parent(node)
            if isinstance(parent, ast.Attribute):
                methods.add(parent.attr)
            elif isinstance(node.ctx, ast.Load):
                is_passed_on = True
        adds = any(method.startswith("add_") for method in methods)
        if adds and not is_passed_on and not methods & {"flush", "close", "reopen"}:
            evidence.append(module.at(call))
    yield from one_finding(
        evidence,
        "A writer is neither flushed nor closed: TensorFlow 1.15 loses what it still has in "
        "memory, up to two minutes of events, when the process is killed.",
        "Call writer.close() at the end, in a finally block or as 'with tf.summary.FileWriter(...) "
        "as writer:', and writer.flush() where somebody waits for the curve.",
        note=True,  # most scripts end by themselves, and lose little
    )


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
    evidence = [module.at(call) for call in module.calls_of(WRITERS) if module.calls_of(_EAGER)]
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
    writers = [call for call in module.calls_of(WRITERS) if argument(call, 0, "logdir")]
    for number, one in enumerate(writers):
        for other in writers[number + 1 :]:
            if _same_logdir(module, one, other) and not _closed_between(module, one, other):
                evidence.append(f"{module.at(other)} (the other one is in line {one.lineno})")
    yield from one_finding(
        evidence,
        "Two writers are open on one directory: TensorBoard follows only one of their files.",
        "Share one writer (tf.summary.FileWriterCache.get(logdir)), or give each a directory, such "
        "as logdir + '/train' and logdir + '/eval'.",
    )


def _same_logdir(module: Module, one: ast.Call, other: ast.Call) -> bool:
    logdirs = [argument(call, 0, "logdir") for call in (one, other)]
    assert logdirs[0] is not None and logdirs[1] is not None
    if ast.dump(logdirs[0]) != ast.dump(logdirs[1]) or module.scope(one) is not module.scope(other):
        return False
    if len(module.values_of(logdirs[0])) > 1:  # it may have changed meanwhile
        return False
    if any(isinstance(node, ast.Call) for node in ast.walk(logdirs[0])):
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


def _closed_between(module: Module, one: ast.Call, other: ast.Call) -> bool:
    name = _assigned_name(module, one)
    if isinstance(module.parent(one), ast.withitem):
        return True  # closed at the end of its block; nested ones are rare
    return any(
        isinstance(call.func, ast.Attribute)
        and module.dotted(call.func.value) == name
        and one.lineno < call.lineno <= other.lineno
        for call in module.methods("close")
    )
