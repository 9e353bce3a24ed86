"""Pipelines give 1.15.5's elements in 1.15.5's order for the same seeds."""

from typing import Any

import numpy as np
import pytest

from tests.graphs import here
from tests.support import oracle
from tests.support.cli import python

RECORDED: dict[str, Any] = oracle.recorded("graphs/orders")
SHUFFLES = """
import gc
import tfv1 as tf
for seed in (None, 3, 3):
    gc.collect()
    with tf.Graph().as_default() as graph:
        dataset = tf.data.Dataset.range(7).shuffle(5, seed=seed).repeat()
        iterator = dataset.make_initializable_iterator()
        element = iterator.get_next()
        functions = graph.as_graph_def().library.function
        print(any(node.op == "PyFunc" for one in functions for node in one.node_def))
        with tf.Session() as session:
            session.run(iterator.initializer)
            assert sorted(session.run([element])[0] for _ in range(7)) == list(range(7))
    del dataset, element, functions, graph, iterator, session
"""


@pytest.fixture(scope="module")
def obtained() -> dict[str, Any]:
    """The orders of all pipelines, run by one process."""
    found: dict[str, Any] = here.run("orders")
    return found


@pytest.mark.parametrize("name", RECORDED)
def test_order_is_that_of_1_15(name: str, obtained: dict[str, Any]) -> None:
    """All elements are those of the recording, over two runs and with a one-shot iterator."""
    assert obtained[name] == RECORDED[name]


@pytest.mark.parametrize("chunk", [1, 3, 7, 10])
def test_order_does_not_depend_on_the_chunks(chunk: int) -> None:
    """Whatever chunks the input comes in, the elements come out in 1.15.5's order."""
    from tfv1.graphs.data.shuffling import EMPTY, fill_and_draw

    size, buffer = 7, 5
    expected = RECORDED["shuffle 5 of 7 repeat 2"]
    places: Any = [None] * (buffer + chunk)
    state, found = EMPTY, []
    positions = np.tile(np.arange(size), 2)
    for start in range(0, 2 * size + chunk, chunk):
        part = positions[start : start + chunk]
        taken, given, state = fill_and_draw(state, buffer, (1, size + buffer), part)
        for place, position in zip(taken, part, strict=True):
            places[place] = position
        found += [places[place] for place in given]
    assert found == expected[: 2 * size]


def test_without_a_seed_tensorflow_shuffles() -> None:
    """Only where an order is to be kept is it computed in Python, which takes longer.

    The function that does it is built once, and outlives the graph that it was built in.
    """
    done = python("-c", SHUFFLES)
    assert done.stdout.split() == ["False", "True", "True"], done.stderr
