"""Resampler: bilinear samples of images at given coordinates."""

from typing import Any, NamedTuple

import tensorflow.compat.v1 as tf

from tfv1.contrib.upstream.kernels.one_node import one_node


class ResamplerGrad(NamedTuple):
    """The gradients of the two inputs, with the same shapes."""

    grad_data: Any
    grad_warp: Any


@one_node("Resampler", data=None, warp=None)
def resampler(data: Any, warp: Any, name: object = None) -> Any:
    """Samples `data` at fractional positions; points outside it count as zero.

    Args:
      data: float [batch, height, width, channels].
      warp: float [batch, ..., 2], the x and y to sample at, in points.
      name: the name scope.

    Returns:
      float [batch, ..., channels].
    """
    with tf.name_scope(name, "Resampler", [data, warp]):
        return _sampled(tf.convert_to_tensor(data), tf.convert_to_tensor(warp))


def _sampled(data: Any, warp: Any) -> Any:
    size = tf.shape(data)
    points = tf.reshape(warp, [size[0], -1, 2])
    x, y = points[..., 0], points[..., 1]
    width, height = tf.cast(size[2], x.dtype), tf.cast(size[1], x.dtype)
    # Outside there is no gradient either: at exactly -1 the weight of point 0 is zero, but its
    # slope is not.
    inside = (x > -1) & (y > -1) & (x < width) & (y < height)
    left, top = tf.floor(x), tf.floor(y)
    total = None
    for column, x_weight in ((left, left + 1 - x), (left + 1, x - left)):
        for row, y_weight in ((top, top + 1 - y), (top + 1, y - top)):
            weight = (x_weight * y_weight)[..., tf.newaxis]
            part = _points(data, row, column, inside) * weight
            total = part if total is None else total + part
    out = tf.reshape(total, tf.concat([tf.shape(warp)[:-1], size[3:]], 0))
    out.set_shape(warp.shape[:-1].concatenate(data.shape[3:]))
    return out


@one_node("ResamplerGrad", data=None, warp=None, grad_output=None)
def resampler_grad(
    data: object, warp: object, grad_output: object, name: object = None
) -> ResamplerGrad:
    """The gradients of `resampler`."""
    with tf.name_scope(name, "ResamplerGrad"):
        data, warp = tf.identity(data), tf.identity(warp)
        return ResamplerGrad(*tf.gradients(_sampled(data, warp), [data, warp], grad_output))


def _points(data: Any, row: object, column: object, inside: object) -> Any:
    """data[b, row[b, n], column[b, n]], or zero if that is outside."""
    size = tf.shape(data)
    rows, columns = tf.cast(row, tf.int32), tf.cast(column, tf.int32)
    there = inside & (rows >= 0) & (rows < size[1]) & (columns >= 0) & (columns < size[2])
    zero = tf.zeros_like(rows)
    index = tf.stack([tf.where(there, rows, zero), tf.where(there, columns, zero)], -1)
    return tf.gather_nd(data, index, batch_dims=1) * tf.cast(there, data.dtype)[..., tf.newaxis]
