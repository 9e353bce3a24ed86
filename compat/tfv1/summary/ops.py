"""The two summary ops for which TensorFlow 1.15 converted anything but a tensor to float.

A NumPy array, list or number passed directly to an image or histogram summary became float32,
whatever its type: a uint8 array then becomes an image scaled so that its largest value shows as
255. TensorFlow 2 keeps the array's type. A tensor keeps its type in both.

Unlike in 1.15, whose image kernel runs only in graphs, `image` also works in eager mode.
"""

from typing import Any

import numpy as np

from tfv1 import startup


def image(
    name: str,
    tensor: object,
    max_outputs: int = 3,
    collections: object = None,
    family: str | None = None,
) -> Any:
    """`tf.summary.image` of TensorFlow 1.15: an op whose value is a serialised Summary of images.

    Args:
      name: the node's name; the tags are `name/image`, or `name/image/0`, `name/image/1`, ... if
        `max_outputs` is more than 1.
      tensor: shape [batch, height, width, channels], 1, 3 or 4 channels, uint8 or float. Floats are
        scaled: to [0, 255] if none is negative, else so that 0 maps to 127.
      max_outputs: the maximum number of images to write per batch.
      collections: graph collections to add the op to; None is `GraphKeys.SUMMARIES`.
      family: a prefix of the tag.

    Returns:
      A string tensor of shape [].
    """
    tf = startup.tensorflow()

    def in_graph(tensor: object) -> Any:
        return tf.compat.v1.summary.image(name, tensor, max_outputs, collections, family)

    tensor = _as_in_1_15(tensor)
    if tf.executing_eagerly():
        return tf.function(in_graph, autograph=False)(tensor)
    return in_graph(tensor)


def histogram(
    name: str, values: object, collections: object = None, family: str | None = None
) -> Any:
    """`tf.summary.histogram` of TensorFlow 1.15: an op whose value is a serialised Summary.

    Args:
      name: the node's name, and the tag.
      values: numbers of any shape.
      collections: graph collections to add the op to; None is `GraphKeys.SUMMARIES`.
      family: a prefix of the tag.

    Returns:
      A string tensor of shape [].
    """
    summary = startup.tensorflow().compat.v1.summary
    return summary.histogram(name, _as_in_1_15(values), collections, family)


def _as_in_1_15(values: object) -> Any:
    if not isinstance(values, (np.ndarray, np.generic, list, tuple, bool, int, float)):
        return values
    try:
        array = np.asarray(values)
    except (NotImplementedError, TypeError, ValueError):
        return values  # a list of tensors, or a ragged list: TensorFlow stacks or rejects it
    return array.astype(np.float32) if array.dtype.kind in "biuf" else values
