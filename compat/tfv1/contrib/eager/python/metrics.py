"""`tensorflow.contrib.eager.python.metrics`, 1.15's module path to tf.contrib.eager.metrics."""

from tfv1.contrib.eager.metrics import *  # noqa: F403
from tfv1.contrib.eager.metrics import __all__ as __all__
