"""Measure the log tools as whole processes: CPU seconds, wall seconds and peak memory.

The logs are (a) one run with 20 tags of 50,000 points, (b) 200 runs with 30 tags of 1,000 points,
(c) one run of images, histograms, audio and text; --scale makes them smaller or larger. Each row
stands beside what it is compared with, measured in the same round. Rows named "server" are beside
TensorBoard's data server as TensorBoard starts it, until it has loaded the log; "all of it" beside
one that keeps every point and looks at every checksum, as tfv1 does. Rows beside tbparse and
tensorboard-reducer need these: pip install tbparse tensorboard-reducer.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tensorboard.compat.proto import event_pb2

from tfv1.events.format.record import frame

START = 1_500_000_000.0
READ = (
    "import sys, tfv1.events as events\n"
    "from tfv1.events.reading.runs import find_runs\n"
    "for run in find_runs(sys.argv[1]).values(): events.read_scalars(run)"
)
ACCUMULATOR = (
    "import sys\n"
    "from tfv1.events.reading.runs import find_runs\n"
    "from tensorboard.backend.event_processing import event_accumulator as peer\n"
    "for run in find_runs(sys.argv[1]).values():\n"
    "    peer.EventAccumulator(run, peer.STORE_EVERYTHING_SIZE_GUIDANCE).Reload()"
)
SERVER = (
    "import subprocess, sys, tensorboard_data_server as peer\n"
    "command = [peer.server_binary(), '--logdir', sys.argv[1], *sys.argv[2:], '--port=0',\n"
    "    '--port-file=/dev/null', '--reload=once', '--verbose', '--die-after-stdin']\n"
    "pipe = subprocess.PIPE\n"
    "with subprocess.Popen(command, stdin=pipe, stderr=pipe, text=True) as server:\n"
    "    loaded = any('Finished load cycle' in line for line in server.stderr)\n"
    "sys.exit(not loaded)"
)
TABLE = "import sys, tfv1.events as events\nevents.read(sys.argv[1]).to_pandas()"
TBPARSE = "import sys, tbparse\ntbparse.SummaryReader(sys.argv[1]).scalars"
REDUCER = (
    "import glob, sys, tensorboard_reducer as peer\n"
    "runs = peer.load_tb_events(sorted(glob.glob(sys.argv[1] + '/*')))\n"
    "reduced = peer.reduce_events(runs, ['mean', 'std', 'median', 'min', 'max'])\n"
    "peer.write_data_file(reduced, sys.argv[2])"
)


class Cost(NamedTuple):
    """What a process took: CPU and wall seconds, and its peak memory in MB."""

    cpu: float
    wall: float
    peak: float


class Row(NamedTuple):
    """A command, and what it is compared with; {log} is the log, {out} a path that is free.

    `needs` is the module of a peer that the bench extra does not install.
    """

    name: str
    log: str
    command: list[str]
    beside: list[str]
    needs: str = "tfv1"


def write_run(directory: str, events: Iterator[event_pb2.Event]) -> None:
    os.makedirs(directory)
    path = os.path.join(directory, f"events.out.tfevents.{START:.0f}.bench")
    with open(path, "wb") as file:
        version = event_pb2.Event(wall_time=START, file_version="brain.Event:2")
        file.write(frame(version.SerializeToString()))
        for event in events:
            file.write(frame(event.SerializeToString()))


def scalars(tags: int, points: int, seed: int) -> Iterator[event_pb2.Event]:
    """Losses that fall, with a little noise: how long a picture takes depends on the curves."""
    numbers = random.Random(seed)
    pace = numbers.uniform(2, 10)
    for step in range(points):
        event = event_pb2.Event(wall_time=START + step / 100, step=step)
        loss = math.exp(-pace * step / points)
        for tag in range(tags):
            noisy = loss * (1 + tag / 10) + numbers.gauss(0.1, 0.03)
            event.summary.value.add(tag=f"layer_{tag}/loss", simple_value=noisy)
        yield event


def media(megabytes: int) -> Iterator[event_pb2.Event]:
    numbers = random.Random(0)
    for step in range(megabytes):
        event = event_pb2.Event(wall_time=START + step, step=step)
        event.summary.value.add(tag="loss", simple_value=numbers.random())
        image = {"height": 1, "width": 1, "encoded_image_string": numbers.randbytes(900_000)}
        event.summary.value.add(tag="picture", image=image)
        value = event.summary.value.add(tag="weights")
        value.histo.min, value.histo.max, value.histo.num = 0, 1, 1000
        value.histo.bucket_limit.extend(float(limit) for limit in range(1000))
        value.histo.bucket.extend(float(numbers.randrange(9)) for _ in range(1000))
        audio = {"sample_rate": 44100, "encoded_audio_string": numbers.randbytes(80_000)}
        event.summary.value.add(tag="sound", audio=audio)
        yield event


def measured(command: Sequence[str]) -> Cost:
    """Run `command`; SystemExit where it fails."""
    start = time.perf_counter()
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, quiet, 1)]
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    os.close(quiet)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, time.perf_counter() - start, usage.ru_maxrss / 1024)


def rows() -> list[Row]:
    def python(code: str) -> list[str]:
        return [sys.executable, "-c", code, "{log}"]

    def tool(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "tfv1", *arguments]

    read = python(READ)
    show = tool("show", "{log}")
    repair = tool("repair", "{log}", "-o", "{out}")

    server = python(SERVER)
    # By default it keeps 1,000 points a tag and believes data without their checksums.
    whole_server = [*server, "--checksum", "--samples-per-plugin=scalars=all"]

    def rename(tag: str) -> list[str]:
        return tool("edit", "{log}", "--rename", f"{tag}=error", "-o", "{out}")

    export = tool("export", "{log}", "--csv", "-o", "{out}")
    aggregate = tool("aggregate", "{log}", "-o", "{out}.csv")
    table, tbparse = python(TABLE), python(TBPARSE)
    reducer = [*python(REDUCER), "{out}.csv"]
    return [
        Row("read_scalars (a)", "a", read, python(ACCUMULATOR)),
        Row("read_scalars (b)", "b", read, python(ACCUMULATOR)),
        *(Row(f"read, server ({log})", log, read, server) for log in "abc"),
        *(Row(f"read, all of it ({log})", log, read, whole_server) for log in "abc"),
        Row("golden record (a)", "a", tool("golden", "record", "{log}", "{out}"), read),
        Row("golden check (a)", "a", tool("golden", "check", "{log}", "{golden}"), read),
        Row("diff X X (a)", "a", tool("diff", "{log}", "{log}"), read),
        Row("diff X X (c)", "c", tool("diff", "{log}", "{log}"), read),
        Row("export --csv (a)", "a", export, read),
        Row("export --csv (b)", "b", export, read),
        Row("edit --rename (a)", "a", rename("layer_0/loss"), repair),
        Row("edit --rename (b)", "b", rename("layer_0/loss"), repair),
        Row("edit --rename (c)", "c", rename("loss"), repair),
        Row(
            "show --plot (b)",
            "b",
            tool("show", "--plot", "{out}.png", "{log}"),
            tool("show", "{log}"),
        ),
        Row("show (b)", "b", show, read),
        Row("to_pandas (a)", "a", table, tbparse, "tbparse"),
        Row("to_pandas (b)", "b", table, tbparse, "tbparse"),
        Row("table (b)", "b", tool("table", "{log}"), tbparse, "tbparse"),
        Row("aggregate (b)", "b", aggregate, reducer, "tensorboard_reducer"),
    ]


def write_logs(root: str, scale: float) -> None:
    """The logs a, b and c below `root`, and a golden of a."""
    points = max(10, round(50_000 * scale))
    write_run(os.path.join(root, "a"), scalars(20, points, 0))
    for run in range(200):
        write_run(os.path.join(root, "b", f"run_{run}"), scalars(30, max(10, points // 50), run))
    write_run(os.path.join(root, "c"), media(max(10, round(2000 * scale))))
    golden = [os.path.join(root, name) for name in ("a", "golden")]
    measured([sys.executable, "-m", "tfv1", "golden", "record", *golden])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench tools", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="of the logs' sizes (default 1)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="rows whose name begins so")
    parser.add_argument("--logs", help="where to keep the logs; made there if missing")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as directory:
        root = args.logs or directory
        if not os.path.exists(os.path.join(root, "golden")):
            write_logs(root, args.scale)
        print(f"{'':20}{'CPU s':>8}{'wall s':>8}{'MB':>7}", end="")
        print(f"   {'beside it: CPU s':>16}{'wall s':>8}{'MB':>7}")
        for row in rows():
            if row.name.startswith(args.only) and importlib.util.find_spec(row.needs):
                ours, beside = (
                    _costs(command, root, directory, row.log, args.rounds)
                    for command in (row.command, row.beside)
                )
                print(
                    f"{row.name:20}{ours.cpu:8.2f}{ours.wall:8.2f}{ours.peak:7.0f}   "
                    f"{beside.cpu:16.2f}{beside.wall:8.2f}{beside.peak:7.0f}",
                    flush=True,
                )
    return 0


def _costs(command: list[str], root: str, directory: str, log: str, rounds: int) -> Cost:
    """The medians over the rounds."""
    places = {"log": os.path.join(root, log), "golden": os.path.join(root, "golden")}
    costs = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=directory) as scratch:
            out = os.path.join(scratch, "out")
            costs.append(measured([one.format(out=out, **places) for one in command]))
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


if __name__ == "__main__":
    raise SystemExit(main())
