"""The frame of writer_probes.py: how a probe runs, and how its events are described."""

import glob
import json
import logging
import os
import struct
import sys
import tempfile
import time
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

ON_1_15 = sys.version_info[:2] == (3, 7)  # the real 1.15 has no newer Python
if os.path.basename(sys.argv[0]) != "writer_probes.py":
    tf = None  # only the names of the probes are wanted
elif ON_1_15:
    warnings.simplefilter("ignore")
    import tensorflow as tf
else:
    import tfv1 as tf

EAGER = os.environ.get("EAGER") == "1"
if EAGER and tf is not None:
    tf.enable_eager_execution()

_probes = []


def probe(function):
    _probes.append(function)
    return function


def scalar(tag, value=0.5, name=None):
    summary = tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=value)])
    if name is not None:
        summary.value[0].metadata.display_name = name
    return summary


def error_of(function, *arguments, **named):
    """The kind of error, and the text of those that legacy code may look at."""
    try:
        function(*arguments, **named)
    except Exception as error:  # noqa: BLE001 - what is raised is what is recorded
        return type(error).__name__
    return None


def text_of(function, *arguments, **named):
    try:
        function(*arguments, **named)
    except Exception as error:  # noqa: BLE001 - as above
        return f"{type(error).__name__}: {error}"
    return None


def next_second():
    """1.15 gives two files of one second one name."""
    if ON_1_15:
        second = int(time.time())
        while int(time.time()) == second:
            time.sleep(0.02)


def records(path):
    with open(path, "rb") as file:
        data = file.read()
    while data:
        (size,) = struct.unpack("<Q", data[:8])
        yield data[12 : 12 + size]
        data = data[16 + size :]


def describe(event):
    kind = event.WhichOneof("what")
    out = [kind, event.step]
    if kind == "file_version":
        out += [event.file_version, event.wall_time == int(event.wall_time)]
    elif kind == "summary":
        for value in event.summary.value:
            about = value.metadata
            out.append(
                [
                    value.tag,
                    value.WhichOneof("value"),
                    value.simple_value,
                    value.HasField("metadata"),
                    about.display_name,
                    about.summary_description,
                    about.plugin_data.plugin_name,
                ]
            )
    elif kind == "graph_def":
        graph = tf.GraphDef.FromString(event.graph_def)
        out.append([[node.name, "_output_shapes" in node.attr] for node in graph.node])
    elif kind == "meta_graph_def":
        meta = tf.MetaGraphDef.FromString(event.meta_graph_def)
        out.append([[node.name, "_output_shapes" in node.attr] for node in meta.graph_def.node])
        out.append(sorted(meta.collection_def))
    elif kind == "session_log":
        log = event.session_log
        out += [log.status, log.checkpoint_path, log.msg]
    elif kind == "tagged_run_metadata":
        out += [event.tagged_run_metadata.tag, len(event.tagged_run_metadata.run_metadata)]
    return out


def written(logdir):
    """The events of each file, files in the order of their beginning."""
    paths = glob.glob(os.path.join(logdir, "**", "*tfevents*"), recursive=True)
    # 1.15 has one name a second; here further names have process and number before the suffix.
    paths.sort(key=lambda path: (os.path.basename(path)[:31], os.stat(path).st_ino))
    return [[describe(tf.Event.FromString(data)) for data in records(path)] for path in paths]


class Log(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)
        self.lines = []

    def emit(self, record):
        if "SummaryWriter" in record.getMessage():
            self.lines.append(record.getMessage())


def run(function):
    logdir = tempfile.mkdtemp()
    os.environ["HERE"] = logdir
    log = Log()
    logger = logging.getLogger("tensorflow")
    logger.addHandler(log)
    os.chdir(logdir)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if EAGER:
            result = function(logdir)
        else:
            with tf.Graph().as_default():
                result = function(logdir)
        tf.summary.FileWriterCache.clear()
    logger.removeHandler(log)
    told = [str(w.message) for w in caught if "FileWriter" in str(w.message)]
    return {"result": result, "warnings": told, "log": log.lines, "files": written(logdir)}


def main(with_eager):
    """Runs the probes; under eager execution those of `with_eager`."""
    results = {f.__name__: run(f) for f in _probes if not EAGER or f.__name__ in with_eager}
    with open(sys.argv[1], "w") as out:
        json.dump(results, out)
