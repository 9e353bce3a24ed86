"""What tfv1 says TensorBoard hides is what a real TensorBoard hides, with either of its loaders."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tensorboard.compat.proto import event_pb2

from tests.support.cli import python
from tests.support.tensorboard import DATA_SERVERS, Server
from tfv1.events.format.record import frame
from tfv1.events.reading.kinds import AUDIO, HISTOGRAM, IMAGE, SCALAR, TEXT
from tfv1.logs.doctor.steps import SAMPLES

START = event_pb2.SessionLog.START
Point = tuple[int, float]

# Each attempt is a file: the step of its START session log, if any, and the steps of its points.
RUNS: dict[str, list[tuple[int | None, list[int]]]] = {
    "resumed": [(None, [0, 1, 2, 3, 4, 5]), (None, [3, 4, 5, 6])],
    "purged": [(None, [0, 1, 2, 3, 4, 5]), (3, [3, 4, 5, 6])],
    "stale": [(0, [0, 1, 2, 3, 4, 5]), (3, [5, 6])],
    "twice": [(None, [1, 1, 2, 2, 3, 3])],
    "descending": [(None, [5, 4, 3, 2, 1])],
}
# What of the log TensorBoard's loader in Python draws, where that is not all.
SUPERSEDED = {"stale": 3}


@pytest.fixture(scope="module")
def points(logdir: Path) -> dict[str, list[Point]]:
    """Writes the runs; returns all points of each, in the order of the log."""
    return {name: list(_write(logdir / "hidden" / name, files)) for name, files in RUNS.items()}


def _write(run: Path, files: list[tuple[int | None, list[int]]]) -> list[Point]:
    run.mkdir(parents=True)
    written: list[Point] = []
    for number, (start, steps) in enumerate(files):
        events = [event_pb2.Event(wall_time=1000.0, file_version="brain.Event:2")]
        if start is not None:
            log = event_pb2.SessionLog(status=START)
            time = 1000.5 + len(written)
            events.append(event_pb2.Event(wall_time=time, step=start, session_log=log))
        for step in steps:
            value = {"tag": "loss", "simple_value": float(len(written))}
            written.append((step, float(len(written))))
            time = 1000.0 + len(written)
            events.append(event_pb2.Event(wall_time=time, step=step, summary={"value": [value]}))
        content = b"".join(frame(event.SerializeToString()) for event in events)
        (run / f"events.out.tfevents.{1000 + number}.host").write_bytes(content)
    return written


@pytest.mark.parametrize("run", RUNS)
def test_hidden_points(
    server_of: Callable[[str], Server],
    logdir: Path,
    points: dict[str, list[Point]],
    run: str,
) -> None:
    """The data server shows what show and doctor do not call hidden, the other loader all."""
    default, python = (server_of(DATA_SERVERS[kind]) for kind in ("data-server", "python-loader"))
    everything = points[run]
    shown = [
        one for n, one in enumerate(everything) if all(s > one[0] for s, _ in everything[n + 1 :])
    ]
    default.wait_for_points(shown, f"hidden/{run}", "loss")
    drawn = len(everything) - SUPERSEDED.get(run, 0)
    python.wait_until(lambda: len(python.points(f"hidden/{run}", "loss")), drawn)
    (found,) = json.loads(tfv1("doctor", logdir / "hidden" / run, "--json"))["findings"]
    count, of = re.search(r"(\d+) of (\d+) points", found["evidence"][0]).groups()
    assert int(of) == len(everything)
    if run == "stale":  # superseded, and shown by the data server all the same
        assert int(count) == len(shown) - (len(everything) - SUPERSEDED[run])
        return
    assert int(count) == len(everything) - len(shown)
    (overview,) = json.loads(tfv1("show", logdir / "hidden" / run, "--json"))["runs"]
    assert overview["tags"]["scalars"]["loss"]["hidden"] == int(count)


def test_samples(server_of: Callable[[str], Server], logdir: Path) -> None:
    """Of a tag with many values the default TensorBoard keeps as many as doctor says."""
    picture = {"height": 1, "width": 1, "encoded_image_string": b"x"}
    text = {"dtype": 7, "string_val": [b"x"]}
    histogram = {"max": 1.0, "num": 1.0, "bucket_limit": [1.0], "bucket": [1.0]}
    one_of_each = [
        {"tag": SCALAR, "simple_value": 1.0},
        {"tag": HISTOGRAM, "histo": histogram},
        {"tag": IMAGE, "image": picture},
        {"tag": AUDIO, "audio": {"sample_rate": 1.0, "encoded_audio_string": b"x"}},
        {"tag": TEXT, "tensor": text, "metadata": {"plugin_data": {"plugin_name": "text"}}},
    ]
    run = logdir / "hidden" / "many"
    run.mkdir(parents=True)
    events = [event_pb2.Event(wall_time=1000.0, file_version="brain.Event:2")]
    for step in range(1100):
        time = 1000.0 + step
        events.append(event_pb2.Event(wall_time=time, step=step, summary={"value": one_of_each}))
    content = b"".join(frame(event.SerializeToString()) for event in events)
    (run / "events.out.tfevents.1000.host").write_bytes(content)
    paths = {kind: f"plugin/{kind}/{kind}" for kind in SAMPLES}
    paths[HISTOGRAM] = "plugin/distributions/distributions"  # the other page shows fewer
    server = server_of(DATA_SERVERS["data-server"])

    def kept() -> dict[str, int]:
        query = {"run": "hidden/many", "sample": 0}
        return {kind: len(server.get(path, tag=kind, **query)) for kind, path in paths.items()}

    server.wait_until(kept, SAMPLES)


def tfv1(*arguments: object) -> str:
    """What `tfv1 ARGUMENTS` prints."""
    return python("-m", "tfv1", *arguments).stdout
