"""The fixture `event_log_regression`: compare a run's event log with the golden beside the test."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path

from tfv1.logs import LogError
from tfv1.logs.diff import Options
from tfv1.logs.differences import LogDiff
from tfv1.logs.diffreport import as_text
from tfv1.report.text import printable
from tfv1.testing.comparison import diff_goldens
from tfv1.testing.golden import Golden, made_by, read_golden, read_log, write_golden
from tfv1.testing.unused import OBTAINED, SUFFIX, golden_directory

_LONGEST_NAME = 120
Tolerances = Mapping[str, float | Mapping[str, float]]


@dataclass(frozen=True)
class Mode:
    """The command line's options: rewrite goldens, without failing, or write only missing ones."""

    regenerate: bool = False
    regenerate_all: bool = False
    new_only: bool = False


class EventLogRegression:
    """Compares event logs with the goldens of one test."""

    def __init__(
        self,
        module: Path,
        test: str,
        mode: Mode,
        note_used: Callable[[str], None],
        note_written: Callable[[str], None],
        root: Path,
    ) -> None:
        self._directory = golden_directory(str(module))
        self._test = test
        self._mode = mode
        self._note_used = note_used
        self._note_written = note_written
        self._root = root
        self._checked: set[str] = set()

    def golden_path(self, name: str | None = None) -> str:
        """The path of this test's golden, or of the one called `name`."""
        base = _file_name(self._test.partition("::")[2]) if name is None else name
        return os.path.join(self._directory, base + SUFFIX)

    def check(
        self,
        logdir: str | os.PathLike[str],
        tolerances: Tolerances | None = None,
        *,
        name: str | None = None,
        exact: bool = False,
        structure: bool = False,
        unordered: bool = False,
        ignore: Sequence[str] = (),
    ) -> None:
        """Fail unless the log at `logdir` equals the golden.

        If the golden does not exist yet it is written. The test continues, so that one run writes
        the goldens of all its checks, and then fails: review the goldens and commit them. If the
        log differs from the golden, what was obtained is written beside it.

        Args:
          logdir: an event file, the directory of a run, or of several runs.
          tolerances: {pattern: rtol} or {pattern: {"rtol": x, "atol": y}}; patterns are globs of
            tags, and the last one that matches applies. The default is rtol 1e-5 and atol 1e-8.
          name: the golden's name without suffix, by default that of the test. A test that checks
            several logs needs a name for each.
          exact: allow no error at all.
          structure: ignore the values.
          unordered: ignore the order in which tags were written, for writers that race.
          ignore: patterns of what to ignore: tags, or kinds of events without tags, such as
            "graph".

        Raises:
          AssertionError: the log differs from the golden.
          ValueError: an argument is invalid, or the log cannot be read.
        """
        __tracebackhide__ = True
        path = self.golden_path(_checked_name(name))
        if path in self._checked:
            raise ValueError(
                "This test compares a second log with the same golden: give each check a name=."
            )
        self._checked.add(path)
        self._note_used(path)
        options = _options(tolerances or {}, exact, structure, unordered, ignore)
        try:
            problem = self._compare(os.fspath(logdir), path, options)
        except LogError as error:
            raise ValueError(str(error)) from None
        if problem:
            raise AssertionError(problem)

    def _compare(self, logdir: str, path: str, options: Options) -> str | None:
        """The message to fail the test with, if any."""
        obtained = read_log(logdir)
        shown = os.path.relpath(path, self._root)
        maker = f"pytest {self._test}"
        beside = path.removesuffix(SUFFIX) + OBTAINED
        if obtained.damage:
            return f"The event log is damaged.\n{printable(obtained.damage[0])}"
        if not os.path.exists(path):
            os.makedirs(self._directory, exist_ok=True)
            write_golden(path, obtained, maker)
            if not self._mode.new_only and not self._mode.regenerate_all:
                self._note_written(f"There was no golden event log; {shown} has been written.")
            return None
        if self._mode.regenerate:
            self._regenerate(path, shown, maker, obtained)
            return None
        expected = read_golden(path)
        diff = diff_goldens(expected, obtained, options)
        if diff.equal:
            if os.path.exists(beside):
                os.unlink(beside)  # left by an earlier failure
            return None
        write_golden(beside, obtained, maker)
        return _report(diff, os.path.relpath(beside, self._root), self._other_test(path))

    def _other_test(self, path: str) -> str:
        """The test that made the golden, if it is another one."""
        maker = made_by(path)
        return "" if maker.partition("::")[2] in ("", self._test.partition("::")[2]) else maker

    def _regenerate(self, path: str, shown: str, maker: str, obtained: Golden) -> None:
        try:
            if diff_goldens(read_golden(path), obtained, Options(exact=True)).equal:
                return
        except LogError:
            pass  # a golden that cannot be read is rewritten, too
        write_golden(path, obtained, maker)
        if not self._mode.regenerate_all:
            self._note_written(f"The golden event log {shown} has been rewritten.")


def _checked_name(name: str | None) -> str | None:
    if name is not None and (not name or os.path.basename(name) != name or name.startswith(".")):
        raise ValueError(f"The name of a golden is a file name without suffix, got {name!r}.")
    return name


def _options(
    tolerances: Tolerances, exact: bool, structure: bool, unordered: bool, ignore: Sequence[str]
) -> Options:
    if exact and tolerances:
        raise ValueError("exact=True allows no error: leave out tolerances, or exact.")
    if isinstance(ignore, str):
        raise ValueError(f"ignore expects a list of patterns, got the string {ignore!r}.")
    pairs: dict[str, list[tuple[str, float]]] = {"rtol": [], "atol": []}
    for pattern, given in tolerances.items():
        limits = given if isinstance(given, Mapping) else {"rtol": given}
        for kind, number in limits.items():
            if kind not in pairs or not isinstance(number, Real) or not 0 <= number < float("inf"):
                raise ValueError(
                    f"The tolerance of {pattern!r} must be a number or have the keys rtol and atol "
                    f"with numbers that are not negative, got {given!r}."
                )
            pairs[kind].append((pattern, float(number)))
    return Options(pairs["rtol"], pairs["atol"], exact, structure, unordered, ignore)


def _file_name(test: str) -> str:
    """A file name for a test such as "TestClass::test_name[x-1]", different for each test."""
    name = re.sub(r"[^\w.=,+-]+", "-", test).strip("-")
    plain = re.fullmatch(r"(\w+::)*\w+(\[[\w.=,+-]+\])?", test, re.ASCII)
    if plain and len(name) <= _LONGEST_NAME:
        return name
    # Characters were replaced or cut off, but "a/b" and "a b" must not share a file.
    digest = hashlib.blake2b(test.encode(), digest_size=4).hexdigest()
    return f"{name[:_LONGEST_NAME]}-{digest}"


def _report(diff: LogDiff, beside: str, other_test: str) -> str:
    lines = ["The event log differs from its golden: A is the golden, B what was obtained."]
    lines += [
        *map(printable, as_text(diff)),
        f"What was obtained is in {beside}; --regen-event-logs accepts it.",
    ]
    if other_test:
        lines.append(
            f"Another test made the golden ({printable(other_test)}): if this one is to log "
            "something else, give its check a name= of its own."
        )
    return "\n".join(lines)
