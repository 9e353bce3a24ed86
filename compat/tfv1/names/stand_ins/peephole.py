"""tf.keras.experimental.PeepholeLSTMCell: an LSTM whose gates see its carry."""

from typing import Any

import tensorflow as tf
from tf_keras import backend
from tf_keras.api._v1.keras.layers import LSTMCell


class PeepholeLSTMCell(LSTMCell):
    """LSTMCell with a weight from the carry to each gate, one for each unit."""

    def build(self, input_shape: Any) -> None:
        """Makes the weights."""
        super().build(input_shape)
        for gate in ("input", "forget", "output"):
            name = f"{gate}_gate_peephole_weights"
            weights = self.add_weight(
                shape=(self.units,), name=name, initializer=self.kernel_initializer
            )
            setattr(self, name, weights)

    def _compute_carry_and_output(self, x: Any, h_tm1: Any, c_tm1: Any) -> tuple[Any, Any]:
        gates = [
            given + backend.dot(state, kernel)
            for given, state, kernel in zip(
                x, h_tm1, tf.split(self.recurrent_kernel, 4, axis=1), strict=True
            )
        ]
        return self._compute_carry_and_output_fused(gates, c_tm1)

    def _compute_carry_and_output_fused(self, z: Any, c_tm1: Any) -> tuple[Any, Any]:
        into, forget, candidate, out = z
        into = self.recurrent_activation(into + self.input_gate_peephole_weights * c_tm1)
        forget = self.recurrent_activation(forget + self.forget_gate_peephole_weights * c_tm1)
        carry = forget * c_tm1 + into * self.activation(candidate)
        return carry, self.recurrent_activation(out + self.output_gate_peephole_weights * carry)
