"""A TensorBoard that is running follows its logdir: restarts, new, repaired and deleted runs."""

import os
import time
from pathlib import Path

import pytest

from tests.support.cli import python
from tests.support.tensorboard import Server
from tfv1.events import EventWriter
from tfv1.events.format.protos import Event, SessionLog, Summary


@pytest.fixture
def folder(logdir: Path, request: pytest.FixtureRequest) -> Path:
    """A directory of the logdir for the runs of one test."""
    path = logdir / request.node.name
    path.mkdir()
    return path


def tfv1(*arguments: object) -> None:
    done = python("-m", "tfv1", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def add(writer: EventWriter, step: int, value: float) -> tuple[int, float]:
    """Writes a point of the tag loss; returns it."""
    writer.add_summary(Summary(value=[Summary.Value(tag="loss", simple_value=value)]), step)
    return step, value


def start(run: Path, step: int) -> EventWriter:
    """A writer whose session starts at a step."""
    writer = EventWriter(str(run))
    log = SessionLog(status=SessionLog.START)
    writer.add_event(Event(wall_time=time.time(), step=step, session_log=log))
    return writer


def write(run: Path, steps: range, slope: float = 1.0) -> list[tuple[int, float]]:
    """Writes a run; returns its points."""
    writer = start(run, steps[0])
    points = [add(writer, step, step * slope) for step in steps]
    writer.close()
    return points


def name(run: Path) -> str:
    """A run's name in TensorBoard."""
    return f"{run.parent.name}/{run.name}"


def test_a_restart_takes_back_what_was_shown(server: Server, folder: Path) -> None:
    """When a session starts again at a step, points from it on vanish; what it writes appears."""
    run = folder / "run"
    points = write(run, range(10))
    server.wait_for_points(points, name(run), "loss")
    writer = start(run, 6)
    points = [*points[:6], add(writer, 6, -1.0)]
    server.wait_for_points(points, name(run), "loss")
    points.append(add(writer, 7, -2.0))
    server.wait_for_points(points, name(run), "loss")
    writer.close()


def test_several_runs(server: Server, folder: Path) -> None:
    """Runs with odd names stand beside each other, each with its own points."""
    names = ["lr=0.1,layers=(3, 3)", "naïve 100%", "a&b#c"]
    points = {run: write(folder / run, range(3), slope) for slope, run in enumerate(names)}
    for run in names:
        server.wait_for_points(points[run], name(folder / run), "loss")
    assert {name(folder / run) for run in names} <= set(server.get("runs"))


def test_a_repaired_run(server: Server, folder: Path, tmp_path: Path) -> None:
    """A damaged file shows up to the damage, the repaired one all that is whole."""
    points = write(tmp_path / "damaged", range(10))
    [file] = (tmp_path / "damaged").iterdir()
    content = bytearray(file.read_bytes())
    content[-len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    # The server must not see it whole.
    (tmp_path / "damaged").rename(folder / "damaged")
    tfv1("repair", folder / "damaged", "-o", folder / "repaired")

    def shown() -> list[tuple[int, float]]:
        return server.points(name(folder / "repaired"), "loss")

    server.wait_until(lambda: len(shown()), len(points) - 1)
    [lost] = set(points) - set(shown())
    server.wait_for_points(points[: lost[0]], name(folder / "damaged"), "loss")


def test_an_edited_run(server: Server, folder: Path) -> None:
    """A copy with fewer steps and another tag shows those, beside what it was made from."""
    points = write(folder / "run", range(10))
    tfv1("edit", folder / "run", "-o", folder / "edited", "--steps", ":5", "--rename", "loss=cost")
    server.wait_for_points(points[:6], name(folder / "edited"), "cost")
    server.wait_for_points(points, name(folder / "run"), "loss")


def test_runs_that_are_cleaned_away(server: Server, folder: Path) -> None:
    """`tfv1 clean` while TensorBoard runs: deleted runs vanish from it, kept ones stay."""
    points = {run: write(folder / run, range(3)) for run in ("old", "new")}
    for run in points:
        server.wait_for_points(points[run], name(folder / run), "loss")
    [file] = (folder / "old").iterdir()
    os.utime(file, (time.time() - 7200, time.time() - 7200))
    tfv1("clean", folder, "--older-than", "1h", "--yes", "--assume-closed")

    def runs() -> list[str]:
        return [run for run in server.get("runs") if run.startswith(f"{folder.name}/")]

    server.wait_until(runs, [name(folder / "new")])
    server.wait_for_points(points["new"], name(folder / "new"), "loss")
