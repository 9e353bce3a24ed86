"""HTML pages."""

from collections.abc import Iterable
from html import escape as _escape_markup

from tfv1.report.text import printable

_STYLE = """
body { font: 14px sans-serif; margin: 2em; color: #222; }
table { border-collapse: collapse; margin: 1em 0; }
td, th { padding: 2px 12px 2px 0; text-align: right; border-bottom: 1px solid #ddd; }
td:first-child, th:first-child { text-align: left; }
""".strip()


def escape(text: str) -> str:
    """`text` for HTML and XML, which cannot contain control characters even as entities."""
    return _escape_markup(printable(text))


def page(title: str, parts: Iterable[str], style: str = "") -> str:
    """A self-contained HTML page; `parts` are the elements below its title, as HTML.

    `style` has CSS rules in addition to those of every page.
    """
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>',
            f"<style>{_STYLE}{style}</style></head><body>",
            f"<h1>{escape(title)}</h1>",
            *parts,
            "</body></html>\n",
        ]
    )


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """An HTML table with cells of plain text."""
    return rows_of([map(escape, header), *(map(escape, row) for row in rows)])


def rows_of(rows: Iterable[Iterable[str]]) -> str:
    """An HTML table whose cells are HTML; the first row is its header."""
    lines = ["<table>"]
    for number, row in enumerate(rows):
        kind = "td" if number else "th"
        cells = "".join(f"<{kind}>{cell}</{kind}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>"])
