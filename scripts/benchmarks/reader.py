"""Time reading scalars: ours, TensorBoard's EventAccumulator, TensorFlow's summary_iterator.

All run in one process, in turn, on the same file; the ratios are medians over the rounds.
"""

import argparse
import logging
import os
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence

from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto import event_pb2

from tfv1.events import read_events
from tfv1.events.format.record import frame
from tfv1.events.reading.series import read_scalars

TAGS = ("loss", "accuracy", "global_step/sec")
START = 1_500_000_000.0


def write_log(directory: str, events: int) -> str:
    """Write an event file with `events` events of three scalars; return its path."""
    numbers = random.Random(0)
    path = os.path.join(directory, f"events.out.tfevents.{START:.0f}.bench")
    with open(path, "wb") as file:
        version = event_pb2.Event(wall_time=START, file_version="brain.Event:2")
        file.write(frame(version.SerializeToString()))
        for step in range(events):
            event = event_pb2.Event(wall_time=START + step / 100, step=step)
            for tag in TAGS:
                event.summary.value.add(tag=tag, simple_value=numbers.random())
            file.write(frame(event.SerializeToString()))
    return path


def with_accumulator(directory: str) -> int:
    logging.getLogger("tensorboard").setLevel(logging.ERROR)
    everything = event_accumulator.STORE_EVERYTHING_SIZE_GUIDANCE
    accumulator = event_accumulator.EventAccumulator(directory, everything).Reload()
    return sum(len(accumulator.Scalars(tag)) for tag in TAGS)


def with_summary_iterator(path: str) -> int:
    import tensorflow as tf

    count = 0
    for event in tf.compat.v1.train.summary_iterator(path):
        count += len(event.summary.value)
    return count


def with_read_events(directory: str) -> int:
    return sum(len(event.summary.value) for event in read_events(directory))


def with_read_scalars(directory: str) -> int:
    return sum(map(len, read_scalars(directory).values()))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench reader", description=__doc__)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as directory:
        path = write_log(directory, args.events)
        readers: dict[str, tuple[Callable[[str], int], str]] = {
            "read_scalars (tfv1)": (with_read_scalars, directory),
            "read_events (tfv1)": (with_read_events, directory),
            "summary_iterator (TensorFlow)": (with_summary_iterator, path),
            "EventAccumulator (TensorBoard)": (with_accumulator, directory),
        }
        times: dict[str, list[float]] = {name: [] for name in readers}
        with_summary_iterator(path)  # loads TensorFlow, which the accumulator uses too
        for _ in range(args.rounds):
            for name, (read, where) in readers.items():
                start = time.perf_counter()
                points = read(where)
                times[name].append(time.perf_counter() - start)
                if points != args.events * len(TAGS):
                    print(f"{name} read {points} points of {args.events * len(TAGS)}")
                    return 1
        ours = times["read_scalars (tfv1)"]
        print(f"{args.events:,} events of {len(TAGS)} scalars, {os.path.getsize(path):,} bytes")
        print(f"{'':32}{'us/event':>10}{'of read_scalars':>17}")
        for name, seconds in times.items():
            ratio = statistics.median(a / b for a, b in zip(seconds, ours, strict=True))
            each = statistics.median(seconds) / args.events * 1e6
            print(f"{name:32}{each:10.2f}{ratio:16.1f}x")
        tracemalloc.start()
        read_scalars(directory, TAGS[:1])
        _, peak = tracemalloc.get_traced_memory()
        print(f"peak memory of read_scalars for one tag: {peak / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
