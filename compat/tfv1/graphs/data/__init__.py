"""tf.data: what makes a dataset's nodes, and the order of its elements."""

from tfv1.graphs.data import iterators, shuffle_and_repeat, transformations

__all__ = ["iterators", "shuffle_and_repeat", "transformations"]
