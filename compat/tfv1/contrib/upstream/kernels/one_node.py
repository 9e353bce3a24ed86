"""Functions that create one node in a graph, as the ops did: the seeds of later ops count nodes."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import tensorflow.compat.v1 as tf
from tensorflow.python.framework import function as functions
from tensorflow.python.framework import ops
from tensorflow.python.ops import gen_functional_ops

Function = TypeVar("Function", bound=Callable[..., Any])


def one_node(op: str, **inputs: object) -> Callable[[Function], Function]:
    """Makes an op's function create a single call of itself.

    `inputs` has the type of each argument that is a tensor, or a list of tensors; None is any type.
    """

    def add(function: Function) -> Function:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def run(*args: object, **names: object) -> Any:
            bound = signature.bind(*args, **names)
            bound.apply_defaults()
            if tf.executing_eagerly():
                return function(**bound.arguments)
            return _call(op, function, inputs, dict(bound.arguments))

        return run  # type: ignore[return-value]

    return add


def _call(op: str, function: Any, inputs: dict[str, object], arguments: dict[str, Any]) -> Any:
    given = [arguments.pop(key) for key in inputs]
    with tf.name_scope(arguments.pop("name"), op, tf.nest.flatten(given)) as scope:
        tensors = [
            _converted(key, kind, value)
            for (key, kind), value in zip(inputs.items(), given, strict=True)
        ]
        flat = tf.nest.flatten(tensors)
        structure: list[Any] = []

        def computed(parts: Any) -> Any:
            for part, tensor in zip(parts, flat, strict=True):
                part.set_shape(tensor.shape)
            packed = zip(inputs, tf.nest.pack_sequence_as(tensors, list(parts)), strict=True)
            return function(**dict(packed), **arguments)

        def body(*parts: object) -> list[Any]:
            structure[:] = [computed(parts)]
            return list(tf.nest.flatten(structure[0]))

        def gradient(node: Any, *grads: object) -> Any:
            try:
                registered = ops.gradient_registry.lookup(op)
            except LookupError:  # the op's own gradient follows from the ops used here
                found = tf.nest.flatten(computed(tuple(tf.identity(x) for x in node.inputs)))
                return tf.gradients(found, list(node.inputs), grads)
            return registered(node, *grads)

        types = [tensor.dtype for tensor in flat]
        call = functions.Defun(*types, python_grad_func=gradient)(body)
        kinds = [output.type for output in call.definition.signature.output_arg]
        outputs = gen_functional_ops.partitioned_call(flat, kinds, call, name=scope)
        for output, inner in zip(outputs, tf.nest.flatten(structure[0]), strict=True):
            output.set_shape(inner.shape)
        return tf.nest.pack_sequence_as(structure[0], outputs)


def _converted(key: str, kind: Any, value: Any) -> Any:
    if isinstance(value, list | tuple) and any(tf.is_tensor(part) for part in value):
        return ops.convert_n_to_tensor(value, kind, name=key)
    if isinstance(value, list | tuple) and not value:
        return []
    return tf.convert_to_tensor(value, kind, name=key)
