"""tf.losses."""

from tests.graphs.constructs import words


def constructs(tf, t, v):
    losses = tf.losses

    def two(name, **options):
        return lambda: getattr(losses, name)(t(2, 3), t(2, 3), **options)

    def dynamic(name):
        return lambda: getattr(losses, name)(t(None, 3), t(None, 3))

    table = {}
    for name in words(
        "absolute_difference hinge_loss huber_loss log_loss mean_pairwise_squared_error "
        "mean_squared_error sigmoid_cross_entropy softmax_cross_entropy"
    ):
        table[name] = two(name)
        table[name + " dynamic"] = dynamic(name)
        if name != "mean_pairwise_squared_error":
            table[name + " weights"] = two(name, weights=2.0)

    def weighted():
        return losses.mean_squared_error(t(2, 3), t(2, 3), weights=t(2, 1))

    def total():
        losses.mean_squared_error(t(2, 3), t(2, 3))
        tf.get_variable("w", [2], regularizer=lambda w: tf.nn.l2_loss(w))
        return losses.get_total_loss()

    def total_of_one():
        losses.mean_squared_error(t(2, 3), t(2, 3))
        return losses.get_total_loss(add_regularization_losses=False)

    table.update(
        {
            "cosine_distance": lambda: losses.cosine_distance(t(2, 3), t(2, 3), axis=1),
            "sparse_softmax_cross_entropy": lambda: losses.sparse_softmax_cross_entropy(
                t(2, dtype=tf.int64), t(2, 3)
            ),
            "sparse_softmax_cross_entropy dynamic": lambda: losses.sparse_softmax_cross_entropy(
                t(None, dtype=tf.int32), t(None, 3)
            ),
            "softmax_cross_entropy smoothed": two("softmax_cross_entropy", label_smoothing=0.1),
            "sigmoid_cross_entropy smoothed": two("sigmoid_cross_entropy", label_smoothing=0.1),
            "weights of rank 2": weighted,
            "weights of vector": lambda: losses.softmax_cross_entropy(
                t(None, 3), t(None, 3), weights=t(None)
            ),
            "reduction none": two("mean_squared_error", reduction="none"),
            "reduction sum": two("mean_squared_error", reduction=losses.Reduction.SUM),
            "reduction mean": two("mean_squared_error", reduction=losses.Reduction.MEAN),
            "reduction over batch": two(
                "mean_squared_error", reduction=losses.Reduction.SUM_OVER_BATCH_SIZE
            ),
            "compute_weighted_loss": lambda: losses.compute_weighted_loss(t(2, 3)),
            "total": total,
            "total of one": total_of_one,
            "regularization": lambda: losses.get_regularization_loss(),
            "scoped": two("mean_squared_error", scope="mse"),
        }
    )
    return table
