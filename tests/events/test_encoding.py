"""Records and events against protobuf's own bytes and published checksums."""

import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c

from tests.support import event_logs
from tfv1.events import EventWriter
from tfv1.events.format import encode, record

INT64 = st.integers(-(2**63), 2**63 - 1)
# Around the sizes at which a length takes one byte more, or takes another path through the code.
SIZES = st.sampled_from(
    [0, 1, 2, 126, 127, 128, 129, 4095, 4096, 4097, 16382, 16383, 16384, 16385, 2**21 - 1, 2**21]
)
WALL_TIMES = st.floats(allow_nan=False).filter(bool)  # protobuf leaves 0.0 out, time.time() is none


@given(step=INT64, wall_time=WALL_TIMES, size=SIZES)
@example(step=-1, wall_time=1.5, size=128)
@example(step=127, wall_time=1.5, size=0)
@example(step=128, wall_time=1.5, size=0)
@example(step=2**63 - 1, wall_time=1.5, size=0)
@example(step=-(2**63), wall_time=1.5, size=0)
def test_an_event_is_what_protobuf_serialises(step, wall_time, size):
    """The spliced bytes of an Event equal protobuf's for every step, wall time and size."""
    payload = bytes(size)
    head = encode.event_head(wall_time, step, encode.GRAPH_DEF_FIELD, size)
    expected = Event(wall_time=wall_time, step=step, graph_def=payload).SerializeToString()
    assert head + payload == expected


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (encode.GRAPH_DEF_FIELD, "graph_def"),
        (encode.SUMMARY_FIELD, "summary"),
        (encode.SESSION_LOG_FIELD, "session_log"),
        (encode.TAGGED_RUN_METADATA_FIELD, "tagged_run_metadata"),
        (encode.META_GRAPH_DEF_FIELD, "meta_graph_def"),
    ],
)
def test_every_kind_of_event_goes_into_its_field(field, name):
    """Each *_FIELD key is the key of the Event field it is named after, and no step is written."""
    event = Event.FromString(encode.event_head(2.5, None, field, 0))
    assert event.WhichOneof("what") == name
    assert event == Event(wall_time=2.5, **{name: getattr(Event(), name)})


def test_the_version_event_is_1_15s():
    """The first event has only the version and a wall time in whole seconds."""
    expected = Event(wall_time=1700000000.0, file_version="brain.Event:2")
    assert encode.version_event(1700000000) == expected.SerializeToString()


@pytest.mark.parametrize(
    ("data", "crc"),  # the test vectors of RFC 3720 for CRC32C
    [
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
        (b"123456789", 0xE3069283),
    ],
)
def test_checksums_are_masked_crc32c(data, crc):
    """Checksums are CRC32C, rotated and shifted by the constant of the record format."""
    assert record.masked_crc32c(data) == event_logs.mask(crc) == masked_crc32c(data)


@given(head=st.binary(max_size=40), size=SIZES.filter(lambda size: size < 20000))
def test_a_frame_is_length_data_and_two_checksums(head, size):
    """A record, also one put together from two parts, is what the format says."""
    data = head + b"\x5a" * size
    length = struct.pack("<Q", len(data))
    checksums = [struct.pack("<I", masked_crc32c(part)) for part in (length, data)]
    expected = length + checksums[0] + data + checksums[1]
    assert record.frame(head, b"\x5a" * size) == record.frame(data) == expected
    assert record.data_of(expected) == data


@pytest.mark.parametrize("step", [None, 0, 1, 127, 128, 16384, 2**63 - 1, -1, -(2**63)])
def test_steps_come_back_as_they_went_in(logdir, step):
    """What add_summary writes is byte for byte the event that protobuf makes of it."""
    writer = EventWriter(logdir)
    writer.add_summary(event_logs.scalar("loss"), step)
    (data,) = event_logs.records(writer.path)[1:]
    event = Event.FromString(data)
    assert event.step == (step or 0)
    assert event.SerializeToString() == data
    writer.close()
