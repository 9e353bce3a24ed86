"""tf.contrib.deprecated of TensorFlow 1.15: the summary ops from before TensorFlow 1.0.

Their tags are separate strings used verbatim: neither cleaned, nor made unique, nor prefixed with
the name scope. TensorFlow still contains these ops without exporting them, so we use its own.
"""

from tfv1 import startup

startup.tensorflow()  # before the import below loads it unconfigured

from tensorflow.python.ops.logging_ops import (  # noqa: E402
    audio_summary,
    histogram_summary,
    image_summary,
    merge_all_summaries,
    merge_summary,
    scalar_summary,
)

__all__ = [
    "audio_summary",
    "histogram_summary",
    "image_summary",
    "merge_all_summaries",
    "merge_summary",
    "scalar_summary",
]
