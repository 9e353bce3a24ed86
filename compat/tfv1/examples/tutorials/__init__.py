"""tensorflow.examples.tutorials of TensorFlow 1.15."""
