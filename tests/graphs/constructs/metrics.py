"""tf.metrics."""

from tests.graphs.constructs import words


def constructs(tf, t, v):
    metrics = tf.metrics
    two = {}
    for name in words(
        "accuracy auc precision recall false_negatives false_positives true_positives "
        "true_negatives"
    ):
        two[name] = lambda name=name: getattr(metrics, name)(t(None), t(None))
    for name in words("mean_absolute_error mean_squared_error root_mean_squared_error"):
        two[name] = lambda name=name: getattr(metrics, name)(t(None, 3), t(None, 3))
    table = dict(two)
    table.update(
        {
            "mean": lambda: metrics.mean(t(None)),
            "mean weights": lambda: metrics.mean(t(None), weights=t(None)),
            "mean_tensor": lambda: metrics.mean_tensor(t(2, 3)),
            "accuracy weights": lambda: metrics.accuracy(t(None), t(None), t(None)),
            "accuracy of int": lambda: metrics.accuracy(
                t(None, dtype=tf.int64), tf.argmax(t(None, 3), 1)
            ),
            "mean_cosine_distance": lambda: metrics.mean_cosine_distance(t(2, 3), t(2, 3), 1),
            "mean_iou": lambda: metrics.mean_iou(
                t(None, dtype=tf.int64), t(None, dtype=tf.int64), 3
            ),
            "mean_per_class_accuracy": lambda: metrics.mean_per_class_accuracy(
                t(None, dtype=tf.int64), t(None, dtype=tf.int64), 3
            ),
            "mean_relative_error": lambda: metrics.mean_relative_error(t(None), t(None), t(None)),
            "percentage_below": lambda: metrics.percentage_below(t(None), 0.5),
            "precision_at_k": lambda: metrics.precision_at_k(
                t(None, 1, dtype=tf.int64), t(None, 3), 2
            ),
            "recall_at_k": lambda: metrics.recall_at_k(t(None, 1, dtype=tf.int64), t(None, 3), 2),
            "average_precision_at_k": lambda: metrics.average_precision_at_k(
                t(None, 1, dtype=tf.int64), t(None, 3), 2
            ),
            "precision_at_thresholds": lambda: metrics.precision_at_thresholds(
                t(None, dtype=tf.bool), t(None), [0.2, 0.5]
            ),
            "recall_at_thresholds": lambda: metrics.recall_at_thresholds(
                t(None, dtype=tf.bool), t(None), [0.2, 0.5]
            ),
            "sensitivity_at_specificity": lambda: metrics.sensitivity_at_specificity(
                t(None, dtype=tf.bool), t(None), 0.5
            ),
            "auc PR": lambda: metrics.auc(t(None), t(None), curve="PR", num_thresholds=10),
        }
    )
    return table
