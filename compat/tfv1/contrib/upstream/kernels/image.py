"""Ops of tf.contrib.image."""

from typing import Any

import tensorflow.compat.v1 as tf


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
