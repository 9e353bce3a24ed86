"""Gradient clipping."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from tensorflow.python.framework import constant_op, indexed_slices, ops
from tensorflow.python.ops import array_ops, clip_ops, math_ops

from tfv1.graphs.replacing import original, replaces


@replaces("ops.clip_ops:clip_by_norm", "TensorFlow 2 makes a norm below 0 one of 0")
def clip_by_norm(t: Any, clip_norm: Any, axes: object = None, name: str | None = None) -> Any:
    with ops.name_scope(name, "clip_by_norm", [t, clip_norm]) as name:
        is_slices = isinstance(t, indexed_slices.IndexedSlices)
        values = ops.convert_to_tensor(t.values if is_slices else t, name="t")
        squared = math_ops.reduce_sum(values * values, axes, keepdims=True)
        positive = squared > 0
        safe = array_ops.where(positive, squared, array_ops.ones_like(squared))
        norm = array_ops.where(positive, math_ops.sqrt(safe), squared)
        scaled = values * clip_norm
        values.shape.assert_is_compatible_with(scaled.shape)
        clipped = array_ops.identity(scaled / math_ops.maximum(norm, clip_norm), name=name)
        if is_slices:
            return indexed_slices.IndexedSlices(clipped, t.indices, t.dense_shape)
        return clipped


@replaces("ops.clip_ops:clip_by_global_norm", "1.15 made the scale NaN by a Select")
def clip_by_global_norm(
    t_list: object, clip_norm: object, use_norm: Any = None, name: str | None = None
) -> Any:
    if not isinstance(t_list, Sequence) or isinstance(t_list, str):
        return original(clip_by_global_norm)(t_list, clip_norm, use_norm, name)
    if use_norm is None:
        use_norm = clip_ops.global_norm(t_list, name)
    with ops.name_scope(name, "clip_by_global_norm", [*t_list, clip_norm]) as name:
        inverse = 1.0 / use_norm
        one = constant_op.constant(1.0, dtype=use_norm.dtype)
        scale = clip_norm * math_ops.minimum(inverse, one / clip_norm)
        finite = math_ops.is_finite(use_norm)
        not_a_number = constant_op.constant(np.nan, dtype=use_norm.dtype)
        scale = array_ops.where(finite, scale, not_a_number)
        return [_scaled(t, scale, f"{name}_{i}") for i, t in enumerate(t_list)], use_norm


def _scaled(t: object, scale: Any, name: str) -> Any:
    if t is None:
        return None
    if isinstance(t, indexed_slices.IndexedSlices):
        return indexed_slices.IndexedSlices(
            _scaled(t.values, scale, name), t.indices, t.dense_shape
        )
    t = ops.convert_to_tensor(t)
    with ops.colocate_with(t):
        return array_ops.identity(t * scale, name=name)
