"""Time tf.summary.histogram with TensorFlow's kernel and with ours, on the same values."""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np
import tensorflow as tf

from tfv1.summary import histogram_kernel

SIZES = (100, 1_000, 10_000, 100_000, 5_000_000)


def cpu_of(run: Callable[[], object], rounds: int) -> float:
    """The median of the CPU seconds of a call."""
    run()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times)


def costs(rounds: int) -> list[float]:
    found = []
    for size in SIZES:
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            numbers = np.random.RandomState(0).randn(size).astype(np.float32)
            variable = tf.compat.v1.get_variable("weights", initializer=numbers)
            summary = tf.compat.v1.summary.histogram("weights", variable)
            session.run(variable.initializer)
            found.append(cpu_of(session.make_callable(summary.op), rounds))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench histogram", description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    args = parser.parse_args(argv)
    theirs = costs(args.rounds)
    if not histogram_kernel.register():
        print("This TensorFlow does not take our kernel.")
        return 1
    print(f"{'values':>10}{'TensorFlow ms':>15}{'tfv1 ms':>10}{'ratio':>8}")
    for size, their, our in zip(SIZES, theirs, costs(args.rounds), strict=True):
        print(f"{size:10,}{their * 1e3:15.3f}{our * 1e3:10.3f}{their / our:8.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
