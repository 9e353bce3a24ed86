"""The result of a check as text or as plain data."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tfv1.migrate.checks.tensorflow import MIGRATE, NOT_NEEDED
from tfv1.migrate.results import Check, FileCheck
from tfv1.report.finding import FINE, LOST, NEEDS, STATUSES, Finding
from tfv1.report.text import counted

NOT_CHECKED = (
    "what a value is: attributes of objects, arguments of functions, shapes and dtypes",
    "whether the numbers are those of TensorFlow 1.15: run the code and compare with `tfv1 diff`",
    "data files, downloads, command-line arguments, GPUs",
)


def summary(check: Check) -> dict[str, Any]:
    """Counts over all files."""
    names: dict[str, Finding] = {}
    uses: Counter[str] = Counter()
    for file in check.files:
        uses.update(file.uses)
        for finding in file.findings:
            if finding.kind == "tensorflow":
                kept = names.get(finding.subject)
                if kept is None or STATUSES.index(finding.status) > STATUSES.index(kept.status):
                    names[finding.subject] = finding
    good = sum(count for name, count in uses.items() if names[name].status == FINE)
    total = sum(uses.values())
    return {
        "files": len(check.files),
        "files_that_run": sum(file.runs for file in check.files),
        "files_not_checked": sum(bool(file.error) for file in check.files),
        "names": len(names),
        "uses": total,
        "share_that_runs": good / total if total else None,
        "origins": dict(Counter(_origin(finding) for finding in names.values()).most_common()),
    }


def _origin(finding: Finding) -> str:
    if finding.status == FINE:
        return "not needed" if finding.text == NOT_NEEDED else finding.text
    if finding.status == LOST:
        return "lost"
    return "needs to be rewritten" if finding.command == MIGRATE else "needs to be installed"


def as_text(check: Check, all_names: bool = False) -> Iterator[str]:
    """The lines of a report: a summary, what to do, and each file with findings."""
    counts = summary(check)
    yield _summary_line(counts)
    if counts["origins"]:
        yield "  " + ", ".join(f"{name} {count}" for name, count in counts["origins"].items())
    commands = todo(check)
    if commands:
        yield ""
        yield "to do:"
        width = max(map(len, commands))
        for command, paths in commands.items():
            yield f"  {command:<{width}}  for {counted(len(paths), 'file')}"
    for file in check.files:
        lines = list(_file_lines(file, all_names))
        if lines:
            yield ""
            yield f"{shown_path(file.path)}: {verdict_line(file)}"
            yield from lines
    yield ""
    yield from _not_checked_lines(check)


def _summary_line(counts: dict[str, Any]) -> str:
    line = f"{counted(counts['files'], 'file')}, {counts['files_that_run']:,} expected to run"
    if counts["files_not_checked"]:
        line += f", {counts['files_not_checked']:,} could not be checked"
    if counts["share_that_runs"] is None:
        return f"{line}; no name of TensorFlow is used"
    share = counts["share_that_runs"] * 100
    shown = "100" if share == 100 else f"{min(share, 99.9):.1f}"
    return (
        f"{line}; {counted(counts['names'], 'name')} of TensorFlow in "
        f"{counted(counts['uses'], 'place')}, {shown} % of them will run"
    )


def todo(check: Check) -> dict[str, list[Path]]:
    """The commands that the findings name, each with the files that need it."""
    commands: dict[str, list[Path]] = {}
    for file in check.files:
        for finding in file.findings:
            if finding.command and finding.status == NEEDS:
                paths = commands.setdefault(finding.command, [])
                if file.path not in paths:
                    paths.append(file.path)
    return commands


def verdict_line(file: FileCheck) -> str:
    """The verdict on a file, in a few words."""
    if file.error:
        return "not checked"
    if not file.runs and file.can_be_imported:
        return f"imports, and fails at {file.where_it_stops}, when that is called"
    return {
        LOST: "does not run as it is",
        NEEDS: "runs when something is done first",
    }.get(file.status, "is expected to run")


def _file_lines(file: FileCheck, all_names: bool) -> Iterator[str]:
    if file.error:
        yield f"  {file.error}"
    for finding, lines in grouped(file):
        if finding.status != FINE or all_names:
            subject = "" if finding.text.startswith(finding.subject) else finding.subject
            subject += " " if subject.endswith(".") else ": " if subject else ""
            yield f"  {finding.status:<5} {lines}: {subject}{finding.text}"


def grouped(file: FileCheck) -> list[tuple[Finding, str]]:
    """The findings of a file, equal ones grouped, each with its places."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in file.findings:
        key = (finding.status, finding.kind, finding.subject, finding.text)
        groups.setdefault(key, []).append(finding)
    rows = []
    for found in groups.values():
        places = list(
            dict.fromkeys(file.where(one.line) + " when called" * one.called for one in found)
        )
        more = f" and {len(places) - 3} more" if len(places) > 3 else ""
        rows.append((found[0], ", ".join(places[:3]) + more))
    return sorted(rows, key=lambda row: -STATUSES.index(row[0].status))


def not_checked(check: Check) -> list[str]:
    """What no static check can decide, and what this one could not."""
    if any("tfv1 contrib install" in command for command in todo(check)):
        return [*NOT_CHECKED, "names below tf.contrib, until it is installed: then check again"]
    return list(NOT_CHECKED)


def _not_checked_lines(check: Check) -> Iterator[str]:
    yield "not checked:"
    for line in not_checked(check):
        yield f"  {line}"
    for file in check.files:
        for number, what in file.unknown:
            yield f"  {shown_path(file.path)}, {file.where(number)}: {what}"


def as_json(check: Check) -> dict[str, Any]:
    """The result as plain data."""
    return {
        "summary": summary(check),
        "todo": {command: list(map(str, paths)) for command, paths in todo(check).items()},
        "files": [_file_json(file) for file in check.files],
        "not_checked": not_checked(check),
    }


def _file_json(file: FileCheck) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "runs": file.runs,
        "status": file.status,
        "error": file.error or None,
        "python2": file.python2 or None,
        "findings": [
            {
                "status": finding.status,
                "topic": finding.kind,
                "subject": finding.subject,
                "line": finding.line,
                "text": finding.text,
                "command": finding.command,
                "where": file.where(finding.line),
                "when_called": finding.called,
            }
            for finding in file.findings
        ],
        "not_checked": [{"line": line, "what": what} for line, what in file.unknown],
    }


def shown_path(path: Path) -> str:
    """The path, relative to the working directory if that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # elsewhere, or the working directory is gone
        return str(path)
