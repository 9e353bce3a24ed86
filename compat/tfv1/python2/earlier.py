"""Rewrites what earlier versions of Python 3 accepted and today's parser refuses, line by line.

Until 3.6, `async` and `await` could be names; until 3.8, an argument `(*shape)` was the same as
`*shape`; until 3.5, `global x` could follow a use of x.
"""

import ast
import importlib.util
import io
import itertools
import keyword
import tokenize
from collections.abc import Callable, Iterator
from typing import TypeAlias

from tfv1.edits import Edits

_KEYWORDS = ("async", "await")
_LAYOUT = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
_Scope: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module


def same_name(word: str) -> str:
    """An identifier that Python reads as `word`, but not as the keyword.

    It looks for keywords before it normalises letters, here a fullwidth a.
    """
    return "\uff41" + word[1:]


def convert(source: str, rename: Callable[[str], str] = same_name) -> str:
    """`source`, with `async` and `await` as `rename` calls them where they are names.

    A source without such places, or that cannot be split into tokens, is returned unchanged.
    """
    try:
        tokens = [
            one
            for one in tokenize.generate_tokens(io.StringIO(source).readline)
            if one.type not in _LAYOUT
        ]
    except (tokenize.TokenError, SyntaxError):
        return source
    edits = Edits(source)
    for token in _names(tokens):
        start = edits.offset(*token.start)
        edits.replace(start, start + len(token.string), rename(token.string))
    for token in _parentheses(tokens):
        start = edits.offset(*token.start)
        edits.replace(start, start + 1, " ")
    return edits.apply()


def tree(source: bytes | str | ast.Module) -> ast.Module | None:
    """The tree of a source that cannot be compiled; None if earlier versions could not either.

    It has lines but no columns: the markers below the lines of a traceback might be wrong.
    """
    try:
        if isinstance(source, bytes):
            source = importlib.util.decode_source(source)
        made = ast.parse(convert(source)) if isinstance(source, str) else source
        for node in ast.walk(made):
            if isinstance(node, _SCOPES):
                _declare_first(node)
            if hasattr(node, "col_offset"):
                vars(node).update(col_offset=-1, end_col_offset=-1)
        compile(made, "<earlier>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return made


def _names(tokens: list[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    pairs = list(itertools.pairwise(tokens))
    coroutines = any(one.string == "async" and two.string == "def" for one, two in pairs)
    for token, following in pairs:
        if token.string == "async" and following.string in ("def", "for", "with"):
            continue
        if token.string == "await" and (coroutines or _is_operand(following)):
            continue
        if token.string in _KEYWORDS:
            yield token


def _is_operand(token: tokenize.TokenInfo) -> bool:
    if token.type == tokenize.NAME:
        return not keyword.iskeyword(token.string)
    return token.type in (tokenize.NUMBER, tokenize.STRING)


def _parentheses(tokens: list[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """Those around `*shape` where it is one argument, not a tuple."""
    opened: list[int] = []
    tuples: set[int] = set()  # the innermost brackets around each comma
    for index, token in enumerate(tokens):
        if token.type != tokenize.OP:
            continue
        if token.string in ("(", "[", "{"):
            opened.append(index)
        elif token.string == "," and opened:
            tuples.add(opened[-1])
        elif token.string in (")", "]", "}") and opened:
            start = opened.pop()
            around = [one.string for one in tokens[max(start - 1, 0) : start + 2]]
            if start not in tuples and around in (["(", "(", "*"], [",", "(", "*"]):
                yield tokens[start]
                yield token


def _declare_first(scope: _Scope) -> None:
    """Moves the global statements of a scope in front of what uses their names."""
    found = list(_globals(scope.body))
    if not found:
        return
    if not isinstance(scope, ast.Module):
        place = 1 if ast.get_docstring(scope, clean=False) is not None else 0
        names = [name for one in found for name in one.names]
        scope.body.insert(place, ast.copy_location(ast.Global(names), found[0]))


def _globals(body: list[ast.stmt]) -> Iterator[ast.Global]:
    """The global statements of the block, each replaced with `pass`."""
    for index, statement in enumerate(body):
        if isinstance(statement, ast.Global):
            body[index] = ast.copy_location(ast.Pass(), statement)
            yield statement
        elif not isinstance(statement, _SCOPES):
            yield from _inside(statement)


def _inside(statement: ast.AST) -> Iterator[ast.Global]:
    for _, value in ast.iter_fields(statement):
        if not isinstance(value, list):
            continue
        if value and isinstance(value[0], ast.stmt):
            yield from _globals(value)
        for part in value:
            if isinstance(part, ast.ExceptHandler | ast.match_case):
                yield from _globals(part.body)
