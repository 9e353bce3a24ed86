"""Private: run Python 2 sources of TensorFlow 1's time on Python 3.

convert      source in, source out, line by line; cached on disk
signs        the names that only Python 2 has, as data
syntax       what Python 3 cannot parse (print, except X, e, tuple parameters), by fissix
semantics    what parses but means something else (/, keys(), next), by calls of helper names
BUILTINS     the builtins and helpers that converted modules are executed with
libraries    the standard library under its old names
"""

from tfv1.python2.builtins import BUILTINS
from tfv1.python2.convert import convert, is_python3, tree
from tfv1.python2.library import view

__all__ = [
    "BUILTINS",
    "convert",
    "is_python3",
    "tree",
    "view",
]
