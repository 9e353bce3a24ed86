"""The real TensorBoard server shows what a session loop writes, while it writes and afterwards."""

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tfv1.eventlog import EventWriter
from tfv1.eventlog.protos import Summary

_PATIENCE_SECS = 120.0

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


class Server:
    """A TensorBoard server over a logdir, on a port that it has chosen."""

    def __init__(self, logdir: Path, data_server: str) -> None:
        self._log = logdir.parent / "tensorboard.log"
        command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(logdir)]
        command += ["--host", "127.0.0.1", "--port", "0", "--reload_interval", "1"]
        command += [f"--load_fast={data_server}"]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self._url = ""

    def get(self, path: str, **query: str) -> Any:
        """The answer of TensorBoard's HTTP API: JSON where it is JSON, else text."""
        url = f"{self._url}data/{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            body = answer.read().decode()
        return json.loads(body) if answer.headers.get_content_subtype() == "json" else body

    def wait_for(self, wanted: Any, path: str, **query: str) -> None:
        """Asks until the answer is `wanted`: the server loads files on a thread of its own."""
        self._until(lambda: self._points_or_answer(path, query), wanted)

    def _points_or_answer(self, path: str, query: dict[str, str]) -> Any:
        try:
            answer = self.get(path, **query)
        except urllib.error.HTTPError as error:
            return error  # the run or the tag is not loaded yet
        if path == "plugin/scalars/scalars":
            return [(step, value) for _wall_time, step, value in answer]
        return answer

    def wait_until_up(self) -> None:
        self._until(self._find_url, True)

    def _find_url(self) -> bool:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self._log.read_text())
        self._url = found[0] if found else ""
        return bool(found)

    def _until(self, ask: Callable[[], Any], wanted: Any) -> None:
        deadline = time.monotonic() + _PATIENCE_SECS
        while (answer := ask()) != wanted:
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, f"expected {wanted}, last got {answer}"
            time.sleep(0.1)  # between two questions: the server tells nobody that it has loaded

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)


@pytest.fixture(params=["false", "true"], ids=["python-loader", "data-server"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    logdir = tmp_path / "logs"
    logdir.mkdir()
    running = Server(logdir, request.param)
    try:
        running.wait_until_up()
        yield running
    finally:
        running.stop()


def test_a_session_loop_is_shown(server: Server, tmp_path: Path) -> None:
    """Scalars, histograms, images, text and the graph of a loop reach TensorBoard's pages."""
    run = tmp_path / "logs" / "train"
    subprocess.run([sys.executable, "-c", _TRAINING, str(run)], check=True)
    points = [(step, step + 1.5) for step in range(5)]
    server.wait_for(points, "plugin/scalars/scalars", run="train", tag="metrics/average")
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
        server.wait_for(points, "plugin/scalars/scalars", run="live", tag="loss")
    writer.close()
