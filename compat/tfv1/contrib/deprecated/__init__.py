"""tf.contrib.deprecated of TensorFlow 1.15: the summary ops from before TensorFlow 1.0.

Their tags are strings of their own, kept verbatim: neither cleaned, nor made unique, nor prefixed
with the name scope. TensorFlow still carries these ops without exporting them, so they are its own.
"""

from tfv1 import startup

startup.tensorflow()  # before the line below loads it in its own way

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
