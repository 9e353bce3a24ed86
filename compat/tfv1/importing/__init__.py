"""How user code gets to see TensorFlow 1.15.

views            module objects that overlay the real TensorFlow with 1.15's names
finder           `import tfv1.x.y`
usercode         the user's own files under `tfv1 run`
shadowing        a user's module that is called tfv1, too
legacy_packages  installed packages that import lost internals of TensorFlow
python2loader    the user's files as Python 2
overlay          libraries of that time, with the names that they have dropped since
frames           functions of ours that no traceback shows
"""
