"""tf.train's optimizers and learning rates."""

import contextlib
from typing import Any

from tensorflow.python.framework import constant_op, ops
from tensorflow.python.ops import cond as cond_lib
from tensorflow.python.ops import math_ops, resource_variable_ops
from tensorflow.python.training import moving_averages

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_FTRL = "training.ftrl:FtrlOptimizer"


@replaces(f"{_FTRL}._create_slots", "TensorFlow 2 multiplies ones")
def _create_slots(self: Any, var_list: Any) -> None:
    for variable in var_list:
        with ops.colocate_with(variable):
            value = constant_op.constant(
                self._initial_accumulator_value, dtype=variable.dtype, shape=variable.shape
            )
        self._get_or_make_slot(variable, value, "accum", self._accum_name or self._name)
        self._zeros_slot(variable, "linear", self._linear_name or self._name)


@replaces(
    "training.gradient_descent:GradientDescentOptimizer._resource_apply_sparse_duplicate_indices",
    "TensorFlow 2 takes the tensor of the learning rate",
)
def _resource_apply_sparse_duplicate_indices(
    self: Any, grad: Any, handle: Any, indices: object
) -> Any:
    change = -grad * self._learning_rate
    return resource_variable_ops.resource_scatter_add(handle.handle, indices, change)


@replaces(f"{_FTRL}._prepare", "1.15 had no beta")
def _prepare(self: Any) -> None:
    if self._beta:
        original(_prepare)(self)
        return
    for name, number in (
        ("learning_rate", self._learning_rate),
        ("l1_regularization_strength", self._l1_regularization_strength),
        ("l2_regularization_strength", self._l2_regularization_strength),
        ("l2_shrinkage_regularization_strength", self._l2_shrinkage_regularization_strength),
        ("learning_rate_power", self._learning_rate_power),
    ):
        setattr(self, f"_{name}_tensor", ops.convert_to_tensor(number, name=name))
    self._adjusted_l2_regularization_strength_tensor = self._l2_regularization_strength_tensor


_CASTS = "TensorFlow 2 casts the number of steps once"


@replaces("keras.optimizer_v2.learning_rate_schedule:PolynomialDecay.__call__", _CASTS)
@replaces(
    "tf_keras.src.optimizers.schedules.learning_rate_schedule:PolynomialDecay.__call__", _CASTS
)
def polynomial_decay(self: Any, step: object) -> Any:
    with ops.name_scope(self.name or "PolynomialDecay") as name:
        first = ops.convert_to_tensor(self.initial_learning_rate, name="initial_learning_rate")
        last = math_ops.cast(self.end_learning_rate, first.dtype)
        power = math_ops.cast(self.power, first.dtype)
        step = math_ops.cast(step, first.dtype)
        steps = math_ops.cast(self.decay_steps, first.dtype)
        if self.cycle:
            cycles = cond_lib.cond(
                math_ops.equal(step, 0), lambda: 1.0, lambda: math_ops.ceil(step / self.decay_steps)
            )
            steps = math_ops.multiply(steps, cycles)
        else:
            step = math_ops.minimum(step, self.decay_steps)
        done = math_ops.divide(step, steps)
        range_ = first - last
        left = math_ops.multiply(range_, math_ops.pow(1 - done, power))
        return math_ops.add(left, last, name=name)


def _device(name: object) -> Any:
    return contextlib.nullcontext() if in_graph() else ops.device(name)


replaces_name(
    moving_averages,
    "ops",
    over(ops, "ops", device=_device),
    "1.15 put the start of an average nowhere in particular",
)
