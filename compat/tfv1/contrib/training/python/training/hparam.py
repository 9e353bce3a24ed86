"""`tensorflow.contrib.training.python.training.hparam`, where 1.15 defined HParams."""

import sys

from tfv1.contrib.training.hparams import HParams, parse_values

__all__ = ["HParams", "parse_values"]

# Where pickle finds the class in files that 1.15 wrote.
sys.modules.setdefault(f"tensorflow{__name__.removeprefix('tfv1')}", sys.modules[__name__])
