"""Running contrib summaries in a session: opening the writers, collecting the ops."""

from __future__ import annotations

import os
from typing import Any

import tensorflow.compat.v1 as tf

from tfv1.contrib.summary.ops import graph as write_graph
from tfv1.contrib.summary.ops import serialized_graph
from tfv1.contrib.summary.recording import state
from tfv1.contrib.summary.writers import INIT_COLLECTION


def initialize(graph: object = None, session: Any = None) -> None:
    """Opens all writers of the default graph and writes `graph` at step 0; a no-op in eager mode.

    Args:
      graph: Graph or GraphDef; by default none is written.
      session: defaults to the default session.

    Raises:
      RuntimeError: the thread has no default writer.
      ValueError: no session was given and there is no default session.
    """
    if tf.executing_eagerly():
        return
    if state.writer is None:
        raise RuntimeError("No default tf.contrib.summary.SummaryWriter found")
    session = session or tf.get_default_session()
    if session is None:
        raise ValueError("session must be passed if no default session exists")
    session.run(summary_writer_initializer_op())
    if graph is not None:
        data = serialized_graph(graph)
        placeholder = tf.placeholder(tf.string)
        session.run(write_graph(placeholder, 0), feed_dict={placeholder: data})


def all_summary_ops() -> list[Any] | None:
    """The default graph's summary ops, to be run along with the train op; None in eager mode.

    Ops created by `graph` and `import_event` are not included.
    """
    if tf.executing_eagerly():
        return None
    return tf.get_collection(tf.GraphKeys._SUMMARY_COLLECTION)


def summary_writer_initializer_op() -> list[Any]:
    """The ops that open the default graph's writers; raises RuntimeError in eager mode."""
    if tf.executing_eagerly():
        raise RuntimeError(
            "tf.contrib.summary.summary_writer_initializer_op is only supported in graph mode."
        )
    return tf.get_collection(INIT_COLLECTION)


def eval_dir(model_dir: str, name: str | None = None) -> str:
    """`model_dir/eval`, or `model_dir/eval_<name>`: where a trainer's evaluation writes."""
    return os.path.join(model_dir, f"eval_{name}" if name else "eval")
