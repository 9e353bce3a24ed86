"""Reproducible runs: one seed, the same random streams on TensorFlow 1.15 and on TensorFlow 2.

A random op without its own seed gets one from its graph's seed and a number for the op. For that
number TensorFlow 1.15 takes the count of ops in the graph so far, TensorFlow 2 a count of calls.
The number of ops differs between versions, so `tf.set_random_seed` alone gives different streams.
`install` makes the number the op's position among the random ops of its graph, on both versions.

This file imports nothing else from this package and keeps to Python 3.7's syntax, so that it also
works with the real 1.15:

    python seeding.py 7 train.py --steps=100     # on a TensorFlow 1.15 interpreter
    tfv1 run --seed 7 train.py --steps=100       # here

What the script seeds itself stays as it is; only the rest is seeded:

- op seed given: the pair of seeds is TensorFlow's own, with or without a graph seed.
- `tf.set_random_seed(n)`: n is the graph seed; ops without a seed get n and their position.
- neither: the installed seed and the op's position.
- `random.seed(n)`, `np.random.seed(n)`: as the script says.

Generators seeded by the operating system (`RandomState()` and `default_rng()` without a seed) are
out of reach. So is the order of sets of strings: set PYTHONHASHSEED for that.

Every graph has its own count, and so does every function graph (`Dataset.map`, `Defun`), as in
TensorFlow: the first random op of two graphs draws the same stream. Eager ops take TensorFlow's
own sequence under the installed seed, which is the same on both.

Under a seed, while loops run their iterations one after another, so that the order of draws is
fixed. Keras takes the seeds of its layers and noise from NumPy's generator, as 1.15 did. Threads
that share a generator or build a graph together race as they always did.
"""

from __future__ import annotations

import importlib
import os
import random
import sys
import threading
import weakref
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    # A replacement: "module:path", what makes it from the original, and why.
    Row = tuple[str, Callable[[Any], Any], str]

_MAX_NUMPY_SEED = 2**32 - 1  # the largest that np.random.seed takes
_MAX_INT32 = 2**31 - 1  # TensorFlow reduces op and graph seeds modulo this


def prepare(seed: int) -> None:
    """Switches off oneDNN, which sums floats in another order; call it before TensorFlow loads.

    If TF_ENABLE_ONEDNN_OPTS is already set, it keeps its value.

    Args:
      seed: the seed for `install`, an integer from 0 to 2**32 - 1.

    Raises:
      TypeError, ValueError: the seed is not such an integer.
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError(f"The seed must be an integer, not {type(seed).__name__}: {seed!r}")
    if not 0 <= seed <= _MAX_NUMPY_SEED:
        raise ValueError(f"The seed must be from 0 to {_MAX_NUMPY_SEED}, not {seed}")
    if "tensorflow" not in sys.modules:
        os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")


def install(seed: int, apply: Callable[[list[Row]], None] | None = None) -> None:
    """Seeds Python's, NumPy's and TensorFlow's generators; call it before a graph is built.

    Loads TensorFlow if necessary. A second call restarts the streams with its own seed.

    Args:
      seed: an integer from 0 to 2**32 - 1.
      apply: puts the rows in place; by default as `_replace` does.

    Raises:
      TypeError, ValueError: the seed is not such an integer.
    """
    prepare(seed)
    import numpy as np

    random.seed(seed)
    np.random.seed(seed)
    (apply or _replace)(rows(seed))


def rows(seed: int) -> list[Row]:
    """The replacements in TensorFlow, which this loads."""
    import tensorflow as tf
    from tensorflow.python.framework import random_seed

    own = random_seed.get_seed
    get_seed = _by_position(getattr(own, "unseeded", own), seed)
    # The ops look get_seed up in its module; the others are public names of the same function.
    names = ["tensorflow.python.framework.random_seed:get_seed"]
    names += ["tensorflow:compat.v1.get_seed", "tensorflow:compat.v1.random.get_seed"]
    if tf.__version__.startswith("1."):
        names += ["tensorflow:get_seed", "tensorflow:random.get_seed"]
    why = "takes other seeds for ops without one on each version"
    return [
        *((name, lambda original: get_seed, why) for name in names),
        (
            "tensorflow.python.ops.control_flow_ops:WhileContext.__init__",
            _one_iteration_at_a_time,
            "iterations that run in parallel draw from a random op in any order, so the loop of a "
            "dropout wrapper gets other masks on each version, or in each run",
        ),
        (
            "tensorflow.python.ops.gen_image_ops:sample_distorted_bounding_box_v2",
            _seeded,
            "a graph seed does not reach it: without an op seed it runs under (0, 0), unseeded",
        ),
    ]


def _replace(rows: list[Row]) -> None:
    """Puts the replacements in place, where the rest of this package is absent."""
    for target, replacement, _ in rows:
        module, _, path = target.partition(":")
        *above, name = path.split(".")
        owner = importlib.import_module(module)
        for part in above:
            owner = getattr(owner, part)
        setattr(owner, name, replacement(getattr(owner, name)))


def _by_position(original: Any, seed: int) -> Any:
    """Returns TensorFlow's get_seed with op seeds by position where the caller gives none."""
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops

    next_position: Any = weakref.WeakKeyDictionary()  # graph -> position of its next random op
    lock = threading.Lock()

    def get_seed(op_seed):
        if op_seed is not None:
            return original(op_seed)
        if context.executing_eagerly():
            if context.global_seed() is None:
                context.set_global_seed(seed)
            return original(None)
        if sys._getframe(1).f_code.co_name == "dummy_rng_step":
            # TensorFlow 2 asks for a seed for a dropout that drops nothing, 1.15 does not;
            # there is no random op to count.
            return original(None)
        graph = ops.get_default_graph()
        with lock:
            position = next_position.get(graph, 0)
            next_position[graph] = position + 1
        graph_seed = (seed if graph.seed is None else graph.seed) % _MAX_INT32
        if graph_seed == position == 0:
            return 0, _MAX_INT32  # the kernels take (0, 0) for "no seed"
        return graph_seed, position

    setattr(get_seed, "unseeded", original)  # noqa: B010 - a plain assignment is an error to mypy
    get_seed.__doc__ = original.__doc__
    return get_seed


def _one_iteration_at_a_time(original: Any) -> Any:
    def init(self, *args, **kwargs):
        original(self, *args, **kwargs)
        self._parallel_iterations = 1

    return init


def _seeded(original: Any) -> Any:
    from tensorflow.python.framework import random_seed

    def sample(*args, **names):
        if not names.get("seed") and not names.get("seed2"):
            names["seed"], names["seed2"] = random_seed.get_seed(None)
        return original(*args, **names)

    return sample


def main(argv: list[str]) -> None:
    """Runs `argv[1]`, a script, with the arguments after it under the seed `argv[0]`."""
    if len(argv) < 2 or not argv[0].isdigit():
        sys.exit("usage: python seeding.py SEED SCRIPT [ARGUMENTS...]")
    import runpy

    script = argv[1]
    sys.argv = argv[1:]
    # As with `python script`; otherwise the modules next to this file would shadow others.
    sys.path[0] = os.path.dirname(os.path.abspath(script))
    install(int(argv[0]))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
