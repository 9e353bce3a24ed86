"""Private: runs Python 2 sources from the TensorFlow 1 era on Python 3.

convert      source in, source out, line by line; cached on disk
signs        the names that exist only in Python 2, as data
syntax       what Python 3 cannot parse (print, except X, e, tuple parameters), by fissix
semantics    what parses but means something else (/, keys(), next), by calling helpers
BUILTINS     the builtins and helpers that converted modules run with
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
