"""The syntax tree of a source, of Python 3 or of Python 2."""

import ast
import re
from dataclasses import dataclass

from tfv1.python2 import protoc
from tfv1.python2.convert import convert, parse_earlier
from tfv1.source.dialect import Sign, python2_sign
from tfv1.source.model import Model
from tfv1.source.text import Source


@dataclass
class Parsed:
    """A parsed source; `python2` says what shows that it is Python 2, if it is."""

    model: Model
    text: str
    python2: Sign | None = None


def parse(source: Source) -> Parsed:
    """The model of the source, parsed as Python 3 or else as Python 2.

    Raises:
      SyntaxError: it is neither, or is nested too deeply.
    """
    generated = protoc.rewritten(source.text.encode(errors="replace"))
    try:
        model = Model(generated or parse_text(source.text))
    except SyntaxError as error:
        return _parse_python2(source, error)
    return Parsed(model, source.text, python2_sign(source.text, model))


def _parse_python2(source: Source, error: SyntaxError) -> Parsed:
    try:
        text = convert(source.text, source.path.name)
        model = Model(parse_text(text))
    except (SyntaxError, RecursionError, MemoryError):
        raise error from None  # its line number is that of the original
    return Parsed(model, text, Sign(_reason(error.msg), error.lineno or 1))


def _reason(message: str) -> str:
    found = re.match(r"Missing parentheses in call to '(\w+)'", message)
    return f"it has a {found[1]} statement" if found else message


def parse_text(text: str) -> ast.Module:
    """`ast.parse` for old syntax as well, without warnings, with SyntaxError whenever it fails."""
    try:
        return parse_earlier(text)
    except (RecursionError, MemoryError) as error:
        # The parser runs out of its own stack, not of memory.
        raise SyntaxError("it is nested too deeply to be parsed") from error
