"""`tensorflow.contrib.training.python.training.hparam_pb2`, the HParamDef proto of 1.15."""

from tfv1.contrib.training.proto import DESCRIPTOR, HParamDef

__all__ = ["DESCRIPTOR", "HParamDef"]
