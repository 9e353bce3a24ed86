"""What a TensorFlow-1 name is today, found without importing TensorFlow.

installed   modules of installed packages and their names, read from source
verdicts    the tables of `tfv1.names`, over that
dropped     the names that TensorFlow 2 has no more, coarser and quicker
"""

from tfv1.names.static.verdicts import Verdict, verdict

__all__ = ["Verdict", "verdict"]
