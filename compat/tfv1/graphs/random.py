"""Random ops and the nodes around them."""

from typing import Any

import numpy as np
from tensorflow.python.framework import dtypes, ops, random_seed
from tensorflow.python.ops import (
    array_ops,
    gen_random_ops,
    gen_stateless_random_ops,
    gen_stateless_random_ops_v2,
    math_ops,
    random_ops_util,
    shape_util,
    stateless_random_ops,
)

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces("ops.random_ops:random_uniform", "TensorFlow 2 leaves out what 0 and 1 do not need")
def random_uniform(
    shape: object,
    minval: Any = 0,
    maxval: object = None,
    dtype: Any = dtypes.float32,
    seed: object = None,
    name: str | None = None,
) -> Any:
    dtype = dtypes.as_dtype(dtype)
    if not dtype.is_floating:
        return original(random_uniform)(shape, minval, maxval, dtype, seed, name)
    if maxval is None:
        maxval = 1
    with ops.name_scope(name, "random_uniform", [shape, minval, maxval]) as name:
        shape = shape_util.shape_tensor(shape)
        minval = ops.convert_to_tensor(minval, dtype=dtype, name="min")
        maxval = ops.convert_to_tensor(maxval, dtype=dtype, name="max")
        seed1, seed2 = random_seed.get_seed(seed)
        drawn = gen_random_ops.random_uniform(shape, dtype, seed=seed1, seed2=seed2)
        result = math_ops.add(drawn * (maxval - minval), minval, name=name)
        shape_util.maybe_set_static_shape(result, shape)
        return result


@replaces("ops.random_ops:random_gamma", "TensorFlow 2 broadcasts by BroadcastTo")
def random_gamma(
    shape: object,
    alpha: Any,
    beta: object = None,
    dtype: object = dtypes.float32,
    seed: object = None,
    name: str | None = None,
) -> Any:
    with ops.name_scope(name, "random_gamma", [shape, alpha, beta]):
        shape = ops.convert_to_tensor(shape, name="shape", dtype=dtypes.int32)
        alpha = ops.convert_to_tensor(alpha, name="alpha", dtype=dtype)
        beta = ops.convert_to_tensor(1 if beta is None else beta, name="beta", dtype=dtype)
        alpha += array_ops.zeros_like(beta)
        seed1, seed2 = random_seed.get_seed(seed)
        drawn = gen_random_ops.random_gamma(shape, alpha, seed=seed1, seed2=seed2)
        least = np.finfo(alpha.dtype.as_numpy_dtype).tiny
        return math_ops.maximum(least, drawn / beta)


def _seed_as_key(seed: Any, alg: Any) -> Any:
    """The seed in place of a key, without a counter, which tells `_by_seed` to take 1.15's op."""
    if in_graph() and alg == "auto_select":
        return seed, None, None
    return random_ops_util.get_key_counter_alg(seed, alg)


def _by_seed(name: str) -> Any:
    by_key = getattr(gen_stateless_random_ops_v2, f"{name}_v2")
    by_seed = getattr(gen_stateless_random_ops, name)

    def draw(shape: Any, *, key: Any, counter: Any, alg: Any, **options: Any) -> Any:
        if counter is None:
            return by_seed(shape, seed=key, **options)
        return by_key(shape, key=key, counter=counter, alg=alg, **options)

    return draw


def _by_key(name: str) -> Any:
    """An op that 1.15 did not have."""

    def draw(*inputs: Any, key: Any, counter: Any, alg: Any, **options: Any) -> Any:
        if counter is None:
            key, counter, alg = random_ops_util.get_key_counter_alg(key, "auto_select")
        op = getattr(gen_stateless_random_ops_v2, name)
        return op(*inputs, key=key, counter=counter, alg=alg, **options)

    return draw


_WHY = "TensorFlow 2 makes a key and a counter of the seed"
_DRAWN = (
    "stateless_random_normal",
    "stateless_random_uniform",
    "stateless_random_uniform_full_int",
    "stateless_random_uniform_int",
    "stateless_truncated_normal",
)
replaces_name(
    stateless_random_ops,
    "random_ops_util",
    over(random_ops_util, "random_ops_util", get_key_counter_alg=_seed_as_key),
    _WHY,
)
replaces_name(
    stateless_random_ops,
    "gen_stateless_random_ops_v2",
    over(
        gen_stateless_random_ops_v2,
        "gen_stateless_random_ops_v2",
        **{f"{name}_v2": _by_seed(name) for name in _DRAWN},
        **{n: _by_key(n) for n in ("stateless_shuffle", "stateless_random_gamma_v3")},
    ),
    _WHY,
)
