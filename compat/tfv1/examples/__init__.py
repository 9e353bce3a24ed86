"""Public as `tensorflow.examples`: the part that scripts import, namely the MNIST reader."""
