"""What the programs of these tests write: each is run once, and TensorBoard serves it all."""

import os
import subprocess
from pathlib import Path

from tests.support import event_logs
from tests.support.loaded import python

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "models_examples"
PROGRAM = Path(__file__).with_name("plugin_program.py")

RATES, ACTIVATIONS = ["0.1", "1e30"], ["relu", "tanh"]
POINTS, DIMENSIONS = 40, 6
TEST_STEPS, THRESHOLDS, DIGIT = [0, 5, 10], 11, 8


def run(script: Path, *arguments: str) -> str:
    """Runs a script through `tfv1 run`; returns what it printed."""
    done = start(script, *arguments)
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def start(script: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="2")
    return python("-m", "tfv1", "run", script, *arguments, env=environment)


def write_all(logdir: Path) -> None:
    """Runs the three examples and the program."""
    run(
        EXAMPLES / "hparams" / "grid_search.py",
        f"--logdir={logdir / 'grid'}",
        f"--learning_rates={','.join(RATES)}",
        f"--activations={','.join(ACTIVATIONS)}",
        "--hidden=8",
        "--max_steps=25",
    )
    run(
        EXAMPLES / "projector" / "embed_digits.py",
        f"--logdir={logdir / 'digits'}",
        *(f"--points={POINTS}", f"--dimensions={DIMENSIONS}", "--max_steps=8", "--save_every=5"),
    )
    run(
        EXAMPLES / "plugins" / "digit_plugins.py",
        f"--logdir={logdir / 'plugins'}",
        *(f"--max_steps={TEST_STEPS[-1]}", f"--test_every={TEST_STEPS[1]}"),
        *(f"--thresholds={THRESHOLDS}", f"--digit={DIGIT}"),
    )
    run(PROGRAM, str(logdir))


def values(directory: Path) -> list[tuple[str, int, object]]:
    """(tag, step, value) of a run's summaries, in the order of files and events.

    As they stand there, without what TensorBoard makes of them afterwards.
    """
    events = [e for path in sorted(directory.glob("*tfevents*")) for e in event_logs.read(path)]
    return [(value.tag, event.step, value) for event in events for value in event.summary.value]


def scalars(directory: Path, tag: str) -> list[tuple[int, float]]:
    return [(step, value.simple_value) for t, step, value in values(directory) if t == tag]
