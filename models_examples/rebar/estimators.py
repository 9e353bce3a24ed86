"""Gradient estimators for the recogniser of a sigmoid belief network: REINFORCE and REBAR.

Both estimate the gradient of E_q[f(b)], f the ELBO, with respect to the logits of q. A layer is
drawn as b = 1 where z > 0, with z = logits + logit(u) and u uniform.

REINFORCE multiplies f, less a baseline that does not depend on b, with the gradient of log q(b).

REBAR (Tucker, Mnih, Maddison, Lawson, Sohl-Dickstein, 2017) also subtracts eta f(s(z')), with
s(z) = sigmoid(z / temperature) and z' a second draw of z that agrees with b, and gives the mean of
what it has subtracted back by the reparameterisation trick:

    (f(b) - eta f(s(z'))) d log q(b) + eta d f(s(z)) - eta d f(s(z'))

Temperature and eta change the variance of that and not its mean, so they learn to make its square
small. In a network of several layers this is done for each layer in turn: the layers below it stay
as drawn, those above it are relaxed as well.
"""

import collections

import numpy as np
import tensorflow as tf

ESTIMATORS = ("reinforce", "rebar")
BASELINES = ("none", "mean", "input")

Estimate = collections.namedtuple(
    "Estimate", ["elbo", "objective", "control_loss", "baseline_loss", "temperatures", "etas"]
)


def estimate(network, x, estimator, baseline):
    """Draws the hidden layers once for each image and builds an estimate of the ELBO's gradient.

    Args:
      network: SigmoidBeliefNetwork.
      x: [B, pixels].
      estimator: one of ESTIMATORS.
      baseline: one of BASELINES. `mean` is a running mean of what multiplies the gradient of log q,
        `input` adds a linear function of the image.

    Returns:
      Estimate: elbo [B]; objective, a scalar whose gradient with respect to the network's variables
      is the estimate; control_loss, the mean square of that gradient at the logits, for
      temperatures and etas to minimise; baseline_loss, for the baselines to minimise, None without
      baselines; temperatures and etas, a scalar for each layer, empty for REINFORCE.
    """
    logits, noise, hidden = _draw(network, x)
    fixed_logits = [tf.stop_gradient(layer) for layer in logits]
    elbo = network.elbo(x, hidden, fixed_logits)
    temperatures, etas = [], []
    if estimator == "rebar":
        temperatures = [
            tf.exp(_control("log_temperature", layer, np.log(0.5)))
            for layer in range(network.layers)
        ]
        etas = [_control("eta", layer, 1.0) for layer in range(network.layers)]

    objective, control_loss, baseline_loss = tf.reduce_mean(elbo), 0.0, None
    for layer in range(network.layers):
        signal, correction = tf.stop_gradient(elbo), 0.0
        if estimator == "rebar":
            # Two draws of z; the second knows b.
            z = logits[layer] + noise[layer]
            z_given_b = _conditional(logits[layer], hidden[layer])
            free, tied = [
                network.elbo(x, *_relax(network, layer, value, hidden, logits, noise, temperatures))
                for value in (z, z_given_b)
            ]
            signal -= etas[layer] * tied
            correction = etas[layer] * tf.gradients(free - tied, logits[layer])[0]
        if baseline != "none":
            predicted = _baseline(x, layer, baseline)
            error = tf.nn.l2_loss(tf.stop_gradient(signal) - predicted) / _size(x)
            baseline_loss = error if baseline_loss is None else baseline_loss + error
            signal -= tf.stop_gradient(predicted)
        score = hidden[layer] - tf.sigmoid(logits[layer])  # the gradient of log q(b)
        gradient = signal[:, tf.newaxis] * score + correction
        control_loss += tf.reduce_sum(tf.square(gradient)) / _size(x)
        objective += tf.reduce_sum(tf.stop_gradient(gradient) * logits[layer]) / _size(x)
    return Estimate(elbo, objective, control_loss, baseline_loss, temperatures, etas)


def _draw(network, x):
    """Draws the layers, lowest first; returns lists of their logits, noises, values [B, hidden]."""
    logits, noise, hidden = [], [], []
    below = x
    for layer in range(network.layers):
        logits.append(network.posterior_logits(layer, below))
        noise.append(_logistic(logits[-1]))
        below = tf.stop_gradient(tf.to_float(logits[-1] + noise[-1] > 0))
        hidden.append(below)
    return logits, noise, hidden


def _relax(network, layer, z, hidden, logits, noise, temperatures):
    """Returns (hidden, logits) with `layer` and those above it relaxed and those below it kept.

    The logits up to `layer` are held fixed: the gradient is to be that of a function of z alone.
    """
    values = hidden[:layer] + [tf.sigmoid(z / temperatures[layer])]
    used = [tf.stop_gradient(kept) for kept in logits[: layer + 1]]
    for above in range(layer + 1, network.layers):
        used.append(network.posterior_logits(above, values[-1]))
        values.append(tf.sigmoid((used[-1] + noise[above]) / temperatures[above]))
    return values, used


def _conditional(logits, b):
    """Draws z given b: the logistic distribution around the logits, cut at zero."""
    sign = 2.0 * b - 1.0
    return sign * tf.nn.softplus(_logistic(logits) + tf.nn.softplus(sign * logits))


def _logistic(like):
    uniform = tf.random_uniform(tf.shape(like), minval=1e-7, maxval=1.0 - 1e-7)
    return tf.log(uniform) - tf.log1p(-uniform)


def _control(name, layer, value):
    return tf.get_variable("%s_%d" % (name, layer + 1), initializer=np.float32(value))


def _baseline(x, layer, kind):
    """Returns the prediction of the learning signal: a scalar for `mean`, [B] for `input`."""
    with tf.variable_scope("baseline_%d" % (layer + 1)):
        prediction = tf.get_variable("mean", [], initializer=tf.zeros_initializer())
        if kind == "input":
            shape = [x.shape[1].value, 1]
            weights = tf.get_variable("weights", shape, initializer=tf.zeros_initializer())
            prediction += tf.squeeze(tf.matmul(x, weights), 1)
    return prediction


def _size(x):
    return tf.to_float(tf.shape(x)[0])
