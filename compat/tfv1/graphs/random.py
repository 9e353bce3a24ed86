"""Random ops and the nodes around them."""

from typing import Any

import numpy as np
from tensorflow.python.framework import dtypes, ops, random_seed
from tensorflow.python.ops import array_ops, gen_random_ops, math_ops, shape_util

from tfv1.graphs.replacing import original, replaces


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
