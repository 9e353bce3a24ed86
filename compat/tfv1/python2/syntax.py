"""Rewrites what Python 3 cannot parse: print and exec statements, `x`, <>, 0777, tuple parameters.

fissix parses; the text is then edited at the positions of the tree's nodes, which keeps the lines.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from fissix import pygram, pytree
from fissix.pgen2 import driver, token, tokenize
from fissix.pgen2.parse import ParseError

from tfv1.edits import Edits
from tfv1.python2.earlier import same_name

_syms = pygram.python_symbols
_grammars = (pygram.python_grammar, pygram.python_grammar_no_print_statement)
Tree: TypeAlias = "pytree.Node | pytree.Leaf"

_FUTURE = re.compile(r"^from\s+__future__\s+import\s+([^#\n]*(?:\([^)]*\))?)", re.MULTILINE)
_STRING = re.compile(r"([A-Za-z]*)('''|\"\"\"|'|\")(.*)\2", re.DOTALL)


def convert(source: str, filename: str) -> str:
    """`source` with Python 2's statements and literals rewritten for Python 3.

    Raises:
      SyntaxError: it is not Python 2, or has a construct with no one-line equivalent.
    """
    text = source if source.endswith("\n") else source + "\n"
    futures = _futures(text)
    tree = _parse(text, filename, _grammars["print_function" in futures])
    writer = _Writer(text, filename, "unicode_literals" in futures)
    for node in tree.pre_order():
        writer.visit(node)
    converted = without_tabs(writer.edits.apply())
    return converted if source.endswith("\n") else converted[:-1]


def _futures(text: str) -> set[str]:
    return {name for found in _FUTURE.findall(text) for name in re.findall(r"\w+", found)}


def _parse(text: str, filename: str, grammar: object) -> Any:
    try:
        return driver.Driver(grammar, convert=pytree.convert).parse_string(text)
    except ParseError as error:
        line, column = error.context[1]
        what = f"unexpected {error.value!r}" if error.value.strip() else "unexpected end of line"
    except tokenize.TokenError as error:
        what, (line, column) = error.args
    except IndentationError as error:
        what, line, column = error.msg, error.lineno or 1, 0
    lines = text.split("\n")
    raise SyntaxError(
        f"neither Python 2 nor Python 3: {what}",
        (filename, line, column + 1, lines[min(line, len(lines)) - 1]),
    )


class _Writer:
    """Turns nodes of the tree into edits of the text."""

    def __init__(self, text: str, filename: str, unicode_literals: bool) -> None:
        self.edits = Edits(text)
        self._filename = filename
        self._unicode = unicode_literals
        self._rules: dict[int, Callable[[Any], None]] = {
            token.NUMBER: self._number,
            token.STRING: self._string,
            token.NOTEQUAL: self._not_equal,
            token.NAME: self._name,
            _syms.print_stmt: self._print,
            _syms.exec_stmt: self._exec,
            _syms.raise_stmt: self._raise,
            _syms.except_clause: self._except,
            _syms.atom: self._backquotes,
            _syms.comp_for: self._sequence,
            _syms.funcdef: self._function,
            _syms.lambdef: self._lambda,
            _syms.old_lambdef: self._lambda,
        }

    def visit(self, node: Tree) -> None:
        """Makes the edits for the node itself; its children are visited separately."""
        rule = self._rules.get(node.type)
        if rule is not None:
            rule(node)

    def _start(self, node: Tree) -> int:
        leaf = next(_leaves(node))
        return self.edits.offset(leaf.lineno, leaf.column)

    def _end(self, node: Tree) -> int:
        leaf = list(_leaves(node))[-1]
        return self.edits.offset(leaf.lineno, leaf.column) + len(leaf.value)

    def _swap(self, leaf: Tree, text: str) -> None:
        start = self._start(leaf)
        self.edits.replace(start, start + len(leaf.value), text)

    def _wrap(self, first: Tree, last: Tree, opening: str, closing: str) -> None:
        self.edits.before(self._start(first), opening)
        self.edits.after(self._end(last), closing)

    def _flat(self, node: Tree) -> str:
        return " ".join(self.edits.text[self._start(node) : self._end(node)].split())

    def _number(self, leaf: Tree) -> None:
        value = leaf.value.rstrip("lL")
        if re.fullmatch(r"0[0-7]+", value) and value.strip("0"):
            value = f"0o{value.lstrip('0')}"
        if value != leaf.value:
            # Replace the L with a space: 7L.real is not 7.real
            self._swap(leaf, value.ljust(len(leaf.value)) if leaf.value[-1] in "lL" else value)

    def _string(self, leaf: Tree) -> None:
        found = _STRING.fullmatch(leaf.value)
        if found is None:
            return
        prefix, quote, body = found.groups()
        kind = prefix.lower()
        if kind == "ur":
            # Python 2 interprets \u in it, but no other escape.
            plain = re.sub(r"\\(?!u[0-9a-fA-F]{4})", r"\\\\", body)
            self._swap(
                leaf, f"r{quote}{body}{quote}" if "\\u" not in body else quote + plain + quote
            )
        elif not kind and not self._unicode:
            # In a byte string \u, \U and \N are not escapes.
            escaped = re.sub(r"(\\\\)|\\(?=[uUN])", lambda m: m[1] or "\\\\", body)
            if escaped != body:
                self._swap(leaf, quote + escaped + quote)

    def _not_equal(self, leaf: Tree) -> None:
        if leaf.value == "<>":
            self._swap(leaf, "!=")

    def _name(self, leaf: Tree) -> None:
        parent = leaf.parent
        if leaf.value == "print" and parent.type == _syms.simple_stmt:
            self._swap(leaf, "print()")
        elif leaf.value in ("False", "None", "True") and parent.type in _IMPORTS:
            self._swap(leaf, "bool")  # IDEs inserted such imports; the names are keywords now
        elif leaf.value in ("async", "await"):
            self._swap(leaf, same_name(leaf.value))

    def _print(self, node: Tree) -> None:
        keyword, first = node.children[:2]
        opening = "print("
        gap = self.edits.text[self._start(keyword) + 5 : self._start(first)]
        if first.value == ">>" if isinstance(first, pytree.Leaf) else False:
            # The stream comes first in this helper, as it does here.
            opening = "__py2_print_to__("
            self._swap(first, "")
        if gap.strip(" \t"):
            self._swap(keyword, opening)  # a backslash: the rest is on the next line
        else:
            self.edits.replace(self._start(keyword), self._start(keyword) + 5 + len(gap), opening)
        last = node.children[-1]
        if isinstance(last, pytree.Leaf) and last.value == ",":
            self._swap(last, ", end=' '")
        self.edits.after(self._end(node), ")")

    def _exec(self, node: Tree) -> None:
        code = node.children[1]
        if len(node.children) > 2:
            self._swap(node.children[2], ",")
        elif code.type == _syms.atom and code.children[0].value == "(":
            return  # exec(code), and exec(code, globals), read the same
        self._wrap(code, node, "(", ")")

    def _raise(self, node: Tree) -> None:
        if len(node.children) > 2 and node.children[2].type == token.COMMA:
            self._wrap(node.children[1], node, "__py2_exception__(", ")")

    def _except(self, node: Tree) -> None:
        if len(node.children) < 4 or node.children[2].type != token.COMMA:
            return
        comma, target = node.children[2:4]
        if target.type == token.NAME:
            self._swap(comma, " as" if target.prefix else " as ")
            return
        name = "__py2_error__"
        self._swap(comma, " as")
        self.edits.replace(
            self._start(target), self._end(target), name if target.prefix else f" {name}"
        )
        source = f"{name}.args" if target.type == _syms.atom else name
        self._first(node.next_sibling.next_sibling, [(target, source)])

    def _backquotes(self, node: Tree) -> None:
        first, last = node.children[0], node.children[-1]
        if first.type == token.BACKQUOTE:
            several = node.children[1].type == _syms.testlist1
            self._swap(first, "repr((" if several else "repr(")
            self._swap(last, "))" if several else ")")

    def _sequence(self, node: Tree) -> None:
        """``[x for x in 1, 2]`` needs parentheses."""
        for child in node.children:
            if child.type == _syms.testlist_safe:
                self._wrap(child, child, "(", ")")

    def _function(self, node: Tree) -> None:
        found = self._tuple_parameters(node.children[2])
        if found:
            self._first(node.children[-1], found)

    def _lambda(self, node: Tree) -> None:
        found = self._tuple_parameters(node.children[1])
        if found:
            parts = [part for target, name in found for part in _parts(target, name)]
            names = ", ".join(name for name, _ in parts)
            values = ", ".join(value for _, value in parts)
            self._wrap(node.children[-1], node.children[-1], f"(lambda {names}: ", f")({values})")

    def _tuple_parameters(self, node: Tree) -> list[tuple[Tree, str]]:
        """Replaces each tuple parameter with a name; returns what each name stands for."""
        found = []
        tuples = (_syms.tfpdef, _syms.vfpdef)
        listed = [node] if node.type in tuples else node.children
        if node.type == _syms.parameters and listed[1].type == _syms.typedargslist:
            listed = listed[1].children
        for child in listed:
            if child.type not in tuples:
                continue
            target = child
            while target.type in tuples and len(target.children) == 3:
                target = target.children[1]
            start, end = self._start(child), self._end(child)
            if target.type == token.NAME:
                self.edits.replace(start, end, f" {target.value}")
                continue
            name = f"__py2_parameter_{child.get_lineno()}_{next(_leaves(child)).column}__"
            self.edits.replace(start, end, name if child.prefix else f" {name}")
            found.append((child, name))
        return found

    def _first(self, suite: Tree, assigned: list[tuple[Tree, str]]) -> None:
        """Assigns each source to its target before the first statement of the suite."""
        plain = "; ".join(f"{self._flat(target)} = {source}" for target, source in assigned)
        statement = suite
        if suite.type == _syms.suite:
            statement = next(child for child in suite.children if child.type not in _LAYOUT)
        if statement.type == _syms.simple_stmt:
            first = statement.children[0]
            if next(_leaves(first)).type == token.STRING and suite.parent.type == _syms.funcdef:
                self.edits.after(self._end(first), f"; {plain}")  # the docstring stays first
            else:
                self.edits.before(self._start(first), f"{plain}; ")
        elif statement.type == _syms.try_stmt:
            self._first(statement.children[2], assigned)
        elif statement.type in (_syms.if_stmt, _syms.for_stmt):
            value = statement.children[1 if statement.type == _syms.if_stmt else 3]
            self._wrap(value, value, f"[{_walruses(assigned)}] and (", ")")
        else:
            line = next(_leaves(statement)).lineno
            raise SyntaxError(
                "a tuple parameter before this statement cannot be converted on the same line; "
                f"unpack it by hand: {plain}",
                (self._filename, line, 1, None),
            )


_IMPORTS = (_syms.import_from, _syms.import_as_names)
_LAYOUT = (token.NEWLINE, token.INDENT, token.DEDENT)


def _leaves(node: Tree) -> Iterator[Tree]:
    """The leaves that appear in the text."""
    for leaf in node.leaves() if isinstance(node, pytree.Node) else [node]:
        if leaf.type not in _LAYOUT:
            yield leaf


def _walruses(assigned: list[tuple[Tree, str]]) -> str:
    return ", ".join(
        f"{name} := {at}" for target, at in assigned for name, at in _parts(target, at)
    )


def _parts(target: Tree, source: str) -> Iterator[tuple[str, str]]:
    """(name, expression) for each name in a tuple that `source` is assigned to."""
    if target.type == token.NAME:
        yield target.value, source
        return
    inner = target
    while len(inner.children) == 3 and getattr(inner.children[0], "value", "") in ("(", "["):
        inner = inner.children[1]
        if inner.type == token.NAME:
            yield inner.value, source
            return
    items = [child for child in inner.children if child.type != token.COMMA]
    for index, item in enumerate(items):
        yield from _parts(item, f"{source}[{index}]")


def without_tabs(text: str) -> str:
    """Replaces tabs with spaces where indentation mixes them, with tab stops every 8 columns."""
    lines = text.split("\n")
    if not any(line.startswith("\t") for line in lines) or not any(
        line.startswith(" ") or line.lstrip("\t").startswith(" ") for line in lines
    ):
        return text
    inside = _inside_strings(text)
    for number, line in enumerate(lines, 1):
        code = line.lstrip(" \t")
        if number not in inside and "\t" in line[: len(line) - len(code)]:
            lines[number - 1] = line[: len(line) - len(code)].expandtabs(8) + code
    return "\n".join(lines)


def _inside_strings(text: str) -> set[int]:
    """The lines that start inside a string."""
    import io

    inside: set[int] = set()
    for kind, _, (start, _), (end, _), _ in tokenize.generate_tokens(io.StringIO(text).readline):
        if kind == token.STRING:
            inside.update(range(start + 1, end + 1))
    return inside
