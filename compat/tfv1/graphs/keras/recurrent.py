"""Recurrent layers: how they call their cells, and their dropout masks."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tensorflow.python.framework import tensor_shape
from tensorflow.python.ops import array_ops, nn_ops
from tensorflow.python.util import nest
from tf_keras.src import backend
from tf_keras.src.layers.rnn import stacked_rnn_cells

from tfv1.graphs.keras.random import seed_or_drawn
from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_RNN = "tf_keras.src.layers.rnn"


class _Called:
    """A cell that is called without a layer's scope: its `call` is never used."""

    def __init__(self, cell: object) -> None:
        self._cell = cell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cell, name)

    # For isinstance checks.
    __class__ = property(lambda self: type(self._cell))


@replaces(f"{_RNN}.base_rnn:RNN.call", "1.15 gave the cell no scope of its own")
def call_layer(
    self: Any,
    inputs: object,
    mask: object = None,
    training: object = None,
    initial_state: object = None,
    constants: object = None,
) -> Any:
    cell = self.cell
    if hasattr(cell, "_is_tf_rnn_cell"):
        return original(call_layer)(self, inputs, mask, training, initial_state, constants)
    object.__setattr__(self, "cell", _Called(cell))
    try:
        return original(call_layer)(self, inputs, mask, training, initial_state, constants)
    finally:
        object.__setattr__(self, "cell", cell)


@replaces(
    f"{_RNN}.stacked_rnn_cells:StackedRNNCells.call",
    "1.15 gave the cells no scopes of their own",
)
def call_cells(
    self: Any,
    inputs: object,
    states: object,
    constants: object = None,
    training: object = None,
    **kwargs: object,
) -> Any:
    cells = self.cells
    object.__setattr__(self, "cells", [_Called(cell) for cell in cells])
    try:
        return original(call_cells)(self, inputs, states, constants, training, **kwargs)
    finally:
        object.__setattr__(self, "cells", cells)


def _scope(name: str) -> AbstractContextManager[object]:
    scope: AbstractContextManager[object] = (
        nullcontext() if in_graph() else backend.name_scope(name)
    )
    return scope


replaces_name(
    stacked_rnn_cells,
    "backend",
    over(backend, "backend", name_scope=_scope),
    "1.15 gave the cells no scopes of their own",
)


@replaces(
    f"{_RNN}.base_rnn:RNN._process_inputs", "TensorFlow 2 casts the states of stateful layers"
)
def _process_inputs(self: Any, inputs: Any, initial_state: Any, constants: Any) -> Any:
    if not self.stateful:
        return original(_process_inputs)(self, inputs, initial_state, constants)
    if isinstance(inputs, list):
        count = self._num_constants or 0
        constants = inputs[-count:] if count else constants
        inputs, *states = inputs[: len(inputs) - count]
        initial_state = states or None
    states = self.states if initial_state is None else initial_state
    if len(states) != len(self.states):
        raise ValueError(
            f"Layer has {len(self.states)} states but was passed {len(states)} initial states."
        )
    return inputs, states, constants


@replaces(f"{_RNN}.base_rnn:RNN.reset_states", "TensorFlow 2 makes all zeros before the variables")
def reset_states(self: Any, states: Any = None) -> None:
    spec = nest.flatten(self.input_spec)[0] if self.input_spec else None
    shape = spec.shape if spec else None
    batch = shape and shape[1 if self.time_major else 0]
    if not self.stateful or not batch or nest.flatten(self.states)[0] is not None:
        original(reset_states)(self, states)
        return

    def zeros(size: Any) -> Any:
        return backend.zeros([batch, *tensor_shape.as_shape(size).as_list()])

    made = nest.map_structure(zeros, self.cell.state_size)
    self.states = made if nest.is_nested(made) else [made]


@replaces(
    f"{_RNN}.dropout_rnn_cell_mixin:_generate_dropout_mask",
    "1.15 drew seeds from NumPy's generator",
)
def _generate_dropout_mask(
    generator: Any, ones: object, rate: object, training: object = None, count: int = 1
) -> Any:
    def dropped() -> Any:
        return nn_ops.dropout_v2(ones, rate, seed=seed_or_drawn(generator._seed))

    masks = [backend.in_train_phase(dropped, ones, training=training) for _ in range(count)]
    return masks if count > 1 else masks[0]


_CELL = f"{_RNN}.dropout_rnn_cell_mixin:DropoutRNNCellMixin"
_ONES = "TensorFlow 2 makes one OnesLike"


@replaces(f"{_CELL}._create_dropout_mask", _ONES)
def _create_dropout_mask(self: Any, inputs: object, training: object, count: int = 1) -> Any:
    return _mask(self, inputs, self.dropout, training, count)


@replaces(f"{_CELL}._create_recurrent_dropout_mask", _ONES)
def _create_recurrent_dropout_mask(
    self: Any, inputs: object, training: object, count: int = 1
) -> Any:
    return _mask(self, inputs, self.recurrent_dropout, training, count)


def _mask(cell: Any, inputs: object, rate: object, training: object, count: int) -> Any:
    ones = array_ops.ones_like(inputs)
    return _generate_dropout_mask(cell._random_generator, ones, rate, training, count)
