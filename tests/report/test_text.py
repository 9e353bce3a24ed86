"""What is printed, and how it is formatted."""

import time

import pytest

from tfv1.report.text import clock, counted, duration, listed, printable, shortened, size_text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b[31mred\x07\x7f\x9b", "\\x1b[31mred\\x07\\x7f\\x9b"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("user\u202etxt.exe\u2066\u200f\u061c", "user\\u202etxt.exe\\u2066\\u200f\\u061c"),
        ("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        ("\udcff.py", "\\udcff.py"),
        ("\ufeffbom\U000e0041", "\\ufeffbom\\U000e0041"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(given, shown):
    """Control characters, marks of direction, odd separators and surrogates become escapes."""
    assert printable(given) == shown


@pytest.mark.parametrize(
    "text", ["Größe λ 学習", "שלום", "a\u00a0b\u3000c", "👩\u200d🔬", "می\u200cرود"]
)
def test_ordinary_text_stays(text):
    """Letters of any script, wide spaces and joined emoji are printed as they are."""
    assert printable(text) == text


def test_some_control_characters_can_be_kept():
    """A diff keeps its tabs."""
    assert printable("\tx\x1b", keep="\t") == "\tx\\x1b"


def test_long_texts_lose_their_middle():
    """Text that is too long keeps its beginning and its end, and gets the requested length."""
    assert shortened("short") == "short"
    text = shortened("begin" + "x" * 1000 + "end", 40)
    assert len(text) == 40 and text.startswith("begin") and text.endswith("end") and "..." in text


def test_lists_are_cut():
    """Only the first names are listed, each of them short."""
    assert listed([]) == "none"
    assert listed("abc", 2) == "a, b and 1 more"
    assert len(listed(["x" * 10**6] * 3)) < 300


def test_counts_and_sizes():
    """Numbers have their nouns and units."""
    assert (counted(1, "file"), counted(2000, "file")) == ("1 file", "2,000 files")
    assert [size_text(n) for n in (999, 1000, 1500, 2.5e6, 1e9, 3e12)] == [
        "999 B",
        "1.0 kB",
        "1.5 kB",
        "2.5 MB",
        "1.0 GB",
        "3000.0 GB",
    ]


def test_durations():
    """Seconds, minutes and hours, each with the next smaller; nothing for what no clock counts."""
    assert [duration(n) for n in (0, 59.94, 60, 61.2, 3599.6, 5000, 1e13)] == [
        "0.0 s",
        "59.9 s",
        "1 min 0 s",
        "1 min 1 s",
        "1 h 0 min",
        "1 h 23 min",
        "1e+13 s",
    ]


def test_the_clock():
    """A time is that of this place, to the second or the minute; one of no calendar is a number."""
    here = time.strftime("%Y-%m-%d %H:%M", time.localtime(1000000000))
    assert clock(1000000000.9, seconds=False) == here
    assert clock(1000000000.9) == f"{here}:40"
    assert clock(1e300) == "wall time 1e+300"
    assert clock(float("nan")) == "wall time nan"
