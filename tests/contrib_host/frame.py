"""The frame of the probes: small functions that run on the real 1.15.5 and here.

A probe is called in a graph of its own with an empty directory. What it returns, or the error it
raised, and the event files it left go into the file that the script is called with. Python 3.7.
"""

import faulthandler
import glob
import json
import os
import shutil
import sys
import tempfile
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
_probes = []


def probe(function):
    _probes.append(function)
    return function


def main():
    """Runs the probes (those named after the output file, or all)."""
    chosen = sys.argv[2:]
    results = {}
    for function in _probes:
        if not chosen or function.__name__ in chosen:
            results[function.__name__] = _run(function)
    with open(sys.argv[1], "w") as stream:
        json.dump(results, stream, sort_keys=True)


def _run(function):
    print("probe", function.__name__, file=sys.stderr, flush=True)
    faulthandler.dump_traceback_later(500, exit=True)  # nothing here takes so long, on no machine
    logdir = tempfile.mkdtemp()
    np.random.seed(5)
    try:
        with tf.Graph().as_default():
            result = {"returned": plain(function(logdir))}
    except Exception as error:  # noqa: BLE001 - the error is the result
        traceback.print_exc()
        result = {"raised": [type(error).__name__, str(error)[:300]]}
    result["events"] = written(logdir)
    shutil.rmtree(logdir)
    return json.loads(json.dumps(result).replace(logdir, "<logdir>"))


def plain(value):
    """`value` as JSON: arrays become lists, tensors and variables their names."""
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, bytes):
        return value.decode("latin1")
    if isinstance(value, tf.TensorShape):
        return str(value)
    if isinstance(value, tf.DType):
        return value.name
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.name


def run(*fetches, **options):
    """The values of the fetches in a session where variables and tables are initialized."""
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(tf.local_variables_initializer())
        session.run(tf.tables_initializer())
        for op in options.get("before", ()):
            session.run(op)
        values = session.run(list(fetches), options.get("feed"))
        return values[0] if len(values) == 1 else values


def constant(*shape):
    """Float32 numbers of this shape, the same in every run, between -1 and 1."""
    count = int(np.prod(shape))
    return np.sin(np.arange(1, count + 1, dtype=np.float64) * 1.7).astype(np.float32).reshape(shape)


def variables():
    """Name, shape and trainability of the variables, in order of creation."""
    trainable = tf.trainable_variables()
    return [
        [v.op.name, v.get_shape().as_list(), any(v is other for other in trainable)]
        for v in tf.global_variables()
    ]


def collections(*names):
    """The names of what stands in the collections."""
    return {name: [plain(item) for item in tf.get_collection(name)] for name in names}


def op_types(*kinds):
    """How many ops of these types the graph has."""
    types = [op.type for op in tf.get_default_graph().get_operations()]
    return {kind: types.count(kind) for kind in kinds}


def error_of(function):
    """Type and first line of the error that function() raises; None if it raises none."""
    try:
        function()
    except Exception as error:  # noqa: BLE001 - the error is the result
        return [type(error).__name__, (str(error).splitlines() or [""])[0][:200]]
    return None


def written(logdir):
    """For each event file: [directory, [[kind, step, tags], ...]] in order of names."""
    found = []
    for path in sorted(glob.glob(os.path.join(logdir, "**", "*tfevents*"), recursive=True)):
        events = []
        for event in tf.train.summary_iterator(path):
            kind = event.WhichOneof("what")
            values = [
                [value.tag, value.WhichOneof("value")]
                + ([value.simple_value] if value.HasField("simple_value") else [])
                for value in event.summary.value
                if "_sec" not in value.tag  # speeds differ from run to run
            ]
            if kind == "summary" and not values:
                continue
            events.append([kind, event.step, values])
        found.append([os.path.relpath(os.path.dirname(path), logdir), events])
    return found
