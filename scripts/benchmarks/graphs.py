"""Measure what 1.15's graphs cost: building them, and a step of training.

Each model is built by tfv1 and, with all of tfv1's replacements undone, by tensorflow.compat.v1, in
turn in one process, and steps are taken in turn on one thread. The columns are medians of CPU
milliseconds, and the median of the ratios of neighbours.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from tfv1 import session, startup
from tfv1.patches import apply, undo

Model = Callable[[Any], Any]  # takes the namespace, makes the operation of one step


def dense(tf: Any) -> Any:
    x, y = _numbers(tf, 64, 256), _classes(tf, 64)
    for size in (256, 256, 128):
        x = tf.nn.dropout(tf.layers.dense(x, size, tf.nn.relu), rate=0.5)
    return _trained(tf, tf.layers.dense(x, 10), y)


def convolution(tf: Any) -> Any:
    """A residual network of 20 layers."""

    def convolved(x: Any, depth: int, stride: int = 1) -> Any:
        x = tf.layers.conv2d(x, depth, 3, stride, padding="same", use_bias=False)
        return tf.layers.batch_normalization(x, training=True)

    x, y = _numbers(tf, 4, 16, 16, 3), _classes(tf, 4)
    x = tf.nn.relu(convolved(x, 8))
    for depth in (8, 8, 8, 16, 16, 16, 32, 32, 32):
        stride = 1 if depth == x.shape[-1] else 2
        inner = convolved(tf.nn.relu(convolved(x, depth, stride)), depth)
        x = tf.nn.relu(inner + (x if stride == 1 else convolved(x, depth, stride)))
    return _trained(tf, tf.layers.dense(tf.reduce_mean(x, [1, 2]), 10), y)


def lstm(tf: Any) -> Any:
    """A language model: two layers in a while loop."""
    words, lengths = _classes(tf, 16, 20, count=1000), _classes(tf, 16, count=20)
    x = tf.nn.embedding_lookup(tf.get_variable("words", [1000, 64]), words)
    cells = [tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.LSTMCell(64), 0.9) for _ in range(2)]
    cell = tf.nn.rnn_cell.MultiRNNCell(cells)
    x, _ = tf.nn.dynamic_rnn(cell, x, lengths, dtype=tf.float32)
    return _trained(tf, tf.layers.dense(x, 1000), words)


def unrolled(tf: Any) -> Any:
    """An encoder and a decoder of 20 steps each, without a loop."""
    words = _classes(tf, 16, 20, count=500)
    x = tf.nn.embedding_lookup(tf.get_variable("words", [500, 32]), words)
    state = None
    for part in ("encoder", "decoder"):
        cell = tf.nn.rnn_cell.GRUCell(32)
        steps = tf.unstack(x, axis=1)
        x, state = tf.nn.static_rnn(cell, steps, state, tf.float32, scope=part)
        x = tf.stack(x, axis=1)
    return _trained(tf, tf.layers.dense(x, 500), words)


def attention(tf: Any) -> Any:
    """A transformer's encoder of four layers with four heads."""
    words = _classes(tf, 8, 32, count=500)
    x = tf.nn.embedding_lookup(tf.get_variable("words", [500, 64]), words)

    def normed(x: Any, name: str) -> Any:
        mean, variance = tf.nn.moments(x, [-1], keep_dims=True)
        scale = tf.get_variable(name, [64], initializer=tf.ones_initializer())
        return (x - mean) * tf.rsqrt(variance + 1e-6) * scale

    def heads(x: Any) -> Any:
        return tf.transpose(tf.reshape(tf.layers.dense(x, 64), [8, 32, 4, 16]), [0, 2, 1, 3])

    for layer in range(4):
        query, key, value = (heads(x) for _ in range(3))
        weights = tf.nn.softmax(tf.matmul(query, key, transpose_b=True) / 4.0)
        mixed = tf.matmul(tf.nn.dropout(weights, rate=0.1), value)
        mixed = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [8, 32, 64])
        x = normed(x + tf.layers.dense(mixed, 64), f"mixed{layer}")
        inner = tf.layers.dense(tf.layers.dense(x, 128, tf.nn.relu), 64)
        x = normed(x + inner, f"inner{layer}")
    return _trained(tf, tf.layers.dense(x, 500), words)


MODELS: dict[str, Model] = {
    model.__name__: model for model in (dense, convolution, lstm, unrolled, attention)
}


def _numbers(tf: Any, *shape: int) -> Any:
    return tf.constant(np.random.RandomState(0).rand(*shape).astype(np.float32))


def _classes(tf: Any, *shape: int, count: int = 10) -> Any:
    return tf.constant(np.random.RandomState(1).randint(0, count, shape))


def _trained(tf: Any, logits: Any, labels: Any) -> Any:
    loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    optimizer = tf.train.AdamOptimizer()
    gradients, variables = zip(*optimizer.compute_gradients(loss), strict=True)
    clipped, _ = tf.clip_by_global_norm(gradients, 5.0)
    return optimizer.apply_gradients(zip(clipped, variables, strict=True))


class Sides:
    """The two ways to build, of which one is in force: "tfv1" and "compat.v1"."""

    def __init__(self) -> None:
        import tfv1

        tensorflow = startup.tensorflow()
        tensorflow.compat.v1.logging.set_verbosity("FATAL")
        self.namespaces = {"tfv1": tfv1, "compat.v1": tensorflow.compat.v1}
        self._rows = startup.rows_of_graph_mode()
        self._done = session.current().replaced

    def take(self, side: str) -> Any:
        undo(self._done)
        if side == "tfv1":
            apply(self._rows, self._done)
        return self.namespaces[side]


def built(sides: Sides, model: Model, rounds: int) -> Iterator[dict[str, float]]:
    """CPU milliseconds of building the model, by side."""
    for _ in range(rounds):
        spent = {}
        for side in sides.namespaces:
            tf = sides.take(side)
            gc.collect()
            gc.disable()  # a collection of everything may fall into one of the two only
            with tf.Graph().as_default():
                start = time.process_time()
                model(tf)
                spent[side] = 1000 * (time.process_time() - start)
            gc.enable()
        yield spent


def stepped(sides: Sides, model: Model, rounds: int, steps: int) -> Iterator[dict[str, float]]:
    """CPU milliseconds of a step of the model, by side."""
    sessions = {}
    for side in sides.namespaces:
        tf = sides.take(side)
        with tf.Graph().as_default():
            tf.set_random_seed(1)
            step = model(tf)
            config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
            sessions[side] = tf.Session(config=config), step
            sessions[side][0].run(tf.global_variables_initializer())
            sessions[side][0].run(step)
    for _ in range(rounds):
        spent = {}
        for side, (training, step) in sessions.items():
            sides.take(side)
            start = time.process_time()
            for _ in range(steps):
                training.run(step)
            spent[side] = 1000 * (time.process_time() - start) / steps
        yield spent
    for training, _ in sessions.values():
        training.close()


def row(found: Iterator[dict[str, float]]) -> str:
    costs = list(found)
    ours, theirs = ([cost[side] for cost in costs] for side in ("tfv1", "compat.v1"))
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return (
        f"{statistics.median(ours):10.1f}{statistics.median(theirs):11.1f}"
        f"{statistics.median(ratios):7.2f}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench graphs", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--steps", type=int, default=20, help="of each side in a round")
    parser.add_argument("--only", choices=MODELS, help="one model")
    args = parser.parse_args(argv)
    sides = Sides()
    heading = f"{'tfv1':>10}{'compat.v1':>11}{'ratio':>7}"
    print(f"{'':14}{'build':>10}{'':18}{'step':>10}\n{'':14}{heading}{heading}")
    for name in [args.only] if args.only else MODELS:
        model = MODELS[name]
        for _ in built(sides, model, 2):
            pass  # the first ones import and fill caches
        costs = built(sides, model, args.rounds), stepped(sides, model, args.rounds, args.steps)
        print(f"{name:14}{''.join(row(cost) for cost in costs)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
