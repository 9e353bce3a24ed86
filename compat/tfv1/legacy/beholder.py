"""`tensorboard.plugins.beholder`, which TensorBoard dropped along with its page.

Scripts that import and update it keep running. Nothing can show its frames any more, so none are
written; a warning says so.
"""

import logging
from typing import Any

from tfv1 import startup

_v1: Any = startup.tensorflow().compat.v1
_Hook: Any = _v1.train.SessionRunHook


class Beholder:
    """Accepts what a script wants to show, and does nothing with it.

    Args:
      logdir: where TensorBoard 1.15 would have found the frames; not used.
    """

    def __init__(self, logdir: object) -> None:
        logging.getLogger("tensorflow").warning(
            "TensorBoard has no Beholder any more: nothing is written for it to %s. "
            "tf.summary.image shows arrays, too.",
            logdir,
        )

    def update(self, session: object, arrays: object = None, frame: object = None) -> None:
        """Does nothing; in TensorBoard 1.15 it wrote a frame."""

    @staticmethod
    def gradient_helper(
        optimizer: Any, loss: object, var_list: object = None
    ) -> tuple[list[Any], Any]:
        """The gradients of `loss`, a list of tensors, and the op that applies them.

        Args:
          optimizer: a `tf.train.Optimizer`.
          loss: a scalar tensor.
          var_list: the variables; None means all trainable ones.
        """
        variables = _v1.trainable_variables() if var_list is None else var_list
        pairs = optimizer.compute_gradients(loss, var_list=variables)
        return [gradient for gradient, _ in pairs], optimizer.apply_gradients(pairs)


class BeholderHook(_Hook):
    """A hook with a Beholder, which does nothing. `logdir` is as in Beholder."""

    def __init__(self, logdir: object) -> None:
        self.beholder = Beholder(logdir)
