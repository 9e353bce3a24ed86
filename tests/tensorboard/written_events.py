"""What event files contain, read by TensorBoard's record reader, by run, tag and step."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from tensorboard.compat.proto import config_pb2, graph_pb2

from tests.examples import event_compare

# The kinds of values of a summary of TensorFlow 1.
SCALAR, IMAGE, HISTOGRAM = "simple_value", "image", "histo"


def values(logdir: Path, below: str, kind: str) -> dict[str, dict[str, list[tuple[int, Any]]]]:
    """{run: {tag: [(step, value)]}} of a kind, for the runs of `logdir` in the directory `below`.

    Runs without a value of the kind are left out.
    """
    found: dict[str, Any] = defaultdict(lambda: defaultdict(list))
    for run, event in _events(logdir, below):
        for value in event.summary.value:
            if value.WhichOneof("value") == kind:
                found[run][value.tag].append((event.step, getattr(value, kind)))
    return {run: dict(tags) for run, tags in found.items()}


def graphs(logdir: Path, below: str) -> dict[str, graph_pb2.GraphDef]:
    """{run: its last graph}."""
    return {
        run: graph_pb2.GraphDef.FromString(event.graph_def)
        for run, event in _events(logdir, below)
        if event.WhichOneof("what") == "graph_def"
    }


def run_metadata(logdir: Path, below: str) -> dict[str, dict[str, config_pb2.RunMetadata]]:
    """{run: {tag: timings}}."""
    found: dict[str, Any] = defaultdict(dict)
    for run, event in _events(logdir, below):
        if event.WhichOneof("what") == "tagged_run_metadata":
            tagged = event.tagged_run_metadata
            found[run][tagged.tag] = config_pb2.RunMetadata.FromString(tagged.run_metadata)
    return dict(found)


def _events(logdir: Path, below: str) -> Any:
    """(run, event) of every event, where the runs are named as TensorBoard names them."""
    for directory, files in event_compare.read(str(logdir / below)).items():
        run = (Path(below) / directory).as_posix()
        for _, events, _ in files:
            for event in events:
                yield run, event
