"""The frame of the probe scripts: small programs that run on the real 1.15.5 and on tfv1.

A probe gets an empty directory. What it returns, the error it raised and every event it left there
go into the file that the script is called with. Python 3.7 syntax.
"""

import base64
import glob
import json
import os
import shutil
import struct
import sys
import tempfile
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

if sys.version_info[:2] != (3, 7):  # the real 1.15 has no newer Python
    import tfv1 as tf
else:
    import tensorflow as tf

contrib = tf.contrib
contrib.summary  # noqa: B018 - 1.15's contrib, which is lazy too, loads here
tf.logging.set_verbosity(tf.logging.ERROR)

_probes = []


def probe(function):
    _probes.append(function)
    return function


def main(eager=False):
    """Runs the probes, each in a graph of its own or all under eager execution."""
    if eager:
        tf.enable_eager_execution()
    results = {function.__name__: _run(function, eager) for function in _probes}
    with open(sys.argv[1], "w") as stream:
        json.dump(results, stream, sort_keys=True)


def _run(function, eager):
    logdir = tempfile.mkdtemp()
    try:
        if eager:
            result = {"returned": function(logdir)}
        else:
            with tf.Graph().as_default():
                result = {"returned": function(logdir)}
    except Exception as error:  # noqa: BLE001 - the error is the result
        traceback.print_exc()
        result = {"raised": [type(error).__name__, str(error)]}
    result["files"] = written(logdir)
    shutil.rmtree(logdir)
    return json.loads(json.dumps(result).replace(logdir, "<logdir>"))


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


def event_as_json(event):
    kind = event.WhichOneof("what")
    out = {"kind": kind, "step": event.step}
    if kind == "file_version":
        out["value"] = event.file_version
    elif kind == "graph_def":
        graph_def = tf.GraphDef.FromString(event.graph_def)
        out["value"] = [node.name for node in graph_def.node]
    elif kind == "summary":
        out["value"] = [value_as_json(value) for value in event.summary.value]
    return out


def value_as_json(value):
    kind = value.WhichOneof("value")
    out = {"tag": value.tag, "kind": kind}
    if value.node_name:
        out["node_name"] = value.node_name
    if value.HasField("metadata"):
        out["metadata"] = base64.b64encode(value.metadata.SerializeToString()).decode()
    if kind == "simple_value":
        out["value"] = repr(value.simple_value)
    elif kind == "tensor":
        out["value"] = repr(tf.make_ndarray(value.tensor).tolist())
    elif kind is not None:
        message = getattr(value, kind)
        out["value"] = base64.b64encode(message.SerializeToString()).decode()
    return out


def summary_as_json(serialized):
    return [value_as_json(value) for value in tf.Summary.FromString(serialized).value]


def written(logdir):
    """Event files below logdir, by relative directory, in order of their names."""
    found = []
    for path in sorted(glob.glob(os.path.join(logdir, "**", "*tfevents*"), recursive=True)):
        found.append(
            {
                "directory": os.path.relpath(os.path.dirname(path), logdir),
                "suffix": os.path.basename(path).rpartition("tfevents.")[2].split(".", 2)[2:]
                and "." + os.path.basename(path).rsplit(".", 1)[1],
                "events": [event_as_json(event) for event in read_events(path)],
            }
        )
    return found


def names(ops):
    return [op.name for op in ops]


def attempt(function):
    """The error of function() as [type, first line], or None."""
    try:
        function()
    except Exception as error:  # noqa: BLE001 - the error is the result
        return [type(error).__name__, (str(error).splitlines() or [""])[0]]
    return None


def kind_of_error(function):
    error = attempt(function)
    return error and error[0]
