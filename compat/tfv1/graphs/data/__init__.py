"""tf.data: the nodes of datasets, and the order of their elements."""

from tfv1.graphs.data import iterators, shuffle_and_repeat, transformations

__all__ = ["iterators", "shuffle_and_repeat", "transformations"]
