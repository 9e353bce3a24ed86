"""Source checks of summary ops and how they are run."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfv1.report.finding import Seen
from tfv1.source.nodes import text_of
from tfv1.source.summaries.checks import source_check
from tfv1.source.summaries.code import (
    MERGE_ALL,
    MERGES,
    SUMMARY_OPS,
    Code,
    argument,
    is_open_ended,
)

# These run the summaries of a graph on their own.
_RUN_BY_THEMSELVES = {"MonitoredTrainingSession", "Supervisor", "Estimator", "SummarySaverHook"}
_COMPILED = {"tensorflow.function", "tensorflow.contrib.eager.defun"}


@source_check(
    "A summary op is made after tf.summary.merge_all(), which does not know of it then.",
    "Call tf.summary.merge_all() after the last summary op.",
)
def op_after_merge_all(code: Code) -> Iterator[Seen]:
    """A summary op that nobody keeps, made after the last merge_all of its function."""
    last = {code.scope(merge): merge.lineno for merge in code.calls_of(MERGE_ALL)}
    for call in code.summary_ops():
        before = last.get(code.scope(call), call.lineno)
        is_dropped = isinstance(code.parent(call), ast.Expr)
        if is_dropped and before < call.lineno and not code.loops(call):
            yield code.at(call, f"merge_all is in line {before}")


@source_check(
    "A summary op is in a collection that nothing merges, so it is never run.",
    "Give its collection to tf.summary.merge_all(key), or add tf.GraphKeys.SUMMARIES to its "
    "collections.",
)
def op_that_nothing_merges(code: Code) -> Iterator[Seen]:
    """A summary op that nobody keeps, in collections that no merge_all and get_collection names."""
    merges = code.calls_of(MERGE_ALL)
    keys = [argument(merge, 0, "key") for merge in merges]
    named = [argument(call, 0, "key") for call in code.methods("get_collection")]
    if not merges or not all(one is None or text_of(one) for one in (*keys, *named)):
        return
    merged = {"summaries" if one is None else text_of(one) for one in keys} | set(
        map(text_of, filter(None, named))
    )
    for call in code.summary_ops():
        given = next((one.value for one in call.keywords if one.arg == "collections"), None)
        own = [text_of(one) for one in given.elts] if isinstance(given, ast.List) else []
        if own and all(own) and merged.isdisjoint(own) and isinstance(code.parent(call), ast.Expr):
            yield code.at(call)


@source_check(
    "A summary op is made inside the training loop: the graph grows at every step, and each "
    "step gets a tag of its own (loss, loss_1, loss_2 ...).",
    "Make the summary ops before the loop, and only run them in it.",
)
def op_in_the_training_loop(code: Code) -> Iterator[Seen]:
    """A summary op made in the loop that runs the session: a new tag in every iteration."""
    training = code.training_loops()
    for call in code.summary_ops():
        if any(loop in training for loop in code.loops(call)):
            yield code.at(call)


@source_check(
    "What merges the summaries is assigned to a name that is never used: the summary ops are not "
    "run.",
    "Fetch it with the training op, s, _ = sess.run([merged, train_op], feed_dict), and add what "
    "comes back: writer.add_summary(s, step).",
)
def op_never_run(code: Code) -> Iterator[Seen]:
    """A merge of summaries, or a single summary op, that is never used."""
    callers = {code.dotted(call.func).rpartition(".")[2] for call in code.calls}
    if not code.methods("run") or callers & _RUN_BY_THEMSELVES:
        return  # or the session may be in another file
    for call in code.calls_of(MERGES) or code.summary_ops():
        parent = code.parent(call)
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            uses = code.uses(code.dotted(parent.targets[0]))
            if not any(isinstance(use.ctx, ast.Load) for use in uses):
                yield code.at(call)


@source_check(
    "add_summary is given a summary op, a tensor: it takes what running the op returns.",
    "Write s = sess.run(merged, feed_dict); writer.add_summary(s, step).",
)
def tensor_to_add_summary(code: Code) -> Iterator[Seen]:
    """add_summary gets the summary op itself, not what running it returned."""
    for call in code.methods("add_summary"):
        given = argument(call, 0, "summary")
        if given is not None and _is_op(code, given):
            yield code.at(call)


def _is_op(code: Code, node: ast.AST) -> bool:
    """Whether an expression can only be a summary op."""
    if isinstance(node, ast.Call):
        return code.dotted(node.func) in MERGES | SUMMARY_OPS and not any(
            keyword.arg == "step" for keyword in node.keywords
        )
    values = code.values_of(node)
    return bool(values) and all(
        isinstance(value, ast.Call) and _is_op(code, value) for value in values
    )


@source_check(
    "A summary op of TensorFlow 1 is inside tf.function: it belongs to that function's graph, "
    "and no writer ever gets what it makes.",
    "Return the numbers and write them outside, or use tf.compat.v2.summary with a step in a "
    "writer's as_default().",
)
def op_in_compiled_function(code: Code) -> Iterator[Seen]:
    """A summary op of TensorFlow 1 inside tf.function, whose result is lost."""
    for call in code.summary_ops():
        for scope in code.around(call):
            if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
                makers = [one.func if isinstance(one, ast.Call) else one
                          for one in scope.decorator_list]  # fmt: skip
                if any(code.dotted(one) in _COMPILED for one in makers):
                    yield code.at(call)
                    break


@source_check(
    "The summaries depend on placeholders, and are run without feed_dict: TensorFlow raises "
    "InvalidArgumentError.",
    "Pass the feed_dict of the training step, or better fetch both at once: "
    "sess.run([train_op, merged], feed_dict).",
)
def summaries_not_fed(code: Code) -> Iterator[Seen]:
    """merged is run without feed_dict, though the summaries depend on placeholders."""
    if not _summaries_need_feeding(code):
        return
    runs = [call for call in code.methods("run") if not is_open_ended(call)]
    feeds = [call for call in runs if argument(call, 1, "feed_dict") is not None]
    if not feeds:
        return
    for call in runs:
        fetched = argument(call, 0, "fetches")
        if fetched is None or call in feeds:
            continue
        nodes = fetched.elts if isinstance(fetched, ast.Tuple | ast.List) else [fetched]
        if any(_is_merge_all(code, node) for node in nodes):
            yield code.at(call)


def _is_merge_all(code: Code, node: ast.AST) -> bool:
    values = code.values_of(node)
    return bool(values) and all(
        isinstance(value, ast.Call) and code.dotted(value.func) in MERGE_ALL for value in values
    )


def _summaries_need_feeding(code: Code) -> bool:
    """Whether a summary op's tensor is computed from a placeholder."""
    made_of: dict[str, list[str]] = {}  # name -> the names that are computed from it
    waiting = []
    for _, target, value in code.assignments:
        if target and value is not None:
            names = _names(code, value)
            if _PLACEHOLDER in names:
                waiting.append(target)
            for name in names:
                made_of.setdefault(name, []).append(target)
    fed: set[str] = {_PLACEHOLDER}
    while waiting:
        name = waiting.pop()
        if name not in fed:
            fed.add(name)
            waiting += made_of.get(name, ())
    given = (one for call in code.summary_ops() for one in call.args[1:])
    return any(not fed.isdisjoint(_names(code, one)) for one in given)


_PLACEHOLDER = "tensorflow.placeholder()"


def _names(code: Code, value: ast.AST) -> set[str]:
    """The names in an expression, and whether it calls tf.placeholder."""
    found: set[str] = set()
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and code.dotted(node.func) == "tensorflow.placeholder":
            found.add(_PLACEHOLDER)
        elif isinstance(node, ast.Name | ast.Attribute):
            found.add(code.dotted(node))
    return found - {""}
