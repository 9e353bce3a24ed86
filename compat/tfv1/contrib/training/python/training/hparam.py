"""`tensorflow.contrib.training.python.training.hparam`, where 1.15 defined HParams."""

from tfv1.contrib.training.hparams import HParams, parse_values

__all__ = ["HParams", "parse_values"]
