"""The tables: data, and nothing else.

api          the home of every name that is not simply compat.v1's
arguments    parameters in 1.15 of what takes other ones today
generated    arguments that the functions of ops have got since
moved        names below tensorflow.python that have another home today
removed      names that are no longer available, and why
removed_1_0  names and arguments that TensorFlow itself changed with release 1.0
contrib      the names of tf.contrib
libraries    names that NumPy, SciPy, Python and others have dropped
"""
