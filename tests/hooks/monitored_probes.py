"""What MonitoredTrainingSession and its relatives write."""

from tests.hooks.probing import Clock, error_of, main, probe, tf, train_op


class RaiseAt(tf.train.SessionRunHook):
    """Raises an error before the run with the given number, once."""

    def __init__(self, run, error):
        self.run, self.error = run, error

    def before_run(self, context):
        self.run -= 1
        if self.run == 0:
            raise self.error


def train(op, runs, **arguments):
    with tf.train.MonitoredTrainingSession(**arguments) as session:
        for _ in range(runs):
            if session.should_stop():
                break
            session.run(op)


@probe
def by_default(logdir):
    train(train_op(), 205, checkpoint_dir=logdir)


@probe
def by_steps(logdir):
    train(
        train_op(),
        8,
        checkpoint_dir=logdir,
        save_checkpoint_steps=3,
        save_checkpoint_secs=None,
        save_summaries_steps=2,
        log_step_count_steps=2,
    )


@probe
def by_seconds(logdir):
    op = train_op()
    intervals = {
        "save_checkpoint_secs": 10,
        "save_summaries_steps": None,
        "save_summaries_secs": 7,
        "log_step_count_steps": 3,
    }
    with Clock() as clock, tf.train.MonitoredTrainingSession("", True, logdir, **intervals) as run:
        for _ in range(9):
            run.run(op)
            clock.now += 3


@probe
def steps_that_rise_by_10(logdir):
    train(train_op(by=10), 12, checkpoint_dir=logdir, save_checkpoint_steps=25)


@probe
def without_summaries(logdir):
    train(
        train_op(),
        3,
        checkpoint_dir=logdir,
        save_summaries_steps=None,
        save_summaries_secs=None,
        log_step_count_steps=None,
    )


@probe
def without_a_summary_op(logdir):
    train(train_op(loss=False), 3, checkpoint_dir=logdir, save_summaries_steps=1)


@probe
def without_a_directory(logdir):
    train(train_op(), 3)


@probe
def summaries_in_another_directory(logdir):
    train(
        train_op(),
        4,
        checkpoint_dir=logdir + "/model",
        summary_dir=logdir + "/events",
        save_summaries_steps=2,
        log_step_count_steps=2,
        save_checkpoint_steps=2,
    )


@probe
def a_scaffold(logdir):
    op = train_op()
    with tf.control_dependencies([op]):
        other = tf.summary.scalar("other", tf.constant(0.25))
    start = tf.assign(tf.train.get_global_step(), 5)
    told = []
    scaffold = tf.train.Scaffold(
        init_fn=lambda scaffold, session: told.append(int(session.run(start))),
        summary_op=other,
        saver=tf.train.Saver(max_to_keep=1),
    )
    train(op, 3, checkpoint_dir=logdir, scaffold=scaffold, save_summaries_steps=2, hooks=None)
    return told


@probe
def hooks_of_all_kinds(logdir):
    op = train_op()
    train(
        op,
        100,
        checkpoint_dir=logdir,
        save_summaries_steps=2,
        log_step_count_steps=2,
        hooks=[
            tf.train.StopAtStepHook(last_step=5),
            tf.train.LoggingTensorHook({"step": op}, every_n_iter=2),
            tf.train.ProfilerHook(save_steps=4, output_dir=logdir),
        ],
        chief_only_hooks=[tf.train.CheckpointSaverHook(logdir + "/more", save_steps=2)],
    )


@probe
def a_second_session_goes_on_in_the_file(logdir):
    for _ in range(2):
        with tf.Graph().as_default():
            train(
                train_op(),
                3,
                checkpoint_dir=logdir,
                save_summaries_steps=2,
                save_checkpoint_steps=2,
            )


@probe
def a_second_session_on_the_same_graph(logdir):
    op = train_op()
    scaffold = tf.train.Scaffold()
    for _ in range(2):
        train(op, 3, checkpoint_dir=logdir, save_summaries_steps=2, scaffold=scaffold)


@probe
def a_restart_resumes_from_the_checkpoint(logdir):
    for runs in (5, 4):
        with tf.Graph().as_default():
            train(
                train_op(),
                runs,
                checkpoint_dir=logdir,
                save_summaries_steps=2,
                save_checkpoint_steps=2,
            )
        tf.summary.FileWriterCache.clear()  # as with a process each


@probe
def a_restart_after_a_crash(logdir):
    def job(hooks):
        with tf.Graph().as_default():
            train(
                train_op(),
                6,
                checkpoint_dir=logdir,
                save_summaries_steps=1,
                save_checkpoint_steps=3,
                hooks=hooks,
            )

    crash = error_of(lambda: job([RaiseAt(5, KeyError("a mistake"))]))
    tf.summary.FileWriterCache.clear()  # as with a process each
    job([])
    return crash


@probe
def an_error_in_the_loop(logdir):
    op = train_op()

    def loop():
        with tf.train.MonitoredTrainingSession(
            checkpoint_dir=logdir, save_summaries_steps=1, save_checkpoint_steps=2
        ) as session:
            for _ in range(3):
                session.run(op)
            raise KeyError("a mistake")

    return error_of(loop)


@probe
def an_error_in_a_hook(logdir):
    hooks = [RaiseAt(4, KeyError("a mistake"))]
    return error_of(
        lambda: train(train_op(), 6, checkpoint_dir=logdir, save_summaries_steps=1, hooks=hooks)
    )


@probe
def an_aborted_step_recovers(logdir):
    hooks = [RaiseAt(4, tf.errors.AbortedError(None, None, "preempted"))]
    train(
        train_op(),
        6,
        checkpoint_dir=logdir,
        save_summaries_steps=1,
        save_checkpoint_steps=2,
        hooks=hooks,
    )


@probe
def the_end_of_the_input_ends_the_session(logdir):
    batch = tf.data.Dataset.range(4).make_one_shot_iterator().get_next()
    op = train_op(after=[batch])
    train(op, 100, checkpoint_dir=logdir, save_summaries_steps=2)


@probe
def out_of_range_outside_a_run(logdir):
    op = train_op()
    with tf.train.MonitoredTrainingSession(
        checkpoint_dir=logdir, save_summaries_steps=2
    ) as session:
        session.run(op)
        raise tf.errors.OutOfRangeError(None, None, "no more")


@probe
def not_a_number(logdir):
    op = train_op()
    with tf.control_dependencies([op]):
        nan = tf.constant(float("nan"), name="nan")
    return error_of(
        lambda: train(
            op,
            3,
            checkpoint_dir=logdir,
            save_summaries_steps=1,
            hooks=[tf.train.NanTensorHook(nan)],
        )
    )


@probe
def queue_runners(logdir):
    number = tf.train.limit_epochs(tf.constant(1.0), num_epochs=5)
    batch = tf.train.batch([number], batch_size=1)
    op = train_op(after=[batch])
    train(op, 100, checkpoint_dir=logdir, save_summaries_steps=None, save_summaries_secs=None)


@probe
def user_code_shares_the_writer(logdir):
    op = train_op()
    with tf.train.MonitoredTrainingSession(
        checkpoint_dir=logdir, save_summaries_steps=2
    ) as session:
        writer = tf.summary.FileWriterCache.get(logdir)
        for _ in range(3):
            metadata = tf.RunMetadata()
            options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
            step = session.run(op, options=options, run_metadata=metadata)
            writer.add_run_metadata(metadata, f"run {step}", step)
            value = tf.Summary.Value(tag="mine", simple_value=step)
            writer.add_summary(tf.Summary(value=[value]), step)
    return isinstance(writer, tf.summary.FileWriter)


@probe
def step_functions(logdir):
    op = train_op()
    with tf.train.MonitoredTrainingSession(
        checkpoint_dir=logdir, save_summaries_steps=1
    ) as session:
        for _ in range(2):
            session.run_step_fn(lambda step_context: step_context.session.run(op))
            session.run(op)


@probe
def a_monitored_session_of_parts(logdir):
    op = train_op()
    scaffold = tf.train.Scaffold()
    creator = tf.train.ChiefSessionCreator(scaffold, checkpoint_dir=logdir)
    hooks = [
        tf.train.SummarySaverHook(2, output_dir=logdir, scaffold=scaffold),
        tf.train.CheckpointSaverHook(logdir, save_steps=2, scaffold=scaffold),
    ]
    with tf.train.MonitoredSession(session_creator=creator, hooks=hooks) as session:
        for _ in range(4):
            session.run(op)


@probe
def a_singular_session_restores(logdir):
    counts = []
    for _ in range(2):
        with tf.Graph().as_default():
            op = train_op()
            hooks = [
                tf.train.CheckpointSaverHook(logdir, save_steps=2),
                tf.train.SummarySaverHook(1, output_dir=logdir, summary_op=tf.summary.merge_all()),
            ]
            with tf.train.SingularMonitoredSession(hooks, checkpoint_dir=logdir) as session:
                for _ in range(3):
                    counts.append(int(session.run(op)))
    return counts


if __name__ == "__main__":
    main()
