"""The frame of the probe scripts: TensorFlow-1 programs that run on the real 1.15.5 and on tfv1.

A probe gets an empty directory. What it returns, or the error it raised, and every event it left
there go into the file that the script is called with. Python 3.7 syntax.

The environment variable WAY says how TensorFlow comes: `tensorflow` (the real 1.15, or what
`tfv1 run` gives), `tfv1` (import tfv1 as tf) or `compat` (tensorflow.compat.v1, tfv1.install()).
"""

import glob
import itertools
import json
import os
import shutil
import struct
import sys
import tempfile
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

WAY = os.environ.get("WAY", "tensorflow")
if WAY == "tfv1":
    import tfv1 as tf
elif WAY == "compat":
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tensorflow.compat.v1 as tf

    import tfv1

    tfv1.install()
    tf.disable_v2_behavior()
else:
    import tensorflow as tf

ON_1_15 = sys.version_info[:2] == (3, 7)  # the real 1.15 has no newer Python

tf.logging.set_verbosity(tf.logging.ERROR)

_probes = []
_racing = set()


def probe(function):
    _probes.append(function)
    return function


def racing_probe(function):
    """A probe of threads that race in 1.15 itself: its events are compared as a multiset."""
    _racing.add(function)
    return probe(function)


def main():
    """Runs the probes, each in a graph and with a writer cache of its own."""
    if ON_1_15:
        _separate_event_files()
    results = {function.__name__: _run(function) for function in _probes}
    with open(sys.argv[1], "w") as stream:
        json.dump(results, stream, sort_keys=True)


def _separate_event_files():
    """Numbers the prefix of 1.15's event files.

    1.15 gives two writers of one second the same file, and the later empties it; a recording must
    hold what both wrote. A writer that is reopened starts another file, too.
    """
    from tensorflow.python.summary.writer import event_file_writer

    native = event_file_writer.pywrap_tensorflow
    open_writer = native.EventsWriter
    numbers = itertools.count()

    class SeparateWriter:
        def __init__(self, prefix):
            self.prefix, self.file = prefix, None

        def __getattr__(self, name):
            if self.file is None:
                self.file = open_writer(b"%s-%04d" % (self.prefix, next(numbers)))
            return getattr(self.file, name)

        def Close(self):
            if self.file is not None:
                self.file.Close()
                self.file = None

    native.EventsWriter = SeparateWriter


def _run(function):
    logdir = tempfile.mkdtemp()
    try:
        with tf.Graph().as_default():
            result = {"returned": function(logdir)}
    except Exception as error:  # noqa: BLE001 - the error is the result
        traceback.print_exc()
        result = {"raised": _error(error)}
    tf.summary.FileWriterCache.clear()
    result["written"] = written(logdir)
    if function in _racing:
        for files in result["written"].values():
            files[:] = [sorted(lines) if isinstance(lines, list) else lines for lines in files]
    shutil.rmtree(logdir)
    return json.loads(json.dumps(result).replace(logdir, "<logdir>"))


def module_of(thing):
    """The real module that defines a class or function, whatever view of it scripts get."""
    return sys.modules[thing.__module__]


# Graphs to train.


def train_op(by=1, loss=True, after=()):
    """A global step that rises by `by` a run, and a summary `loss` of 100 minus the new step.

    Hooks read the step in the run that raises it; here, surely before it rises, as in a training
    whose gradients take their time.
    """
    step = tf.train.get_or_create_global_step()
    with tf.control_dependencies([_read_of(step)] + list(after)):
        raised = tf.assign_add(step, by)
    if loss:
        tf.summary.scalar("loss", 100.0 - tf.cast(raised, tf.float32))
    return raised


def _read_of(step):
    from tensorflow.python.training import training_util

    return training_util._get_or_create_global_step_read(step.graph)


class Clock:
    """Stands for the module `time` in the hooks: seconds pass when the probe says so."""

    def __init__(self):
        self.now = 1000000000.0
        self.module = module_of(tf.train.StepCounterHook)

    def time(self):
        return self.now

    def __enter__(self):
        self.module.time, self.real = self, self.module.time
        return self

    def __exit__(self, *error):
        self.module.time = self.real


# Reading what a probe wrote, without any TensorFlow reader.


def read_events(path):
    with open(path, "rb") as stream:
        data = stream.read()
    offset, events = 0, []
    while offset < len(data):
        (length,) = struct.unpack_from("<Q", data, offset)
        events.append(tf.Event.FromString(data[offset + 12 : offset + 12 + length]))
        offset += 16 + length
    return events


def event_as_text(event):
    """One line an event: kind, step, what is compared."""
    kind = event.WhichOneof("what")
    line = f"{kind} @{event.step}"
    if kind == "file_version":
        return line + " " + event.file_version
    if kind == "graph_def":
        return line + " " + _graph(tf.GraphDef.FromString(event.graph_def))
    if kind == "meta_graph_def":
        meta_graph = tf.MetaGraphDef.FromString(event.meta_graph_def)
        saver = "saver, " if meta_graph.HasField("saver_def") else ""
        collections = " ".join(sorted(meta_graph.collection_def))
        return f"{line} {saver}collections: {collections}; {_graph(meta_graph.graph_def)}"
    if kind == "session_log":
        log = event.session_log
        words = [log.SessionStatus.Name(log.status), log.checkpoint_path, log.msg]
        return " ".join([line] + [word for word in words if word])
    if kind == "tagged_run_metadata":
        metadata = tf.RunMetadata.FromString(event.tagged_run_metadata.run_metadata)
        timings = any(device.node_stats for device in metadata.step_stats.dev_stats)
        return f"{line} {event.tagged_run_metadata.tag} {'timings' if timings else 'empty'}"
    values = event.summary.value
    return " ".join([line] + [f"{value.tag}={_value(value)}" for value in values])


def _graph(graph):
    """The nodes whose names are the user's: inputs, variables and summaries."""
    ops = ("Placeholder", "VariableV2", "VarHandleOp")
    return "nodes: " + " ".join(
        sorted(n.name for n in graph.node if n.op in ops or n.op.endswith("Summary"))
    )


def _value(value):
    if value.WhichOneof("value") != "simple_value":
        return value.WhichOneof("value")
    if value.tag.endswith("/sec"):
        return "?"  # a speed is never the same twice
    return f"{value.simple_value:.9g}"


def written(logdir):
    """Event files below logdir, by directory and in order of their names; and the other files."""
    found = {}
    for path in sorted(glob.glob(os.path.join(logdir, "**", "*"), recursive=True)):
        if os.path.isdir(path):
            continue
        name = os.path.relpath(path, logdir)
        if "tfevents" in os.path.basename(path):
            directory = os.path.dirname(name) or "."
            lines = [event_as_text(event) for event in read_events(path)]
            found.setdefault(directory, []).append(lines)
        else:
            found.setdefault("other files", []).append(name)
    return found


def error_of(function):
    """The error of function() as [type, first line], or None."""
    try:
        function()
    except Exception as error:  # noqa: BLE001 - the error is the result
        return _error(error)
    return None


def _error(error):
    return [type(error).__name__, (str(error).splitlines() or [""])[0]]
