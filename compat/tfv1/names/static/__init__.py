"""What a TensorFlow-1 name is today, found without importing TensorFlow.

verdicts  on a name: where it comes from, or why it is not available
dropped   the names that TensorFlow 2 no longer has, coarser and quicker
sources   the world that `tfv1.names.resolve` asks, here: what is installed
bindings  the names that a source file binds; outline parses it quickly for that
kept      what reading many sources has shown, in the cache folder
places    the files of installed modules
"""

from tfv1.names.static.verdicts import Verdict, verdict

__all__ = ["Verdict", "verdict"]
