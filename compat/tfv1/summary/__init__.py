"""`tf.summary` as TensorFlow 1.15 had it, over TensorFlow 2's graph collections.

The ops and the messages are TensorFlow's own (`tensorflow.compat.v1.summary`): in graph mode they
serialise the same bytes as 1.15's. Ours are the writer, its cache, and what two ops take:

    ops.py                 image and histogram of what is no tensor yet
    file_writer.py         FileWriter
    file_writer_cache.py   FileWriterCache
    session_writer.py      what is behind FileWriter(session=...)
    gfile_storage.py       log directories that tf.io.gfile opens: gs://, s3://, hdfs://, ram://
    object_storage.py      logs in parts, for stores that only replace whole objects
    installation.py        tfv1.install(): the same writer behind TensorFlow's own modules
    legacy_writers.py      SummaryWriter and EventFileWriter, which are found there

Importing this package loads no TensorFlow; the first of its names does.
"""

import importlib
from typing import Any

_OURS = {
    "FileWriter": "tfv1.summary.file_writer",
    "FileWriterCache": "tfv1.summary.file_writer_cache",
    "histogram": "tfv1.summary.ops",
    "image": "tfv1.summary.ops",
}
_TENSORFLOWS = (
    "Event",
    "SessionLog",
    "Summary",
    "SummaryDescription",
    "TaggedRunMetadata",
    "all_v2_summary_ops",
    "audio",
    "get_summary_description",
    "initialize",
    "merge",
    "merge_all",
    "scalar",
    "tensor_summary",
    "text",
)
__all__ = sorted([*_OURS, *_TENSORFLOWS])


def __getattr__(name: str) -> Any:
    if name in _OURS:
        value = getattr(importlib.import_module(_OURS[name]), name)
    elif name in _TENSORFLOWS:
        from tfv1.namespace import startup

        value = getattr(startup.tensorflow().compat.v1.summary, name)
    else:
        raise AttributeError(f"module 'tensorflow.summary' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
