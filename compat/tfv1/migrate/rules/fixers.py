"""Applies fissix's fixers."""

import logging
import re
from functools import cache
from typing import Any

# IDEs inserted such imports.
_KEYWORDS = re.compile(r"(\bfrom builtins import )(?:False|None|True)\b")


def fixed(text: str, names: str, print_function: bool = False) -> str | None:
    """The text after the named fixers; None if fissix cannot parse it.

    With `print_function`, print is a function even if nothing imports that from the future.
    """
    from fissix.pgen2.parse import ParseError
    from fissix.pgen2.tokenize import TokenError

    ends = text.endswith("\n")
    try:
        tool = _tool(names, print_function)
        done = str(tool.refactor_string(text if ends else f"{text}\n", "source"))
    except (ParseError, TokenError, IndentationError):
        return None
    return _KEYWORDS.sub(r"\1bool", done if ends else done[:-1])


@cache
def _tool(names: str, print_function: bool) -> Any:
    from fissix.refactor import RefactoringTool

    logging.getLogger("RefactoringTool").setLevel(logging.ERROR)
    fixers = [f"fissix.fixes.fix_{name}" for name in names.split()]
    return RefactoringTool(fixers, {"print_function": print_function})
