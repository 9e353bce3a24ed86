"""tf.contrib.tensorboard.plugins of TensorFlow 1.15: `projector`."""

from tfv1.contrib.tensorboard.plugins import projector as projector
