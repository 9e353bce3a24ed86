"""tf.contrib.tensorboard of TensorFlow 1.15: `plugins.projector`."""

from tfv1.contrib.tensorboard import plugins as plugins
