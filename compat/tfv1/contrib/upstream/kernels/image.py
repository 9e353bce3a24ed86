"""Ops of tf.contrib.image."""

from typing import Any

import tensorflow.compat.v1 as tf

from tfv1.contrib.upstream.kernels.one_node import one_node


def projective_transform(
    images: object, transforms: object, interpolation: str, name: object = None
) -> Any:
    """ImageProjectiveTransform: today's op, with the output the same size as the input."""
    images = tf.convert_to_tensor(images)
    return tf.raw_ops.ImageProjectiveTransformV2(
        images=images,
        transforms=transforms,
        output_shape=tf.shape(images)[1:3],
        interpolation=interpolation,
        name=name,
    )


_ALL = slice(None)
_FIRST, _LAST = slice(1, None), slice(None, -1)
# For each axis: the pixels that have a neighbor before them, those that have one after them, and
# what each of these parts lacks of the whole.
_ACROSS = (
    (_ALL, _ALL, _FIRST),
    (_ALL, _ALL, _LAST),
    ([[0, 0], [0, 0], [1, 0]], [[0, 0], [0, 0], [0, 1]]),
)
_DOWN = (
    (_ALL, _FIRST, _ALL),
    (_ALL, _LAST, _ALL),
    ([[0, 0], [1, 0], [0, 0]], [[0, 0], [0, 1], [0, 0]]),
)


@one_node("ImageConnectedComponents", image=None)
def connected_components(image: Any, name: object = None) -> Any:
    """ImageConnectedComponents: an int64 id for each 4-connected area of equal pixels.

    Args:
      image: [n, height, width] of any type; pixels that are 0, False or "" get the id 0.
      name: the name scope.
    """
    with tf.name_scope(name, "ImageConnectedComponents", [image]):
        image = tf.convert_to_tensor(image)
        shape = tf.shape(image)
        count = tf.size(image, out_type=tf.int64)
        labels = tf.reshape(tf.range(count), shape)
        across = tf.equal(image[:, :, 1:], image[:, :, :-1])
        down = tf.equal(image[:, 1:], image[:, :-1])

        def lowered(labels: Any, connected: Any, one: Any, other: Any, sides: Any) -> Any:
            """The labels, each as low as that of its connected neighbors on one axis."""
            least = tf.minimum(labels[one], labels[other])
            far = tf.pad(tf.where(connected, least, labels[one]), sides[0], constant_values=2**62)
            near = tf.pad(
                tf.where(connected, least, labels[other]), sides[1], constant_values=2**62
            )
            return tf.minimum(labels, tf.minimum(far, near))

        def step(labels: Any, changed: Any) -> Any:
            found = lowered(labels, across, *_ACROSS)
            found = lowered(found, down, *_DOWN)
            # A label is the position of a pixel of the same area: all that have it take the lowest
            # that one of them has found, which goes on over any distance.
            flat, old = tf.reshape(found, [-1]), tf.reshape(labels, [-1])
            least = tf.math.unsorted_segment_min(flat, old, count)
            new = tf.gather(least, tf.gather(least, old))
            return tf.reshape(new, shape), tf.reduce_any(tf.not_equal(new, old))

        labels, _ = tf.while_loop(
            lambda labels, changed: changed,
            step,
            [labels, tf.constant(True)],
            shape_invariants=[tf.TensorShape([None] * 3), tf.TensorShape([])],
            back_prop=False,
        )
        labels.set_shape(image.shape)
        return tf.where(tf.equal(image, tf.zeros_like(image)), tf.zeros_like(labels), labels + 1)


# How the gray value and the two colors of YIQ depend on red, green and blue: one row each for the
# new red, green and blue. The hue turns by the sum of cosine * _COLOR and sine * _TURNED.
_GRAY = [[0.299, 0.587, 0.114]] * 3
_TURNED = [
    [0.1686217, 0.3298048, -0.4984265],
    [-0.3279634, 0.0346106, 0.2933527],
    [1.2464614, -1.0432287, -0.2032325],
]


@one_node(
    "AdjustHsvInYiq", images=tf.float32, delta_h=tf.float32, scale_s=tf.float32, scale_v=tf.float32
)
def adjust_hsv_in_yiq(
    images: Any, delta_h: Any, scale_s: Any, scale_v: Any, name: object = None
) -> Any:
    """AdjustHsvInYiq: turns the hue, and scales saturation and value.

    Args:
      images: float32 [..., height, width, 3].
      delta_h: the angle, in radians; scale_s, scale_v: the factors. float32 scalars.
      name: the name scope.
    """
    with tf.name_scope(name, "AdjustHsvInYiq", [images]):
        images = tf.convert_to_tensor(images, tf.float32)
        if images.shape.rank is not None and images.shape.rank < 3:
            raise ValueError(f"Shape must be at least rank 3 but is rank {images.shape.rank}")
        delta_h = tf.convert_to_tensor(delta_h, tf.float32)
        gray, turned = tf.constant(_GRAY), tf.constant(_TURNED)
        color = tf.eye(3) - gray
        hue = tf.cos(delta_h) * color + tf.sin(delta_h) * turned
        return tf.tensordot(images, scale_v * (gray + scale_s * hue), [[-1], [1]])
