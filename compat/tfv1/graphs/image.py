"""tf.image."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops

from tfv1.graphs.replacing import original, replaces


@replaces("ops.image_ops_impl:per_image_standardization", "1.15 had a node more at the end")
def per_image_standardization(image: object) -> Any:
    standardized = original(per_image_standardization)(image)
    with ops.name_scope(standardized.op.name + "/"):
        return array_ops.identity(standardized)
