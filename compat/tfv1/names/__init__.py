"""Private: what each name of TensorFlow 1.15 is today.

resolve    the algorithm: from a name of 1.15 to what it is today, in a world
live       the world of this process; `static` is that of the installed sources and loads nothing
tables     the data; `rows` answers questions about single names
loading    from a home, `module:attribute`, to the object
genuine    where tf.contrib's own files are installed
packages   installed packages of TensorFlow 1's time
installed  whether an installer put a file where it is
modules    the two kinds of module that legacy code gets: views, and modules that refuse
contents   the `__dict__` of a view
libraries  NumPy, SciPy and others, with the names that they have dropped
stand_ins  our own versions of small parts that are gone
"""
