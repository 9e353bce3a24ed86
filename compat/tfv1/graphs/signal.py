"""tf.signal."""

import math
from typing import Any

from tensorflow.python.framework import ops, tensor_util
from tensorflow.python.ops import array_ops, math_ops
from tensorflow.python.ops.signal import (
    dct_ops,
    fft_ops,
    mel_ops,
    reconstruction_ops,
    shape_ops,
    util_ops,
    window_ops,
)

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


def _constant_value(value: object, partial: bool = False) -> Any:
    """For lengths of transforms: in graphs 1.15 left them in the tensor that they came in."""
    return None if in_graph() else tensor_util.constant_value(value, partial)


_TENSORS_ONLY = over(tensor_util, "tensor_util", constant_value=_constant_value)
replaces_name(
    fft_ops,
    "_tensor_util",
    _TENSORS_ONLY,
    "TensorFlow 2 makes a second constant of the length",
)
replaces_name(
    reconstruction_ops,
    "tensor_util",
    _TENSORS_ONLY,
    "TensorFlow 2 computes what is static without nodes",
)


@replaces("ops.signal.reconstruction_ops:overlap_and_add", "as what it takes from tensor_util")
def overlap_and_add(signal: Any, frame_step: Any, name: str | None = None) -> Any:
    rank = signal.shape.rank if tensor_util.is_tf_type(signal) else None
    if not isinstance(frame_step, int) or not rank or signal.shape[-1] != frame_step:
        return original(overlap_and_add)(signal, frame_step, name)
    # Frames that do not overlap are only joined.
    with ops.name_scope(name, "overlap_and_add", [signal, frame_step]):
        step = ops.convert_to_tensor(frame_step, name="frame_step")
        shape = array_ops.shape(signal)
        outer = shape[:-2]
        array_ops.size(outer)
        length, frames = shape[-1], shape[-2]
        joined = length + step * (frames - 1)
        shape = array_ops.concat([outer, [joined]], 0)
        return array_ops.reshape(signal, shape, name="fast_path")


def _convert_to_tensor(value: object, *args: object, **names: object) -> Any:
    """For dct, where the zero stays a number in graphs: the op makes its tensor."""
    if in_graph() and isinstance(value, float):
        return value
    return ops.convert_to_tensor(value, *args, **names)


replaces_name(
    dct_ops,
    "_ops",
    over(ops, "ops", convert_to_tensor=_convert_to_tensor),
    "TensorFlow 2 makes a constant of the zero first",
)


def _sqrt(x: Any) -> Any:
    return math_ops.sqrt(x) if in_graph() else math.sqrt(x)


replaces_name(
    dct_ops, "_math", over(math, "math", sqrt=_sqrt), "TensorFlow 2 takes the root of a number"
)


def _ones(shape: Any, dtype: Any, name: str | None = None) -> Any:
    return array_ops.ones([1] if in_graph() else shape, dtype, name)


replaces_name(
    window_ops,
    "array_ops",
    over(array_ops, "array_ops", ones=_ones),
    "TensorFlow 2 takes the length, which is 1, for the shape",
)


def _cast(x: Any, dtype: Any, name: str | None = None) -> Any:
    if in_graph() and name == "sample_rate" and not tensor_util.is_tf_type(x):
        return ops.convert_to_tensor(x, dtype, name=name)
    return math_ops.cast(x, dtype, name)


replaces_name(
    mel_ops, "math_ops", over(math_ops, "math_ops", cast=_cast), "TensorFlow 2 casts the rate"
)


@replaces("ops.signal.shape_ops:frame", "TensorFlow 2 computes what is static without nodes")
def frame(
    signal: Any,
    frame_length: Any,
    frame_step: Any,
    pad_end: bool = False,
    pad_value: Any = 0,
    axis: Any = -1,
    name: str | None = None,
) -> Any:
    with ops.name_scope(name, "frame", [signal, frame_length, frame_step, pad_value]):
        signal = ops.convert_to_tensor(signal, name="signal")
        length = ops.convert_to_tensor(frame_length, name="frame_length")
        step = ops.convert_to_tensor(frame_step, name="frame_step")
        axis = ops.convert_to_tensor(axis, name="axis")
        signal.shape.with_rank_at_least(1)
        for scalar in (length, step, axis):
            scalar.shape.assert_has_rank(0)
        static = shape_ops._infer_frame_shape(signal, length, step, pad_end, axis)
        rank = array_ops.rank(signal)
        axis = math_ops.range(rank)[axis]
        shape = array_ops.shape(signal)
        outer, samples, inner = array_ops.split(shape, [axis, 1, rank - 1 - axis])
        samples = array_ops.reshape(samples, [])
        outer_rank, inner_rank = array_ops.size(outer), array_ops.size(inner)
        if pad_end:
            pad_value = ops.convert_to_tensor(pad_value, signal.dtype)
            pad_value.shape.assert_has_rank(0)
            count = -(-samples // step)
            missing = math_ops.maximum(0, length + step * (count - 1) - samples)
            paddings = [
                array_ops.zeros([outer_rank, 2], dtype=missing.dtype),
                [[0, missing]],
                array_ops.zeros([inner_rank, 2], dtype=missing.dtype),
            ]
            signal = array_ops.pad(signal, array_ops.concat(paddings, 0), constant_values=pad_value)
            shape = array_ops.shape(signal)
            samples = shape[axis]
        else:
            count = math_ops.maximum(0, 1 + (samples - length) // step)
        part = util_ops.gcd(length, step)
        parts_of_frame, parts_of_step, parts = length // part, step // part, samples // part
        cut_shape = array_ops.concat([outer, [parts * part], inner], 0)
        pieces_shape = array_ops.concat([outer, [parts, part], inner], 0)
        cut = array_ops.strided_slice(signal, array_ops.zeros_like(shape), cut_shape)
        pieces = array_ops.reshape(cut, pieces_shape)
        starts = array_ops.reshape(math_ops.range(count) * parts_of_step, [count, 1])
        offsets = array_ops.reshape(math_ops.range(parts_of_frame), [1, parts_of_frame])
        frames = array_ops.gather(pieces, starts + offsets, axis=axis)
        framed_shape = array_ops.concat([outer, [count, length], inner], 0)
        frames = array_ops.reshape(frames, framed_shape)
        if static:
            frames.set_shape(static)
        return frames
