"""What tf.summary.FileWriter and its relatives do, as a program for 1.15.5 and for tfv1.

usage: writer_probes.py OUT.json

Each probe gets an empty directory. What it returns, the warnings, and every event it left there go
into OUT.json. Python 3.7 syntax.
"""

import glob
import os

from tests.summary.writer_probing import (
    error_of,
    main,
    next_second,
    probe,
    records,
    scalar,
    text_of,
    tf,
    written,
)

# The constructor.


@probe
def without_events(logdir):
    writer = tf.summary.FileWriter(logdir + "/a/b")
    made = os.path.isdir(logdir + "/a/b")
    writer.close()
    return made


@probe
def with_a_graph(logdir):
    x = tf.constant(1.0, name="x")
    tf.add_to_collection("mine", x)
    tf.summary.FileWriter(logdir, x.graph).close()


@probe
def with_a_graph_def(logdir):
    tf.constant(1.0, name="x")
    graph_def = tf.get_default_graph().as_graph_def()
    tf.summary.FileWriter(logdir, graph_def).close()
    next_second()
    tf.summary.FileWriter(logdir, graph_def=graph_def).close()


@probe
def graph_of_another(logdir):
    tf.add_to_collection("mine", tf.constant(1.0, name="default"))
    other = tf.Graph()
    with other.as_default():
        tf.constant(1.0, name="other")
    tf.summary.FileWriter(logdir, other).close()


@probe
def graphs_that_are_none(logdir):
    graph = tf.get_default_graph()
    return [
        text_of(tf.summary.FileWriter, logdir, graph, graph_def=graph.as_graph_def()),
        text_of(tf.summary.FileWriter, logdir, "graph"),
        text_of(tf.summary.FileWriter, logdir, graph_def=3),
        os.path.isdir(logdir),
    ]


@probe
def names_of_files(logdir):
    for n, suffix in enumerate([None, "", ".eval", "_x"]):
        directory = os.path.join(logdir, str(n))
        writer = tf.summary.FileWriter(directory, filename_suffix=suffix)
        writer.add_summary(scalar("a"), 1)
        writer.close()
    import socket

    found = []
    for path in sorted(glob.glob(os.path.join(logdir, "*", "*"))):
        event = tf.Event.FromString(next(records(path)))
        begin = f"events.out.tfevents.{int(event.wall_time):010d}.{socket.gethostname()}"
        found.append(os.path.basename(path).replace(begin, "NAME"))
    return found


@probe
def positions_of_arguments(logdir):
    writer = tf.summary.FileWriter(logdir, None, 3, 1, None, ".suffix")
    writer.add_summary(scalar("a"))
    writer.close()
    return [os.path.basename(path)[-7:] for path in glob.glob(logdir + "/*")]


@probe
def queues_and_times(logdir):
    for n, (max_queue, flush_secs) in enumerate([(0, 0), (-1, -1), (1, 0.5), (10, 120)]):
        writer = tf.summary.FileWriter(os.path.join(logdir, str(n)), None, max_queue, flush_secs)
        for step in range(12):
            writer.add_summary(scalar("a"), step)
        writer.close()


@probe
def logdirs(logdir):
    os.chdir(logdir)
    out = []
    for n, name in enumerate(["relative", "./rel/", logdir + "//abs/../abs"]):
        writer = tf.summary.FileWriter(name)
        writer.add_summary(scalar("a"), n)
        writer.close()
        out.append(writer.get_logdir().replace(logdir, "DIR"))
    return out


# add_summary.


@probe
def summaries(logdir):
    writer = tf.summary.FileWriter(logdir)
    writer.add_summary(scalar("proto"), 1)
    writer.add_summary(scalar("bytes").SerializeToString(), 2)
    writer.add_summary(tf.Summary(), 3)
    writer.add_summary(b"", 4)
    writer.add_summary(summary=scalar("named"), global_step=5)
    writer.close()


@probe
def steps(logdir):
    import numpy as np

    writer = tf.summary.FileWriter(logdir)
    for step in [None, 0, 7, -3, 2.9, -2.9, "10", True, np.int64(4), np.array(5), np.float32(6.5)]:
        writer.add_summary(scalar("a"), step)
    out = [
        error_of(writer.add_summary, scalar("a"), step)
        for step in [2**63, -(2**63) - 1, float("inf"), float("nan"), "ten", [1]]
    ]
    for step in [2**63 - 1, -(2**63)]:
        writer.add_summary(scalar("a"), step)
    writer.close()
    return out


@probe
def bytes_that_are_no_summary(logdir):
    writer = tf.summary.FileWriter(logdir)
    out = [error_of(writer.add_summary, data, 1) for data in [b"\xff", b"garbage"]]
    writer.add_summary(scalar("after"), 2)
    writer.close()
    return out


@probe
def what_ops_give(logdir):
    with tf.name_scope("scope"):
        x = tf.constant([1.0, 2.0])
        tf.summary.scalar("mean", tf.reduce_mean(x))
        tf.summary.histogram("hist", x)
        tf.summary.text("text", tf.constant("hello"))
        tf.summary.tensor_summary("tensor", x, summary_description="about", display_name="shown")
    tf.summary.image("images", tf.zeros([3, 4, 4, 1]), max_outputs=2)
    tf.summary.audio("sound", tf.zeros([1, 8, 1]), 8000.0)
    merged = tf.summary.merge_all()
    writer = tf.summary.FileWriter(logdir)
    with tf.Session() as session:
        for step in range(2):
            writer.add_summary(session.run(merged), step)
    writer.close()
    node = tf.NodeDef(name="n", op="TensorSummary")
    node.attr["description"].s = b'{"type_hint": "hint"}'
    out = [text_of(tf.summary.get_summary_description, tf.NodeDef(name="n", op="Add"))]
    return out + [tf.summary.get_summary_description(node).type_hint]


# SummaryMetadata.


@probe
def metadata_of_later_values(logdir):
    writer = tf.summary.FileWriter(logdir)
    for step in range(2):
        writer.add_summary(scalar("a", name="A"), step)
        writer.add_summary(scalar("b", name="B").SerializeToString(), step)
    twice = scalar("c", name="C")
    twice.value.add().CopyFrom(twice.value[0])
    writer.add_summary(twice, 2)
    writer.add_summary(scalar("a", name="changed"), 3)
    writer.close()


@probe
def metadata_of_events(logdir):
    writer = tf.summary.FileWriter(logdir)
    for step in range(2):
        writer.add_event(tf.Event(wall_time=1.0, step=step, summary=scalar("a", name="A")))
    writer.add_summary(scalar("a", name="A"), 2)
    writer.add_summary(scalar("a", name="A"), 3)
    writer.close()


# The other events.


@probe
def events(logdir):
    writer = tf.summary.FileWriter(logdir)
    writer.add_event(tf.Event(wall_time=12.5, step=3, summary=scalar("a")))
    writer.add_event(tf.Event(step=4))
    writer.close()
    (path,) = glob.glob(logdir + "/*")
    return [tf.Event.FromString(data).wall_time for data in records(path)][1:]


@probe
def session_logs(logdir):
    writer = tf.summary.FileWriter(logdir)
    for step, status in enumerate([1, 2, 3]):
        writer.add_session_log(tf.SessionLog(status=status), step)
    writer.add_session_log(tf.SessionLog(status=3, checkpoint_path="path", msg="text"))
    writer.close()


@probe
def run_metadata(logdir):
    writer = tf.summary.FileWriter(logdir)
    writer.add_run_metadata(tf.RunMetadata(), "step1", 1)
    out = [text_of(writer.add_run_metadata, tf.RunMetadata(), "step1", 2)]
    writer.add_run_metadata(tf.RunMetadata(), "step2")
    writer.close()
    next_second()
    writer.reopen()
    out.append(text_of(writer.add_run_metadata, tf.RunMetadata(), "step1", 3))
    writer.add_run_metadata(tf.RunMetadata(), "step3", global_step=3)
    writer.close()
    return out


@probe
def graphs(logdir):
    tf.placeholder(tf.float32, [None, 3], name="x")
    graph = tf.get_default_graph()
    writer = tf.summary.FileWriter(logdir)
    writer.add_graph(graph)
    writer.add_graph(graph, 3)
    writer.add_graph(graph.as_graph_def())
    writer.add_graph(None, graph_def=graph.as_graph_def())
    writer.add_graph(None, 5, graph.as_graph_def())
    out = [
        text_of(writer.add_graph, graph, graph_def=graph.as_graph_def()),
        text_of(writer.add_graph, "graph"),
        text_of(writer.add_graph, None),
    ]
    writer.close()
    return out


@probe
def meta_graphs(logdir):
    tf.constant(1.0, name="x")
    writer = tf.summary.FileWriter(logdir)
    writer.add_meta_graph(tf.train.export_meta_graph(), 3)
    out = [text_of(writer.add_meta_graph, tf.get_default_graph().as_graph_def())]
    writer.close()
    return out


@probe
def plugin_assets(logdir):
    from tensorflow.python.summary import plugin_asset

    class Asset(plugin_asset.PluginAsset):
        plugin_name = "mine"

        def assets(self):
            return {"name.txt": "content"}

    plugin_asset.get_plugin_asset(Asset)
    writer = tf.summary.FileWriter(logdir)
    writer.add_graph(tf.get_default_graph())
    writer.close()
    with open(logdir + "/plugins/mine/name.txt") as file:
        return file.read()


# Closed writers.


@probe
def closed(logdir):
    graph = tf.get_default_graph()
    writer = tf.summary.FileWriter(logdir)
    writer.add_summary(scalar("a"), 1)
    writer.close()
    writer.add_summary(scalar("a"), 2)
    writer.add_event(tf.Event(step=3))
    writer.add_graph(graph)
    writer.add_meta_graph(tf.train.export_meta_graph())
    writer.add_session_log(tf.SessionLog(status=1))
    writer.add_run_metadata(tf.RunMetadata(), "tag")
    writer.flush()
    writer.close()
    return error_of(writer.add_summary, b"\xff", 1)


@probe
def reopened(logdir):
    writer = tf.summary.FileWriter(logdir, tf.get_default_graph(), filename_suffix=".x")
    writer.add_summary(scalar("a"), 1)
    writer.reopen()
    writer.add_summary(scalar("a"), 2)
    for step in (3, 4):
        writer.close()
        next_second()
        writer.reopen()
        writer.add_summary(scalar("a"), step)
    writer.close()
    return sorted(os.path.basename(path)[-2:] for path in glob.glob(logdir + "/*"))


@probe
def reopened_and_nothing_added(logdir):
    writer = tf.summary.FileWriter(logdir)
    writer.close()
    writer.reopen()
    writer.close()


@probe
def with_statement(logdir):
    with tf.summary.FileWriter(logdir) as writer:
        writer.add_summary(scalar("a"), 1)
    writer.add_summary(scalar("a"), 2)
    try:
        next_second()
        with tf.summary.FileWriter(logdir) as writer:
            writer.add_summary(scalar("a"), 3)
            raise KeyError
    except KeyError:
        return type(writer.__enter__()).__name__


# FileWriterCache.


@probe
def cache(logdir):
    tf.constant(1.0, name="x")
    c = tf.summary.FileWriterCache
    one = c.get(logdir)
    out = [one is c.get(logdir), type(one).__name__, one.get_logdir() == logdir]
    one.add_summary(scalar("a"), 1)
    one.close()
    out.append(c.get(logdir) is one)
    c.get(logdir).add_summary(scalar("a"), 2)
    c.clear()
    one.add_summary(scalar("a"), 3)
    next_second()
    two = c.get(logdir)
    out.append(two is one)
    two.add_summary(scalar("a"), 4)
    c.clear()
    c.clear()
    return out


@probe
def cache_keys(logdir):
    c = tf.summary.FileWriterCache
    one = c.get(logdir)
    one.flush()
    next_second()
    two = c.get(logdir + "/")
    c.clear()
    return one is two


# FileWriter(session=...).


@probe
def session_writer(logdir):
    with tf.Session() as session:
        writer = tf.summary.FileWriter(logdir, session=session)
        out = [[os.path.basename(path)[-3:] for path in glob.glob(logdir + "/*")]]
        out.append([[event[0] for event in file] for file in written(logdir)])
        writer.add_summary(scalar("a", name="A"), 1)
        writer.add_summary(scalar("a", name="A").SerializeToString(), 2)
        writer.add_graph(tf.Graph())
        writer.add_session_log(tf.SessionLog(status=1), 3)
        writer.add_event(tf.Event(step=4, wall_time=3.0))
        writer.flush()
        writer.close()
        writer.close()
    return out


@probe
def session_writers_of_one_directory(logdir):
    with tf.Session() as session:
        one = tf.summary.FileWriter(logdir, session=session, filename_suffix=".s")
        two = tf.summary.FileWriter(logdir, session=session, filename_suffix=".s")
        one.add_summary(scalar("a", name="A"), 1)
        two.add_summary(scalar("a", name="A"), 2)
        one.add_summary(scalar("a", name="A"), 3)
        one.flush()
        one.close()
        out = [error_of(two.add_summary, scalar("a"), 4), error_of(two.flush)]
        one.add_summary(scalar("a"), 5)
        out.append(error_of(one.flush))
    return out + [len(glob.glob(logdir + "/*.s"))]


@probe
def session_writer_with_a_graph(logdir):
    tf.constant(1.0, name="x")
    with tf.Session() as session:
        with tf.summary.FileWriter(logdir, session.graph, session=session) as writer:
            writer.add_summary(scalar("a"), 1)
        before = [len(file) for file in written(logdir)]
        next_second()
        writer.reopen()
        writer.add_summary(scalar("a"), 2)
        writer.close()
    return before


@probe
def session_of_a_finalized_graph(logdir):
    with tf.Session() as session:
        session.graph.finalize()
        return error_of(tf.summary.FileWriter, logdir, session=session)


# Names.


# TensorFlow 2's names, which tfv1 has beside those of 1.15.
NAMES_OF_TF2 = {
    *("SummaryWriter", "create_file_writer", "create_noop_writer", "experimental", "flush"),
    *("graph", "record_if", "should_record_summaries"),
    *("trace_export", "trace_off", "trace_on", "write"),
}


@probe
def names_of_tf_summary(logdir):
    return {
        name: "class" if isinstance(getattr(tf.summary, name), type) else "function"
        for name in sorted(dir(tf.summary))
        if not name.startswith("_") and name not in NAMES_OF_TF2
    }


@probe
def messages(logdir):
    found = [tf.Summary, tf.Event, tf.SummaryMetadata, tf.HistogramProto, tf.SessionLog]
    found += [tf.summary.Summary, tf.summary.Event, tf.summary.TaggedRunMetadata]
    found += [tf.summary.SessionLog, tf.summary.SummaryDescription]
    return [kind.DESCRIPTOR.full_name for kind in found]


WITH_EAGER = {
    "without_events",
    "names_of_files",
    "positions_of_arguments",
    "queues_and_times",
    "logdirs",
    "summaries",
    "steps",
    "bytes_that_are_no_summary",
    "metadata_of_later_values",
    "metadata_of_events",
    "events",
    "session_logs",
    "run_metadata",
    "with_statement",
    "reopened_and_nothing_added",
}

if __name__ == "__main__":
    main(WITH_EAGER)
