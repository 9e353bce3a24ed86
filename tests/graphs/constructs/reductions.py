"""The reductions of tf.*, over all axes and over some."""

from tests.graphs.constructs import words

FLOAT = words("sum mean prod max min logsumexp")


def constructs(tf, t, v):
    table = {}

    def reduction(name):
        function = getattr(tf, "reduce_" + name)
        table.update(
            {
                name: lambda: function(t(2, 3)),
                name + " dynamic": lambda: function(t(None, 3)),
                name + " of unknown rank": lambda: function(tf.placeholder(tf.float32)),
                name + " of variable": lambda: function(v(2, 3)),
                name + " of scalar": lambda: function(t()),
                name + " axis 1": lambda: function(t(2, 3), 1),
                name + " axis 1 dynamic": lambda: function(t(None, 3), axis=1),
                name + " axes": lambda: function(t(2, 3, 4), [0, 2]),
                name + " axis -1 kept": lambda: function(t(2, 3), -1, keepdims=True),
                name + " keep_dims": lambda: function(t(2, 3), keep_dims=True),
                name + " of operation": lambda: function(t(2, 3) * 2.0, name="reduced"),
                name + " of list": lambda: function([t(2), t(2)], 0),
            }
        )

    for name in FLOAT:
        reduction(name)
    table.update(
        {
            "all": lambda: tf.reduce_all(t(2, 3) > 0),
            "any": lambda: tf.reduce_any(t(2, 3) > 0),
            "any axis 1": lambda: tf.reduce_any(t(2, 3) > 0, 1),
            "all of operation": lambda: tf.reduce_all(tf.equal(t(None, 3), 1.0)),
            "mean of square": lambda: tf.reduce_mean(tf.square(t(None, 3) - t(None, 3))),
            "mean of int": lambda: tf.reduce_mean(t(2, 3, dtype=tf.int32)),
            "sum of int": lambda: tf.reduce_sum(t(2, 3, dtype=tf.int32)),
            "moments": lambda: tf.nn.moments(t(2, 3), [0]),
            "moments kept": lambda: tf.nn.moments(t(2, 3, 4, 5), [0, 1, 2], keep_dims=True),
            "moments dynamic": lambda: tf.nn.moments(t(None, 3), [0, 1]),
            "weighted_moments": lambda: tf.nn.weighted_moments(t(2, 3), [0], t(2, 3)),
            "reduce_variance": lambda: tf.math.reduce_variance(t(2, 3)),
            "reduce_euclidean_norm": lambda: tf.math.reduce_euclidean_norm(t(2, 3), axis=1),
            "reduce_std": lambda: tf.math.reduce_std(t(2, 3), axis=1),
            "reduce_join": lambda: tf.reduce_join(t(2, 3, dtype=tf.string), 1),
            "reduce_join of all": lambda: tf.reduce_join(t(2, 3, dtype=tf.string)),
            "norm": lambda: tf.norm(t(2, 3)),
            "norm axis": lambda: tf.norm(t(2, 3), axis=1),
            "norm of order 1": lambda: tf.norm(t(2, 3), ord=1, axis=1),
            "zero_fraction": lambda: tf.nn.zero_fraction(t(2, 3)),
            "l2_loss": lambda: tf.nn.l2_loss(v(2, 3)),
            "softmax by hand": lambda: (
                tf.exp(t(2, 3)) / tf.reduce_sum(tf.exp(t(2, 3)), 1, keepdims=True)
            ),
            "log_sum_exp": lambda: tf.log(tf.reduce_sum(tf.exp(t(2, 3)), axis=1)),
        }
    )
    return table
