"""Public as `tf.summary`: TensorFlow 1.15's API, with TensorFlow 2's alongside.

The ops and protos are TensorFlow's own (`tensorflow.compat.v1.summary`): in graph mode they
serialise the same bytes as 1.15's. Ours are the writer, its cache, and the input of two ops:

    ops.py                 image and histogram of values that are not tensors yet
    file_writer.py         FileWriter
    file_writer_cache.py   FileWriterCache
    session_writer.py      the implementation of FileWriter(session=...)
    gfile_storage.py       logdirs opened by tf.io.gfile: gs://, s3://, hdfs://, ram://
    object_storage.py      logs in parts, for stores that can only replace whole objects
    installation.py        tfv1.install(): the same writer behind TensorFlow's own modules
    legacy_writers.py      SummaryWriter and EventFileWriter, which live there

TensorFlow 2's names are TensorFlow's own, too (`tensorflow.summary`). Both APIs have scalar,
histogram, image, audio and text; each call goes to the API it was written for.

    which_api.py           the decision: the call, the mode and the default writer -> TF1 or TF2
    both_apis.py           the five functions
    tf2.py                 TF2's other functions that may raise
    experimental.py        tf.summary.experimental
    advice.py              the advice given for ambiguous calls and in errors

Importing this package does not load TensorFlow; the first use of a name does.
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
