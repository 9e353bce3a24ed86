"""The hyperparameters in tf.contrib.training: `HParams` and `parse_values`, without TensorFlow.

The rest of tf.contrib.training comes from the genuine package.
"""

from __future__ import annotations

from typing import Any

from tfv1.contrib import genuine as _genuine
from tfv1.contrib.training.hparams import HParams, parse_values

__all__ = ["HParamDef", "HParams", "parse_values"]


def __getattr__(name: str) -> Any:
    if name == "HParamDef":
        from tfv1.contrib.training.proto import HParamDef

        return HParamDef
    return _genuine.attribute(f"training.{name}")
