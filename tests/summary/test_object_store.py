"""Log directories on stores that only replace whole objects, as gs:// and s3:// do."""

import pytest

import tfv1 as tf
from tests.summary import fake_bucket
from tests.support import event_logs
from tfv1.events import StorageError
from tfv1.summary import gfile_storage, object_storage

LOGDIR = "gs://bucket/run"


@pytest.fixture
def bucket_of(monkeypatch, tmp_path):
    """Makes buckets; TensorBoard reads what the last one holds when the test is over."""
    made = []

    def make(**options):
        made.append(fake_bucket.Bucket(**options))
        monkeypatch.setattr(gfile_storage, "file_io", made[-1])
        return made[-1]

    yield make
    save(made[-1], tmp_path / "check")
    event_logs.check_with_tensorboard(tmp_path / "check")


def save(bucket, directory):
    """The objects as files, which are read in the order of their names."""
    directory.mkdir(exist_ok=True)
    for path, content in bucket.objects.items():
        assert path.startswith(LOGDIR + "/")
        (directory / path[len(LOGDIR) + 1 :]).write_bytes(content)
    return directory


def steps_in(bucket, directory):
    """The steps of all summaries, in the order in which TensorBoard reads the files."""
    return event_logs.steps(save(bucket, directory))


def scalar(step, text=""):
    return tf.Summary(value=[tf.Summary.Value(tag="loss" + text, simple_value=step)])


@pytest.mark.parametrize("size", [0, 300, 20_000])
def test_uploads_are_at_most_three_times_the_log(bucket_of, tmp_path, size):
    """However small the batches, the bytes uploaded grow with the log, not with its square."""
    bucket = bucket_of()
    writer = tf.summary.FileWriter(LOGDIR, max_queue=10, flush_secs=1000)
    ratios = []
    for step in range(600):
        writer.add_summary(scalar(step, "x" * size), step)
        if step % 3 == 0:
            writer.flush()  # a batch is at most three events
        if step in (299, 599):
            writer.flush()
            ratios.append(bucket.uploaded / bucket.stored)
    writer.close()
    assert steps_in(bucket, tmp_path / "logs") == list(range(600))
    assert max(ratios) <= 3
    assert bucket.uploads >= 200


def test_parts_have_a_bounded_size(bucket_of, tmp_path, monkeypatch):
    """A part of the bounded size is followed by another event file, with nothing lost between."""
    monkeypatch.setattr(object_storage, "PART_BYTES", 10_000)
    bucket = bucket_of()
    writer = tf.summary.FileWriter(LOGDIR, max_queue=4, flush_secs=1000)
    for step in range(100):
        writer.add_summary(scalar(step, "x" * 1000), step)
    writer.close()
    assert steps_in(bucket, tmp_path / "logs") == list(range(100))
    assert len(bucket.objects) >= 10
    assert max(map(len, bucket.objects.values())) <= 10_000


def test_every_part_can_be_read_alone(bucket_of, tmp_path):
    """Each part carries the SummaryMetadata of a tag once, where the tag comes first."""
    bucket = bucket_of()
    writer = tf.summary.FileWriter(LOGDIR, flush_secs=1000)
    plugin = tf.SummaryMetadata.PluginData(plugin_name="scalars")
    for step in range(60):
        summary = scalar(step)
        summary.value[0].metadata.plugin_data.CopyFrom(plugin)
        writer.add_summary(summary, step)
        writer.flush()
    writer.close()
    assert len(bucket.objects) > 3
    directory = save(bucket, tmp_path / "logs")
    for path in event_logs.files(directory):
        values = [event.summary.value for event in event_logs.read(path)]
        described = [value[0].HasField("metadata") for value in values if value]
        assert described == [True] + [False] * (len(described) - 1)


@pytest.mark.parametrize("what", ["before", "after"])
def test_a_failed_upload_that_is_retried_loses_nothing(bucket_of, tmp_path, what):
    """Of every three uploads two fail; each event is there once, and in order."""
    bucket = bucket_of(fails=lambda number: what if number > 1 and number % 3 else None)
    writer = tf.summary.FileWriter(LOGDIR, max_queue=8, flush_secs=1000)
    failures = 0
    for step in range(40):
        while True:
            try:
                writer.add_summary(scalar(step), step)
                break
            except StorageError:  # the queue is full, and the storage failed again
                failures += 1
    while True:
        try:
            writer.close()
            break
        except StorageError:
            failures += 1
    assert steps_in(bucket, tmp_path / "logs") == list(range(40))
    assert failures


def test_a_slow_bucket_holds_nobody_up_before_the_queue_is_full(bucket_of, tmp_path):
    """Uploads of half a second: events wait in memory meanwhile, and go up together."""
    bucket = bucket_of(latency=0.5)
    writer = tf.summary.FileWriter(LOGDIR, max_queue=1000, flush_secs=1000)
    for step in range(400):
        writer.add_summary(scalar(step), step)
    before = bucket.uploads
    writer.close()
    assert before <= 2  # the version event, and perhaps the first event, were on their way
    assert bucket.uploads < 20
    assert steps_in(bucket, tmp_path / "logs") == list(range(400))


def test_an_appending_file_system_keeps_one_file():
    """Under hdfs://, ram:// and schemes not known as object stores, a log stays one file."""
    writer = tf.summary.FileWriter("ram://one_file/run", flush_secs=1000)
    for step in range(50):
        writer.add_summary(scalar(step), step)
        writer.flush()
    writer.close()
    assert len(tf.gfile.ListDirectory("ram://one_file/run")) == 1
