"""Initializers, through tf.get_variable and by themselves."""

from tests.graphs.constructs import words

NAMES = words(
    "zeros_initializer ones_initializer random_uniform_initializer random_normal_initializer "
    "truncated_normal_initializer uniform_unit_scaling_initializer variance_scaling_initializer "
    "glorot_uniform_initializer glorot_normal_initializer orthogonal_initializer"
)
KERAS = words(
    "zeros ones random_uniform random_normal truncated_normal glorot_uniform glorot_normal "
    "he_normal he_uniform lecun_normal lecun_uniform orthogonal identity"
)


def constructs(tf, t, v):
    table = {}

    def variable(initializer, shape=(4, 3)):
        first = tf.get_variable("w", shape, initializer=initializer)
        return first, tf.random_uniform([2])

    def named(name):
        table[name] = lambda: variable(getattr(tf, name)())
        table[name + " alone"] = lambda: getattr(tf, name)()([4, 3])

    def keras(name):
        table["keras " + name] = lambda: variable(tf.keras.initializers.get(name))
        table[f"keras {name} alone"] = lambda: tf.keras.initializers.get(name)([4, 3])

    def scaling(mode, distribution):
        table[f"scaling {mode} {distribution}"] = lambda: variable(
            tf.variance_scaling_initializer(2.0, mode, distribution)
        )

    for name in NAMES:
        named(name)
    for name in KERAS:
        keras(name)
    for mode in ("fan_in", "fan_out", "fan_avg"):
        for distribution in ("truncated_normal", "untruncated_normal", "uniform"):
            scaling(mode, distribution)
    table.update(
        {
            "default": lambda: variable(None),
            "default int": lambda: tf.get_variable("w", [2], tf.int32),
            "class": lambda: variable(tf.glorot_uniform_initializer),
            "constant": lambda: variable(tf.constant_initializer(0.1)),
            "constant list": lambda: variable(tf.constant_initializer([1.0, 2.0]), [2]),
            "constant value": lambda: tf.get_variable("w", initializer=[1.0, 2.0]),
            "constant tensor": lambda: tf.get_variable("w", initializer=tf.ones([2, 3])),
            "function": lambda: variable(lambda shape, dtype, **_: tf.ones(shape, dtype)),
            "uniform of range": lambda: variable(tf.random_uniform_initializer(-0.1, 0.1)),
            "uniform with seed": lambda: variable(tf.random_uniform_initializer(-1, 1, seed=3)),
            "normal stddev": lambda: variable(tf.random_normal_initializer(0.0, 0.02)),
            "truncated stddev": lambda: variable(tf.truncated_normal_initializer(stddev=0.02)),
            "orthogonal wide": lambda: variable(tf.orthogonal_initializer(), (2, 3, 4)),
            "orthogonal tall": lambda: variable(tf.orthogonal_initializer(0.5), (2, 4)),
            "identity": lambda: variable(tf.initializers.identity(), (3, 3)),
            "glorot of conv": lambda: variable(tf.glorot_uniform_initializer(), (3, 3, 2, 4)),
            "he_normal": lambda: variable(tf.initializers.he_normal()),
            "he_uniform": lambda: variable(tf.initializers.he_uniform()),
            "lecun_normal": lambda: variable(tf.initializers.lecun_normal()),
            "lecun_uniform": lambda: variable(tf.initializers.lecun_uniform()),
            "keras class": lambda: variable(tf.keras.initializers.glorot_uniform()),
            "keras RandomNormal": lambda: variable(tf.keras.initializers.RandomNormal()),
            "keras VarianceScaling": lambda: variable(tf.keras.initializers.VarianceScaling()),
        }
    )
    return table
