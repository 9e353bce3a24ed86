"""What earlier versions of Python 3 accepted becomes what today's accepts, such as other names.

A file that today's Python accepts, and a Python 2 file, are left alone.
"""

import ast
import warnings

from tfv1.migrate.rules.module import Module
from tfv1.python2 import earlier

NAME = "earlier-python"


def apply(module: Module) -> str:
    """The text with `async` and `await` renamed where they are names."""
    if module.python2 or _error(module.text) is None:
        return module.text
    changed = earlier.convert(module.text, "{}_".format)
    left = _error(changed)
    if left is not None and earlier.tree(changed) is not None:
        module.note(
            left.lineno or 1, f"Python no longer accepts this; change it by hand: {left.msg}"
        )
    return changed


def _error(text: str) -> SyntaxError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A notebook's cells may await something.
            compile(text, "source", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return error
    return None
