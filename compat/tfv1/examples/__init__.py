"""Public as `tensorflow.examples`: the part that scripts import, which is the MNIST reader."""
