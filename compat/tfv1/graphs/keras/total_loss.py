"""The loss of a Keras model: the sum of the losses of its outputs and layers."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import math_ops
from tf_keras.src.engine import base_layer_v1, training_v1
from tf_keras.src.utils import losses_utils

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces("tf_keras.src.engine.training_v1:Model._prepare_total_loss", "1.15 added loss by loss")
def _prepare_total_loss(self: Any, masks: object) -> Any:
    from tf_keras.src import backend

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
    with backend.name_scope("loss"):
        if self.losses:
            losses = self.get_losses_for(None) + self.get_losses_for(self.inputs)
            return 0.0 + losses_utils.scale_loss_for_distribution(math_ops.add_n(losses))
    return own(self, masks)  # which says that there is nothing to optimize


class _Weight:
    """The weight of an output's loss: the product is added to those of the outputs before it."""

    def __init__(self, weight: Any, sums: list[Any]) -> None:
        self._weight = weight
        self._sums = sums

    def __mul__(self, loss: Any) -> Any:
        product = self._weight * loss
        self._sums.append(self._sums[-1] + product if self._sums else product)
        return self._sums[-1]


def _masked_weights(mask: Any, y_true: object = None, sample_weight: Any = None) -> Any:
    """The mask, and the weights of the steps that it leaves."""
    if not in_graph() or sample_weight is None:
        return losses_utils.squeeze_or_expand_dimensions(mask, y_true, sample_weight)
    mask, _, weights = losses_utils.squeeze_or_expand_dimensions(mask, None, sample_weight)
    return mask, None, weights * mask


replaces_name(
    training_v1,
    "losses_utils",
    over(losses_utils, "losses_utils", squeeze_or_expand_dimensions=_masked_weights),
    "1.15 masked the weights before it asked for the losses",
)


@replaces("tf_keras.src.utils.losses_utils:apply_valid_mask", "1.15 counted masked steps")
def apply_valid_mask(losses: object, sw: Any, mask: Any, reduction: object) -> Any:
    return sw  # which are masked already


def _losses(layer: Any) -> list[Any]:
    found: list[Any]
    if not in_graph():
        found = _own_losses(layer)
        return found
    made = [regularizer() for regularizer in layer._callable_losses]
    found = [*layer._losses, *(loss for loss in made if loss is not None)]
    for child in layer._flatten_layers(recursive=False, include_self=False):
        found += child.losses
    return found


_own_losses: Any = base_layer_v1.Layer.losses.fget
replaces_name(
    base_layer_v1,
    "Layer.losses",
    property(_losses),
    "1.15 counted a layer that others hold as often as it is held",
)


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
