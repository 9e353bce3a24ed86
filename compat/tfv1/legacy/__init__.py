"""Public: stand-ins for what libraries from the TensorFlow 1 era have since dropped.

Migrated code may import them: `tfv1.legacy.numpy.asscalar`, `tfv1.legacy.yaml.load`. Each library
has one module or package, with the names that have no equivalent in the library today:

numpy, scipy, sklearn, matplotlib, yaml
pillow    PIL's fonts and drawings
stdlib    small parts of Python's library; imp is the module of that name
beholder  TensorBoard's plug-in, which no longer shows anything

`tfv1.names.tables.libraries` says which names each of them restores.
"""
