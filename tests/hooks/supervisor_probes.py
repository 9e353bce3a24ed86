"""What Supervisor writes, and who writes beside it."""

import threading

from tests.hooks.probing import error_of, main, probe, racing_probe, tf

QUIET = {"save_summaries_secs": 0, "save_model_secs": 0}  # no threads of its own


def model():
    """A global step to raise by one, and a summary of 2."""
    step = tf.train.get_or_create_global_step()
    tf.summary.scalar("loss", tf.constant(2.0))
    return tf.assign_add(step, 1)


def summary(tag, value):
    return tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=value)])


class AwaitedWriter(tf.summary.FileWriter):
    """A writer that can be waited for, until threads have brought it so many events."""

    def __init__(self, logdir, count):
        tf.summary.FileWriter.__init__(self, logdir)
        self.left, self.lock, self.came = count, threading.Lock(), threading.Event()

    def _count(self):
        with self.lock:
            self.left -= 1
            if self.left == 0:
                self.came.set()

    def add_summary(self, summary, global_step=None):
        tf.summary.FileWriter.add_summary(self, summary, global_step)
        self._count()

    def add_session_log(self, session_log, global_step=None):
        tf.summary.FileWriter.add_session_log(self, session_log, global_step)
        self._count()


@probe
def summaries_by_hand(logdir):
    op = model()
    merged = tf.summary.merge_all()
    sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
    with sv.managed_session() as session:
        for _ in range(3):
            session.run(op)
            sv.summary_computed(session, session.run(merged))
        sv.summary_computed(session, session.run(merged), global_step=77)
    return isinstance(sv.summary_writer, tf.summary.FileWriter)


@racing_probe
def all_threads(logdir):
    model()
    writer = AwaitedWriter(logdir, 4)  # START, loss, global_step/sec and CHECKPOINT
    sv = tf.train.Supervisor(
        logdir=logdir, summary_writer=writer, save_summaries_secs=900, save_model_secs=900
    )
    with sv.managed_session():
        assert writer.came.wait(300)


@racing_probe
def the_summary_threads_alone(logdir):
    model()
    writer = AwaitedWriter(logdir, 3)
    sv = tf.train.Supervisor(
        logdir=logdir, summary_writer=writer, save_summaries_secs=900, save_model_secs=0
    )
    with sv.managed_session():
        assert writer.came.wait(300)


@probe
def two_sessions_of_one_supervisor(logdir):
    op = model()
    merged = tf.summary.merge_all()
    sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
    for _ in range(2):
        with sv.managed_session() as session:
            session.run(op)
            sv.summary_computed(session, session.run(merged))
            sv.saver.save(session, sv.save_path, global_step=sv.global_step)


@probe
def two_supervisors_resume(logdir):
    for _ in range(2):
        with tf.Graph().as_default():
            op = model()
            merged = tf.summary.merge_all()
            sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
            with sv.managed_session() as session:
                for _ in range(2):
                    session.run(op)
                sv.summary_computed(session, session.run(merged))
                sv.saver.save(session, sv.save_path, global_step=sv.global_step)


@probe
def without_a_global_step(logdir):
    tf.Variable(1.0, name="weight")
    loss = tf.summary.scalar("loss", tf.constant(2.0))
    sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
    with sv.managed_session() as session:
        sv.summary_computed(session, session.run(loss))


@probe
def without_a_writer(logdir):
    model()
    sv = tf.train.Supervisor(logdir=logdir, summary_writer=None, summary_op=None, **QUIET)
    with sv.managed_session() as session:
        return error_of(lambda: sv.summary_computed(session, b""))


@probe
def without_a_directory(logdir):
    op = model()
    sv = tf.train.Supervisor()
    with sv.managed_session() as session:
        session.run(op)
    return repr(sv.summary_writer)


@probe
def a_worker_that_is_not_the_chief_writes_nothing(logdir):
    with tf.device("/cpu:0"):
        model()
    sv = tf.train.Supervisor(logdir=logdir, is_chief=False)
    return repr(sv.summary_writer)


@probe
def stop_without_closing_the_writer(logdir):
    op = model()
    writer = tf.summary.FileWriter(logdir)
    sv = tf.train.Supervisor(logdir=logdir, summary_writer=writer, summary_op=None, **QUIET)
    with sv.managed_session(close_summary_writer=False) as session:
        session.run(op)
    writer.add_summary(summary("after", 1), 9)
    writer.close()


@probe
def a_writer_of_another_directory(logdir):
    op = model()
    merged = tf.summary.merge_all()
    writer = tf.summary.FileWriter(logdir + "/events")
    sv = tf.train.Supervisor(
        logdir=logdir + "/model", summary_writer=writer, summary_op=None, **QUIET
    )
    with sv.managed_session() as session:
        session.run(op)
        sv.summary_computed(session, session.run(merged))


@probe
def an_error_in_a_managed_session(logdir):
    op = model()
    merged = tf.summary.merge_all()

    def loop():
        sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
        with sv.managed_session() as session:
            session.run(op)
            sv.summary_computed(session, session.run(merged))
            raise KeyError("a mistake")

    return error_of(loop)


@probe
def a_session_by_hand(logdir):
    op = model()
    merged = tf.summary.merge_all()
    sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
    session = sv.prepare_or_wait_for_session("")
    sv.start_queue_runners(session)
    for _ in range(2):
        session.run(op)
        sv.summary_computed(session, session.run(merged))
    sv.request_stop()
    sv.stop()
    session.close()


@probe
def a_writer_of_the_users_in_the_same_directory(logdir):
    op = model()
    merged = tf.summary.merge_all()
    writer = tf.summary.FileWriter(logdir, flush_secs=15, max_queue=100)
    sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
    with sv.managed_session() as session:
        for _ in range(3):
            step = session.run(op)
            for tag in ("one", "two"):
                writer.add_summary(summary(tag, step), step)
            sv.summary_computed(session, session.run(merged))
        writer.flush()
    writer.close()


@probe
def the_supervisors_writer_is_not_the_caches(logdir):
    model()
    sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
    with sv.managed_session():
        return sv.summary_writer is tf.summary.FileWriterCache.get(logdir)


@probe
def import_meta_graph_under_a_supervisor(logdir):
    with tf.Graph().as_default():
        with tf.variable_scope("model"):
            model()
            tf.get_variable("weight", initializer=3.0)
        meta_graph = tf.train.export_meta_graph()
    with tf.Graph().as_default():
        tf.train.import_meta_graph(meta_graph)
        merged = tf.summary.merge_all()
        sv = tf.train.Supervisor(logdir=logdir, summary_op=None, **QUIET)
        with sv.managed_session() as session:
            sv.summary_computed(session, session.run(merged))
            return float(session.run("model/weight:0"))


if __name__ == "__main__":
    main()
