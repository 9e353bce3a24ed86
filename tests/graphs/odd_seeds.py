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
        return [
            [op.name, op.get_attr("seed"), op.get_attr("seed2")]
            for op in graph.get_operations()
            if op.type == "RandomUniformInt"
        ]


def main():
    tf.logging.set_verbosity(tf.logging.FATAL)
    cases = (changed_on_the_way, after_an_import, in_a_loop, in_a_cond, by_its_other_names)
    seeds = {build.__name__: found(build) for build in cases}
    for seed in GIVEN:
        seeds[f"graph seed {seed!r}"] = found(of_the_graph, seed)
        seeds[f"op seed {seed!r}"] = found(draw, seed)
    json.dump(seeds, sys.stdout)


if __name__ == "__main__":
    main()
