"""Converts Python 2 source to Python 3 source with the same line numbers."""

import ast
import functools
import warnings

from tfv1.python2 import cache, earlier, mixed, semantics


def convert(source: str, filename: str) -> str:
    """The Python 3 source that does what `source` does in Python 2.

    Line N of the result is line N of `source`. What cannot be decided before run time is left to
    helpers that the result expects among its builtins (`BUILTINS`). A source that only Python 3
    can parse keeps Python 3's meaning wherever it has one.

    Args:
      source: the text of a module.
      filename: its name, for error messages.

    Raises:
      SyntaxError: it is not Python 2 source either.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    found = cache.read(source)
    if found is None:
        found = _convert(source, filename)
        cache.write(source, found)
    return found


def is_python3(source: str) -> bool:
    """Whether only Python 3 can parse the source, which then needs the builtins of `mixed`."""
    try:
        return semantics.is_python3(parse(source))
    except SyntaxError:
        return False


def parse(source: str) -> ast.Module:
    """The syntax tree, without warnings about old syntax such as '\\d'.

    Raises:
      SyntaxError: as in ``ast.parse``, and for null bytes.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except ValueError as error:  # null bytes
            raise SyntaxError(str(error)) from error


@functools.lru_cache(maxsize=512)
def convert_fragment(source: str) -> str:
    """`convert` for code executed from a string; not cached on disk."""
    return _convert(source, "<string>")


def tree(source: str, filename: str) -> ast.Module:
    """The syntax tree of `convert`'s result, for compiling.

    If the source was changed, positions have lines but no columns: tracebacks show the original
    file's lines, and the markers below them would be wrong.
    """
    converted = convert(source, filename)
    made = parse(converted)
    if converted != source:
        for node in ast.walk(made):
            if hasattr(node, "col_offset"):
                vars(node).update(col_offset=-1, end_col_offset=-1)
    return made


def parse_earlier(source: str) -> ast.Module:
    """`parse`, also of what earlier versions of Python 3 accepted; names keep their positions.

    Raises:
      SyntaxError: no version of Python 3 accepts it.
    """
    try:
        return parse(source)
    except SyntaxError as error:
        try:
            return parse(earlier.convert(source, str.capitalize))
        except SyntaxError:
            raise error from None


def _convert(source: str, filename: str) -> str:
    try:
        tree = parse(source)
    except SyntaxError:
        source = earlier.convert(source)
        try:
            tree = parse(source)
        except SyntaxError:
            tree = None
    if tree is not None and semantics.is_python3(tree):
        return mixed.convert(source, tree)
    if tree is None or semantics.has_statements(tree):
        source = _convert_syntax(source, filename)
        tree = parse(source)
    return semantics.convert(source, tree)


def _convert_syntax(source: str, filename: str) -> str:
    # Loads fissix, which cached sources do not need.
    from tfv1.python2 import syntax

    converted = syntax.convert(source, filename)
    if converted.count("\n") != source.count("\n"):
        raise SyntaxError(
            f"the Python 2 source {filename} cannot be converted line by line; "
            "convert it with 2to3 and run the result"
        )
    try:
        parse(converted)
    except SyntaxError as error:
        raise SyntaxError(
            f"neither Python 2 nor Python 3: {error.msg}",
            (filename, error.lineno, error.offset, error.text),
        ) from None
    return converted
