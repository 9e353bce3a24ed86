"""The syntax tree of a source, of Python 3 or of Python 2."""

import ast
from dataclasses import dataclass

from tfv1.python2 import convert, looks_like_python2
from tfv1.python2.convert import parse as _parse_quietly
from tfv1.source.files import Source


@dataclass
class Parsed:
    """A syntax tree; `python2` says why the source is one of Python 2, where it is."""

    tree: ast.Module
    text: str
    python2: str | None = None


def parse(source: Source) -> Parsed:
    """The syntax tree, of the source as Python 3 or else as Python 2.

    Raises:
      SyntaxError: it is neither, or is nested too deeply.
    """
    try:
        tree = parse_text(source.text)
    except SyntaxError as error:
        return _parse_python2(source, error)
    return Parsed(tree, source.text, looks_like_python2(source.text, tree))


def _parse_python2(source: Source, error: SyntaxError) -> Parsed:
    try:
        text = convert(source.text, source.path.name)
        tree = parse_text(text)
    except (SyntaxError, RecursionError, MemoryError):
        raise error from None  # it speaks of the lines as they are
    return Parsed(tree, text, f"{error.msg} (line {error.lineno})")


def parse_text(text: str) -> ast.Module:
    """`ast.parse` without warnings about old spellings, and with SyntaxError for all it refuses."""
    try:
        return _parse_quietly(text)
    except (RecursionError, MemoryError) as error:
        # The parser runs out of its own stack, not of memory.
        raise SyntaxError("it is nested too deeply to be parsed") from error
