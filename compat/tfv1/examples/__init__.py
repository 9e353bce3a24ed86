"""The part of TensorFlow 1.15's `tensorflow.examples` that scripts import: the MNIST reader."""
