"""Private: how user code gets to see TensorFlow 1.15.

chain            where the finders of this package stand on sys.meta_path: nothing else touches it
loaders          the two loaders: source with builtins of its own; a module that exists already
imports          the import statement of the user's files
usercode         the user's own files under `tfv1 run`; userfiles says which these are
python2loader    the same, as Python 2
shadowing        a user's module that is called tfv1, too
legacy_packages  installed packages that import lost internals of TensorFlow
finder           `import tfv1.x.y`
views            TensorFlow as 1.15 had it, over the real one
frames           the frames between user code and us: hiding ours, reading the user's
"""
