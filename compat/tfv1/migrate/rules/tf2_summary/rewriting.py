"""Replaces the uses of a writer by calls of TensorFlow 2's summary API."""

import ast
import re
from collections.abc import Sequence

from tfv1.migrate.rules.module import Module
from tfv1.migrate.rules.tf2_summary.expressions import is_quiet, is_whole
from tfv1.migrate.rules.tf2_summary.summaries import BYTES, EITHER, PROTO, given
from tfv1.migrate.rules.tf2_summary.writers import Left, Writer
from tfv1.source.model import Model

EAGERLY = "eagerly"
# The only public way into eager mode from a process that is in graph mode is tf.py_function.
_HELPER = """\
def eagerly(function):
    \"\"\"Calls the function in eager mode, in which TensorFlow 2 writes summaries.\"\"\"
    results = []
    with {tf}.Graph().as_default(), {tf}.Session() as session:
        session.run({tf}.py_function(lambda: results.append(function()), [], []))
    return results[0]"""
# The parameters of TensorFlow 1, in order.
_FILE_WRITER = ("logdir", "graph", "max_queue", "flush_secs", "graph_def", "filename_suffix")
_ADD_SUMMARY = ("summary", "global_step")


class Rewriting:
    """The changes to one module; `add` rewrites a writer with all its uses, or raises Left."""

    def __init__(self, module: Module, model: Model, only_scalars: bool) -> None:
        self._module = module
        self._model = model
        self._only_scalars = only_scalars
        self._edits = module.edits()
        self._names = set(model.names)
        found = model.imported_as("tensorflow")
        self._tf = found[0] if found else ""
        self._import = found[1] if found else None
        self._changed = False

    def add(self, writer: Writer) -> None:
        """Rewrites the writer.

        Raises:
          Left: one of its uses has no equivalent; then none of them is rewritten.
        """
        if self._import is None:
            raise Left(writer.creations[0][2], "write `import tensorflow as tf` at the top first")
        if EAGERLY in self._names and not self._has_helper():
            raise Left(writer.creations[0][2], f"the file uses the name {EAGERLY}")
        planned = [self._creation(*one) for one in writer.creations]
        planned += [self._use(*one) for one in writer.calls]
        for changes in planned:
            for start, end, text in changes:
                self._put(start, end, text)
        self._changed = True

    def _put(self, start: int, end: int, text: str) -> None:
        if start < end:
            self._edits.swap(start, end, text)
        elif text.startswith("\n"):
            self._edits.after(end, text)  # writers are closed in reverse order
        else:
            self._edits.before(start, text)

    def finish(self) -> str:
        """The text with the changes for all writers that were added."""
        if self._changed and not self._has_helper():
            self._add_helper()
        return self._edits.apply()

    def _helper(self) -> str:
        return _HELPER.format(tf=self._tf)

    def _has_helper(self) -> bool:
        return self._helper() in self._module.text

    def _add_helper(self) -> None:
        """Puts the helper below TensorFlow's import and those that follow it."""
        assert self._import is not None
        body = self._model.tree.body
        last = self._import
        for statement in body[body.index(last) + 1 :]:
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                break
            last = statement
        text = self._module.text
        line_end = (text + "\n").index("\n", self._edits.end(last))
        rest = text[line_end:]
        blank = len(rest) - len(rest.lstrip("\n"))
        self._edits.after(line_end, f"\n\n\n{self._helper()}" + "\n" * max(0, 3 - blank))

    def _use(
        self, writer: str, statement: ast.Expr, call: ast.Call, method: str
    ) -> list[tuple[int, int, str]]:
        self._check_layout(statement)
        if isinstance(self._model.around(statement), ast.ClassDef):
            raise Left(call, f"{method} is called in the body of a class")
        if method == "add_summary":
            return self._add_summary(writer, statement, call)
        if method == "add_graph":
            graph = self._arguments(call, ("graph",))["graph"]
            if graph is None:
                raise Left(call, "add_graph is given no graph")
            return [self._whole(statement, self._graph(writer, statement, graph))]
        if call.args or call.keywords:
            raise Left(call, f"{method} takes no arguments")
        return [self._whole(statement, [f"{EAGERLY}({writer}.{method})"])]

    def _creation(
        self, writer: str, statement: ast.stmt, call: ast.Call
    ) -> list[tuple[int, int, str]]:
        given_here = self._arguments(call, _FILE_WRITER)
        if given_here["logdir"] is None or given_here["graph_def"] is not None:
            raise Left(call, "graph_def has no equivalent: give it a log directory and a graph")
        lines: list[str] = []
        parts = [self._text(given_here["logdir"], lines, "logdir")]
        for name in ("max_queue", "filename_suffix"):
            value = given_here[name]
            if value is not None:
                parts.append(f"{name}={self._text(value, lines, name)}")
        seconds = given_here["flush_secs"]
        if seconds is not None:
            text = self._text(seconds, lines, "flush_secs")
            simple = isinstance(seconds, ast.Constant | ast.Name | ast.Attribute)
            text = text if simple else f"({text})"
            parts.append(f"flush_millis={text} * 1000")
        made = f"{self._tf}.compat.v2.summary.create_file_writer({', '.join(parts)})"
        lines.append(f"{writer} = {EAGERLY}(lambda: {made})")
        if given_here["graph"] is not None:
            lines += self._graph(writer, statement, given_here["graph"])
        if isinstance(statement, ast.With):
            return self._with_statement(writer, statement, call, lines)
        self._check_layout(statement)
        return [self._whole(statement, lines)]

    def _with_statement(
        self, writer: str, statement: ast.With, call: ast.Call, lines: list[str]
    ) -> list[tuple[int, int, str]]:
        """The body between try and finally, or, below other items, with the writer closed last."""
        first, last = statement.body[0], statement.body[-1]
        if getattr(first, "decorator_list", None):
            raise Left(first, "its with statement begins with a decorator")
        start = self._edits.start(statement)
        item_end = self._item_end(statement.items[-1])
        between = self._module.text[item_end : self._edits.start(first)]
        colon = between.rfind(":")
        if "\n" not in between or "#" in between or not between[colon + 1 :].isspace():
            raise Left(statement, "write the body of its with statement on lines of its own")
        self._check_comments(start, item_end)
        self._check_end(last)
        unit, end = self._unit(first), self._edits.end(last)
        line_end = (self._module.text + "\n").index("\n", end)
        closing = f"{EAGERLY}({writer}.close)"
        if len(statement.items) == 1:
            indent = self._indent(statement)
            text = f"\n{indent}".join([*lines, "try:"])
            end_text = f"\n{indent}finally:\n{indent}{unit}{closing}"
            head = (start, item_end + colon + 1, text)
            return [head, (line_end, line_end, end_text)]
        indent = self._indent(first)
        number = [item.context_expr for item in statement.items].index(call)
        before, after = map(self._item_end, statement.items[number - 1 : number + 1])
        comma = self._module.text[before : self._edits.start(call)]
        if comma.strip(" \\\n\t") != ",":
            raise Left(statement, "give the writer a with statement of its own")
        at = self._edits.start(first)
        changes = [(before, after, ""), (at, at, "".join(f"{line}\n{indent}" for line in lines))]
        if not isinstance(last, ast.Return | ast.Raise | ast.Break | ast.Continue):
            # After an exception nothing is lost either: the writer flushes when it is deleted.
            changes.append((line_end, line_end, f"\n{indent}{closing}"))
        return changes

    def _item_end(self, item: ast.withitem) -> int:
        return self._edits.end(item.optional_vars or item.context_expr)

    def _add_summary(
        self, writer: str, statement: ast.Expr, call: ast.Call
    ) -> list[tuple[int, int, str]]:
        arguments = self._arguments(call, _ADD_SUMMARY)
        summary = arguments["summary"]
        if summary is None:
            raise Left(call, "add_summary is given no summary")
        found = given(summary, statement, self._model)
        lines: list[str] = []
        api = f"{self._tf}.compat.v2.summary"
        made_by = found.made_by
        if found.scalars and self._can_replace(made_by, statement):
            rows = [(s.tag, s.value) for s in found.scalars]
            texts = [
                (self._text(tag, lines, "tag"), self._text(value, lines, "value"))
                for tag, value in rows
            ]
            step = self._step(arguments["global_step"], lines)
            body = [f"{api}.scalar({tag}, {value}, step={step})" for tag, value in texts]
            if made_by:
                start, end = self._edits.start(made_by[0]), self._edits.end(statement)
                text = self._joined(statement, [*lines, *self._block(writer, statement, body)])
                return [(start, end, text)]
        else:
            simple = found.kind != EITHER or isinstance(summary, ast.Name | ast.Attribute)
            text = self._text(summary, lines, "summary", in_place=simple)
            step = self._step(arguments["global_step"], lines)
            if found.kind == BYTES and self._only_scalars:
                one = self._free("value", lines)
                body = [
                    f"for {one} in {self._tf}.Summary.FromString({text}).value:",
                    f"{self._unit(statement)}{api}.scalar({one}.tag, {one}.simple_value, "
                    f"step={step})",
                ]
            else:
                if found.kind != BYTES:
                    serialized = f"{text}.SerializeToString()"
                    either = f"{text} if isinstance({text}, bytes) else {serialized}"
                    text = serialized if found.kind == PROTO else either
                body = [f"{api}.experimental.write_raw_pb({text}, step={step})"]
        return [self._whole(statement, [*lines, *self._block(writer, statement, body)])]

    def _can_replace(self, made_by: Sequence[ast.stmt], statement: ast.stmt) -> bool:
        """Whether the statements that fill a Summary can go: nothing else is between them."""
        if not made_by:
            return True
        start, end = self._edits.start(made_by[0]), self._edits.end(statement)
        return "#" not in self._module.text[start:end] and ";" not in self._module.text[start:end]

    def _graph(self, writer: str, statement: ast.stmt, graph: ast.expr) -> list[str]:
        lines: list[str] = []
        text = self._text(graph, lines, "graph")
        body = [f"{self._tf}.compat.v2.summary.graph({text})"]
        return [*lines, *self._block(writer, statement, body)]

    def _block(self, writer: str, statement: ast.stmt, body: list[str]) -> list[str]:
        unit = self._unit(statement)
        head = [
            f"@{EAGERLY}",
            f"def {self._free('write')}():",
            f"{unit}with {writer}.as_default():",
        ]
        return head + [f"{unit}{unit}{line}" for line in body]

    def _step(self, step: ast.expr | None, lines: list[str]) -> str:
        if step is None:
            return "0"  # the step of an event without one
        text = self._text(step, lines, "step")
        return text if is_whole(step, self._model) else f"int({text})"

    def _text(self, node: ast.expr, lines: list[str], name: str, in_place: bool = True) -> str:
        """The expression's source, or a variable that `lines` assign its value to beforehand."""
        self._check_comments(self._edits.start(node), self._edits.end(node))
        text = self._module.text[self._edits.start(node) : self._edits.end(node)]
        if in_place and is_quiet(node, self._model):
            return text
        variable = self._free(name, lines)
        lines.append(f"{variable} = ({text})" if "\n" in text else f"{variable} = {text}")
        return variable

    def _free(self, name: str, lines: Sequence[str] = ()) -> str:
        """A variable that neither the module nor `lines` use."""
        taken = self._names | {line.partition(" ")[0] for line in lines}
        numbered = (f"{name}_to_write_{number}" for number in range(2, 1000))
        candidates = (name, f"{name}_to_write", *numbered)
        return next(one for one in candidates if one not in taken)

    def _arguments(self, call: ast.Call, names: Sequence[str]) -> dict[str, ast.expr | None]:
        """The arguments by name; None for those that are not given, or given as None."""
        found: dict[str, ast.expr | None] = dict.fromkeys(names)
        if len(call.args) > len(names) or any(isinstance(a, ast.Starred) for a in call.args):
            raise Left(call, f"its arguments are not all of {', '.join(names)}")
        pairs = [*zip(names, call.args, strict=False)]
        pairs += [(keyword.arg or "**", keyword.value) for keyword in call.keywords]
        for name, value in pairs:
            if name not in found:
                raise Left(call, f"its argument {name} has no equivalent")
            if not (isinstance(value, ast.Constant) and value.value is None):
                found[name] = value
        return found

    def _whole(self, statement: ast.stmt, lines: list[str]) -> tuple[int, int, str]:
        start, end = self._edits.start(statement), self._edits.end(statement)
        return start, end, self._joined(statement, lines)

    def _joined(self, statement: ast.stmt, lines: list[str]) -> str:
        return f"\n{self._indent(statement)}".join(lines)

    def _check_layout(self, statement: ast.stmt) -> None:
        text, start = self._module.text, self._edits.start(statement)
        if text[text.rfind("\n", 0, start) + 1 : start].strip():
            raise Left(statement, "put the statement on a line of its own")
        self._check_end(statement)
        self._check_comments(start, self._edits.end(statement))

    def _check_end(self, statement: ast.stmt) -> None:
        text, end = self._module.text, self._edits.end(statement)
        rest = text[end : (text + "\n").index("\n", end)].strip()
        if rest and not rest.startswith("#"):
            raise Left(statement, "put the statement on a line of its own")

    def _check_comments(self, start: int, end: int) -> None:
        if "#" in re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "", self._module.text[start:end]):
            node = ast.Pass(lineno=self._edits.line(start))
            raise Left(node, "there is a comment inside the statement")

    def _indent(self, statement: ast.stmt) -> str:
        text, start = self._module.text, self._edits.start(statement)
        return text[text.rfind("\n", 0, start) + 1 : start]

    def _unit(self, statement: ast.stmt) -> str:
        return "\t" if "\t" in self._indent(statement) else "    "
