"""The result of a check as a self-contained HTML page."""

from tfv1.migrate.report import (
    as_text,
    grouped,
    not_checked,
    shown_path,
    todo,
    verdict_line,
)
from tfv1.migrate.results import Check, FileCheck
from tfv1.report.finding import FINE
from tfv1.report.html import escape, page
from tfv1.report.text import counted

_STYLE = """
table { width: 100% } td { text-align: left; vertical-align: top }
summary { cursor: pointer } code { background: #f2f2f2 }
.lost { color: #b00020 } .needs { color: #a15c00 } .note { color: #555 } .fine { color: #1b6e3c }
"""


def as_html(check: Check) -> str:
    """A summary, what to do, and a section per file, open where there is something to do."""
    head = next(as_text(check))
    commands = "".join(
        f"<li><code>{escape(command)}</code> for {counted(len(paths), 'file')}</li>"
        for command, paths in todo(check).items()
    )
    parts = [
        f"<p>{escape(head)}</p>",
        f"<h2>To do</h2><ul>{commands}</ul>" if commands else "",
        "<h2>Files</h2>",
        *map(_file_part, check.files),
        "<h2>Not checked</h2><ul>",
        *(f"<li>{escape(line)}</li>" for line in not_checked(check)),
        *(
            f"<li>{escape(shown_path(file.path))}, {escape(file.where(line))}: {escape(what)}</li>"
            for file in check.files
            for line, what in file.unknown
        ),
        "</ul>",
    ]
    return page("tfv1 check", filter(None, parts), _STYLE)


def _file_part(file: FileCheck) -> str:
    rows = "".join(
        f"<tr class='{finding.status}'><td>{finding.status}<td>{escape(places)}"
        f"<td><code>{escape(finding.subject)}</code><td>{escape(finding.text)}</tr>"
        for finding, places in grouped(file)
    )
    is_open = "" if file.status == FINE else " open"
    title = f"{shown_path(file.path)}: {verdict_line(file)} {file.error}"
    return (
        f"<details{is_open}><summary class='{file.status}'>{escape(title)}</summary>"
        f"<table>{rows}</table></details>"
    )
