"""Rewrites files by the rules, and writes the result where it is wanted."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tfv1.atomic import whole_directory
from tfv1.migrate.gitindex import GitIndex
from tfv1.migrate.rules import (
    Module,
    compat_v1,
    earlier,
    imports,
    oldlibs,
    pre_1_0,
    python2,
    tf2_summary,
)
from tfv1.migrate.rules.tf2_summary.elsewhere import Elsewhere
from tfv1.python2 import protoc
from tfv1.report.finding import Finding
from tfv1.source import files, parsing, text
from tfv1.source.folder import Folder, copy
from tfv1.source.lines import unified_diff
from tfv1.source.text import CannotRead

Rule = Callable[[Module], str]
RULES: dict[str, Rule] = {
    rule.NAME: rule.apply
    for rule in (python2, earlier, pre_1_0, tf2_summary, compat_v1, imports, oldlibs)
}
# What makes source of earlier releases of Python and TensorFlow source of TensorFlow 1.15.
OLD_SOURCE = (python2.NAME, earlier.NAME, pre_1_0.NAME)
# The rules for each target, in the order of RULES.
TARGETS: dict[str, tuple[str, ...]] = {
    "tfv1": (*OLD_SOURCE, imports.NAME, oldlibs.NAME),
    "compat-v1": (*OLD_SOURCE, compat_v1.NAME, imports.NAME, oldlibs.NAME),
    "tf2-summary": tuple(RULES),
}
USUAL = TARGETS["tfv1"]


@dataclass
class Rewritten:
    """A file and its new bytes.

    `rules` names the rules that changed it. `error` says why it could not be rewritten; in that
    case, and if nothing changes, `new` equals `old`.
    """

    path: Path
    old: bytes = b""
    new: bytes = b""
    error: str = ""
    rules: list[str] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    diff: list[str] = field(default_factory=list)
    where: Callable[[int], str] = "line {}".format

    @property
    def changed(self) -> bool:
        """Whether the rules change the file."""
        return self.new != self.old

    def leave(self, reason: str) -> None:
        """Records why the file is not rewritten, and drops the changes."""
        self.error = reason
        self.new, self.rules = self.old, []


def rewrite(
    path: Path, rules: Sequence[str] = USUAL, elsewhere: Elsewhere | None = None
) -> Rewritten:
    """What the rules make of a file; the file itself stays unchanged.

    `elsewhere` holds what the project's other files say; without it the file stands alone.
    """
    result = Rewritten(path)
    try:
        source, result.old = files.read_with_bytes(path)
        result.new = result.old
        result.where = source.where
        parsed = parsing.parse(source)
        module = Module(path, source.text, python2=bool(parsed.python2), elsewhere=elsewhere)
        for line, reason in source.unread:
            module.note(line, f"left: {reason}")
        if protoc.rewritten(result.old) is not None:
            module.note(1, _generated(path))
        for name in rules:
            before, module.rule = module.text, name
            module.text = RULES[name](module)
            if module.text != before:
                result.rules.append(name)
        if result.rules:
            parsing.parse_text(module.text)  # what comes out must be Python 3
            result.new = text.encode(source, module.text)
    except Exception as error:  # noqa: BLE001  (the other files can still be rewritten)
        result.leave(_sentence(error))
        return result
    result.notes = sorted(module.notes, key=lambda note: (note.line, note.text))
    result.diff = _diff(path, source.text, module.text)
    return result


def _generated(path: Path) -> str:
    source = f"{path.stem.removesuffix('_pb2')}.proto"
    return (
        "left: an earlier protoc generated it, and protobuf 4 and later load it under `tfv1 run` "
        f"only; generate it again: protoc --python_out=. {source}"
    )


def _sentence(error: Exception) -> str:
    if isinstance(error, CannotRead):
        return str(error)
    if isinstance(error, SyntaxError):
        line = f" (line {error.lineno})" if error.lineno else ""
        return f"cannot be parsed: {error.msg}{line}"
    if isinstance(error, RecursionError | MemoryError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeEncodeError):
        return f"its encoding, {error.encoding}, cannot represent {error.object[error.start]!r}"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return f"a bug in tfv1: {type(error).__name__}: {error}"


def _diff(path: Path, old: str, new: str) -> list[str]:
    name = path.as_posix().lstrip("/")
    return list(unified_diff(old, new, f"a/{name}", f"b/{name}"))


def write(results: Sequence[Rewritten], root: Path) -> Iterator[tuple[Path, Path | None]]:
    """Replaces each file atomically; yields the file and its backup, if one was made.

    A file that git has unchanged needs no backup. A file that cannot be written, or that is a link
    out of the folder, gets an `error` instead.

    Args:
      results: the rewritten files.
      root: the folder they were found in, or the one file.
    """
    place = root if root.is_dir() else root.parent
    folder, index = Folder(place), GitIndex(place)
    done: set[Path] = set()  # several links may lead to one file
    for result in results:
        if not result.changed:
            continue
        try:
            file = folder.inside(result.path)
            if file is None:
                result.leave(f"it is a link out of {place}; name {result.path.resolve()} itself")
            elif file not in done:
                done.add(file)
                if folder.read(file) != result.old:
                    result.leave("it has changed in the meantime")
                    continue
                backup = None
                if not index.has(result.path, result.old):
                    backup = place / _back_up(folder, file, result)
                folder.replace(file, result.new)
                yield result.path, backup
        except OSError as error:
            result.leave(f"it cannot be written: {error.strerror}")


def _back_up(folder: Folder, file: Path, result: Rewritten) -> Path:
    """Saves the old bytes next to the file, under a name that is free."""
    for number in count(1):
        backup = file.with_name(f"{file.name}.orig{number if number > 1 else ''}")
        try:
            folder.create(backup, result.old, result.path.stat().st_mode & 0o777)
        except FileExistsError:
            continue
        return backup
    raise AssertionError  # there is always another number


def write_copy(results: Sequence[Rewritten], root: Path, output: Path) -> list[OSError]:
    """Copies `root`, a file or folder, to `output`, with the new bytes in it.

    Returns why files and folders could not be read, which the copy is without.

    Raises:
      OSError: `output` cannot be written; then nothing is left there.
    """
    real = Path(os.path.realpath(output))
    above = root if root.is_dir() else root.parent
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with whole_directory(str(real)) as temporary:
            made = Path(temporary)
            unread = copy(root, made, [real])
            folder = Folder(made)
            for result in results:
                if result.changed:
                    file = result.path.relative_to(above)
                    # A link that leads out of the copy is replaced by a file.
                    folder.replace(folder.inside(made / file) or file, result.new)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from error
    return unread
