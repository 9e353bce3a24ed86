"""The syntax tree of a source without the bodies of its functions and classes.

That is enough to see what the source binds, and parsing the whole would take five times as long.
"""

import ast
import re
import warnings

# Unambiguous, so that it never backtracks: an unterminated text costs no more than others.
_LONG_TEXT = rb'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
_TEXT = rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_NO_CODE = b"|".join(
    [*(kind.replace(b'"', quote) for kind in (_LONG_TEXT, _TEXT) for quote in (b'"', b"'"))]
    + [rb"#[^\n]*"]
)
# A definition goes on up to the next line that begins with code in its first column.
_DEFINITION = re.compile(
    rb"(?P<no_code>" + _NO_CODE + rb")|^(?:async +def|def|class) +(?P<name>[^\s(:\[]+)"
    rb"[^\"'#\n\\]*(?:(?:\\.|" + _NO_CODE + rb"|\n(?=[ \t\n#)\]}]))[^\"'#\n\\]*)*",
    re.MULTILINE | re.DOTALL,
)


def parse(source: bytes) -> ast.Module:
    """The tree of the source, in which each function or class of the top level is `def name()`.

    Raises:
      SyntaxError: the source has a mistake, as far as it is parsed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(_outline(source))
        except SyntaxError:  # such as a definition that goes on in the first column
            return ast.parse(source)


def _outline(source: bytes) -> bytes:
    if b"\r" in source:
        return source  # its lines may end in a way that the pattern does not expect
    return _DEFINITION.sub(
        lambda found: found[0] if found["no_code"] else b"def %b(): pass" % found["name"], source
    )
