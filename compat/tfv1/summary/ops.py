"""The two summary ops to which TensorFlow 1.15 gave a float of what was no tensor yet.

A NumPy array, list or number handed straight to an image or histogram summary became float32 there,
whatever its type: a uint8 array is then an image whose largest value is shown as 255. TensorFlow 2
keeps the array's type. A tensor keeps its type in both.

Beyond 1.15, whose kernel for images runs in graphs only: `image` works under eager execution.
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
      name: the node's name; the tags are `name/image`, or `name/image/0` and on where
        `max_outputs` is more than 1.
      tensor: shape [batch, height, width, channels], 1, 3 or 4 channels, uint8 or float. Floats are
        scaled: to [0, 255] where none is negative, else so that 0 is at 127.
      max_outputs: how many images of the batch at most.
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
        return values  # a list of tensors, or of unequal lists: TensorFlow's to stack or to refuse
    return array.astype(np.float32) if array.dtype.kind in "biuf" else values
