"""Prints, as JSON, gradients of a tiny network's ELBO: exact ones, and the rebar example's.

A TF1 script; run by test_rebar.py with models_examples/rebar on the path.
"""

import itertools
import json

import numpy as np
import tensorflow as tf

import estimators
import sbn

IMAGE = np.array([1.0, 0.0, 1.0], np.float32)
BATCH, REPEATS = 2000, 100
CASES = [("reinforce", "none"), ("reinforce", "input"), ("rebar", "none"), ("rebar", "mean")]


def exact_elbo(network, layers, hidden):
    """Sums q(b | x) (log p(x, b) - log q(b | x)) over all states of the hidden units."""
    x = tf.constant(IMAGE[np.newaxis])
    total = 0.0
    states = [np.array([state], np.float32) for state in itertools.product([0, 1], repeat=hidden)]
    for b in itertools.product(states, repeat=layers):
        b = [tf.constant(layer) for layer in b]
        logits = [network.posterior_logits(n, below) for n, below in enumerate([x] + b[:-1])]
        log_q = sum(sbn.log_bernoulli(b[n], logits[n]) for n in range(layers))
        total += tf.exp(log_q) * network.elbo(x, b, logits)
    return tf.reduce_sum(total)


def flat_gradients(target, variables):
    return tf.concat([tf.reshape(grad, [-1]) for grad in tf.gradients(target, variables)], axis=0)


def check(layers, hidden=2):
    """Returns exact gradients [D] and, for each estimator, mean and standard error [D] of many."""
    rng = np.random.RandomState(3)
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(6)
        network = sbn.SigmoidBeliefNetwork([0.6, 0.5, 0.3], layers, hidden)
        variables = network.encoder_variables + network.generator_variables
        exact = flat_gradients(exact_elbo(network, layers, hidden), variables)
        x = tf.constant(np.tile(IMAGE, [BATCH, 1]))
        estimates = {}
        for estimator, baseline in CASES:
            with tf.variable_scope(estimator + "_" + baseline):
                result = estimators.estimate(network, x, estimator, baseline)
            name = estimator + ", baseline " + baseline
            estimates[name] = flat_gradients(result.objective, variables)
        sess.run(tf.global_variables_initializer())
        for variable in tf.global_variables():
            # Far from where the controls begin: the mean must not depend on them.
            sess.run(variable.assign(variable + rng.normal(0, 0.7, variable.shape.as_list())))
        answer = {"exact": sess.run(exact).tolist(), "estimates": {}}
        for name, estimate in estimates.items():
            draws = np.array([sess.run(estimate) for _ in range(REPEATS)])
            answer["estimates"][name] = {
                "mean": draws.mean(axis=0).tolist(),
                "error": (draws.std(axis=0, ddof=1) / np.sqrt(REPEATS)).tolist(),
            }
    return answer


def main(_):
    print(json.dumps({layers: check(layers) for layers in (1, 2)}))


if __name__ == "__main__":
    tf.app.run()
