"""1.15's module path to tf.contrib.training."""
