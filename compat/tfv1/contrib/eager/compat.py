"""The names of tf.contrib.eager that need an adapter over TensorFlow 2."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import tensorflow.compat.v1 as tf
from tensorflow.python.eager import context


class Saver:
    """`tf.train.Saver` without a session, for eager mode (RuntimeError in graph mode).

    Args:
      var_list: the variables, or a dict from names in the checkpoint to variables.
    """

    def __init__(self, var_list: object) -> None:
        if not tf.executing_eagerly():
            raise RuntimeError(
                "tfe.Saver can only be used when eager execution is enabled. "
                "Use tf.train.Saver when building graphs."
            )
        self._saver = tf.train.Saver(var_list=var_list)

    def save(self, file_prefix: str, global_step: object = None) -> str:
        """Saves the variables; returns the file prefix, including the step if one was given."""
        with tf.device("/device:CPU:0"):
            return self._saver.save(
                None, file_prefix, write_meta_graph=False, global_step=global_step
            )

    def restore(self, file_prefix: str) -> None:
        """Restores the variables from `file_prefix`."""
        with tf.device("/device:CPU:0"):
            self._saver.restore(None, file_prefix)


def get_optimizer_variables(optimizer: Any) -> list[Any]:
    """The variables that a `tf.train.Optimizer` has created."""
    return optimizer.variables()


def list_devices() -> list[str]:
    """The names of the devices that eager execution can use."""
    context.ensure_initialized()
    return context.context().devices()


def defun(
    func: Callable[..., Any] | None = None,
    input_signature: object = None,
    autograph: bool = True,
    experimental_autograph_options: object = None,
    experimental_relax_shapes: bool = False,
) -> Any:
    """`func` as a graph function, using `tf.function`; without `func`, a decorator.

    Stricter than 1.15 in one respect: only the first call may create variables.
    """
    if func is None:
        return functools.partial(
            defun,
            input_signature=input_signature,
            autograph=autograph,
            experimental_autograph_options=experimental_autograph_options,
            experimental_relax_shapes=experimental_relax_shapes,
        )
    return tf.function(
        func,
        input_signature=input_signature,
        autograph=autograph,
        experimental_autograph_options=experimental_autograph_options,
        reduce_retracing=experimental_relax_shapes,
    )
