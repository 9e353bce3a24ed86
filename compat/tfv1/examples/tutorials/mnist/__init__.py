"""tensorflow.examples.tutorials.mnist of TensorFlow 1.15, and `mnist`, which 1.12 still had."""

from tfv1.examples.tutorials.mnist import input_data as input_data
from tfv1.examples.tutorials.mnist import mnist as mnist
