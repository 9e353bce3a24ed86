"""Public: stand-ins for what libraries of TensorFlow 1's time have dropped.

Migrated code may import them: `tfv1.legacy.numpy.asscalar`, `tfv1.legacy.yaml.load`. One module or
package a library has what has no equal successor in the library itself:

numpy, scipy, sklearn, matplotlib, yaml
pillow    PIL's fonts and drawings
stdlib    small parts of Python's library; imp is the module of that name
beholder  TensorBoard's plug-in, which shows nothing any more

`tfv1.names.tables.libraries` says which name each of them gives back.
"""
