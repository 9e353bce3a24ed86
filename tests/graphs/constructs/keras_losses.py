"""tf.keras's losses, metrics, and recurrent cells in graph mode."""

from tests.graphs.constructs import words

LOSSES = words(
    "mean_squared_error mean_absolute_error mean_absolute_percentage_error hinge squared_hinge "
    "mean_squared_logarithmic_error categorical_hinge logcosh poisson kullback_leibler_divergence"
)
LOSS_CLASSES = words(
    "MeanSquaredError MeanAbsolutePercentageError MeanSquaredLogarithmicError BinaryCrossentropy "
    "CategoricalCrossentropy CategoricalHinge LogCosh Poisson KLDivergence Huber CosineSimilarity"
)
METRICS = words(
    "MeanSquaredError RootMeanSquaredError BinaryAccuracy CategoricalAccuracy Precision Recall AUC "
    "TopKCategoricalAccuracy TruePositives FalseNegatives CategoricalHinge CategoricalCrossentropy "
    "MeanAbsolutePercentageError MeanSquaredLogarithmicError CosineSimilarity LogCoshError"
)


def constructs(tf, t, v):
    keras = tf.keras
    layers, losses, metrics = keras.layers, keras.losses, keras.metrics

    def function(name):
        return lambda: getattr(losses, name)(t(4, 3), t(4, 3))

    def weighted(name):
        return lambda: getattr(losses, name)(reduction="sum")(t(4, 3), t(4, 3), t(4))

    def metric(make, *shapes):
        def build():
            made = make()
            made.update_state(*[t(*shape) for shape in shapes])
            return made.result()

        return build

    def compiled(loss, **options):
        model = keras.Sequential([layers.Dense(3, activation="softmax", input_shape=(4,))])
        model.compile("sgd", loss, **options)
        model._make_train_function()

    def stacked(*cells):
        return lambda: layers.RNN(list(cells))(t(None, 5, 3))

    def both(layer, **options):
        return lambda: getattr(layers, layer)(4, implementation=2, **options)(t(None, 5, 3))

    pair = (4, 3), (4, 3)
    dropped = {"dropout": 0.1, "recurrent_dropout": 0.2}
    table = {"loss " + name: function(name) for name in LOSSES}
    table.update({"Loss " + name: weighted(name) for name in LOSS_CLASSES})
    table.update({"metric " + name: metric(getattr(metrics, name), *pair) for name in METRICS})
    table.update(
        {
            "loss of smooth labels": lambda: losses.categorical_crossentropy(
                t(4, 3), t(4, 3), from_logits=True, label_smoothing=0.1
            ),
            "metric of top labels": metric(
                lambda: metrics.SparseTopKCategoricalAccuracy(2), (4,), (4, 3)
            ),
            "metric of a column of labels": metric(
                lambda: metrics.SparseCategoricalAccuracy(), (4, 1), (4, 3)
            ),
            "precision of a class": metric(lambda: metrics.Precision(top_k=2, class_id=1), *pair),
            "recall by threshold": metric(lambda: metrics.Recall([0.3, 0.6]), *pair),
            "recall weighted": metric(lambda: metrics.Recall(), (4,), (4,), (4,)),
            "AUC of precision": metric(lambda: metrics.AUC(5, "PR", "majoring"), (4,), (4,)),
            "sensitivity at specificity": metric(
                lambda: metrics.SensitivityAtSpecificity(0.5, 5), (4,), (4,)
            ),
            "specificity at sensitivity": metric(
                lambda: metrics.SpecificityAtSensitivity(0.5, 5), (4,), (4,)
            ),
            "fit categorical_hinge": lambda: compiled("categorical_hinge"),
            "fit Huber": lambda: compiled(losses.Huber(0.5)),
            "fit metrics": lambda: compiled("mse", metrics=[metrics.AUC(5), metrics.Precision()]),
            "cells": stacked(layers.LSTMCell(4), layers.GRUCell(3)),
            "cells with dropout": stacked(
                layers.LSTMCell(4, dropout=0.1), layers.SimpleRNNCell(3, recurrent_dropout=0.2)
            ),
            "LSTM implementation 2": both("LSTM"),
            "LSTM implementation 2 dropout": both("LSTM", **dropped),
            "GRU implementation 2": both("GRU"),
            "GRU implementation 2 dropout": both("GRU", **dropped),
            "GRU implementation 2 reset after": both("GRU", reset_after=True, **dropped),
            "GRU implementation 2 without bias": both("GRU", use_bias=False),
        }
    )
    return table
