"""The table of examples (examples.json), and how one of them is run under its seed."""

import json
import pathlib
import sys

from tensorboard.compat.proto import event_pb2, graph_pb2, meta_graph_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

from tests.examples import event_compare
from tests.support import event_logs, loaded
from tests.support.environment import of_a_child

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "examples"
EXAMPLES = json.loads((pathlib.Path(__file__).parent / "examples.json").read_text())
LOGDIR = "logs"  # the examples' flags name it, relative to the working directory


def run_here(name, folder):
    """Runs an example through `tfv1 run` in `folder`; returns its log directory."""
    return _run([sys.executable, "-m", "tfv1", "run", "--seed"], name, folder)


def run_on(python, name, folder):
    """Runs an example on an interpreter with TensorFlow 1.15 in `folder`, as run_here does."""
    launcher = pathlib.Path(__file__).with_name("run_on_1_15.py")
    return _run([python, str(launcher)], name, folder)


def _run(launcher, name, folder):
    example = EXAMPLES[name]
    # A seed would switch oneDNN off before TensorFlow loads.
    environment = of_a_child(PYTHONHASHSEED="0", TF_ENABLE_ONEDNN_OPTS="0")
    command = [*launcher, str(example["seed"]), str(ROOT / example["script"]), *example["flags"]]
    done = loaded.run(command, environment, folder)
    if done.returncode:
        raise RuntimeError(f"{name} ended with status {done.returncode}:\n{done.stderr[-4000:]}")
    return pathlib.Path(folder) / LOGDIR


def differences(name, expected, obtained):
    """Compares two log directories of an example within the tolerances of the table."""
    example = EXAMPLES[name]
    return event_compare.compare(expected, obtained, example["tolerances"], example["unordered"])


def keep(logdir, golden):
    """Copies a run's event files without time and host in their names, and with less in graphs.

    Of a graph, which can take megabytes, the nodes that are compared are kept, and of a meta
    graph's collections the names. All else stays as the writer wrote it.
    """
    for directory, paths in event_compare.event_files(logdir).items():
        (golden / directory).mkdir(parents=True, exist_ok=True)
        for index, path in enumerate(paths):
            name = f"events.out.tfevents.{index:010d}.{event_compare.GOLDEN_HOST}"
            with open(golden / directory / (name + event_compare.suffix(path)), "wb") as kept:
                writer = RecordWriter(kept)
                for record in event_logs.records(path):
                    writer.write(_trimmed(record))


def _trimmed(record):
    event = event_pb2.Event.FromString(record)
    kind = event.WhichOneof("what")
    if kind == "graph_def":
        graph = graph_pb2.GraphDef.FromString(event.graph_def)
        event.graph_def = _trimmed_graph(graph).SerializeToString()
    elif kind == "meta_graph_def":
        meta_graph = meta_graph_pb2.MetaGraphDef.FromString(event.meta_graph_def)
        trimmed = meta_graph_pb2.MetaGraphDef(graph_def=_trimmed_graph(meta_graph.graph_def))
        for collection in sorted(meta_graph.collection_def):
            trimmed.collection_def[collection].SetInParent()
        if meta_graph.HasField("saver_def"):
            trimmed.saver_def.CopyFrom(meta_graph.saver_def)
        event.meta_graph_def = trimmed.SerializeToString(deterministic=True)
    else:
        return record
    return event.SerializeToString()


def _trimmed_graph(graph):
    nodes = [
        {"name": node.name, "op": node.op} for node in graph.node if event_compare.is_compared(node)
    ]
    return graph_pb2.GraphDef(node=nodes)
