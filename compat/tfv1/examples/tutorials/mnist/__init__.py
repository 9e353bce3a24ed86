"""tensorflow.examples.tutorials.mnist of TensorFlow 1.15: `input_data`."""

from tfv1.examples.tutorials.mnist import input_data as input_data
