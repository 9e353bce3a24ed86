"""Public as `tf.summary`: TensorFlow 1.15's, and TensorFlow 2's API beside it.

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

TensorFlow 2's names are TensorFlow's own, too (`tensorflow.summary`). Both APIs have scalar,
histogram, image, audio and text: each call goes where it belongs.

    which_api.py           the decision: the call, the mode and the default writer -> TF1 or TF2
    both_apis.py           the five functions
    tf2.py                 TF2's other functions, those that may refuse
    experimental.py        tf.summary.experimental
    advice.py              what is said, of a call that may mean either and in an error

Importing this package loads no TensorFlow; the first of its names does.
"""

import importlib
from typing import Any

_OURS = {
    "FileWriter": "tfv1.summary.file_writer",
    "FileWriterCache": "tfv1.summary.file_writer_cache",
    **dict.fromkeys(("audio", "histogram", "image", "scalar", "text"), "tfv1.summary.both_apis"),
    **dict.fromkeys(
        ("create_noop_writer", "flush", "graph", "trace_export", "trace_on", "write"),
        "tfv1.summary.tf2",
    ),
}
_TF1S = (
    "Event",
    "SessionLog",
    "Summary",
    "SummaryDescription",
    "TaggedRunMetadata",
    "all_v2_summary_ops",
    "get_summary_description",
    "initialize",
    "merge",
    "merge_all",
    "tensor_summary",
)
_TF2S = (
    "SummaryWriter",
    "create_file_writer",
    "record_if",
    "should_record_summaries",
    "trace_off",
)
_MODULES = ("experimental",)
__all__ = sorted([*_OURS, *_TF1S, *_TF2S, *_MODULES])


def __getattr__(name: str) -> Any:
    if name in _OURS:
        value = getattr(importlib.import_module(_OURS[name]), name)
    elif name in _MODULES:
        value = importlib.import_module(f"{__name__}.{name}")
    elif name in _TF1S or name in _TF2S:
        from tfv1 import startup

        tensorflow = startup.tensorflow()
        value = getattr(tensorflow.summary if name in _TF2S else tensorflow.compat.v1.summary, name)
    else:
        raise AttributeError(f"module 'tensorflow.summary' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
