"""Runs small programs in processes of their own; reads what they leave, by TensorBoard's reader."""

import pathlib
import subprocess
import sys
import textwrap

from tests.support import loaded
from tests.support.environment import of_a_child
from tests.support.event_logs import read

# Plain TF1, whatever `tf` is: one step a run, and the new step as the summary `loss`.
MODEL = """
step = tf.train.get_or_create_global_step()
op = tf.assign_add(step, 1)
loss = tf.summary.scalar("loss", tf.cast(op, tf.float32))
"""


def start(program, *arguments, launcher=(), cwd, **options):
    """Starts a program, given as its text, in the working directory `cwd`."""
    return subprocess.Popen(
        _command(program, arguments, launcher, cwd),
        cwd=cwd,
        env=of_a_child(TF_CPP_MIN_LOG_LEVEL="3"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def run(program, *arguments, launcher=(), status=0, cwd):
    """Runs a program to its end; returns its output."""
    done = loaded.run(_command(program, arguments, launcher, cwd), of_a_child(), cwd)
    assert done.returncode == status, done.stderr[-3000:]
    return done.stdout


def _command(program, arguments, launcher, cwd):
    path = pathlib.Path(cwd, "program.py")
    path.write_text(textwrap.dedent(program).replace("MODEL", MODEL))
    return [sys.executable, *launcher, str(path), *arguments]


def lines(path):
    """The events of one file, a word or two each."""
    return [_line(event) for event in read(path)]


def _line(event):
    kind = event.WhichOneof("what")
    if kind == "session_log":
        return f"{event.session_log.SessionStatus.Name(event.session_log.status)} {event.step}"
    if kind == "summary":
        return f"{event.summary.value[0].tag} {event.step}"
    return kind


def accumulator(logdir):
    """What TensorBoard shows of a directory."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    found = EventAccumulator(str(logdir))
    found.Reload()
    return found
