"""Calls with arguments of Keras 1, which need the genuine keras package."""

import ast
import re
from collections.abc import Iterator

from tfv1.names.packages import KERAS, has_keras, install_command
from tfv1.names.tables import keras1
from tfv1.report.finding import NEEDS, Finding, Place
from tfv1.source.parsing import Parsed
from tfv1.source.scopes import FUNCTIONS

# A file without this needs no closer look.
_IMPORTED = re.compile(r"^\s*(?:from|import) +keras\b", re.MULTILINE)


def find(parsed: Parsed) -> Iterator[Finding]:
    """The calls in a file that imports the keras package, unless a release up to 2.3 is there."""
    if not _IMPORTED.search(parsed.text) or has_keras():
        return
    command = install_command(*KERAS)
    model = parsed.model
    for call in model.calls:
        what = _of_keras_1(call, model.dotted(call.func))
        if what:
            text = f"{what} of Keras 1; the package that takes it: {command}"
            called = model.inside(call, *FUNCTIONS) is not None
            shown = ast.unparse(call.func)
            yield Finding("libraries", Place(call.lineno), shown, text, command, NEEDS, called)


def _of_keras_1(call: ast.Call, name: str) -> str:
    """What in the call is Keras 1's; empty if nothing is."""
    package, _, last = name.rpartition(".")
    of_package = f"{package}.".startswith("keras.")
    old = keras1.OF_METHODS | (keras1.OF_LAYERS if of_package else frozenset())
    if last == "Embedding":
        old -= {"output_dim"}
    given = next((keyword.arg for keyword in call.keywords if keyword.arg in old), None)
    if given is not None:
        return f"{given} is an argument"
    sizes = call.args[1:3] if of_package and last in keras1.OF_TWO_NUMBERS else []
    if len(sizes) == 2 and all(isinstance(size, ast.Constant) for size in sizes):
        return f"{last} with rows and columns as two numbers is a call"
    return ""
