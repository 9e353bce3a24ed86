"""LSTM and GRU cells in implementation 2, which multiplies by the matrices of all gates at once."""

import functools
from collections.abc import Callable
from typing import Any

from tensorflow.python.ops import array_ops, array_ops_stack
from tf_keras.src import backend
from tf_keras.src.layers.rnn import gru, lstm

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph

_MASKED = "TensorFlow 2 drops no recurrent states in implementation 2"


def _keeping_implementation(construct: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(construct)
    def __init__(self: Any, *args: object, **options: Any) -> None:
        construct(self, *args, **options)
        if in_graph() and "implementation" in options:
            self.implementation = options["implementation"]

    return __init__


for _module, _cell in ((gru, "GRUCell"), (lstm, "LSTMCell")):
    replaces_name(
        _module,
        f"{_cell}.__init__",
        _keeping_implementation(getattr(_module, _cell).__init__),
        "TensorFlow 2 changes implementation 2 to 1 for recurrent dropout",
    )


def _masked(rate: float, x: Any, masks: Any) -> Any:
    return x * masks[0] if 0.0 < rate < 1.0 else x


@replaces("tf_keras.src.layers.rnn.lstm:LSTMCell.call", _MASKED)
def call_lstm(self: Any, inputs: Any, states: Any, training: object = None) -> Any:
    if self.implementation == 1:
        return original(call_lstm)(self, inputs, states, training)
    state, carry = states[0], states[1]
    input_masks = self.get_dropout_mask_for_cell(inputs, training, count=4)
    masks = self.get_recurrent_dropout_mask_for_cell(state, training, count=4)
    gates = backend.dot(_masked(self.dropout, inputs, input_masks), self.kernel)
    gates += backend.dot(_masked(self.recurrent_dropout, state, masks), self.recurrent_kernel)
    if self.use_bias:
        gates = backend.bias_add(gates, self.bias)
    gates = array_ops.split(gates, num_or_size_splits=4, axis=1)
    carry, output = self._compute_carry_and_output_fused(gates, carry)
    state = output * self.activation(carry)
    return state, [state, carry]


@replaces("tf_keras.src.layers.rnn.gru:GRUCell.call", f"{_MASKED}, and splits the gates")
def call_gru(self: Any, inputs: Any, states: Any, training: object = None) -> Any:
    if self.implementation == 1:
        return original(call_gru)(self, inputs, states, training)
    state = states[0]
    input_masks = self.get_dropout_mask_for_cell(inputs, training, count=3)
    masks = self.get_recurrent_dropout_mask_for_cell(state, training, count=3)
    bias, recurrent_bias = getattr(self, "bias", None), None
    if self.use_bias and self.reset_after:
        bias, recurrent_bias = array_ops_stack.unstack(self.bias)
    update, reset = slice(self.units), slice(self.units, 2 * self.units)
    candidate, both = slice(2 * self.units, None), slice(2 * self.units)
    x = backend.dot(_masked(self.dropout, inputs, input_masks), self.kernel)
    if self.use_bias:
        x = backend.bias_add(x, bias)
    x_update, x_reset, x_candidate = (x[:, part] for part in (update, reset, candidate))
    state = _masked(self.recurrent_dropout, state, masks)
    kernel = self.recurrent_kernel
    h = backend.dot(state, kernel if self.reset_after else kernel[:, both])
    if self.use_bias and self.reset_after:
        h = backend.bias_add(h, recurrent_bias)
    h_update, h_reset = h[:, update], h[:, reset]
    z = self.recurrent_activation(x_update + h_update)
    r = self.recurrent_activation(x_reset + h_reset)
    if self.reset_after:
        h_candidate = r * h[:, candidate]
    else:
        h_candidate = backend.dot(r * state, kernel[:, candidate])
    new = self.activation(x_candidate + h_candidate)
    state = z * state + (1 - z) * new
    return state, [state]
