"""SummaryMetadata: once a file, where the tag first carries it."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata

from tests.support import event_logs
from tests.support.storage import FakeFileSystem, fail_with
from tfv1.events import EventWriter, StorageError
from tfv1.events.write.metadata import carries_metadata


def value(tag, name=None, size=0):
    """A value of `tag`, with metadata that says `name`, and an image of `size` bytes."""
    made = Summary.Value(tag=tag)
    if size:
        made.image.encoded_image_string = bytes(size)
    else:
        made.simple_value = 1
    if name is not None:
        made.metadata.CopyFrom(SummaryMetadata(display_name=name))
    return made


def names(path):
    """The display names in the values of all summaries; None for a value without metadata."""
    return [
        [v.metadata.display_name if v.HasField("metadata") else None for v in event.summary.value]
        for event in event_logs.read(path)
        if event.HasField("summary")
    ]


FORMS = {"proto": lambda summary: summary, "bytes": Summary.SerializeToString}
SIZES = {"small": 0, "above 4 KB": 9000}


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


def test_the_first_keeps_it_and_later_ones_lose_it(logdir, form, size):
    """A tag's metadata is in its first value only; other tags are other tags."""
    writer = EventWriter(logdir)
    for step in range(3):
        writer.add_summary(form(Summary(value=[value("a", "A", size)])), step)
    writer.add_summary(form(Summary(value=[value("b", "B", size), value("a", "A", size)])), 3)
    writer.close()
    assert names(logdir) == [["A"], [None], [None], ["B", None]]


def test_twice_within_one_summary(logdir, form, size):
    """The rule holds within one Summary, too."""
    writer = EventWriter(logdir)
    writer.add_summary(form(Summary(value=[value("a", "A", size), value("a", "A", size)])), 1)
    writer.close()
    assert names(logdir) == [["A", None]]


def test_a_first_value_without_metadata_does_not_count(logdir, form, size):
    """The first value that carries metadata keeps it, whatever came before."""
    writer = EventWriter(logdir)
    for name in (None, "A", "A"):
        writer.add_summary(form(Summary(value=[value("a", name, size)])), 1)
    writer.close()
    assert names(logdir) == [[None], ["A"], [None]]


def test_what_was_not_written_does_not_count(logdir, form, size):
    """A closed writer and a bad step take no metadata with them."""
    writer = EventWriter(logdir)
    summary = form(Summary(value=[value("a", "A", size)]))
    writer.close()
    assert not writer.add_summary(summary, 1)
    writer.reopen()
    for step, error in ((2**63, ValueError), (float("inf"), OverflowError), ("x", ValueError)):
        with pytest.raises(error):
            writer.add_summary(summary, step)
    writer.add_summary(summary, 2)
    writer.close()
    assert names(logdir) == [["A"]]


def test_what_the_storage_refused_does_not_count(tmp_path, form):
    """A summary that a full queue refuses takes no metadata with it."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=1, flush_secs=1000)
    writer.add_summary(form(Summary(value=[value("b")])), 0)
    writer.flush()
    fake.on_write = fail_with(28)
    writer.add_summary(form(Summary(value=[value("b")])), 0)
    with pytest.raises(StorageError):
        writer.add_summary(form(Summary(value=[value("a", "A")])), 1)
    fake.on_write = lambda file, data: None
    writer.flush()
    writer.add_summary(form(Summary(value=[value("a", "A")])), 2)
    writer.close()
    assert names(fake.save(tmp_path)) == [[None], [None], ["A"]]


def test_each_file_carries_it(logdir, form, size):
    """A reopened writer's file has the metadata again, once, also where values come without it."""
    writer = EventWriter(logdir)
    writer.add_summary(form(Summary(value=[value("a", "A", size)])), 1)
    writer.close()
    writer.reopen()
    writer.add_summary(form(Summary(value=[value("a", None, size)])), 2)
    writer.add_summary(form(Summary(value=[value("a", "A", size)])), 3)
    writer.add_summary(form(Summary(value=[value("b", None, size)])), 4)
    writer.close()
    assert [names(path) for path in event_logs.files(logdir)] == [
        [["A"]],
        [["A"], [None], [None]],
    ]


def test_the_first_metadata_stays(logdir):
    """Other metadata for a tag that has some is left out, as in 1.15, and in the next file, too."""
    writer = EventWriter(logdir)
    writer.add_summary(Summary(value=[value("a", "A")]), 1)
    writer.add_summary(Summary(value=[value("a", "changed")]), 2)
    writer.close()
    writer.reopen()
    writer.add_summary(Summary(value=[value("a")]), 3)
    writer.close()
    assert names(logdir) == [["A"], [None], ["A"]]


def test_the_callers_proto_is_left_alone(logdir, size):
    """add_summary changes nothing in the proto, and the proto may be changed afterwards."""
    writer = EventWriter(logdir)
    mine = Summary(value=[value("a", "A", size)])
    before = mine.SerializeToString()
    for step in range(2):
        writer.add_summary(mine, step)
        assert mine.SerializeToString() == before
    mine.value[0].metadata.display_name = "changed"
    mine.value[0].tag = "changed"
    writer.close()
    writer.reopen()
    writer.add_summary(Summary(value=[value("a")]), 2)
    writer.close()
    assert names(logdir) == [["A"], [None], ["A"]]


def test_add_event_neither_strips_nor_marks(logdir):
    """Events pass as they are; the metadata in them does not count as written."""
    writer = EventWriter(logdir)
    event = Event(wall_time=1.5, step=3, summary=Summary(value=[value("a", "A")]))
    before = event.SerializeToString()
    for _ in range(2):
        writer.add_event(event)
    writer.add_summary(event.summary, 4)
    writer.add_event(event)
    writer.close()
    assert names(logdir) == [["A"], ["A"], ["A"], ["A"]]
    assert event.SerializeToString() == before
    assert [e.SerializeToString() for e in event_logs.read(logdir)[1:3]] == [before, before]


def test_the_empty_tag_is_a_tag(logdir):
    """Values without a tag share the tag ''."""
    writer = EventWriter(logdir)
    for step in range(2):
        writer.add_summary(Summary(value=[value("", "none")]), step)
    writer.close()
    assert names(logdir) == [["none"], [None]]


def test_empty_metadata_is_metadata(logdir, form):
    """A value whose metadata is empty, but there, is stripped like any other."""
    writer = EventWriter(logdir)
    for step in range(2):
        writer.add_summary(form(Summary(value=[value("a", "")])), step)
    writer.close()
    assert names(logdir) == [[""], [None]]


def test_summaries_without_metadata_stay_to_the_byte(logdir):
    """What needs no change is written as given, including unknown fields and odd orders."""
    a = value("a", "A").SerializeToString()
    tag_last = Summary.Value(simple_value=1).SerializeToString() + b"\x0a\x01b" + b"\xf8\x3f\x01"
    data = b"".join(b"\x0a" + bytes([len(v)]) + v for v in (tag_last, a))
    writer = EventWriter(logdir)
    writer.add_summary(data, 1)
    (record,) = event_logs.records(writer.path)[1:]
    assert record.endswith(data)
    writer.close()


PLUGIN = SummaryMetadata.PluginData(plugin_name="text", content=b"\x4a\x00")
METADATA = st.one_of(
    st.none(),
    st.builds(
        SummaryMetadata,
        display_name=st.sampled_from(["", "n", "n" * 130]),
        summary_description=st.sampled_from(["", "d"]),
        plugin_data=st.sampled_from([SummaryMetadata.PluginData(), PLUGIN]),
        data_class=st.sampled_from([0, 1, 3]),
    ),
)


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("abJ"), METADATA, st.sampled_from([0, 40, 5000])), max_size=3
        ),
        max_size=6,
    )
)
def test_the_shortcut_overlooks_nothing(summaries):
    """`carries_metadata` finds what looking at every value finds."""
    for values in summaries:
        summary = Summary()
        for tag, metadata, size in values:
            made = summary.value.add(tag=tag)
            made.tensor.tensor_content = b"J\x12" * (size // 2)
            if metadata is not None:
                made.metadata.CopyFrom(metadata)
        data = summary.SerializeToString()
        carried = any(value.HasField("metadata") for value in summary.value)
        assert carries_metadata(summary, data) == carried


def test_waiting_events_move_to_a_new_file(tmp_path, no_retry):
    """Events that wait when a remote file fails are described anew for the file they go to."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
    writer.add_summary(Summary(value=[value("a", "A")]), 0)
    writer.flush()
    (first,) = fake.files.values()

    def fail(file, data):
        if file is first:
            file.damaged = True
            raise OSError(5, "lost")

    fake.on_write = fail
    for step in range(1, 4):
        writer.add_summary(Summary(value=[value("a", "A")]), step)
    with pytest.raises(StorageError):
        writer.flush()
    writer.add_summary(Summary(value=[value("a", "A")]), 4)
    writer.close()
    del fake.files[first.path]
    assert names(fake.save(tmp_path)) == [["A"], [None], [None], [None]]


def test_waiting_events_of_add_event_stay_as_they_are(tmp_path):
    """add_event's events are not described, in whichever file they end."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
    fake.on_write = fail_with(5)
    writer.add_summary(Summary(value=[value("a", "A")]), 0)
    event = Event(wall_time=1.5, summary=Summary(value=[value("a", "A"), value("b", "B")]))
    for _ in range(2):
        writer.add_event(event)
    writer.add_event(Event(wall_time=1.5, summary=Summary(value=[value("a")])))
    fake.on_write = lambda file, data: None
    writer.flush()
    writer.close()
    assert names(fake.save(tmp_path)) == [["A"], ["A", "B"], ["A", "B"], [None]]


def test_a_removed_file(logdir):
    """After a removal the new file has the metadata, at the first value that was lost with it."""
    writer = EventWriter(logdir)
    writer.add_summary(Summary(value=[value("a", "A")]), 0)
    writer.flush()
    shutil.rmtree(logdir)
    writer.add_summary(Summary(value=[value("a")]), 1)
    writer.add_summary(Summary(value=[value("a", "A")]), 2)
    writer.close()
    assert names(logdir) == [["A"], [None]]
