"""Rewrites files by the rules, and puts the result where it was asked for."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from tfv1.logs.atomic import whole_file
from tfv1.migrate import source as sources
from tfv1.migrate.rules import Module, Note, compat_v1, imports, oldlibs, python2, tf2_summary
from tfv1.migrate.rules.tf2_summary.elsewhere import Elsewhere

Rule = Callable[[Module], str]
RULES: dict[str, Rule] = {
    rule.NAME: rule.apply for rule in (python2, tf2_summary, compat_v1, imports, oldlibs)
}
# Which rules lead to what, each set in the order of the table.
TARGETS: dict[str, tuple[str, ...]] = {
    "tfv1": (python2.NAME, imports.NAME, oldlibs.NAME),
    "compat-v1": (python2.NAME, compat_v1.NAME, imports.NAME, oldlibs.NAME),
    "tf2-summary": tuple(RULES),
}
USUAL = TARGETS["tfv1"]


@dataclass
class Rewritten:
    """A file and its new bytes.

    `rules` are the names of those that changed it. `error` says why it could not be rewritten;
    then, and when nothing changes, `new` is `old`.
    """

    path: Path
    old: bytes = b""
    new: bytes = b""
    error: str = ""
    rules: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    diff: list[str] = field(default_factory=list)
    where: Callable[[int], str] = "line {}".format

    @property
    def changed(self) -> bool:
        """Whether the rules change the file."""
        return self.new != self.old


def rewrite(
    path: Path, rules: Sequence[str] = USUAL, elsewhere: Elsewhere | None = None
) -> Rewritten:
    """What the rules make of a file, which is not changed by this.

    `elsewhere` is what the other files of its project say; without it the file stands alone.
    """
    result = Rewritten(path)
    try:
        result.old = result.new = path.read_bytes()
        source = sources.read(path)
        result.where = source.where
        parsed = sources.parse(source)
        module = Module(path, source.text, python2=bool(parsed.python2), elsewhere=elsewhere)
        for name in rules:
            before = module.text
            module.text = RULES[name](module)
            if module.text != before:
                result.rules.append(name)
        if result.rules:
            sources.parse_text(module.text)  # what comes out must be Python 3
            result.new = sources.encode(source, module.text)
    except (sources.CannotRead, SyntaxError, RecursionError, UnicodeEncodeError, OSError) as error:
        result.error = _sentence(error)
        result.new, result.rules = result.old, []
        return result
    result.notes = sorted(module.notes)
    result.diff = _diff(path, source.text, module.text)
    return result


def _sentence(error: Exception) -> str:
    if isinstance(error, SyntaxError):
        return f"cannot be parsed: {error.msg} (line {error.lineno})"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeEncodeError):
        return f"its encoding, {error.encoding}, has no place for {error.object[error.start]!r}"
    return getattr(error, "strerror", None) or str(error)


def _diff(path: Path, old: str, new: str) -> list[str]:
    lines = unified_diff(old.splitlines(), new.splitlines(), *_headers(path), lineterm="")
    return list(lines)


def _headers(path: Path) -> tuple[str, str]:
    name = path.as_posix().lstrip("/")
    return f"a/{name}", f"b/{name}"


def write(results: Sequence[Rewritten]) -> Iterator[tuple[Path, Path | None]]:
    """Puts the new bytes into the files, each at once; yields file and backup, if one was made.

    A file that is committed in a git checkout and unchanged there needs no backup.

    Raises:
      OSError: a file cannot be written; those before it have been.
    """
    for result in results:
        if result.changed:
            path = result.path.resolve()
            backup = None if _is_committed(path) else _free_name(path)
            if backup is not None:
                shutil.copy2(path, backup)
            with whole_file(str(path)) as file:
                file.write(result.new)
            yield result.path, backup


def _free_name(path: Path) -> Path:
    candidate = path.with_name(f"{path.name}.orig")
    number = 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}.orig{number}")
    return candidate


def _is_committed(path: Path) -> bool:
    """Whether git has the file exactly as it is."""
    git = ["git", "-C", str(path.parent)]
    try:
        for command in (["ls-files", "--error-unmatch"], ["diff", "--quiet", "HEAD"]):
            done = subprocess.run(
                [*git, *command, "--", path.name], capture_output=True, check=False
            )
            if done.returncode != 0:
                return False
    except OSError:
        return False  # no git here
    return True


def write_copy(results: Sequence[Rewritten], root: Path, output: Path) -> None:
    """Copies `root`, a file or folder, to `output`, with the new bytes in it.

    Raises:
      OSError: `output` cannot be written.
    """
    if root.is_file():
        output.mkdir(parents=True, exist_ok=True)
        (output / root.name).write_bytes(results[0].new)
        return
    skipped = shutil.ignore_patterns(*sources.SKIPPED_FOLDERS)
    shutil.copytree(root, output, symlinks=True, ignore=skipped, dirs_exist_ok=True)
    for result in results:
        if result.changed:
            (output / result.path.relative_to(root)).write_bytes(result.new)
