"""Proves that a migration keeps the numbers, by comparing the event files of both versions."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence, Set
from pathlib import Path

from tfv1.limits import limit
from tfv1.migrate.migrate import OLD_SOURCE, Rewritten, rewrite, write_copy
from tfv1.migrate.rules import compat_v1, pre_1_0, python2, tf2_summary
from tfv1.source.folder import size

_LOGDIR = "{logdir}"
_NOT_FOUND = ("No such file", "NotFoundError", "not found", "does not exist")
_TRACEBACK = "Traceback (most recent call last):"


class CannotVerify(Exception):
    """One of the two programs failed or wrote nothing; the message says which and what to do."""


def verify(
    path: Path, results: Sequence[Rewritten], command: str, seed: int | None = None
) -> tuple[list[str], bool]:
    """Runs the original under `tfv1 run` and the rewritten code under python, and compares.

    Both run in copies of the folder, one after the other. If the logs differ, the original runs
    again, to find out whether it repeats itself. Of code older than TensorFlow 1.0, which 1.15
    does not run, the original is the code with 1.15's names.

    Args:
      path: the folder that was rewritten, or a script; the files next to it may be its data.
      results: its files.
      command: the script and its arguments, such as "train.py --steps 10", as typed in the
        folder, or in the working directory if that is in the folder; {logdir} in it stands for a
        separate folder for each run.
      seed: passed to `tfv1 run --seed`, and set in the same way for the rewritten code.

    Returns:
      The lines of the comparison, and whether the logs are equal.
    """
    root = path if path.is_dir() else path.parent
    words, place = _script(command, root.resolve())
    rules = {rule for result in results for rule in result.rules}
    is_old = pre_1_0.NAME in rules
    flags = ["--python2"] if python2.NAME in rules and not is_old else []
    original = [sys.executable, "-m", "tfv1", "run", *flags]
    migrated = [sys.executable]
    if seed is not None:
        original.append(f"--seed={seed}")
        migrated += ["-m", "tfv1.runtime.seeding", str(seed)]
    _check_size(root)
    olds = [rewrite(result.path, OLD_SOURCE) for result in results] if is_old else []
    with tempfile.TemporaryDirectory(prefix="tfv1-verify-") as folder:
        before, after, again = (Path(folder, name) for name in ("original", "migrated", "again"))
        try:
            _run("original", original, words, _copy(olds, root, before), place)
            _run("migrated", migrated, words, _copy(results, root, after), place)
        except _FailedError as failed:
            raise CannotVerify(f"{failed}{_hint(failed, path, root)}") from failed
        lines, equal = _compare(before, after, rules)
        if not equal:
            _run("original", original, words, _copy(olds, root, again), place)
            lines += ["", _repeats(_compare(before, again), seed is not None)]
        if is_old:
            lines += ["", "The code is older than TensorFlow 1.0: both ran with 1.15's names."]
        return lines, equal


def _script(command: str, root: Path) -> tuple[list[str], Path]:
    """The script and its arguments, and the place below `root` in which they are typed."""
    words = shlex.split(command)
    if words and os.path.basename(words[0]).startswith("python"):
        words = words[1:]
    if not words:
        raise CannotVerify("no script: give one with its arguments, as in 'train.py --steps 10'")
    if words[0] == "-m":
        return words, Path()
    script, here = Path(words[0]), Path.cwd()
    if script.is_absolute() and script.is_relative_to(root):
        script = script.relative_to(root)
    places = [here.relative_to(root)] if here.is_relative_to(root) else []
    for place in (*places, Path()):
        if (root / place / script).is_file():
            return [str(script), *words[1:]], place
    raise CannotVerify(
        f"there is no {words[0]} in {root}: give a script there and its arguments, as "
        "'train.py --steps 10', or '-m PACKAGE.MODULE'"
    )


def _copy(results: Sequence[Rewritten], root: Path, to: Path) -> Path:
    """Copies `root` with the new bytes in it; links to what is outside lead there still."""
    write_copy(results, root, to)  # what it could not read, the program cannot read either
    for folder, folders, names in os.walk(to):
        for link in (Path(folder, name) for name in (*folders, *names)):
            target = root / link.relative_to(to)
            if link.is_symlink() and not link.exists() and target.exists():
                link.unlink()
                link.symlink_to(target.resolve())
    return to


class _FailedError(Exception):
    """A program failed: which, and the end of what it said on stderr."""

    def __init__(self, which: str, status: int, end: str) -> None:
        super().__init__(f"the {which} program failed with status {status}:\n{end}")
        self.is_migrated = which == "migrated"
        self.end = end


def _hint(failed: _FailedError, path: Path, root: Path) -> str:
    """How running in a copy may have caused it."""
    hints = []
    if "no known parent package" in failed.end:
        hints.append(
            "A module of a package is run as '-m PACKAGE.MODULE': migrate the folder that holds "
            "the package."
        )
    if any(words in failed.end for words in _NOT_FOUND):
        hints.append(
            f"It ran in a copy of {root.resolve()}: a relative path to something outside that "
            "folder leads nowhere there; give an absolute one."
        )
    if failed.is_migrated and path != root and any(one != path for one in root.glob("*.py")):
        hints.append(
            f"Only {path.name} was rewritten: give the folder to rewrite what it imports, too."
        )
    return "".join(f"\n{hint}" for hint in hints)


def _check_size(root: Path) -> None:
    most = limit("verify-bytes")
    if size(root, most) > most:
        raise CannotVerify(
            f"{root.resolve()} holds more than {most:,} bytes, and would be copied twice: put the "
            "program into a folder of its own, or give --limit verify-bytes=NUMBER"
        )


def _repeats(comparison: tuple[list[str], bool], seeded: bool) -> str:
    lines, equal = comparison
    if equal:
        return "Run twice, the original logs the same: the difference is the migration's."
    race = "a race in the program decides, the clock, or randomness that takes no seed."
    remedy = race if seeded else "give --seed."
    return (
        f"Run twice, the original differs from itself ({lines[-1]}), so that this proves nothing: "
        f"{remedy}"
    )


def _run(which: str, interpreter: list[str], words: list[str], folder: Path, place: Path) -> None:
    # Event files that came with the folder do not belong to this run.
    for file in _event_files(folder):
        file.unlink()
    arguments = [word.replace(_LOGDIR, str(folder / "tfv1-logs")) for word in words]
    seconds = limit("verify-seconds")
    try:
        done = subprocess.run(
            [*interpreter, *arguments],
            cwd=folder / place,
            capture_output=True,
            text=True,
            errors="backslashreplace",
            # The seeding loads TensorFlow before tfv1, which would choose its Keras.
            env={**os.environ, "TF_USE_LEGACY_KERAS": "1"},
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotVerify(
            f"the {which} program ran for more than {seconds:,} seconds; give it fewer steps, or "
            "--limit verify-seconds=NUMBER"
        ) from error
    if done.returncode != 0:
        raise _FailedError(which, done.returncode, _end(done.stderr))
    if not _event_files(folder):
        raise CannotVerify(
            f"the {which} program wrote no event file below its folder; give it a log directory "
            "there, with a relative path or {logdir}"
        )


def _end(output: str) -> str:
    """The last lines, without what comes before the last traceback."""
    lines = output.splitlines()
    if _TRACEBACK in lines:
        lines = lines[-1 - lines[::-1].index(_TRACEBACK) :]
    return "\n".join(lines[-15:])


def _event_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*tfevents*") if file.is_file()]


def _compare(before: Path, after: Path, rules: Set[str] = frozenset()) -> tuple[list[str], bool]:
    from tfv1.logs.diff import Options, diff_logs
    from tfv1.logs.diffreport import as_text

    options = Options(
        # Without tfv1 the graph has TensorFlow 2's nodes, which say nothing about the migration.
        graphs=compat_v1.NAME not in rules,
        across_writers=tf2_summary.NAME in rules,
    )
    diff = diff_logs(str(before), str(after), options)
    return list(as_text(diff)), diff.equal
