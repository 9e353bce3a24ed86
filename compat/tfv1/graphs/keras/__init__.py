"""tf.keras in graph mode, which is legacy Keras."""

from tfv1.graphs.keras import cells, layers, loops, losses, metrics, random, recurrent, training

__all__ = ["cells", "layers", "loops", "losses", "metrics", "random", "recurrent", "training"]
