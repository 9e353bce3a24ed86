"""Which lines of a notebook's cell are for IPython, not for Python.

`%magic`, `!command` and `help?` are, also after `x =`, with their continuation lines; so are calls
without parentheses, `/f x`, `,f x` and `;f x`, and magics without `%`, such as `cd data`. If what
remains is not Python, IPython itself is asked, if it is installed.
"""

import re
from collections.abc import Callable, Iterator

from tfv1.source.dialect import python2_sign
from tfv1.source.parsing import parse_text

# The magics for a whole cell after which the cell holds Python.
_PYTHON_CELLS = ("%%time", "%%timeit", "%%capture", "%%prun")
# A continuation line may begin with the operator %.
_MAGIC = re.compile(
    r"\s*(?:[!?]|%%?[A-Za-z]|[\w.*]+\?\??$|[A-Za-z_][\w.,\s\[\]'\"]*=\s*(?:!|%[A-Za-z]))"
)
# Such a line may also be a continuation, so it counts as a call only if the rest is not Python
# otherwise.
_AUTOMAGIC = (
    "alias autoreload bookmark cat cd conda cp env history ldir less load_ext ls matplotlib mkdir "
    "more mv pip popd pushd pwd pylab rm rmdir run sx system time timeit unalias who whos"
)
_CALL = re.compile(
    rf"\s*(?:[/,;][A-Za-z_]|(?:{_AUTOMAGIC.replace(' ', '|')})[ \t]+(?![=,)\]}}:]|(?:in|is)\b))"
)
_MOST = 500  # most magics of one cell that IPython is asked about


def magic_lines(text: str) -> list[range]:
    """The runs of lines of a cell, counted from 0, that are not Python.

    Raises:
      SyntaxError: what is left is neither Python 3 nor Python 2.
    """
    lines = text.split("\n")
    first = text.split(None, 1)[0] if text.strip() else ""
    if first.startswith("%%") and first not in _PYTHON_CELLS:
        return [range(len(lines))]
    rules: tuple[Callable[[list[str]], list[range]], ...] = (_none, _magics, _and_calls, _ipythons)
    error = SyntaxError()
    for rule in rules:
        runs = rule(lines)
        try:
            parse_text(without(text, runs))
        except SyntaxError as found:
            error = found if rule is not _ipythons else error
        else:
            return runs
    runs = _magics(lines)
    if python2_sign(without(text, runs)) is None:
        raise error
    return runs


def without(text: str, runs: list[range], mark: str = "pass") -> str:
    """`text` with each line of the runs made `mark` and its number."""
    lines = text.split("\n")
    for run in runs:
        first = lines[run.start]
        indent = first[: len(first) - len(first.lstrip())]
        for number in run:
            lines[number] = f"{indent}{mark}{number if mark != 'pass' else ''}"
    return "\n".join(lines)


def _none(lines: list[str]) -> list[range]:
    return []


def _magics(lines: list[str]) -> list[range]:
    return list(_runs(lines, _MAGIC))


def _and_calls(lines: list[str]) -> list[range]:
    return list(_runs(lines, _MAGIC, _CALL))


def _runs(lines: list[str], *patterns: re.Pattern[str]) -> Iterator[range]:
    number = 0
    while number < len(lines):
        start = number
        if any(pattern.match(lines[number].rstrip()) for pattern in patterns):
            while lines[number].endswith("\\") and number + 1 < len(lines):
                number += 1
            yield range(start, number + 1)
        number += 1


def _ipythons(lines: list[str]) -> list[range]:
    try:
        from IPython.core import inputtransformer2 as ipython  # only here: it takes long
    except ImportError:
        return []
    kinds = (ipython.MagicAssign, ipython.SystemAssign, ipython.EscapedCommand, ipython.HelpEnd)
    left = [f"{line}\n" for line in lines]
    runs: list[range] = []
    for _ in range(_MOST):
        try:
            tokens = ipython.make_tokens_by_line(left)
        except UnicodeEncodeError:
            break  # a lone surrogate, which Python 3.12's tokenizer refuses: the parser says so
        each = [kind.find(tokens) for kind in kinds]  # type: ignore[no-untyped-call]
        found = [one for one in each if one is not None]
        if not found:
            break
        start = min(one.start_line for one in found)
        end = ipython.find_end_of_continued_line(left, start) + 1
        runs.append(range(start, end))
        indent = left[start][: len(left[start]) - len(left[start].lstrip())]
        left[start:end] = [f"{indent}pass\n"] * (end - start)
    return runs
