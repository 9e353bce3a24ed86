"""Calls with the arguments of before TensorFlow 1.0, which 1.15 refuses or takes for others."""

import ast
import re
from collections.abc import Iterator

from tfv1.migrate.checks.tensorflow import MIGRATE
from tfv1.migrate.old_calls import RESIZE, OldCalls
from tfv1.names.tables.removed_1_0 import ARGUMENTS, OLDER
from tfv1.report.finding import NEEDS, Finding, Place
from tfv1.source.parsing import Parsed
from tfv1.source.scopes import FUNCTIONS

_CHANGED = {RESIZE, *ARGUMENTS} - OLDER.keys()
# A file without any of these needs no closer look.
_CALLED = re.compile(rf"\b(?:{'|'.join(name.rpartition('.')[2] for name in _CHANGED)})\b")


def find(parsed: Parsed) -> Iterator[Finding]:
    """The calls of functions that 1.15 still has."""
    if not _CALLED.search(parsed.text):
        return
    model = parsed.model
    for call, name in OldCalls(model):
        if name in _CHANGED:
            shown = ast.unparse(call.func)
            text = f"{shown} is called as before TensorFlow 1.0; rewrite it with: {MIGRATE}"
            called = model.inside(call, *FUNCTIONS) is not None
            place = Place(call.lineno)
            yield Finding("arguments", place, shown, text, MIGRATE, NEEDS, called)
