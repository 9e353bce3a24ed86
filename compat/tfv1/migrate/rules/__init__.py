"""Rewriting rules: each a module or package with `NAME` and `apply(module) -> str`, the new text.

A rule finds names in the syntax tree and replaces single tokens of the text, so that formatting and
comments stay. What it cannot change safely it leaves alone, with a note.
`tfv1.migrate.migrate` says which rules lead to which target, and in which order.

module         what a rule is given
python2        Python 2 becomes Python 3
earlier        what earlier versions of Python 3 accepted becomes what today's accepts
pre_1_0        names and arguments from before TensorFlow 1.0 become 1.15's
tf2_summary    FileWriters become writers of TensorFlow 2's summary API
compat_v1      imports of TensorFlow become imports of tensorflow.compat.v1, where that is enough
imports        imports of TensorFlow become imports of tfv1
oldlibs        names that NumPy, SciPy and the standard library have dropped become today's
"""

from tfv1.migrate.rules.module import Module

__all__ = ["Module"]
