"""Private: what each name of TensorFlow 1.15 is today.

resolve    the algorithm: from a name of 1.15 to what it is today, asked of a world
live       the world of this process; static, that of the installed sources: nothing is loaded
tables     the data; rows, what they say about one name
loading    from a home, `module:attribute`, to the object
genuine    where the genuine tf.contrib is installed
modules    the two kinds of module that legacy code is given: views, and those that refuse
contents   what `__dict__` of a view is
libraries  NumPy, SciPy and others with the names that they have dropped
stand_ins  small parts that are gone, in our own writing
"""
