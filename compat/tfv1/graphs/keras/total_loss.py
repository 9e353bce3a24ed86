"""The loss of a Keras model: the sum of the losses of its outputs and layers."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import math_ops
from tf_keras.src.engine import training_v1

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces("tf_keras.src.engine.training_v1:Model._prepare_total_loss", "1.15 added loss by loss")
def _prepare_total_loss(self: Any, masks: object) -> Any:
    from tf_keras.src import backend
    from tf_keras.src.utils import losses_utils

    own = original(_prepare_total_loss)
    endpoints = [one for one in self._training_endpoints if not one.should_skip_target()]
    if endpoints:
        weights, sums = [one.loss_weight for one in endpoints], list[Any]()
        for endpoint in endpoints:
            endpoint.loss_weight = _Weight(endpoint.loss_weight, sums)
        try:
            return own(self, masks)
        finally:
            for endpoint, weight in zip(endpoints, weights, strict=True):
                endpoint.loss_weight = weight
    if not self.losses:
        return own(self, masks)
    losses = self.get_losses_for(None) + self.get_losses_for(self.inputs)
    with backend.name_scope("loss"):
        return 0.0 + losses_utils.scale_loss_for_distribution(math_ops.add_n(losses))


class _Weight:
    """The weight of an output's loss: the product is added to those of the outputs before it."""

    def __init__(self, weight: Any, sums: list[Any]) -> None:
        self._weight = weight
        self._sums = sums

    def __mul__(self, loss: Any) -> Any:
        product = self._weight * loss
        self._sums.append(self._sums[-1] + product if self._sums else product)
        return self._sums[-1]


def _add_n(inputs: Any, name: str | None = None) -> Any:
    graph = ops.get_default_graph()
    if not in_graph() or not inputs[0].op.name.startswith(f"{graph.get_name_scope()}/mul"):
        return math_ops.add_n(inputs, name)
    *sums, last = inputs  # the sums of the outputs' losses, perhaps with that of the layers' losses
    is_sum = not sums or any(sums[-1] is one for one in last.op.inputs)
    return last if is_sum else sums[-1] + last


replaces_name(
    training_v1,
    "tf",
    over(training_v1.tf, "tf", add_n=_add_n),
    "1.15 added a model's losses one by one",
)
