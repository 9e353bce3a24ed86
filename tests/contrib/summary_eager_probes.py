"""tf.contrib.summary under eager execution.

usage: summary_eager_probes.py OUT.json     see probing.py
"""

import numpy as np

from tests.contrib.probing import attempt, contrib, kind_of_error, main, probe, tf, written


@probe
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


@probe
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


@probe
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


@probe
def eager_close(logdir):
    s = contrib.summary
    writer = s.create_file_writer(logdir)
    with writer.as_default(), s.always_record_summaries():
        s.scalar("a", 1.0, step=1)
    writer.close()
    with s.always_record_summaries():
        return kind_of_error(lambda: writer.as_default().__enter__() and s.scalar("a", 1.0, step=2))


@probe
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


if __name__ == "__main__":
    main(eager=True)
