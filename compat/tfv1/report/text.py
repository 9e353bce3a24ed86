"""Text for a terminal: make it safe to print, and format counts, sizes, times and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

# Invisible, but part of ordinary text: the joiners used in emoji and Persian, and the soft hyphen.
_HARMLESS = "\u200c\u200d\u00ad"


def printable(text: str, keep: str = "") -> str:
    """`text` without anything that a terminal would obey rather than show.

    Control characters (such as ESC), marks that change the direction of writing, line separators
    and the bytes of file names that are not UTF-8 become escapes such as `\\x1b`. Other characters
    stay as they are, as do those in `keep`.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    import unicodedata

    category = unicodedata.category(character)
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    if (category in ("Zs", "Co", "Cn") and not is_noncharacter) or character in _HARMLESS:
        return character  # wide spaces, private symbols, and characters newer than this Python
    return repr(character)[1:-1]


def shortened(text: str, most: int = 80) -> str:
    """`text` with its middle left out if it is wider than `most` columns."""
    if columns_of(text) <= most:
        return text
    head = (most - 3) * 2 // 3
    return f"{_fitting(text, head)}...{_fitting(text[::-1], most - 3 - head)[::-1]}"


def _fitting(text: str, most: int) -> str:
    """As much of the beginning of `text` as `most` columns hold."""
    if text.isascii():
        return text[:most]
    for count in range(min(len(text), most), -1, -1):
        if columns_of(text[:count]) <= most:
            return text[:count]
    return ""


def columns_of(text: str) -> int:
    """How many columns of a terminal `text` takes: two for a wide character, none for a mark."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )  # fmt: skip


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 file", "2,000 files"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Iterable[object], most: int = 8) -> str:
    """The first few of `names` in one line, each shortened; "none" if there are none."""
    texts = [str(name) for name in names]
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return (", ".join(shortened(text) for text in texts[:most]) or "none") + more


def size_text(count: float) -> str:
    """A number of bytes: "999 B", "1.5 MB"."""
    if count < 1000:
        return f"{count:.0f} B"
    for unit in ("kB", "MB", "GB"):
        count /= 1000
        if count < 1000 or unit == "GB":
            break
    return f"{count:.1f} {unit}"


def clock(wall_time: float, seconds: bool = True) -> str:
    """A time in seconds since the epoch, as local date and time."""
    from datetime import datetime

    try:
        return datetime.fromtimestamp(wall_time).strftime(
            f"%Y-%m-%d %H:%M{':%S' if seconds else ''}"
        )
    except (ValueError, OverflowError, OSError):
        return f"wall time {wall_time:g}"  # NaN, or outside the range of datetime


def duration(seconds: float) -> str:
    """A number of seconds: "1.5 s", "2 min 3 s", "1 h 23 min"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    if seconds > 1e12:
        return f"{seconds:.3g} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"


def aligned(rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """A line for each row; the first `left` columns are left-aligned, the others right-aligned.

    Cells are made `printable`, so that they still align once they are printed.
    """
    texts = [[printable(cell) for cell in row] for row in rows]
    sizes = [[columns_of(cell) for cell in row] for row in texts]
    widths = [max(column) for column in zip(*sizes, strict=True)]
    for row, taken in zip(texts, sizes, strict=True):
        padding = [" " * (width - size) for width, size in zip(widths, taken, strict=True)]
        cells = [
            cell + pad if place < left else pad + cell
            for place, (cell, pad) in enumerate(zip(row, padding, strict=True))
        ]
        yield "  ".join(cells)
