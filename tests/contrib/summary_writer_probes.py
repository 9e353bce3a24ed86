"""tf.contrib.summary in graph mode: writers, their files, and sessions.

usage: summary_writer_probes.py OUT.json     see probing.py
"""

import os
import threading

from tests.contrib.probing import attempt, contrib, kind_of_error, main, names, probe, tf, written


@probe
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


@probe
def initialize_errors(logdir):
    s = contrib.summary
    out = [attempt(lambda: s.initialize(session=tf.Session()))]
    with s.create_file_writer(logdir).as_default():
        out.append(attempt(s.initialize))
    return out


@probe
def uninitialised_writer(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        op = s.scalar("loss", 1.0, step=0)
    with tf.Session() as session:
        return kind_of_error(lambda: session.run(op))


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
def train_and_test_summaries_in_one_graph(logdir):
    s = contrib.summary
    step = tf.train.create_global_step()
    loss = tf.placeholder(tf.float32, [])
    writer = s.create_file_writer(logdir, flush_millis=10 * 1000)
    with writer.as_default(), s.record_summaries_every_n_global_steps(2):
        train = [s.scalar("train/loss", loss), s.scalar("train/rate", 0.1, step=step)]
    with writer.as_default(), s.always_record_summaries():
        test = [s.scalar("test/loss", loss, step=step)]
    advance = tf.assign_add(step, 1)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with writer.as_default():
            s.initialize(session=session, graph=session.graph)
        for k in range(4):
            for op in train:
                session.run(op, {loss: k})
            session.run(advance)
        session.run(test, {loss: 9.0})
    return names(tf.get_default_graph().get_operations())


@probe
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


if __name__ == "__main__":
    main()
