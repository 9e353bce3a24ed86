"""tf.keras in graph mode, which is legacy Keras."""

from tfv1.graphs.keras import layers, loops, random, recurrent, training

__all__ = ["layers", "loops", "random", "recurrent", "training"]
