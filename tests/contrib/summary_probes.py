"""Small programs over tf.contrib.summary and .deprecated, for the real 1.15.5 and for tfv1.

usage: summary_probes.py graph|eager|deprecated OUT.json

Each probe gets an empty directory; what it returns, the error it raised, and every event it left
there go into OUT.json. `record_oracle.py` keeps the results of the real TensorFlow beside this
file. Python 3.7 syntax.
"""

import base64
import glob
import json
import logging
import os
import shutil
import struct
import sys
import tempfile
import threading

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np

if sys.version_info[:2] != (3, 7):  # the real 1.15 has no newer Python
    import tfv1 as tf
else:
    import tensorflow as tf

contrib = tf.contrib
contrib.summary  # noqa: B018 - 1.15's contrib, which is lazy too, loads here
tf.logging.set_verbosity(tf.logging.ERROR)

PROBES = {"graph": [], "eager": [], "deprecated": []}


def probe(*modes):
    def register(function):
        for mode in modes:
            PROBES[mode].append(function)
        return function

    return register


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
        return [type(error).__name__, str(error).splitlines()[0]]
    return None


def kind_of_error(function):
    error = attempt(function)
    return error and error[0]


def session_with_step():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


# tf.contrib.summary, graph mode


@probe("graph")
def every_kind_of_summary(logdir):
    s = contrib.summary
    writer = s.create_file_writer(logdir)
    with writer.as_default(), s.always_record_summaries():
        s.scalar("loss", 0.1, step=1)
        s.scalar("loss", tf.constant(3, tf.int32), step=1)
        s.histogram("h", tf.constant([-1.0, 0.0, 0.5, 2.0]), step=1)
        s.image("img", tf.constant(np.arange(2 * 4 * 4 * 3).reshape(2, 4, 4, 3), tf.uint8), step=1)
        s.image(
            "one",
            tf.constant(np.linspace(-1, 1, 48).reshape(1, 4, 4, 3), tf.float32),
            max_images=1,
            step=1,
        )
        s.audio(
            "snd",
            tf.constant(np.sin(np.arange(64) / 5.0).reshape(1, 64, 1), tf.float32),
            8000.0,
            1,
            step=1,
        )
        s.generic("gen", tf.constant([[1, 2], [3, 4]]), step=1)
        meta = tf.SummaryMetadata(
            display_name="d",
            plugin_data=tf.SummaryMetadata.PluginData(plugin_name="p", content=b"c"),
        )
        s.generic("gen_meta", tf.constant("text"), metadata=meta, step=1)
        s.generic("gen_bytes", tf.constant(1.5), metadata=meta.SerializeToString(), step=1)
    with tf.Session() as session, writer.as_default():
        s.initialize(session=session)
        got = []
        for op in s.all_summary_ops():
            got.append(bool(session.run(op)))
        session.run(writer.flush())
    return {
        "ops": names(s.all_summary_ops()),
        "ran": got,
        "init": names(s.summary_writer_initializer_op()),
    }


@probe("graph")
def names_scopes_and_families(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        s.scalar("a b?c", 1.0, step=0)
        s.scalar("/lead", 1.0, step=0)
        s.scalar("x", 1.0, family="fam", step=0)
        s.scalar("x", 1.0, family="fam", step=0)
        with tf.name_scope("outer"):
            s.scalar("x", 1.0, step=0)
            s.scalar("x", 1.0, step=0)
            s.scalar("X", 1.0, step=0)
            s.scalar("x", 1.0, family="f m", step=0)
            with tf.name_scope("inner"):
                s.histogram("h", [1.0, 2.0], step=0)
        s.scalar("outer/", 2.0, step=0)
        with tf.Session() as session:
            s.initialize(session=session)
            for op in s.all_summary_ops():
                session.run(op)
            session.run(s.flush())
    return names(s.all_summary_ops())


@probe("graph")
def default_is_not_to_record(logdir):
    s = contrib.summary
    outside = s.scalar("nowriter", 1.0)
    with s.create_file_writer(logdir).as_default():
        op = s.scalar("silent", 1.0, step=0)
        with s.never_record_summaries():
            never = s.scalar("never", 1.0, step=0)
        with tf.Session() as session:
            s.initialize(session=session)
            values = [session.run(outside), bool(session.run(op)), bool(session.run(never))]
            session.run(s.flush())
    return {
        "types": [type(outside).__name__, isinstance(op, tf.Tensor), op.dtype.name],
        "values": values,
        "collected": len(s.all_summary_ops()),
    }


@probe("graph")
def should_record(logdir):
    s = contrib.summary
    out = {}

    def ask(label):
        with tf.Session() as session:
            out[label] = bool(session.run(s.should_record_summaries()))

    ask("nothing")
    with s.always_record_summaries():
        ask("always without a writer")
        with s.never_record_summaries():
            ask("never inside always")
        ask("always again")
    with s.create_file_writer(logdir).as_default():
        ask("writer only")
        with s.always_record_summaries():
            ask("writer and always")
    with s.record_summaries_every_n_global_steps(2, tf.constant(4, tf.int64)):
        ask("4 % 2")
    with s.record_summaries_every_n_global_steps(3, tf.constant(4, tf.int64)):
        ask("4 % 3")
    return out


@probe("graph")
def every_n_global_steps(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    writer = s.create_file_writer(logdir, flush_millis=10000)
    with writer.as_default(), s.record_summaries_every_n_global_steps(3):
        s.scalar("loss", tf.cast(step, tf.float32) * 0.5)
        s.histogram("weights", tf.constant([1.0, 2.0]))
    train = tf.assign_add(step, 1)
    with session_with_step() as session, writer.as_default():
        s.initialize(session=session, graph=None)
        for _ in range(8):
            for op in s.all_summary_ops():
                session.run(op)
            session.run(train)
        session.run(writer.close())
    return names(s.all_summary_ops())


@probe("graph")
def step_is_the_global_step_created_if_absent(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        s.scalar("loss", 1.0)
        created = tf.train.get_global_step()
        with session_with_step() as session:
            s.initialize(session=session)
            session.run(s.all_summary_ops())
            session.run(tf.assign(created, 7))
            session.run(s.all_summary_ops())
            session.run(s.flush())
    return [created.op.name, created.dtype.base_dtype.name]


@probe("graph")
def steps_of_every_form(logdir):
    s = contrib.summary
    holder = tf.placeholder(tf.int64)
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        op = s.scalar("p", 1.0, step=holder)
        s.scalar("np", 1.0, step=np.int64(5))
        s.scalar("neg", 1.0, step=-3)
        s.scalar("big", 1.0, step=2**40)
        errors = [
            kind_of_error(lambda: s.scalar("float", 1.0, step=1.5)),
            kind_of_error(lambda: s.scalar("str", 1.0, step="1")),
            kind_of_error(lambda: s.scalar("int32", 1.0, step=tf.constant(1, tf.int32)))
            in ("TypeError", "ValueError"),
        ]
        vector = s.scalar("vec", 1.0, step=tf.constant([9], tf.int64))
        with tf.Session() as session:
            s.initialize(session=session)
            session.run(op, {holder: 11})
            for other in s.all_summary_ops()[1:4]:
                session.run(other)
            errors.append(kind_of_error(lambda: session.run(vector)))
            session.run(s.flush())
    return errors


@probe("graph")
def initialize_writes_the_graph(logdir):
    s = contrib.summary
    a = tf.constant(1.0, name="a")
    graph_def = tf.get_default_graph().as_graph_def()
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        s.scalar("loss", a, step=4)
        with tf.Session() as session:
            s.initialize(graph=graph_def)
            session.run(s.all_summary_ops())
            session.run(s.flush())
    return


@probe("graph")
def initialize_errors(logdir):
    s = contrib.summary
    out = [attempt(lambda: s.initialize(session=tf.Session()))]
    with s.create_file_writer(logdir).as_default():
        out.append(attempt(s.initialize))
    return out


@probe("graph")
def uninitialised_writer(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        op = s.scalar("loss", 1.0, step=0)
    with tf.Session() as session:
        return kind_of_error(lambda: session.run(op))


@probe("graph")
def graph_and_import_event(logdir):
    s = contrib.summary
    out = [attempt(lambda: s.graph(tf.get_default_graph()))]
    out.append(type(s.graph(tf.constant(b""))).__name__)
    event = tf.Event(
        step=12,
        wall_time=5.0,
        summary=tf.Summary(value=[tf.Summary.Value(tag="t", simple_value=2.0)]),
    )
    with s.create_file_writer(logdir).as_default():
        imported = s.import_event(tf.constant(event.SerializeToString()))
        data = tf.constant(tf.GraphDef(node=[tf.NodeDef(name="n", op="NoOp")]).SerializeToString())
        graph = s.graph(data, step=3, name="write_it")
        bad = s.import_event(tf.constant(b"\xff\xff"))
        with tf.Session() as session:
            s.initialize(session=session)
            session.run(imported)
            session.run(graph)
            out.append(kind_of_error(lambda: session.run(bad)))
            session.run(s.flush())
        out += [imported.name, graph.name, len(s.all_summary_ops())]
    return out


@probe("graph")
def inside_a_cond(logdir):
    s = contrib.summary
    pred = tf.placeholder(tf.bool, [])

    def yes():
        s.scalar("yes", 1.0, step=1)
        with tf.control_dependencies(s.all_summary_ops()):
            return tf.constant(1.0)

    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        result = tf.cond(pred, yes, lambda: tf.constant(0.0))
        with tf.Session() as session:
            s.initialize(session=session)
            out = [float(session.run(result, {pred: value})) for value in (False, True, True)]
            session.run(s.flush())
    return out


@probe("graph")
def recording_decided_by_a_tensor(logdir):
    s = contrib.summary
    flag = tf.placeholder(tf.int64, [])
    with s.create_file_writer(logdir).as_default():
        with s.record_summaries_every_n_global_steps(2, flag), tf.name_scope("net"):
            s.scalar("loss", 1.0, step=flag)
            s.scalar("loss", 2.0, step=flag)
        with tf.Session() as session:
            s.initialize(session=session)
            values = []
            for k in range(4):
                # One by one: ops of one run are written in no fixed order.
                values.append([bool(session.run(op, {flag: k})) for op in s.all_summary_ops()])
            session.run(s.flush())
    return {"ops": names(s.all_summary_ops()), "values": values}


@probe("graph")
def two_writers_and_a_noop(logdir):
    s = contrib.summary
    train = s.create_file_writer(os.path.join(logdir, "train"))
    test = s.create_file_writer(
        os.path.join(logdir, "test"), max_queue=1, filename_suffix=".mine", name="other"
    )
    nothing = s.create_file_writer(None)
    with s.always_record_summaries(), train.as_default() as current:
        same = current is train
        a = s.scalar("a", 1.0, step=1)
        with test.as_default():
            b = s.scalar("b", 2.0, step=1)
            with nothing.as_default() as none:
                c = s.scalar("c", 3.0, step=1)
        d = s.scalar("d", 4.0, step=1)
    with tf.Session() as session:
        for op in s.summary_writer_initializer_op():
            session.run(op)
        for op in (a, b, c, d):
            session.run(op)
        for writer in (train, test):
            session.run(writer.close())
    return {
        "same": same,
        "noop yields": none,
        "noop": [nothing.init(), nothing.flush(), nothing.close(), nothing.set_as_default()],
        "types": [isinstance(w, s.SummaryWriter) for w in (train, test, nothing)],
        "init": names(s.summary_writer_initializer_op()),
        "init again": train.init().name,
        "flush": [s.flush(train).name, s.flush(train, name="named").name, train.flush().name],
        "closed": s.flush().name,
    }


@probe("graph")
def one_directory_twice_shares_the_writer(logdir):
    s = contrib.summary
    first, second = s.create_file_writer(logdir), s.create_file_writer(logdir)
    with s.always_record_summaries():
        with first.as_default():
            a = s.scalar("a", 1.0, step=1)
        with second.as_default():
            b = s.scalar("b", 1.0, step=2)
    with tf.Session() as session:
        session.run(s.summary_writer_initializer_op())
        session.run(a)
        session.run(b)
        session.run(second.flush())
    return names(s.summary_writer_initializer_op())


@probe("graph")
def close_and_open_again(logdir):
    s = contrib.summary
    writer = s.create_file_writer(logdir)
    with writer.as_default(), s.always_record_summaries():
        op = s.scalar("a", 1.0, step=1)
    with tf.Session() as session:
        session.run(s.summary_writer_initializer_op())
        session.run(op)
        session.run(writer.close())
        return kind_of_error(lambda: session.run(op))


@probe("graph")
def set_as_default_and_flush_by_resource(logdir):
    s = contrib.summary
    out = [type(s.flush()).__name__]
    writer = s.create_file_writer(logdir)
    with s.create_file_writer(None).as_default(), s.create_file_writer(logdir).as_default():
        # set_as_default stays until the context restores what was before it.
        writer.set_as_default()
        with s.always_record_summaries():
            op = s.scalar("a", 1.0, step=1)
    with tf.Session() as session:
        session.run(writer.init())
        session.run(op)
        session.run(s.flush(writer._resource, name="by_resource"))
    return out


@probe("graph")
def merged_with_core_summary(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        s.scalar("loss", 1.0, step=3)
        with tf.Session() as session:
            tf.summary.initialize(session=session)
            session.run(tf.summary.all_v2_summary_ops())
            session.run(s.flush())
    return [tf.summary.merge_all() is None, len(tf.summary.all_v2_summary_ops())]


@probe("graph")
def values_at_the_edge(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        for name, value in [
            ("nan", float("nan")),
            ("inf", float("inf")),
            ("minus0", -0.0),
            ("tiny", 1e-45),
            ("half", np.float16(0.1)),
            ("f64", np.float64(0.1)),
            ("i64", np.int64(2**60)),
            ("u8", np.uint8(255)),
            ("i8", np.int8(-1)),
        ]:
            s.scalar(name, value, step=0)
        s.histogram("ints", np.array([1, 2, 3], np.int64), step=0)
        s.histogram("empty", np.zeros([0], np.float32), step=0)
        s.generic("string", tf.constant(["a", "b"]), step=0)
        s.image("gray", np.full([1, 2, 2, 1], 7, np.uint8), step=0, max_images=1)
        s.image(
            "nan",
            np.full([1, 2, 2, 1], np.nan, np.float32),
            bad_color=np.array([9], np.uint8),
            step=0,
        )
        refused = [
            s.scalar("vector", [1.0, 2.0], step=0),
            s.histogram("has_nan", [1.0, float("nan")], step=0),
            s.image("rank", np.zeros([2, 2], np.uint8), step=0),
        ]
        with tf.Session() as session:
            s.initialize(session=session)
            for op in s.all_summary_ops()[:-3]:
                session.run(op)
            errors = [attempt(lambda op=op: session.run(op)) for op in refused]
            session.run(s.flush())
    return [error and error[0] for error in errors] + [attempt(lambda: s.scalar("text", "abc"))]


@probe("graph")
def queue_bound_flushes(logdir):
    s = contrib.summary
    writer = s.create_file_writer(logdir, max_queue=2, flush_millis=3600 * 1000)
    step = tf.placeholder(tf.int64, [])
    with writer.as_default(), s.always_record_summaries():
        op = s.scalar("a", 1.0, step=step)
    sizes = []
    with tf.Session() as session:
        session.run(s.summary_writer_initializer_op())
        for k in range(6):
            session.run(op, {step: k})
            sizes.append(len(written(logdir)[0]["events"]) if written(logdir) else 0)
        session.run(writer.flush())
    return sizes


@probe("graph")
def a_database(logdir):
    import sqlite3

    s = contrib.summary
    path = os.path.join(logdir, "events.sqlite")
    writer = s.create_db_writer(
        "file:" + path, experiment_name="exp", run_name="run", user_name="user"
    )
    with writer.as_default(), s.always_record_summaries():
        s.scalar("loss", 0.5, step=3)
        s.histogram("h", [1.0, 2.0, 3.0], step=3)
        with tf.Session() as session:
            s.initialize(session=session)
            for op in s.all_summary_ops():
                session.run(op)
            session.run(s.flush())
    connection = sqlite3.connect(path)
    rows = {
        table: sorted(map(str, connection.execute(query).fetchall()))
        for table, query in {
            "Users": "SELECT user_name FROM Users",
            "Experiments": "SELECT experiment_name FROM Experiments",
            "Runs": "SELECT run_name FROM Runs",
            "Tags": "SELECT tag_name, plugin_name FROM Tags",
            "Tensors": "SELECT step, dtype, shape FROM Tensors WHERE step IS NOT NULL",
        }.items()
    }
    connection.close()
    errors = [
        attempt(lambda: s.create_db_writer("file:x", experiment_name="a<b")),
        attempt(lambda: s.create_db_writer("file:x", run_name="a\nb")),
        attempt(lambda: s.create_db_writer("file:x", run_name="r", user_name="9lives")),
        attempt(lambda: s.create_db_writer("file:x", "", "", "")),
    ]
    return {"rows": rows, "errors": errors}


@probe("graph")
def the_default_writer_is_the_threads_own(logdir):
    s = contrib.summary
    seen = []

    def other(graph):
        with graph.as_default(), tf.Session() as session:
            seen.append(type(s.scalar("elsewhere", 1.0, step=0)).__name__)
            seen.append(bool(session.run(s.should_record_summaries())))

    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        thread = threading.Thread(target=other, args=[tf.get_default_graph()])
        thread.start()
        thread.join()
    return seen


@probe("graph")
def in_a_monitored_session(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    with s.create_file_writer(logdir).as_default(), s.record_summaries_every_n_global_steps(2):
        s.scalar("loss", tf.constant(1.0))
        opened = tf.group(s.summary_writer_initializer_op())
        scaffold = tf.train.Scaffold(
            local_init_op=tf.group(tf.local_variables_initializer(), opened)
        )
        flushed = s.flush()
    with tf.control_dependencies(s.all_summary_ops()):
        train = tf.assign_add(step, 1)
    with tf.train.MonitoredTrainingSession(scaffold=scaffold) as session:
        for _ in range(5):
            session.run(train)
        session.run(flushed)
    return


@probe("graph")
def a_host_call_as_on_a_tpu(logdir):
    s = contrib.summary

    def host_call(global_step, loss, rate):
        global_step = tf.reshape(global_step, [-1])[0]
        with s.create_file_writer(logdir, max_queue=100).as_default(), s.always_record_summaries():
            s.scalar("loss", loss[0], step=global_step)
            s.scalar("learning_rate", rate[0], step=global_step)
            return s.all_summary_ops()

    step = tf.placeholder(tf.int64, [1])
    loss, rate = tf.placeholder(tf.float32, [1]), tf.placeholder(tf.float32, [1])
    ops = host_call(step, loss, rate)
    with tf.Session() as session:
        session.run(s.summary_writer_initializer_op())
        for k in range(3):
            for op in ops:
                session.run(op, {step: [k], loss: [0.5 * k], rate: [0.25]})
    return names(ops)


@probe("graph")
def helpers(logdir):
    s = contrib.summary
    return {
        "eval_dir": [s.eval_dir("m"), s.eval_dir("m", "x"), s.eval_dir("m", "")],
        "old name": isinstance(s.create_summary_file_writer(logdir, max_queue=3), s.SummaryWriter),
        "public": [
            name
            for name in dir(s)
            if not name.startswith("_")
            and type(getattr(s, name)).__name__ in ("function", "ABCMeta")
        ],
    }


# tf.contrib.summary, eager mode


@probe("eager")
def eager_writes_at_once(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    step.assign(0)
    writer = s.create_file_writer(logdir, flush_millis=10000)
    appeared = len(written(logdir))
    with writer.as_default(), s.always_record_summaries():
        for _ in range(3):
            step.assign_add(1)
            result = s.scalar("loss", tf.cast(step, tf.float32) / 2)
            s.histogram("h", tf.constant([1.0, 2.0]))
        with tf.name_scope("scope"):
            s.scalar("loss", 1.0, family="fam", step=9)
            s.image("img", np.zeros([1, 2, 2, 3], np.uint8), step=9)
        s.generic("gen", [1, 2], step=9)
        s.audio("snd", np.zeros([1, 8, 1], np.float32), 8000.0, 1, step=9)
    return {
        "appeared": appeared,
        "true": bool(result),
        "all_summary_ops": s.all_summary_ops(),
        "initializer": attempt(s.summary_writer_initializer_op),
        "initialize": s.initialize(),
    }


@probe("eager")
def eager_every_n(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    step.assign(0)
    asked = []
    with s.create_file_writer(logdir).as_default(), s.record_summaries_every_n_global_steps(2):
        for _ in range(5):
            asked.append(bool(s.should_record_summaries()))
            s.scalar("loss", 1.0)
            step.assign_add(1)
    return asked


@probe("eager")
def eager_graph_and_flush(logdir):
    s = contrib.summary
    with tf.Graph().as_default() as graph:
        tf.constant(1.0, name="a")
    writer = s.create_file_writer(logdir)
    with writer.as_default():
        s.graph(graph, step=0)
        s.graph(graph.as_graph_def(), step=1)
        s.graph(graph.as_graph_def().SerializeToString(), step=2)
        not_recorded = bool(s.scalar("silent", 1.0, step=0))
        before = [len(f["events"]) for f in written(logdir)]
        s.flush()
        after = [len(f["events"]) for f in written(logdir)]
    without = s.scalar("nowriter", 1.0, step=0)
    return [not_recorded, before, after, without]


@probe("eager")
def eager_close(logdir):
    s = contrib.summary
    writer = s.create_file_writer(logdir)
    with writer.as_default(), s.always_record_summaries():
        s.scalar("a", 1.0, step=1)
    writer.close()
    with s.always_record_summaries():
        return kind_of_error(lambda: writer.as_default().__enter__() and s.scalar("a", 1.0, step=2))


@probe("eager")
def eager_inside_a_function(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    step.assign(5)
    writer = s.create_file_writer(logdir)
    function = contrib.eager.defun

    @function
    def train(x):
        with writer.as_default(), s.always_record_summaries():
            s.scalar("inside", x * 2)
        return x

    train(tf.constant(1.0))
    train(tf.constant(2.0))
    return


# tf.contrib.deprecated


@probe("deprecated")
def tags_verbatim(logdir):
    d = contrib.deprecated
    out = {}
    with tf.name_scope("outer"):
        ops = {
            "scalar": d.scalar_summary("a b/c?", 1.5),
            "again": d.scalar_summary("a b/c?", 2.5),
            "vector": d.scalar_summary(["p", "q"], [1.0, 2.0]),
            "tensor tags": d.scalar_summary(tf.constant(["t"]), tf.constant([3.0])),
            "histogram": d.histogram_summary("h h", [1.0, 2.0, 3.0]),
            "image": d.image_summary("im", np.zeros([5, 2, 2, 1], np.uint8)),
            "image 1": d.image_summary("im1", np.ones([1, 2, 2, 3], np.float32), max_images=1),
            "audio": d.audio_summary("au", np.zeros([2, 8, 1], np.float32), 8000),
            "audio 1": d.audio_summary("au1", np.zeros([2, 8], np.float32), 8000.0, max_outputs=1),
            "named": d.scalar_summary("n", 1.0, name="given"),
        }
    with tf.Session() as session:
        for key, op in ops.items():
            out[key] = [op.name, summary_as_json(session.run(op))]
    out["collected"] = names(tf.get_collection(tf.GraphKeys.SUMMARIES))
    return out


@probe("deprecated")
def collections_and_merge(logdir):
    d = contrib.deprecated
    out = {"nothing": d.merge_all_summaries()}
    a = d.scalar_summary("a", 1.0)
    b = d.scalar_summary("b", 2.0, collections=["mine"])
    c = d.histogram_summary("c", [1.0], collections=[])
    merged = d.merge_summary([a, b, c])
    kept = d.merge_summary([a], collections=["merged"], name="m")
    everything, mine = d.merge_all_summaries(), d.merge_all_summaries(key="mine")
    with tf.Session() as session:
        for key, op in [("merged", merged), ("kept", kept), ("all", everything), ("mine", mine)]:
            out[key] = [op.name, summary_as_json(session.run(op))]
        core = tf.summary.merge_all()
        out["core"] = summary_as_json(session.run(core))
        duplicate = d.merge_summary([a, d.scalar_summary("a", 3.0)])
        out["duplicate"] = kind_of_error(lambda: session.run(duplicate))
    out["collections"] = [
        names(tf.get_collection(key)) for key in (tf.GraphKeys.SUMMARIES, "mine", "merged")
    ]
    return out


@probe("deprecated")
def deprecated_errors(logdir):
    d = contrib.deprecated
    with tf.Session() as session:
        return [
            kind_of_error(lambda: session.run(d.scalar_summary(["a", "b"], [1.0]))),
            kind_of_error(lambda: d.scalar_summary("a", "text")),
            kind_of_error(lambda: session.run(d.histogram_summary("h", [float("nan")]))),
            kind_of_error(lambda: d.image_summary("i", np.zeros([2, 2], np.uint8))),
            kind_of_error(lambda: d.merge_summary([])),
        ]


@probe("deprecated")
def deprecated_names(logdir):
    return [
        name
        for name in dir(contrib.deprecated)
        if not name.startswith("_") and name.islower() and "summar" in name
    ]


def run(mode):
    if mode == "eager":
        tf.enable_eager_execution()
    results = {}
    for function in PROBES[mode]:
        logdir = tempfile.mkdtemp()
        try:
            if mode == "eager":
                returned = function(logdir)
            else:
                with tf.Graph().as_default():
                    returned = function(logdir)
            result = {"returned": returned}
        except Exception as error:
            logging.getLogger("probe").exception(function.__name__)
            result = {"raised": [type(error).__name__, str(error)]}
        result["files"] = written(logdir)
        results[function.__name__] = json.loads(json.dumps(result).replace(logdir, "<logdir>"))
        shutil.rmtree(logdir)
    return results


if __name__ == "__main__":
    outcome = run(sys.argv[1])
    with open(sys.argv[2], "w") as stream:
        json.dump(outcome, stream, sort_keys=True)
