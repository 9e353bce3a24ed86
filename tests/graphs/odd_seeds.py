"""What seeds random ops get in unusual ways; prints them as JSON.

    python -m tests.graphs.odd_seeds           on 1.15.5
    python -m tests.graphs.odd_seeds --here    on this project

Keeps to Python 3.7's syntax.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if "--here" in sys.argv:
    import tfv1 as tf
else:
    import tensorflow as tf
from tensorflow.python.eager import context
from tensorflow.python.framework.function import Defun

from tests.graphs import digest

GIVEN = (1.5, 2**31, 2**63, 2**70, -1, True, "a", None)


def draw(seed=None):
    return tf.random_uniform([2], 0, 9, tf.int32, seed=seed)


def of_the_graph(seed):
    tf.set_random_seed(seed)
    draw()


def changed_on_the_way():
    of_the_graph(1)
    of_the_graph(2)


def after_an_import():
    with tf.Graph().as_default() as other:
        tf.constant(1.0, name="a")
    tf.set_random_seed(3)
    tf.import_graph_def(other.as_graph_def())
    draw()


def in_a_loop():
    tf.set_random_seed(4)
    tf.while_loop(lambda i: i < 2, lambda i: i + draw()[0], [0])


def in_a_cond():
    tf.set_random_seed(4)
    tf.cond(tf.constant(True), draw, lambda: draw(7))


def in_a_function():
    tf.set_random_seed(4)
    tf.function(lambda: draw() + draw(7))()
    draw()


def in_a_defun():
    tf.set_random_seed(4)

    @Defun(tf.int32)
    def drawn(x):
        return x + draw() + draw(7)

    drawn(1)
    draw()


def in_a_dataset():
    tf.set_random_seed(4)
    rows = tf.data.Dataset.range(3).map(lambda i: draw() + draw(7))
    tf.data.make_one_shot_iterator(rows).get_next()
    draw()


def after_another_graph():
    tf.set_random_seed(4)
    with tf.Graph().as_default():
        tf.set_random_seed(8)
        draw()
    draw()


def in_a_graph_without_a_seed():
    draw()
    draw(7)


def after_a_reset():
    """Leaves the graphs in which the others are built."""
    tf.reset_default_graph()
    tf.set_random_seed(4)
    draw()
    before = digest.seeds(tf.get_default_graph())
    tf.reset_default_graph()
    draw()
    tf.set_random_seed(5)
    draw()
    return before + digest.seeds(tf.get_default_graph())


def eager():
    """The numbers that are drawn, since there are no ops."""
    with context.eager_mode():
        tf.set_random_seed(4)
        drawn = [draw(), draw(7), draw(7), draw()]
        tf.set_random_seed(4)
        return [numbers.numpy().tolist() for numbers in drawn + [draw()]]


def by_its_other_names():
    tf.compat.v1.set_random_seed(5)
    draw()
    tf.random.set_random_seed(6)
    draw()


def found(build, *arguments):
    """The seeds of all random ops, or the error."""
    with tf.Graph().as_default() as graph:
        try:
            build(*arguments)
        except Exception as error:  # noqa: BLE001 - what 1.15 refuses is compared, too
            return type(error).__name__
        return digest.seeds(graph)


def main():
    tf.logging.set_verbosity(tf.logging.FATAL)
    cases = (
        changed_on_the_way,
        after_an_import,
        in_a_loop,
        in_a_cond,
        in_a_function,
        in_a_defun,
        in_a_dataset,
        after_another_graph,
        in_a_graph_without_a_seed,
        by_its_other_names,
    )
    seeds = {build.__name__: found(build) for build in cases}
    for seed in GIVEN:
        seeds[f"graph seed {seed!r}"] = found(of_the_graph, seed)
        seeds[f"op seed {seed!r}"] = found(draw, seed)
    seeds["after_a_reset"], seeds["eager"] = after_a_reset(), eager()
    json.dump(seeds, sys.stdout)


if __name__ == "__main__":
    main()
