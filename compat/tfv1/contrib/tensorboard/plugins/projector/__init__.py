"""The embedding projector's configuration (tf.contrib.tensorboard.plugins.projector of 1.15).

`visualize_embeddings` writes the file that tells TensorBoard's projector which variables of a
checkpoint to show. No event is written.
"""

from __future__ import annotations

import os
from typing import Any

from google.protobuf import text_format

from tfv1.contrib.tensorboard.plugins.projector.projector_config_pb2 import (
    EmbeddingInfo,
    ProjectorConfig,
    SpriteMetadata,
)

__all__ = ["EmbeddingInfo", "ProjectorConfig", "SpriteMetadata", "visualize_embeddings"]

# The file name that TensorBoard looks for.
_FILENAME = "projector_config.pbtxt"


def visualize_embeddings(summary_writer: object, config: Any) -> None:
    """Writes `config` to `projector_config.pbtxt` in the writer's logdir, replacing an older one.

    Args:
      summary_writer: a FileWriter, or anything with `get_logdir()`. Its directory must exist.
      config: a ProjectorConfig.

    Raises:
      AttributeError: `summary_writer` has no `get_logdir`, or `config` is not a proto.
      ValueError: its logdir is None.
    """
    if not hasattr(summary_writer, "get_logdir"):
        raise AttributeError(
            "visualize_embeddings() expects a tf.summary.FileWriter (something with get_logdir()), "
            f"not {type(summary_writer).__name__} {summary_writer!r}"
        )
    logdir = summary_writer.get_logdir()
    if logdir is None:
        raise ValueError("Summary writer must have a logdir")
    if not hasattr(config, "DESCRIPTOR"):
        raise AttributeError(
            f"visualize_embeddings() expects a projector.ProjectorConfig, not {config!r}"
        )
    # Escaped as 1.15 escaped it; newer releases of protobuf write UTF-8 by default.
    text = text_format.MessageToString(config, as_utf8=False)
    with _open(os.path.join(logdir, _FILENAME)) as file:
        file.write(text)


def _open(path: str) -> Any:
    if "://" in path:
        import tensorflow as tf

        return tf.io.gfile.GFile(path, "w")
    return open(path, "w", encoding="utf-8")
