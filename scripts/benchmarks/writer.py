"""Time writing events: ours, tensorflow.compat.v1's FileWriter, tensorboardX, and the floor.

A figure is the caller's time for all events, with close, by event. All writers take their turn in
every round, so that the machine's moods meet them alike; a ratio is the median of the rounds'
ratios. The floor is what nobody gets below who hands each event to the operating system at once:
one checksum and one write(2) of the same bytes.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tensorboard.compat.proto.summary_pb2 import Summary

from tfv1.events.format import encode, record

Add = Callable[[Any, int], Any]


class Case(NamedTuple):
    name: str
    summary: Summary
    as_bytes: bool
    events: int
    threads: int
    goals: dict[str, float]  # peer -> how many times as fast as it


def scalars(count: int) -> Summary:
    return Summary(
        value=[Summary.Value(tag=f"losses/loss_{i}", simple_value=i / 7) for i in range(count)]
    )


def image(size: int) -> Summary:
    picture = Summary.Image(
        height=512, width=512, colorspace=3, encoded_image_string=os.urandom(size)
    )
    return Summary(value=[Summary.Value(tag="images/input/image", image=picture)])


def cases(scale: float) -> list[Case]:
    def events(count: int) -> int:
        return max(1, round(count * scale))

    v1, tbx = "compat.v1", "tensorboardX"
    return [
        Case("1 scalar, bytes", scalars(1), True, events(20000), 1, {v1: 3, tbx: 15}),
        Case("10 scalars, bytes", scalars(10), True, events(10000), 1, {v1: 4}),
        Case("100 scalars, bytes", scalars(100), True, events(3000), 1, {v1: 5}),
        Case("10 scalars, proto", scalars(10), False, events(10000), 1, {v1: 4}),
        Case("1 MB image, bytes", image(1 << 20), True, events(100), 1, {v1: 2}),
        Case("1 scalar, 8 threads", scalars(1), True, events(20000), 8, {v1: 1.2}),
    ]


def ours(logdir: str, given: Any) -> tuple[Add, Callable[[], None], Any]:
    import tfv1

    writer = tfv1.summary.FileWriter(logdir)
    return writer.add_summary, writer.close, given


def compat_v1(logdir: str, given: Any) -> tuple[Add, Callable[[], None], Any]:
    import tensorflow.compat.v1 as tf

    if not isinstance(given, bytes):
        given = tf.Summary.FromString(given.SerializeToString())
    with tf.Graph().as_default():
        writer = tf.summary.FileWriter(logdir)
    return writer.add_summary, writer.close, given


def tensorboardx(logdir: str, given: Any) -> tuple[Add, Callable[[], None], Any]:
    import tensorboardX
    from tensorboardX.proto.summary_pb2 import Summary as TheirSummary

    writer = tensorboardX.FileWriter(logdir)
    if not isinstance(given, bytes):
        return writer.add_summary, writer.close, TheirSummary.FromString(given.SerializeToString())
    # It takes no bytes: what its user would do with them.
    parse = TheirSummary.FromString
    return lambda data, step: writer.add_summary(parse(data), step), writer.close, given


def floor(logdir: str, given: Any) -> tuple[Add, Callable[[], None], Any]:
    data = given if isinstance(given, bytes) else given.SerializeToString()
    head = encode.event_head(time.time(), 1000, encode.SUMMARY_FIELD, len(data))
    whole = record.frame(head, data)
    os.makedirs(logdir)
    file = os.open(os.path.join(logdir, "floor"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    write, checksum = os.write, record.google_crc32c.value

    def add(framed: bytes, step: int) -> None:
        checksum(framed)
        write(file, framed)

    return add, lambda: os.close(file), whole


WRITERS = {"tfv1": ours, "compat.v1": compat_v1, "tensorboardX": tensorboardx, "floor": floor}


def seconds_by_event(name: str, case: Case, logdir: str) -> float:
    given = case.summary.SerializeToString() if case.as_bytes else case.summary
    add, close, value = WRITERS[name](logdir, given)
    add(value, 0)  # opens the file
    each = case.events // case.threads

    def loop() -> None:
        for step in range(each):
            add(value, step)

    started = time.perf_counter()
    if case.threads == 1:
        loop()
    else:
        threads = [threading.Thread(target=loop) for _ in range(case.threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    close()
    return (time.perf_counter() - started) / (each * case.threads)


def measure(case: Case, rounds: int, root: str) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in WRITERS}
    for round_ in range(rounds + 1):
        for name in WRITERS:
            logdir = os.path.join(root, name)
            took = seconds_by_event(name, case, logdir)
            shutil.rmtree(logdir)
            if round_ > 0:  # the first is to warm up
                seconds[name].append(took)
        progress(f"{case.name}: round {round_} of {rounds}")
    return seconds


def report(case: Case, seconds: dict[str, list[float]]) -> dict[str, Any]:
    def ratio(slower: str, faster: str) -> float:
        return statistics.median(
            a / b for a, b in zip(seconds[slower], seconds[faster], strict=True)
        )

    ratios = {name: ratio(name, "tfv1") for name in ("compat.v1", "tensorboardX")}
    return {
        "case": case.name,
        "microseconds": {name: 1e6 * statistics.median(values) for name, values in seconds.items()},
        "times_as_fast": ratios,
        "times_the_floor": ratio("tfv1", "floor"),
        "goals": case.goals,
        "reached": all(ratios[name] >= goal for name, goal in case.goals.items()),
    }


def lines(results: list[dict[str, Any]]) -> Iterator[str]:
    yield (
        f"{'microseconds an event':22}{'tfv1':>9}{'compat.v1':>11}{'tensorboardX':>14}{'floor':>8}"
        f"   {'x compat.v1':>14}{'x tensorboardX':>18}{'of the floor':>14}"
    )
    for result in results:
        took, times, goals = result["microseconds"], result["times_as_fast"], result["goals"]
        columns = [
            f"{times[name]:.1f}" + (f" (goal {goals[name]:g})" if name in goals else "")
            for name in ("compat.v1", "tensorboardX")
        ]
        yield (
            f"{result['case']:22}{took['tfv1']:9.2f}{took['compat.v1']:11.2f}"
            f"{took['tensorboardX']:14.2f}{took['floor']:8.2f}"
            f"   {columns[0]:>14}{columns[1]:>18}{result['times_the_floor']:14.2f}"
        )


def progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="counted rounds a case (default 9)")
    parser.add_argument("--scale", type=float, default=1, help="times the usual number of events")
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--dir", help="write below this directory (default: the temporary one)")
    args = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory(dir=args.dir) as root:
        for case in cases(args.scale):
            if args.only in case.name:
                results.append(report(case, measure(case, args.rounds, root)))
    progress("")
    print(json.dumps(results, indent=2) if args.json else "\n".join(lines(results)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
