"""tf.keras.wrappers: Keras models for other libraries."""

from tfv1.names.stand_ins.wrappers import scikit_learn

__all__ = ["scikit_learn"]
