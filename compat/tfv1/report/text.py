"""Text for a terminal: what is safe to print, and how counts, sizes and tables look."""

from __future__ import annotations

from collections.abc import Iterable

# Invisible, but part of ordinary text: joiners of emoji and of Persian, the soft hyphen.
_HARMLESS = "\u200c\u200d\u00ad"


def printable(text: str, keep: str = "") -> str:
    """`text` without anything that a terminal obeys rather than shows.

    Control characters (ESC among them), marks that turn the direction of writing, line separators
    and the halves of file names that are not UTF-8 become escapes such as `\\x1b`; other characters
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
        return character  # wide spaces, private symbols, and what is newer than this Python
    return repr(character)[1:-1]


def shortened(text: str, most: int = 80) -> str:
    """`text` with its middle left out where it has more than `most` characters."""
    if len(text) <= most:
        return text
    head = (most - 3) * 2 // 3
    return f"{text[:head]}...{text[len(text) - (most - 3 - head) :]}"


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 file", "2,000 files"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Iterable[object], most: int = 8) -> str:
    """The first of `names` in one line, each shortened; "none" without any."""
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
