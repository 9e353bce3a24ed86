"""The real TensorBoard server shows what a session loop writes, while it writes and afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tensorboard_server import DATA_SERVERS, Server, serving

from tfv1.eventlog import EventWriter
from tfv1.eventlog.protos import Summary

# A TensorFlow-1 loop, in a process of its own so that this one needs no TensorFlow.
_TRAINING = """
import sys
import tfv1 as tf

x = tf.placeholder(tf.float32, [None], name="x")
with tf.name_scope("metrics"):
    tf.summary.scalar("average", tf.reduce_mean(x))
tf.summary.histogram("values", x)
tf.summary.image("picture", tf.reshape(x, [1, 2, 2, 1]))
tf.summary.text("note", tf.constant("written by a session"))
merged = tf.summary.merge_all()
with tf.Session() as session, tf.summary.FileWriter(sys.argv[1], session.graph) as writer:
    for step in range(5):
        values = [step, step + 1, step + 2, step + 3]
        writer.add_summary(session.run(merged, {x: values}), step)
"""


@pytest.fixture(params=DATA_SERVERS.values(), ids=DATA_SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    logdir = tmp_path / "logs"
    logdir.mkdir()
    with serving(logdir, request.param) as running:
        yield running


def test_a_session_loop_is_shown(server: Server, tmp_path: Path) -> None:
    """Scalars, histograms, images, text and the graph of a loop reach TensorBoard's pages."""
    run = tmp_path / "logs" / "train"
    subprocess.run([sys.executable, "-c", _TRAINING, str(run)], check=True)
    points = [(step, step + 1.5) for step in range(5)]
    server.wait_for_points(points, "train", "metrics/average")
    assert server.get("runs") == ["train"]
    assert list(server.get("plugin/histograms/tags")["train"]) == ["values"]
    assert list(server.get("plugin/images/tags")["train"]) == ["picture/image/0"]
    assert server.get("plugin/text/tags") == {"train": ["note"]}
    assert 'name: "metrics/average"' in server.get("plugin/graphs/graph", run="train")


def test_what_is_written_shows_while_the_writer_is_open(server: Server, tmp_path: Path) -> None:
    """A running writer's events are on TensorBoard's page before it is flushed or closed."""
    writer = EventWriter(str(tmp_path / "logs" / "live"))
    points = []
    for step in range(3):
        value = Summary.Value(tag="loss", simple_value=step / 2)
        writer.add_summary(Summary(value=[value]), step)
        points.append((step, step / 2))
        server.wait_for_points(points, "live", "loss")
    writer.close()
