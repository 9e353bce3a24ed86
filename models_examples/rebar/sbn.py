"""A sigmoid belief network and its lower bound on the log-likelihood.

The generator draws the top layer from a learned prior and each layer below from the one above; the
recogniser draws the lowest layer given the image and each layer above from the one below:

    p(x, b) = p(b_L) ... p(b_1 | b_2) p(x | b_1)        q(b | x) = q(b_1 | x) ... q(b_L | b_L-1)

Every conditional is a vector of independent Bernoulli variables, whose logits are linear in what
they depend on.
"""

import numpy as np
import tensorflow as tf


class SigmoidBeliefNetwork(object):
    """The parameters and the densities.

    Args:
      mean: [pixels], mean training image: centres the input and starts the bias of the output.
      layers: number of stochastic layers.
      hidden: units in each of them.
    """

    def __init__(self, mean, layers, hidden):
        mean = np.asarray(mean, np.float32)
        likely = np.clip(mean, 0.01, 0.99)
        sizes = [len(mean)] + [hidden] * layers
        self.layers = layers
        self._mean = mean
        self._encoders, self._decoders = [], []
        for layer, (below, above) in enumerate(zip(sizes[:-1], sizes[1:]), 1):
            self._encoders.append(_linear("encoder_%d" % layer, below, above, np.zeros(above)))
            bias = np.log(likely / (1 - likely)) if layer == 1 else np.zeros(below)
            self._decoders.append(_linear("decoder_%d" % layer, above, below, bias))
        self._prior = tf.get_variable("prior", [hidden], initializer=tf.zeros_initializer())

    @property
    def encoder_variables(self):
        return [variable for layer in self._encoders for variable in layer]

    @property
    def generator_variables(self):
        return [variable for layer in self._decoders for variable in layer] + [self._prior]

    def posterior_logits(self, layer, below):
        """Logits [B, hidden] of q for a layer, 0 the lowest, given the layer below or the image."""
        centred = below - self._mean if layer == 0 else 2.0 * below - 1.0
        return _apply(self._encoders[layer], centred)

    def elbo(self, x, hidden, logits):
        """log p(x, b) - log q(b | x) for each image: one sample of the evidence lower bound.

        Args:
          x: [B, pixels].
          hidden: a [B, hidden] for each layer from the lowest; values between 0 and 1 are allowed.
          logits: those of q for each layer, [B, hidden].

        Returns:
          [B], in nats.
        """
        values = [x] + hidden
        total = log_bernoulli(values[-1], tf.zeros_like(values[-1]) + self._prior)
        for layer in range(self.layers):
            above = 2.0 * hidden[layer] - 1.0
            total += log_bernoulli(values[layer], _apply(self._decoders[layer], above))
            total -= log_bernoulli(hidden[layer], logits[layer])
        return total


def log_bernoulli(value, logits):
    """Log-probability [B] of value [B, D], summed over D; linear in a value between 0 and 1."""
    return -tf.reduce_sum(
        tf.nn.sigmoid_cross_entropy_with_logits(labels=value, logits=logits), axis=1
    )


def _linear(name, inputs, outputs, bias):
    with tf.variable_scope(name):
        return (
            tf.get_variable("weights", [inputs, outputs]),
            tf.get_variable("bias", initializer=np.asarray(bias, np.float32)),
        )


def _apply(linear, inputs):
    weights, bias = linear
    return tf.matmul(inputs, weights) + bias
