"""Recurrent layers: how they call their cells, and their dropout masks."""

from typing import Any

from tensorflow.python.ops import array_ops, nn_ops

from tfv1.graphs.keras.random import seed_or_drawn
from tfv1.graphs.replacing import original, replaces

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
    f"{_RNN}.dropout_rnn_cell_mixin:_generate_dropout_mask",
    "1.15 drew seeds from NumPy's generator",
)
def _generate_dropout_mask(
    generator: Any, ones: object, rate: object, training: object = None, count: int = 1
) -> Any:
    from tf_keras.src import backend

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
