"""Small graphs, by family: TensorFlow 1 code that builds each, on 1.15.5 and here.

A family is a module with one function, `constructs(tf, t, v)`, which returns a table of names and
functions without arguments. `t(2, 3)` is a placeholder, `t(None, 3)` one whose size is known when
it is fed, `v(2, 3)` a variable. Each function runs in a graph of its own, under
`tf.set_random_seed(1)`, and returns what gradients are taken of.

The files keep to Python 3.7's syntax, which the real 1.15 needs.
"""

FAMILIES = (
    "arithmetic",
    "reductions",
    "arrays",
    "random",
    "initializers",
    "variables",
    "nn",
    "rnn",
    "layers",
    "losses",
    "metrics",
    "image",
    "linalg",
    "distributions",
    "train",
    "control_flow",
    "loops",
    "saving",
    "data",
    "keras",
    "keras_losses",
    "keras_models",
    "usage",
    "usage_data",
    "ragged",
    "feature_columns",
    "contrib_layers",
    "contrib_sequences",
    "contrib_training",
)


def words(text):
    """The words of a text, for tables of names."""
    return text.split()
