"""Private: how imports in user code lead to TensorFlow 1.15.

chain            the order of our finders on sys.meta_path; nothing else touches that list
loaders          the two loaders: for source with its own builtins, and for existing modules
imports          the import statement of the user's files
usercode         the user's own files under `tfv1 run`; userfiles decides which those are
hosts            pdb, pytest and other tools that execute the user's files themselves
python2loader    the user's own files as Python 2
shadowing        a user's module that is also called tfv1
legacy_packages  installed packages that import internals which TensorFlow has removed
finder           `import tfv1.x.y`
views            TensorFlow as 1.15 had it, over the real one
frames           hiding our frames, and inspecting the user's
"""
