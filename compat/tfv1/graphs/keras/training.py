"""Keras's losses, metrics, optimizers and training."""

import logging
from typing import Any

from tensorflow.python import tf2
from tensorflow.python.data.ops import dataset_ops, shuffle_op
from tensorflow.python.distribute import distribute_lib
from tensorflow.python.framework import dtypes, indexed_slices, ops
from tensorflow.python.ops import array_ops, clip_ops, math_ops, nn_ops, weights_broadcast_ops
from tensorflow.python.util import tf_decorator
from tf_keras.src.optimizers.legacy import adagrad

from tfv1.graphs.data.shuffle_and_repeat import ShuffledAndRepeated, without_wrappers
from tfv1.graphs.replacing import original, replaces, replaces_name

_SRC = "tf_keras.src"
_logger = logging.getLogger("tfv1")
_OPTIMIZER = f"{_SRC}.optimizers.legacy.optimizer_v2:OptimizerV2"


@replaces(f"{_SRC}.utils.losses_utils:compute_weighted_loss", "1.15 broadcast the weights")
def compute_weighted_loss(
    losses: Any,
    sample_weight: object = None,
    reduction: object = "sum_over_batch_size",
    name: object = None,
) -> Any:
    from tf_keras.src import backend
    from tf_keras.src.utils import losses_utils

    losses_utils.ReductionV2.validate(reduction)
    if reduction == losses_utils.ReductionV2.AUTO:
        reduction = losses_utils.ReductionV2.SUM_OVER_BATCH_SIZE
    with backend.name_scope(name or "weighted_loss"):
        ops.get_default_graph()._last_loss_reduction = reduction
        losses = ops.convert_to_tensor(losses)
        given = losses.dtype
        losses = math_ops.cast(losses, dtypes.float32)
        weights = math_ops.cast(1.0 if sample_weight is None else sample_weight, dtypes.float32)
        losses, _, weights = losses_utils.squeeze_or_expand_dimensions(losses, None, weights)
        weights = weights_broadcast_ops.broadcast_weights(weights, losses)
        loss = losses_utils.reduce_weighted_loss(math_ops.multiply(losses, weights), reduction)
        return math_ops.cast(loss, given)


@replaces(f"{_SRC}.backend:_get_logits", "TensorFlow 2 takes softmax's logits for sigmoid's")
def _get_logits(output: Any, from_logits: Any, op_type: str, fn_name: object) -> tuple[Any, Any]:
    if from_logits or output.op.type != op_type:
        return output, from_logits
    return output.op.inputs[0], True


@replaces(f"{_SRC}.utils.losses_utils:get_mask", "1.15 left masks to the model")
def get_mask(y_p: object) -> None:
    return None


@replaces(f"{_SRC}.utils.metrics_utils:update_state_wrapper", "1.15 waited for what was returned")
def update_state_wrapper(update_state_fn: Any) -> Any:
    from tf_keras.src.utils import tf_utils

    def decorated(metric: Any, *args: object, **names: object) -> Any:
        with tf_utils.graph_context_for_symbolic_tensors(*args, **names):
            updated = update_state_fn(*args, **names)
            if updated is None and hasattr(update_state_fn, "get_concrete_function"):
                # A user's method is a function of the graph: what returns nothing is the call.
                updated = ops.get_default_graph().get_operations()[-1]
        if updated is not None:
            metric.add_update(updated)
        return updated

    return tf_decorator.make_decorator(update_state_fn, decorated)


@replaces(f"{_OPTIMIZER}._aggregate_gradients", "TensorFlow 2 sums over the one replica")
def _aggregate_gradients(self: object, grads_and_vars: Any) -> Any:
    if distribute_lib.has_strategy():
        return original(_aggregate_gradients)(self, grads_and_vars)
    return list(grads_and_vars)


@replaces(f"{_OPTIMIZER}._decayed_lr", "TensorFlow 2 makes a constant of the decay")
def _decayed_lr(self: Any, var_dtype: Any) -> Any:
    if not self._initial_decay > 0.0:
        return original(_decayed_lr)(self, var_dtype)
    rate = self._get_hyper("learning_rate", var_dtype)
    if callable(rate):
        rate = math_ops.cast(rate(math_ops.cast(self.iterations, var_dtype)), var_dtype)
    step = math_ops.cast(self.iterations, var_dtype)
    return rate / (1.0 + self._get_hyper("decay", var_dtype) * step)


@replaces(f"{_OPTIMIZER}._distributed_apply", "TensorFlow 2 groups the updates")
def _distributed_apply(
    self: Any, distribution: Any, grads_and_vars: Any, apply_state: object, name: object
) -> Any:
    from tf_keras.src import backend

    if distribute_lib.has_strategy():
        return original(_distributed_apply)(self, distribution, grads_and_vars, apply_state, name)
    updates = []
    with ops.name_scope(name or self._name, skip_on_eager=True):
        for grad, variable in grads_and_vars:
            with (
                distribution.extended.colocate_vars_with(variable),
                ops.name_scope(f"update_{variable.op.name}"),
            ):
                updates.append(_update(self, variable, grad, apply_state))
        with backend._current_graph(updates).as_default(), ops.control_dependencies(updates):
            return self.iterations.assign_add(1).op


def _update(optimizer: Any, variable: Any, grad: Any, apply_state: object) -> Any:
    sparse = isinstance(grad, indexed_slices.IndexedSlices)
    takes = optimizer._sparse_apply_args if sparse else optimizer._dense_apply_args
    options = {"apply_state": apply_state} if "apply_state" in takes else {}
    if sparse:
        if variable.constraint is not None:
            raise RuntimeError("Cannot use a constraint function on a sparse variable.")
        return optimizer._resource_apply_sparse_duplicate_indices(
            grad.values, variable, grad.indices, **options
        )
    update = optimizer._resource_apply_dense(grad, variable, **options)
    if variable.constraint is None:
        return update
    with ops.control_dependencies([update]):
        return variable.assign(variable.constraint(variable))


@replaces(f"{_OPTIMIZER}.get_gradients", "TensorFlow 2 clips when it applies them")
def get_gradients(self: Any, loss: object, params: Any) -> list[Any]:
    grads = original(get_gradients)(self, loss, params)
    scope = ops.get_default_graph().get_name_scope()
    with ops.name_scope("/".join(filter(None, (scope, self._name, "gradients/")))):
        return _clipped(self, grads)


@replaces(f"{_OPTIMIZER}._get_gradients", "TensorFlow 2 clips when it applies them")
def _get_gradients(
    self: Any, tape: object, loss: object, var_list: Any, grad_loss: object = None
) -> Any:
    pairs = original(_get_gradients)(self, tape, loss, var_list, grad_loss)
    return list(zip(_clipped(self, [grad for grad, _ in pairs]), var_list, strict=True))


@replaces(f"{_OPTIMIZER}._transform_gradients", "1.15 clipped when it computed them")
def _transform_gradients(self: Any, grads_and_vars: Any) -> Any:
    for transform in (self._global_clipnorm_fn, *self.gradient_transformers):
        grads_and_vars = transform(grads_and_vars)
    return grads_and_vars


def _clipped(optimizer: Any, grads: list[Any]) -> list[Any]:
    norm, value = optimizer.clipnorm, optimizer.clipvalue
    if norm is not None:
        grads = [clip_ops.clip_by_norm(grad, norm) for grad in grads]
    if value is not None:
        grads = [clip_ops.clip_by_value(grad, -value, value) for grad in grads]
    return grads


def _adagrad_from_config(cls: object, config: Any, custom_objects: object = None) -> Any:
    """Adagrad given by name: in 1.15 its accumulators started at 0, not at the default."""
    if not tf2.enabled():
        config.setdefault("initial_accumulator_value", 0.0)
    return _from_config(config, custom_objects)


_from_config = adagrad.Adagrad.from_config
replaces_name(
    adagrad,
    "Adagrad.from_config",
    classmethod(_adagrad_from_config),
    "1.15 began with squares of 0",
)


@replaces(f"{_SRC}.backend:sqrt", "TensorFlow 2 takes one maximum")
def sqrt(x: Any) -> Any:
    from tf_keras.src import backend

    zero = backend._constant_to_tensor(0.0, x.dtype.base_dtype)
    infinity = backend._constant_to_tensor(float("inf"), x.dtype.base_dtype)
    return math_ops.sqrt(clip_ops.clip_by_value(x, zero, infinity))


@replaces(f"{_SRC}.backend:clip", "TensorFlow 2 takes the bounds as they are")
def clip(x: Any, min_value: object, max_value: object) -> Any:
    from tf_keras.src import backend

    if isinstance(min_value, int | float) and isinstance(max_value, int | float):
        max_value = max(min_value, max_value)
    least, most = (float("-inf") if min_value is None else min_value), max_value
    least = backend._constant_to_tensor(least, x.dtype.base_dtype)
    most = backend._constant_to_tensor(float("inf") if most is None else most, x.dtype.base_dtype)
    return clip_ops.clip_by_value(x, least, most)


@replaces(f"{_SRC}.backend:sparse_categorical_crossentropy", "TensorFlow 2 casts the target first")
def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: Any = False, axis: int = -1, ignore_class: Any = None
) -> Any:
    from tf_keras.src import backend

    rank = output.shape.rank
    last = axis == -1 if rank is None else axis % rank == rank - 1
    if ignore_class is not None or not last:
        own = original(sparse_categorical_crossentropy)
        return own(target, output, from_logits, axis, ignore_class)
    if not from_logits:
        output, from_logits = backend._get_logits(
            output, False, "Softmax", "sparse_categorical_crossentropy"
        )
    if not from_logits:
        epsilon = backend._constant_to_tensor(backend.epsilon(), output.dtype.base_dtype)
        output = math_ops.log(clip_ops.clip_by_value(output, epsilon, 1 - epsilon))
    target = backend.cast(target, "int64")
    shape = array_ops.shape(output)
    flat = None not in (target.shape.rank, rank) and target.shape.rank != rank - 1
    if flat:
        target = backend.flatten(target)
        output = array_ops.reshape(output, [-1, shape[-1]])
    with backend.get_graph().as_default():
        loss = nn_ops.sparse_softmax_cross_entropy_with_logits_v2(labels=target, logits=output)
    return array_ops.reshape(loss, shape[:-1]) if flat and rank >= 3 else loss


@replaces(
    f"{_SRC}.engine.training_utils_v1:verify_dataset_shuffled",
    "TensorFlow 2 makes a node that serializes the dataset",
)
def verify_dataset_shuffled(x: Any) -> bool:
    if _may_be_shuffled(x):
        return True
    _logger.warning("Keras expected a shuffled dataset, and this one is not: call its shuffle().")
    return False


def _may_be_shuffled(dataset: Any) -> bool:
    dataset = without_wrappers(dataset)
    made_by_functions = any(
        isinstance(one.output_structure, dataset_ops.DatasetSpec) for one in dataset._functions()
    )
    shuffles = isinstance(dataset, shuffle_op._ShuffleDataset | ShuffledAndRepeated)
    return shuffles or made_by_functions or any(map(_may_be_shuffled, dataset._inputs()))
