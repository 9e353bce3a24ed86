"""tf.data: the nodes of datasets, and the order of their elements."""

from tfv1.graphs.data import (
    devices,
    iterators,
    parsing,
    resampling,
    shuffle_and_repeat,
    transformations,
)

__all__ = [
    "devices",
    "iterators",
    "parsing",
    "resampling",
    "shuffle_and_repeat",
    "transformations",
]
