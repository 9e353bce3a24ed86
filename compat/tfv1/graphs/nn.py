"""tf.nn."""

import numbers
from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import math_ops, nn_ops, random_ops

from tfv1.graphs.replacing import original, replaces


@replaces("ops.nn_ops:dropout_v2", "TensorFlow 2 scales first and selects with SelectV2")
def dropout_v2(
    x: Any, rate: Any, noise_shape: Any = None, seed: Any = None, name: str | None = None
) -> Any:
    number = isinstance(rate, numbers.Real)
    if number and not 0 <= rate < 1:
        return original(dropout_v2)(x, rate, noise_shape, seed, name)
    with ops.name_scope(name, "dropout", [x]):
        x = ops.convert_to_tensor(x, name="x")
        if not x.dtype.is_floating:
            raise ValueError(
                "x has to be a floating point tensor since it's going to be scaled. "
                f"Got a {x.dtype} tensor instead."
            )
        if number and rate == 0:
            return x  # and nothing asks for a seed
        rate = ops.convert_to_tensor(rate, dtype=x.dtype, name="rate")
        rate.shape.assert_has_rank(0)
        noise_shape = nn_ops._get_noise_shape(x, noise_shape)
        drawn = random_ops.random_uniform(noise_shape, seed=seed, dtype=x.dtype)
        scale = 1 / (1 - rate)
        kept = drawn >= rate
        result = x * scale * math_ops.cast(kept, x.dtype)
        result.set_shape(x.shape)
        return result
