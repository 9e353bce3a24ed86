"""The loop of recurrent layers over time, where it has a mask or a largest number of steps."""

from typing import Any

from tensorflow.python.framework import constant_op, dtypes, ops
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    math_ops,
    tensor_array_ops,
    while_loop,
)
from tensorflow.python.util import nest
from tf_keras.src import backend
from tf_keras.src.layers.rnn import base_conv_rnn, time_distributed

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


class _Limit(int):
    """A largest number of steps, which the loop counts."""


@replaces("tf_keras.src.backend:rnn", "1.15 tiled masks")
def rnn(
    step_function: Any,
    inputs: Any,
    initial_states: Any,
    go_backwards: Any = False,
    mask: Any = None,
    constants: Any = None,
    unroll: Any = False,
    input_length: Any = None,
    time_major: Any = False,
    zero_output_for_mask: Any = False,
    return_all_outputs: Any = True,
) -> Any:
    # RNN layers give their inputs' length, which they did not in 1.15; others' lengths are limits.
    limit = input_length if isinstance(input_length, _Limit) else None
    as_it_is = unroll and mask is None
    if as_it_is or isinstance(input_length, ops.Tensor) or (mask is None and limit is None):
        return original(rnn)(
            step_function,
            inputs,
            initial_states,
            go_backwards,
            mask,
            constants,
            unroll,
            input_length,
            time_major,
            zero_output_for_mask,
            return_all_outputs,
        )
    constants = tuple(constants or ())
    if not time_major:
        inputs = nest.map_structure(_swapped, inputs)
    flat = nest.flatten(inputs)
    length, batch = flat[0].shape.as_list()[:2]
    steps = array_ops.shape(flat[0])[0]
    if mask is not None:
        mask = mask if mask.dtype == dtypes.bool else math_ops.cast(mask, dtypes.bool)
        mask = array_ops.expand_dims(mask, -1) if mask.shape.rank == 2 else mask
        mask = mask if time_major else _swapped(mask)
    if unroll:

        def step(now: Any, states: Any) -> Any:
            return step_function(nest.pack_sequence_as(inputs, now), (*states, *constants))

        by_time = [_by_time(one, go_backwards) for one in flat]
        chosen = _by_time(mask, go_backwards)
        outputs, states = _unrolled(step, by_time, chosen, tuple(initial_states))
        last, outputs = outputs[-1], array_ops_stack.stack(outputs)
        if zero_output_for_mask:
            last = array_ops.where(_tiled(chosen[-1], last), last, array_ops.zeros_like(last))
            wide = _tiled(mask, outputs, 2)
            outputs = array_ops.where(wide, outputs, array_ops.zeros_like(outputs))
        return last, outputs if time_major else _swapped(outputs), states

    def array(dtype: Any, name: str, shape: Any = None) -> Any:
        return tensor_array_ops.TensorArray(
            dtype, size=steps, element_shape=shape, tensor_array_name=name
        )

    def filled(a: Any, values: Any) -> Any:
        return a.unstack(array_ops.reverse(values, [0]) if go_backwards else values)

    sources = [array(one.dtype, f"input_ta_{i}") for i, one in enumerate(flat)]
    sources = [filled(a, one) for a, one in zip(sources, flat, strict=True)]
    first = nest.pack_sequence_as(inputs, [one[0] for one in flat])
    output, _ = step_function(first, (*initial_states, *constants))
    empty = tuple(
        array(one.dtype, f"output_ta_{i}", one.shape) for i, one in enumerate(nest.flatten(output))
    )
    time = constant_op.constant(0, dtypes.int32, name="time")
    masks, zeros = None, ()
    if mask is not None:
        mask = array_ops.reverse(mask, [0]) if go_backwards else mask
        masks = array(dtypes.bool, "mask_ta").unstack(mask)
        zeros = tuple(array_ops.zeros_like(one) for one in nest.flatten(output))

    def body(time: Any, targets: Any, *rest: Any) -> Any:
        previous, states = (rest[0], rest[1:]) if masks else ((), rest)
        now = nest.pack_sequence_as(inputs, [a.read(time) for a in sources])
        chosen = masks.read(time) if masks else None
        output, new_states = step_function(now, (*states, *constants))
        outputs, before, after = map(nest.flatten, (output, states, new_states))
        if chosen is not None:
            outputs = _selected(chosen, outputs, zeros if zero_output_for_mask else previous)
        for old, new in zip(before, after, strict=True):
            if isinstance(new, ops.Tensor):
                new.set_shape(old.shape)
        if chosen is not None:
            after = _selected(chosen, after, before)
        targets = tuple(a.write(time, one) for a, one in zip(targets, outputs, strict=True))
        new_states = nest.pack_sequence_as(new_states if masks else initial_states, after)
        return (time + 1, targets, *((tuple(outputs),) if masks else ()), *new_states)

    start = (time, empty, *((zeros,) if masks else ()), *initial_states)
    results = while_loop.while_loop(
        lambda time, *_: time < steps,
        body,
        start,
        maximum_iterations=None if limit is None else int(limit),
        parallel_iterations=32,
        swap_memory=True,
    )
    stacked = [a.stack() for a in results[1]]
    last = nest.pack_sequence_as(output, [one[-1] for one in stacked])
    for one in stacked:
        one.set_shape([length, batch, *one.shape.as_list()[2:]])
    outputs = nest.pack_sequence_as(output, stacked)
    if not time_major:
        outputs = nest.map_structure(_swapped, outputs)
    return last, outputs, results[3 if masks else 2 :]


def _swapped(tensor: Any) -> Any:
    """With batch before time, or time before batch."""
    return array_ops.transpose(tensor, [1, 0, *range(2, tensor.shape.rank)])


def _unrolled(step: Any, inputs: list[list[Any]], masks: list[Any], states: Any) -> Any:
    """The outputs of all steps, and the last states. A masked step changes neither."""
    outputs: list[Any] = []
    for chosen, *now in zip(masks, *inputs, strict=True):
        output, new_states = step(now, states)
        wide = _tiled(chosen, output)
        before = outputs[-1] if outputs else array_ops.zeros_like(output)
        outputs.append(array_ops.where(wide, output, before))
        pairs = zip(nest.flatten(new_states), nest.flatten(states), strict=True)
        kept = [array_ops.where(_tiled(chosen, new), new, old) for new, old in pairs]
        states = nest.pack_sequence_as(states, kept)
    return outputs, states


def _by_time(x: Any, backwards: bool) -> list[Any]:
    steps: list[Any] = array_ops_stack.unstack(x)
    return steps[::-1] if backwards else steps


def _tiled(mask: Any, tensor: Any, kept: int = 1) -> Any:
    """The mask, tiled to the shape of the tensor, whose first axes it has."""
    for _ in range(tensor.shape.rank - mask.shape.rank):
        mask = array_ops.expand_dims(mask, -1)
    return array_ops.tile(mask, [1] * kept + tensor.shape.as_list()[kept:])


def _selected(mask: Any, chosen: Any, otherwise: Any) -> list[Any]:
    """The tensors where the mask is set, which has to have their shapes."""
    tiled = [_tiled(mask, tensor) for tensor in otherwise]
    return [
        array_ops.where(one, new, old)
        for one, new, old in zip(tiled, chosen, otherwise, strict=True)
    ]


def _limited(*args: Any, input_length: Any = None, **options: Any) -> Any:
    if in_graph() and isinstance(input_length, int):
        input_length = _Limit(input_length)
    return backend.rnn(*args, input_length=input_length, **options)


for _module in (base_conv_rnn, time_distributed):
    replaces_name(
        _module,
        "backend",
        over(backend, "backend", rnn=_limited),
        "1.15 counted the steps of convolutional and distributed layers",
    )


def _where(condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Any:
    if in_graph() and x is not None and condition.shape.rank == x.shape.rank == y.shape.rank:
        return array_ops.where(condition, x, y, name)
    return array_ops.where_v2(condition, x, y, name)


replaces_name(
    backend, "tf", over(backend.tf, "tf", where=_where), "1.15's Keras selected by Select"
)
