"""tf.contrib.summary in graph mode: what is recorded, under which tags and steps.

usage: summary_graph_probes.py OUT.json     see probing.py
"""

import numpy as np

from tests.contrib.probing import attempt, contrib, kind_of_error, main, names, probe, tf


def session_with_step():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
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


@probe
def merged_with_core_summary(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        s.scalar("loss", 1.0, step=3)
        with tf.Session() as session:
            tf.summary.initialize(session=session)
            session.run(tf.summary.all_v2_summary_ops())
            session.run(s.flush())
    return [tf.summary.merge_all() is None, len(tf.summary.all_v2_summary_ops())]


@probe
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


@probe
def inside_a_while_loop(logdir):
    s = contrib.summary

    def body(k):
        s.scalar("turn", tf.cast(k, tf.float32) * 2, step=k)
        with tf.control_dependencies(s.all_summary_ops()):
            return k + 1

    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        last = tf.while_loop(
            lambda k: k < 4, body, [tf.constant(0, tf.int64)], parallel_iterations=1
        )
        with tf.Session() as session:
            s.initialize(session=session)
            turns = int(session.run(last))
            session.run(s.flush())
    return [turns, names(s.all_summary_ops())]


@probe
def conditions_within_conditions(logdir):
    s = contrib.summary
    outer, inner = tf.placeholder(tf.bool, []), tf.placeholder(tf.int64, [])

    def both():
        with tf.name_scope("deep"), s.record_summaries_every_n_global_steps(2, inner):
            s.scalar("a", 1.0, step=inner, family="fam")
            with s.never_record_summaries():
                s.scalar("b", 2.0, step=inner)
        with tf.control_dependencies(s.all_summary_ops()):
            return tf.constant(1)

    with s.create_file_writer(logdir).as_default():
        result = tf.cond(outer, both, lambda: tf.constant(0))
        with tf.Session() as session:
            s.initialize(session=session)
            for pred, step in ((True, 0), (False, 2), (True, 3)):
                session.run(result, {outer: pred, inner: step})
            session.run(s.flush())
    return names(s.all_summary_ops())


@probe
def under_variable_and_reentered_scopes(logdir):
    s = contrib.summary
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        with tf.variable_scope("net") as scope:
            s.scalar("loss", 1.0, step=0)
            with tf.variable_scope("layer", reuse=tf.AUTO_REUSE):
                s.scalar("loss", 2.0, step=0)
        with tf.variable_scope(scope, reuse=True), tf.name_scope(scope.original_name_scope):
            s.scalar("loss", 3.0, step=0)
        with tf.name_scope(None):
            s.scalar("top", 4.0, step=0)
        with tf.device("/cpu:0"), tf.control_dependencies([tf.constant(1)]):
            s.scalar("top", 5.0, step=0)
        with tf.Session() as session:
            s.initialize(session=session)
            for op in s.all_summary_ops():
                session.run(op)
            session.run(s.flush())
    return names(s.all_summary_ops())


@probe
def inside_a_graph_function(logdir):
    s = contrib.summary
    writer = s.create_file_writer(logdir)

    @contrib.eager.defun
    def train(x):
        with writer.as_default(), s.always_record_summaries():
            s.scalar("inside", x * 2, step=4)
        return x + 1

    result = train(tf.constant(3.0))
    with tf.Session() as session:
        session.run(s.summary_writer_initializer_op())
        value = float(session.run(result))
        session.run(writer.flush())
    return [value, names(s.all_summary_ops())]


@probe
def the_whole_graph(logdir):
    """Every node that the ops add, by name."""
    s = contrib.summary
    with s.create_file_writer(logdir).as_default():
        with s.always_record_summaries():
            s.scalar("a", 1.0, step=0)
            s.image("b", np.zeros([1, 2, 2, 3], np.uint8), step=0)
        with s.record_summaries_every_n_global_steps(2, tf.constant(3, tf.int64)):
            s.scalar("c", 1.0, step=0)
        with s.record_summaries_every_n_global_steps(2, tf.placeholder(tf.int64, [], name="step")):
            s.scalar("d", 1.0, step=0)
        s.scalar("e", 1.0, step=0)
    return [[op.name, op.type, op.device] for op in tf.get_default_graph().get_operations()]


if __name__ == "__main__":
    main()
