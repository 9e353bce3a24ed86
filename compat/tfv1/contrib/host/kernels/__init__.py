"""Ops of tf.contrib whose C++ kernels are gone, written with TensorFlow's ops and NumPy."""

# Op -> the function that takes its arguments by name.
OPS: dict[str, str] = {}
