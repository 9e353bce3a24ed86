"""Bad input: one clear error at the call, and the file continues."""

import os

import numpy as np
import pytest
from google.protobuf.message import DecodeError
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary

from tests.support import event_logs
from tfv1.events import EventWriter


@pytest.fixture
def writer(logdir):
    """A writer that must be as good afterwards as before."""
    writer = EventWriter(logdir)
    writer.add_summary(event_logs.scalar("loss"), 1)
    yield writer
    writer.add_summary(event_logs.scalar("loss"), 2)
    writer.close()
    assert [step for step in event_logs.steps(logdir) if step in (1, 2)] == [1, 2]


@pytest.mark.parametrize(
    ("summary", "what"),
    [
        ("text", "'text' of type str"),
        (None, "None"),
        ([b"bytes"], r"\[b'bytes'\] of type list"),
        (1.5, "1.5 of type float"),
        (bytearray(b""), "of type bytearray"),
        (Event(), "of type Event"),
        (Summary.Value(), "of type Value"),
        (np.float32(1), "of type float32"),
    ],
)
def test_what_is_no_summary(writer, summary, what):
    """A TypeError names what add_summary takes, and what came."""
    with pytest.raises(TypeError, match=rf"(?s)expects a serialised Summary.*or a Summary.*{what}"):
        writer.add_summary(summary, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"garbage",
        event_logs.scalar("loss")[:-1],
        b"\x0a\xff\xff\xff\xff\x0f",
        b"\x0a\x03\x0a\x01\xff",  # a tag that is no UTF-8
    ],
)
def test_bytes_that_are_no_summary(writer, data):
    """DecodeError at the call; nothing of it reaches the file."""
    with pytest.raises(DecodeError):
        writer.add_summary(data, 1)


@pytest.mark.parametrize(
    ("step", "error", "message"),
    [
        (2**63, ValueError, "9223372036854775808 is not a 64-bit integer"),
        (-(2**63) - 1, ValueError, "not a 64-bit integer"),
        (10**400, ValueError, "not a 64-bit integer"),
        (float("inf"), OverflowError, "infinity"),
        (float("nan"), ValueError, "NaN"),
        ("ten", ValueError, "ten"),
        ([1], TypeError, r"global_step must be a number or None, got \[1\] of type list"),
        ({}, TypeError, "must be a number or None"),
        (1j, TypeError, "must be a number or None"),
    ],
)
def test_absurd_steps(writer, step, error, message):
    """A step that does not fit an int64 is rejected at the call."""
    with pytest.raises(error, match=message):
        writer.add_summary(event_logs.scalar("loss"), step)


@pytest.mark.parametrize(
    ("step", "stored"),
    [
        (2.9, 2),
        (-2.9, -2),
        ("10", 10),
        (True, 1),
        (np.int64(7), 7),
        (np.uint8(200), 200),
        (np.array(5), 5),
        (np.float32(3.7), 3),
        (-5, -5),
        (-(2**63), -(2**63)),
        (2**63 - 1, 2**63 - 1),
    ],
)
def test_steps_are_what_int_makes_of_them(logdir, step, stored):
    """Anything int() takes is a step, as in 1.15."""
    writer = EventWriter(logdir)
    writer.add_summary(event_logs.scalar("loss"), step)
    writer.close()
    assert event_logs.steps(logdir) == [stored]


@pytest.mark.parametrize("event", [None, b"", Summary(), "event", {}])
def test_what_is_no_event(writer, event):
    """add_event takes Event protos only."""
    with pytest.raises(TypeError, match="add_event expects an Event proto, got"):
        writer.add_event(event)


def test_an_event_keeps_its_wall_time(logdir):
    """add_event stamps nothing: no wall time stays none."""
    writer = EventWriter(logdir)
    for wall_time in (0.0, 1.25, -3.0):
        writer.add_event(Event(wall_time=wall_time, step=1))
    writer.close()
    assert [event.wall_time for event in event_logs.read(logdir)[1:]] == [0.0, 1.25, -3.0]


def test_an_empty_summary(logdir):
    """No values are a summary, too, as proto and as bytes."""
    writer = EventWriter(logdir)
    writer.add_summary(Summary(), 1)
    writer.add_summary(b"", 2)
    writer.close()
    assert event_logs.steps(logdir) == [1, 2]


def test_options_that_are_no_numbers(logdir):
    """A max_queue or flush_secs that is not a number is rejected before anything is created."""
    with pytest.raises((TypeError, ValueError)):
        EventWriter(logdir, max_queue="many")
    with pytest.raises((TypeError, ValueError)):
        EventWriter(logdir, flush_secs=None)


@pytest.mark.parametrize(
    ("suffix", "error"), [(5, TypeError), (b".x", TypeError), ("a\0b", ValueError)]
)
def test_a_suffix_that_no_file_can_have(logdir, suffix, error):
    """It is rejected at once, as a log directory is, before anything is created."""
    with pytest.raises(error):
        EventWriter(logdir, filename_suffix=suffix)
    with pytest.raises(ValueError, match="null character"):
        EventWriter(f"{logdir}/a\0b")
    assert not os.path.exists(logdir)


def test_a_directory_in_bytes(logdir):
    """A path in bytes, as os.fsencode makes, is taken."""
    with EventWriter(os.fsencode(logdir)) as writer:
        writer.add_summary(event_logs.scalar("loss"), 1)
    assert 1 in event_logs.steps(logdir)


def test_an_error_that_comes_again_while_the_writer_recovers(logdir, monkeypatch):
    """The caller gets that error, and the event is stored once it no longer comes."""
    with EventWriter(logdir) as writer, monkeypatch.context() as patch:

        def fail(*arguments):
            raise KeyError("a bug")

        patch.setattr("tfv1.events.write.log.start_file", fail)
        with pytest.raises(KeyError, match="a bug"):
            writer.add_summary(event_logs.scalar("loss"), 1)
        patch.undo()
        writer.add_summary(event_logs.scalar("loss"), 2)
    assert [step for step in event_logs.steps(logdir) if step] == [1, 2]


def test_a_with_statement_that_fails_closes_the_writer(logdir):
    """What was accepted before the exception is stored, and the exception goes on."""
    with pytest.raises(KeyError), EventWriter(logdir) as writer:
        writer.add_summary(event_logs.scalar("loss"), 1)
        raise KeyError
    assert writer.closed and 1 in event_logs.steps(logdir)
