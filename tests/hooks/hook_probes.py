"""What the hooks write: SummarySaverHook, StepCounterHook, CheckpointSaverHook, ProfilerHook."""

import json
import logging
import os

from tests.hooks.probing import Clock, error_of, main, probe, read_events, tf, train_op


def train(op, hooks, runs):
    """`runs` runs of `op` in a SingularMonitoredSession with `hooks` alone."""
    with tf.train.SingularMonitoredSession(hooks=hooks) as session:
        for _ in range(runs):
            session.run(op)


@probe
def summary_saver_every_3_steps(logdir):
    op = train_op()
    hook = tf.train.SummarySaverHook(
        save_steps=3, output_dir=logdir, summary_op=tf.summary.merge_all()
    )
    train(op, [hook], 8)


@probe
def summary_saver_every_100_steps(logdir):
    op = train_op()
    merged = tf.summary.merge_all()
    train(op, [tf.train.SummarySaverHook(100, output_dir=logdir, summary_op=merged)], 3)


@probe
def summary_saver_by_seconds(logdir):
    op = train_op()
    merged = tf.summary.merge_all()
    with Clock() as clock:
        hook = tf.train.SummarySaverHook(save_secs=10, output_dir=logdir, summary_op=merged)
        with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
            for _ in range(12):
                session.run(op)
                clock.now += 3


@probe
def summary_saver_with_a_list_of_ops(logdir):
    op = train_op()
    with tf.control_dependencies([op]):
        other = tf.summary.scalar("other", tf.constant(0.5))
        third = tf.summary.histogram("third", tf.constant([1.0, 2.0]))
    hook = tf.train.SummarySaverHook(
        save_steps=2, output_dir=logdir, summary_op=[tf.summary.merge_all(), other, third]
    )
    train(op, [hook], 4)


@probe
def summary_saver_with_a_scaffold(logdir):
    op = train_op()
    scaffold = tf.train.Scaffold(summary_op=tf.summary.merge_all())
    train(op, [tf.train.SummarySaverHook(2, output_dir=logdir, scaffold=scaffold)], 3)


@probe
def summary_saver_with_a_writer(logdir):
    op = train_op()
    writer = tf.summary.FileWriter(logdir, filename_suffix=".mine")
    hook = tf.train.SummarySaverHook(
        2, summary_writer=writer, summary_op=tf.summary.merge_all(), output_dir=logdir + "/not"
    )
    train(op, [hook], 3)
    writer.close()
    return sorted(os.listdir(logdir))[0].rpartition(".")[2]


@probe
def summary_saver_with_two_in_one_directory(logdir):
    op = train_op()
    with tf.control_dependencies([op]):
        other = tf.summary.scalar("other", tf.constant(0.5))
    hooks = [
        tf.train.SummarySaverHook(2, output_dir=logdir, summary_op=tf.summary.merge_all()),
        tf.train.SummarySaverHook(3, output_dir=logdir, summary_op=other),
    ]
    train(op, hooks, 5)


@probe
def summary_saver_sees_steps_that_rise_by_7(logdir):
    op = train_op(by=7)
    merged = tf.summary.merge_all()
    train(op, [tf.train.SummarySaverHook(10, output_dir=logdir, summary_op=merged)], 6)


@probe
def summary_saver_refuses(logdir):
    train_op()
    merged = tf.summary.merge_all()
    hook = tf.train.SummarySaverHook
    return [
        error_of(lambda: hook(output_dir=logdir, save_steps=1)),
        error_of(lambda: hook(output_dir=logdir, summary_op=merged)),
        error_of(lambda: hook(1, 1.0, output_dir=logdir, summary_op=merged)),
        error_of(
            lambda: hook(1, output_dir=logdir, summary_op=merged, scaffold=tf.train.Scaffold())
        ),
    ]


@probe
def summary_saver_needs_a_global_step(logdir):
    merged = tf.summary.scalar("a", tf.constant(1.0))
    hook = tf.train.SummarySaverHook(1, output_dir=logdir, summary_op=merged)
    return error_of(lambda: train(tf.constant(1), [hook], 1))


@probe
def step_counter_every_3_steps(logdir):
    op = train_op(loss=False)
    train(op, [tf.train.StepCounterHook(every_n_steps=3, output_dir=logdir)], 11)


@probe
def step_counter_by_seconds(logdir):
    op = train_op(loss=False)
    with Clock() as clock:
        hook = tf.train.StepCounterHook(every_n_steps=None, every_n_secs=10, output_dir=logdir)
        with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
            for _ in range(12):
                session.run(op)
                clock.now += 4


@probe
def step_counter_of_a_step_with_a_name(logdir):
    with tf.variable_scope("inner"):
        step = tf.get_variable(
            "counter",
            shape=[],
            dtype=tf.int64,
            initializer=tf.zeros_initializer(),
            trainable=False,
            collections=[tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.GLOBAL_STEP],
        )
    op = tf.assign_add(step, 1)
    writer = tf.summary.FileWriter(logdir)
    train(op, [tf.train.StepCounterHook(every_n_steps=2, summary_writer=writer)], 5)
    writer.close()


@probe
def step_counter_of_steps_that_stand(logdir):
    from tensorflow.python.platform import tf_logging

    step = tf.train.get_or_create_global_step()
    op = tf.identity(step)
    warnings = []

    class Listener(logging.Handler):
        def emit(self, record):
            if record.levelno == logging.WARNING:
                warnings.append(record.getMessage()[:48])

    # TensorFlow counts the first five in a process, and a probe before may have had one.
    tf_logging._log_counter_per_token.clear()
    logger, listener = logging.getLogger("tensorflow"), Listener()
    logger.addHandler(listener)
    tf.logging.set_verbosity(tf.logging.WARN)
    hooks = [
        tf.train.StepCounterHook(every_n_steps=1, output_dir=logdir),
        tf.train.LoggingTensorHook([op], at_end=True),
    ]
    train(op, hooks, 9)
    tf.logging.set_verbosity(tf.logging.ERROR)
    logger.removeHandler(listener)
    return [warning for warning in warnings if "lobal step" in warning]


@probe
def step_counter_speeds(logdir):
    op = train_op(loss=False)
    with Clock() as clock:
        hook = tf.train.StepCounterHook(every_n_steps=2, output_dir=logdir)
        with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
            for _ in range(7):
                session.run(op)
                clock.now += 0.5
    tf.summary.FileWriterCache.get(logdir).flush()
    (name,) = os.listdir(logdir)
    events = read_events(os.path.join(logdir, name))
    return [value.simple_value for event in events for value in event.summary.value]


@probe
def checkpoint_saver_every_3_steps(logdir):
    op = train_op()
    train(op, [tf.train.CheckpointSaverHook(logdir, save_steps=3)], 8)


@probe
def checkpoint_saver_by_seconds(logdir):
    op = train_op()
    with Clock() as clock:
        hook = tf.train.CheckpointSaverHook(logdir, save_secs=10)
        with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
            for _ in range(9):
                session.run(op)
                clock.now += 3


@probe
def checkpoint_saver_sees_steps_that_rise_by_10(logdir):
    op = train_op(by=10)
    train(op, [tf.train.CheckpointSaverHook(logdir, save_steps=25)], 12)


@probe
def checkpoint_saver_ends_on_a_saved_step(logdir):
    op = train_op()
    train(op, [tf.train.CheckpointSaverHook(logdir, save_steps=2)], 3)


@probe
def checkpoint_saver_with_a_scaffold_and_a_name(logdir):
    op = train_op()
    scaffold = tf.train.Scaffold(saver=tf.train.Saver(max_to_keep=1))
    hook = tf.train.CheckpointSaverHook(
        logdir, save_steps=2, checkpoint_basename="my.ckpt", scaffold=scaffold
    )
    with tf.train.SingularMonitoredSession(hooks=[hook], scaffold=scaffold) as session:
        for _ in range(5):
            session.run(op)


@probe
def checkpoint_saver_tells_its_listeners(logdir):
    op = train_op()
    told = []

    class Listener(tf.train.CheckpointSaverListener):
        def begin(self):
            told.append("begin")

        def before_save(self, session, step):
            told.append(f"before {step}")

        def after_save(self, session, step):
            told.append(f"after {step}")
            return step >= 4  # asks for a stop

        def end(self, session, step):
            told.append(f"end {step}")

    hook = tf.train.CheckpointSaverHook(logdir, save_steps=3, listeners=[Listener()])
    with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
        while not session.should_stop():
            session.run(op)
    return told


@probe
def checkpoint_saver_refuses(logdir):
    return [
        error_of(lambda: tf.train.CheckpointSaverHook(logdir)),
        error_of(lambda: tf.train.CheckpointSaverHook(logdir, save_secs=1, save_steps=1)),
        error_of(
            lambda: tf.train.CheckpointSaverHook(
                logdir, save_steps=1, saver=1, scaffold=tf.train.Scaffold()
            )
        ),
    ]


@probe
def profiler_every_2_steps(logdir):
    op = train_op()
    train(op, [tf.train.ProfilerHook(save_steps=2, output_dir=logdir)], 6)
    with open(os.path.join(logdir, "timeline-4.json")) as stream:
        return sorted(json.load(stream))


@probe
def profiler_by_seconds(logdir):
    op = train_op()
    with Clock() as clock:
        hook = tf.train.ProfilerHook(save_secs=10, output_dir=logdir, show_memory=True)
        with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
            for _ in range(8):
                session.run(op)
                clock.now += 4


@probe
def all_hooks_in_one_directory(logdir):
    op = train_op()
    hooks = [
        tf.train.CheckpointSaverHook(logdir, save_steps=3),
        tf.train.SummarySaverHook(2, output_dir=logdir, summary_op=tf.summary.merge_all()),
        tf.train.StepCounterHook(every_n_steps=2, output_dir=logdir),
        tf.train.ProfilerHook(save_steps=3, output_dir=logdir),
    ]
    train(op, hooks, 7)


@probe
def hooks_share_the_cache_with_user_code(logdir):
    op = train_op()
    merged = tf.summary.merge_all()
    writer = tf.summary.FileWriterCache.get(logdir)
    mine = tf.Summary(value=[tf.Summary.Value(tag="mine", simple_value=1)])
    writer.add_summary(mine, 0)
    train(op, [tf.train.SummarySaverHook(2, output_dir=logdir, summary_op=merged)], 3)
    writer.add_summary(mine, 9)
    return isinstance(writer, tf.summary.FileWriter)


@probe
def a_closed_writer_in_the_cache_takes_nothing_from_hooks(logdir):
    op = train_op()
    merged = tf.summary.merge_all()
    tf.summary.FileWriterCache.get(logdir).close()
    train(op, [tf.train.SummarySaverHook(2, output_dir=logdir, summary_op=merged)], 3)


@probe
def a_hook_after_the_cache_is_cleared(logdir):
    op = train_op()
    merged = tf.summary.merge_all()
    for _ in range(2):
        train(op, [tf.train.SummarySaverHook(2, output_dir=logdir, summary_op=merged)], 2)
        tf.summary.FileWriterCache.clear()


@probe
def an_error_in_the_loop_of_a_summary_saver(logdir):
    op = train_op()
    merged = tf.summary.merge_all()

    def loop():
        hook = tf.train.SummarySaverHook(1, output_dir=logdir, summary_op=merged)
        with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
            session.run(op)
            session.run(op)
            raise KeyError("a mistake")

    return error_of(loop)


@probe
def final_ops_and_stop_at_step(logdir):
    op = train_op()
    step = tf.train.get_global_step()
    final = tf.train.FinalOpsHook(final_ops=step)
    hooks = [
        tf.train.StopAtStepHook(num_steps=4),
        tf.train.SummarySaverHook(3, output_dir=logdir, summary_op=tf.summary.merge_all()),
        final,
    ]
    with tf.train.SingularMonitoredSession(hooks=hooks) as session:
        while not session.should_stop():
            session.run(op)
    return int(final.final_ops_values)


if __name__ == "__main__":
    main()
