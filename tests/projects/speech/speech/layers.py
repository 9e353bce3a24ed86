from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, math_ops


def affine(x, units, scope):
    with ops.name_scope(scope, "affine", [x]):
        import tensorflow as tf

        w = tf.get_variable(
            scope + "_w", [x.shape[1].value, units], initializer=tf.ones_initializer()
        )
        return math_ops.matmul(x, w) + array_ops.zeros([units])
