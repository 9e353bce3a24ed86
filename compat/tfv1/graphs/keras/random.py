"""Keras's own random numbers. 1.15 drew each op's seed from NumPy's generator.

Only Dropout left its seed to TensorFlow.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from tensorflow.python.ops import random_ops

from tfv1.graphs.replacing import replaces

_GENERATOR = "tf_keras.src.backend:RandomGenerator"
_WHY = "TensorFlow 2 leaves the seed to the op"


def seed_or_drawn(seed: object) -> Any:
    return np.random.randint(10_000_000) if seed is None else seed


@replaces(f"{_GENERATOR}.make_legacy_seed", "TensorFlow 2 takes another seed for each call")
def make_legacy_seed(self: Any) -> Any:
    return self._seed


@replaces(f"{_GENERATOR}.random_uniform", _WHY)
def random_uniform(
    self: Any,
    shape: object,
    minval: object = 0.0,
    maxval: object = None,
    dtype: object = None,
    nonce: object = None,
) -> Any:
    seed = seed_or_drawn(self._seed)
    maxval = 1.0 if maxval is None else maxval
    return random_ops.random_uniform(shape, minval, maxval, _floats(dtype), seed)


def _normal(name: str) -> Callable[..., Any]:
    def normal(
        self: Any,
        shape: object,
        mean: object = 0.0,
        stddev: object = 1.0,
        dtype: object = None,
        nonce: object = None,
    ) -> Any:
        draw = getattr(random_ops, name)  # at each call: it is replaced, too
        seed = seed_or_drawn(self._seed)
        return draw(shape, mean, stddev, _floats(dtype), seed)

    return normal


for _name in ("random_normal", "truncated_normal"):
    replaces(f"{_GENERATOR}.{_name}", _WHY)(_normal(_name))


def _floats(dtype: object) -> Any:
    from tf_keras.src import backend

    return dtype or backend.floatx()
