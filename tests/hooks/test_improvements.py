"""What TensorFlow 1.15 lost and this project keeps, under hooks and trainers."""

import pathlib
import signal

import pytest

from tests.hooks import hook_programs
from tests.support import event_logs

TFV1_RUN = ("-m", "tfv1", "run")

TRAINING = """
    import os, sys, time
    import tensorflow as tf
    MODEL
    logdir, runs, ending = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    hooks = [tf.train.CheckpointSaverHook(logdir, save_steps=4)]
    with tf.train.MonitoredTrainingSession(
        checkpoint_dir=logdir, save_summaries_steps=1, save_checkpoint_secs=None, hooks=hooks,
        log_step_count_steps=None,
    ) as session:
        for _ in range(runs):
            done = session.run(op)
        print("trained", done, flush=True)
        if ending == "raise":
            raise KeyError("a mistake")
        if ending == "exit":
            os._exit(3)
        if ending == "wait":
            time.sleep(300)
"""


def summaries(path):
    return [line for line in hook_programs.lines(path) if line.startswith("loss")]


def losses(first, last):
    return [f"loss {step}" for step in range(first, last + 1)]


@pytest.mark.parametrize(("ending", "status"), [("raise", 1), ("exit", 3)])
def test_an_ending_in_the_loop_loses_no_event(tmp_path, ending, status):
    """An exception in the loop, and os._exit, leave every event that a hook has added."""
    hook_programs.run(TRAINING, "logs", "7", ending, status=status, launcher=TFV1_RUN, cwd=tmp_path)
    (path,) = event_logs.files(tmp_path / "logs")
    assert summaries(path) == losses(1, 7)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_preempted_job_keeps_its_events_and_its_restart_adds_a_file(tmp_path, number):
    """SIGTERM and SIGKILL lose no event; the restarted job leaves the first file as it was.

    The START of its first step lets TensorBoard drop the steps that are done again.
    """
    process = hook_programs.start(TRAINING, "logs", "6", "wait", launcher=TFV1_RUN, cwd=tmp_path)
    assert process.stdout.readline() == "trained 6\n"
    process.send_signal(number)
    process.communicate(timeout=500)
    assert process.returncode != 0
    (first,) = event_logs.files(tmp_path / "logs")
    kept = pathlib.Path(first).read_bytes()
    assert summaries(first) == losses(1, 6)

    hook_programs.run(TRAINING, "logs", "3", "end", launcher=TFV1_RUN, cwd=tmp_path)
    again, second = event_logs.files(tmp_path / "logs")
    assert (again, pathlib.Path(again).read_bytes()) == (first, kept)
    restored = 4  # the last checkpoint
    assert [line for line in hook_programs.lines(second) if line.startswith("START")] == [
        f"START {restored + 1}"
    ]
    assert summaries(second) == losses(restored + 1, restored + 3)

    accumulator = hook_programs.accumulator(tmp_path / "logs")
    assert [event.step for event in accumulator.Scalars("loss")] == list(range(1, restored + 4))


def test_jobs_of_one_second_overwrite_nothing(tmp_path):
    """Two jobs that start in the same second in one directory keep all events of both."""
    program = """
    import sys, time
    import tensorflow as tf
    MODEL
    with tf.train.SingularMonitoredSession() as session:
        session.run(op)
        print("ready", flush=True)
        sys.stdin.readline()
        hook = tf.train.SummarySaverHook(1, output_dir="logs", summary_op=loss)
    with tf.Graph().as_default():
        MODEL2
        hook = tf.train.SummarySaverHook(1, output_dir="logs", summary_op=loss)
        with tf.train.SingularMonitoredSession([hook]) as session:
            for _ in range(int(sys.argv[1])):
                session.run(op)
    """.replace("MODEL2", hook_programs.MODEL.strip().replace("\n", "\n        "))
    jobs = [
        hook_programs.start(
            program, runs, launcher=TFV1_RUN, cwd=tmp_path, stdin=hook_programs.subprocess.PIPE
        )
        for runs in ("3", "5")
    ]
    for job in jobs:
        assert job.stdout.readline() == "ready\n", job.stderr.read()[-3000:]
    for job in jobs:
        job.stdin.write("go\n")
        job.stdin.flush()
    for job in jobs:
        _, errors = job.communicate(timeout=500)
        assert job.returncode == 0, errors[-3000:]
    files = event_logs.files(tmp_path / "logs")
    assert sorted(len(summaries(path)) for path in files) == [3, 5]


def test_a_supervisor_and_a_writer_in_one_directory_keep_everything(tmp_path):
    """A FileWriter beside a Supervisor, opened at once in one directory: two files, all events."""
    hook_programs.run(
        """
    import os
    import tensorflow as tf
    MODEL
    writer = tf.summary.FileWriter("logs", flush_secs=15, max_queue=100)
    sv = tf.train.Supervisor(logdir="logs", summary_op=None, save_model_secs=0)
    with sv.managed_session() as session:
        for _ in range(5):
            summary = session.run(loss)
            sv.summary_computed(session, summary)
            done = session.run(step)
            writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="mine")]), done)
        os._exit(0)
    """,
        launcher=TFV1_RUN,
        cwd=tmp_path,
    )
    files = event_logs.files(tmp_path / "logs")
    lines = [hook_programs.lines(path) for path in files]
    assert len(files) == 2 and all(found[0] == "file_version" for found in lines)
    flat = [line for found in lines for line in found]
    assert [line for line in flat if line.startswith("mine")] == [f"mine {n}" for n in range(1, 6)]
    assert [line for line in flat if line.startswith("loss")] == losses(1, 5)


def test_a_training_in_a_remote_directory_writes_the_same_stream(tmp_path):
    """MonitoredTrainingSession on ram:// leaves the events that it leaves in a local directory."""
    hook_programs.run(
        """
    import os
    import tensorflow as tf

    def train(logdir):
        with tf.Graph().as_default():
            step = tf.train.get_or_create_global_step()
            op = tf.assign_add(step, 1)
            tf.summary.scalar("loss", tf.cast(op, tf.float32))
            with tf.train.MonitoredTrainingSession(
                checkpoint_dir=logdir, save_summaries_steps=1, log_step_count_steps=None
            ) as session:
                for _ in range(30):
                    session.run(op)

    train("local")
    train("ram://x/remote")
    tf.summary.FileWriterCache.clear()  # the last event, of a checkpoint, waits for flush_secs
    os.mkdir("remote")
    for name in tf.gfile.ListDirectory("ram://x/remote"):
        if "tfevents" in name:
            tf.gfile.Copy("ram://x/remote/" + name, "remote/" + name)
    """,
        launcher=TFV1_RUN,
        cwd=tmp_path,
    )
    (local,), (remote,) = (event_logs.files(tmp_path / name) for name in ("local", "remote"))
    assert hook_programs.lines(remote) == hook_programs.lines(local)
    assert summaries(remote) == losses(1, 30)
