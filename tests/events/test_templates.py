"""Summaries that are known to be valid without being parsed."""

import struct

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.compat.proto.summary_pb2 import Summary

from tfv1.events import EventWriter
from tfv1.events.format import templates

TAGS = st.text(min_size=1, max_size=12)
FLOATS = st.floats(width=32)


@pytest.fixture(autouse=True)
def own_memory(monkeypatch):
    """What a test learns is its own; hypothesis runs many examples in one test."""
    monkeypatch.setattr(templates, "_known", {})
    monkeypatch.setattr(templates, "_room", 10**6)


def scalars(tags, numbers):
    return Summary(
        value=[
            Summary.Value(tag=tag, simple_value=number)
            for tag, number in zip(tags, numbers, strict=False)
        ]
    ).SerializeToString()


def learn(data):
    templates.learn(data, Summary.FromString(data))


@given(tags=st.lists(TAGS, min_size=1, max_size=5), data=st.data())
def test_other_numbers_are_known(tags, data):
    """After one Summary of scalars every other with its tags is known, whatever the numbers."""
    templates._known.clear()
    several = st.lists(FLOATS, min_size=len(tags), max_size=len(tags))
    learn(scalars(tags, data.draw(several)))
    assert templates.is_known(scalars(tags, data.draw(several)))


@given(tags=st.lists(TAGS, min_size=1, max_size=4), data=st.data())
def test_what_is_known_is_valid(tags, data):
    """Bytes that differ anywhere from what was learned are known only where they are a Summary.

    One that has the same tags.
    """
    templates._known.clear()
    learned = scalars(tags, [0.5] * len(tags))
    learn(learned)
    place = data.draw(st.integers(0, len(learned) - 1))
    byte = data.draw(st.integers(0, 255))
    changed = learned[:place] + bytes([byte]) + learned[place + 1 :]
    if templates.is_known(changed):
        assert [value.tag for value in Summary.FromString(changed).value] == tags


def test_tags_of_one_length_are_all_known():
    """Scalars added one by one whose tags have the same length do not push each other out."""
    for tag in ("loss", "accu", "rate"):
        learn(scalars([tag], [1.0]))
    assert all(templates.is_known(scalars([tag], [-0.0])) for tag in ("loss", "accu", "rate"))
    assert not templates.is_known(scalars(["lost"], [1.0]))


@pytest.mark.parametrize(
    "summary",
    [
        Summary(),
        Summary(value=[Summary.Value(tag="a")]),
        Summary(value=[Summary.Value(tag="a", image=Summary.Image(height=1))]),
        Summary(value=[Summary.Value(tag="x" * 5000, simple_value=1)]),
    ],
)
def test_what_is_not_learned(summary):
    """Nothing is learned from other kinds, nor from long summaries."""
    learn(summary.SerializeToString())
    assert not templates.is_known(summary.SerializeToString())


def test_metadata_is_not_learned():
    """A scalar with metadata is looked at every time: the first of a file keeps it."""
    summary = Summary(value=[Summary.Value(tag="a", simple_value=1)])
    summary.value[0].metadata.display_name = "A"
    learn(summary.SerializeToString())
    assert not templates.is_known(summary.SerializeToString())


def test_bytes_that_no_serialiser_writes_are_not_learned():
    """A valid Summary with a field twice, or in another order, is parsed each time."""
    number = b"\x15" + struct.pack("<f", 2.5)
    for value in (number + b"\x0a\x01a", b"\x0a\x01a" + number + number):
        data = b"\x0a" + bytes([len(value)]) + value
        learn(data)
        assert not templates.is_known(data)


def test_what_is_learned_is_bounded(monkeypatch):
    """A script that makes up a tag for each step does not fill the memory."""
    monkeypatch.setattr(templates, "_room", 10)
    for n in range(100):
        learn(scalars([f"tag_{n:03}"], [1.0]))
    assert sum(len(known) for _, known in templates._known.values()) == 10


def test_broken_bytes_after_good_ones(tmp_path):
    """add_summary rejects anything but a Summary, even after many valid ones."""
    writer = EventWriter(str(tmp_path))
    good = scalars(["loss", "rate"], [1, 2])
    for step in range(3):
        writer.add_summary(good, step)
    for bad in (good[:-1], good[:1] + b"\x7f" + good[2:], good + b"\x0a"):
        with pytest.raises(DecodeError):
            writer.add_summary(bad, 3)
    writer.close()
