"""Probes of graphs, variables, control flow and sessions."""

import collections
import json

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops
from tensorflow.python.ops import control_flow_ops, gen_array_ops, variable_scope

from tests.namespace.behaviour.probing import probe, run


@probe
def graph_building():
    with tf.name_scope("outer"), tf.variable_scope("v", initializer=tf.zeros_initializer()):
        a = tf.get_variable("a", [2])
        with tf.variable_scope("inner", reuse=tf.AUTO_REUSE):
            b = tf.get_variable("b", [], trainable=False, collections=["mine"])
        c = tf.multiply(a, b, name="sum")
    graph = tf.get_default_graph()
    return [
        [v.name for v in tf.global_variables()],
        [v.op.type for v in tf.trainable_variables()],
        [v.name for v in tf.get_collection("mine")],
        c.name,
        [op.type for op in graph.get_operations()],
        c.get_shape().as_list(),
        str(c.shape),
        str(c.dtype),
        c.shape[0].value,
        graph.get_tensor_by_name("outer/v/sum:0") is c,
        sorted(graph.get_all_collection_keys()),
        isinstance(a, tf.Variable),
        type(a).__name__,
    ]


@probe
def variable_reuse_error():
    tf.get_variable("x", [1])
    tf.get_variable("x", [1])


@probe
def shape_error():
    tf.matmul(tf.ones([2, 3]), tf.ones([2, 3]))


@probe
def uninitialized_error():
    with tf.Session() as sess:
        sess.run(tf.Variable(1.0))


@probe
def finalized_error():
    tf.get_default_graph().finalize()
    tf.constant(1)


@probe
def iterating_a_tensor_error():
    return list(tf.constant([1, 2]))


@probe
def tensor_as_bool_error():
    return bool(tf.constant(True))


@probe
def tensors_compared_and_hashed():
    a = tf.constant(1)
    return [a == a, a == tf.constant(1), len({a: 1, tf.constant(1): 2})]


@probe
def control_flow():
    i, total = tf.while_loop(
        lambda i, t: i < 4, lambda i, t: [i + 1, t + i], [tf.constant(0), tf.constant(0)]
    )
    x = tf.placeholder(tf.float32, [])
    branch = tf.cond(x > 0, lambda: x * 2, lambda: x - 1)
    gradient = tf.gradients(branch, x)[0]
    case = tf.case([(x > 5, lambda: 1), (x > 2, lambda: 2)], default=lambda: 3)
    array = tf.TensorArray(tf.float32, 3)
    _, array = control_flow_ops.while_loop(
        lambda i, _: i < 3,
        lambda i, a: (i + 1, a.write(i, tf.cast(i, tf.float32))),
        [tf.constant(0), array],
    )
    types = {op.type for op in tf.get_default_graph().get_operations()}
    return run(i, total, branch, gradient, case, array.stack(), feed={x: 3.0}) + [
        sorted(types & {"Enter", "Switch", "While", "If", "Merge"})
    ]


@probe
def gradients_of_the_users():
    @tf.RegisterGradient("TimesTen")
    def times_ten(op, grad):
        return grad * 10

    x = tf.constant(2.0)
    with tf.get_default_graph().gradient_override_map({"Identity": "TimesTen"}):
        y = tf.identity(x)
    z = tf.py_func(lambda v: np.float32(v * 3), [x], tf.float32)
    point = tf.constant([1.0, 2.0])
    hessian = tf.hessians(tf.reduce_sum(point * point * point), point)
    return run(tf.gradients(y, x)[0], z, hessian[0], tf.stop_gradient(x))


@probe
def functions_of_the_users():
    @tf.custom_gradient
    def clip(x):
        return tf.identity(x), lambda grad: tf.clip_by_norm(grad, 0.5)

    x = tf.constant([3.0, 4.0])
    template = tf.make_template("t", lambda v: v * tf.get_variable("w", [], initializer=None))
    template(x), template(x)
    return run(tf.gradients(clip(x), x)[0], tf.map_fn(lambda v: v + 1, x), tf.scan(tf.add, x)) + [
        [v.name for v in tf.global_variables()]
    ]


@probe
def sessions():
    x = tf.placeholder_with_default(1.0, [])
    sess = tf.InteractiveSession()
    values = [x.eval(), x.eval({x: 3.0}), sess.run({"a": x, "b": [x, (x,)]})]
    handle = sess.partial_run_setup([x], [])
    values += [float(sess.partial_run(handle, x)), tf.get_default_session() is sess]
    call = sess.make_callable(x + 1)
    values.append(float(call()))
    named = collections.namedtuple("Pair", "p q")(x, x * 2)
    values.append(list(map(float, sess.run(named))))
    sess.close()
    return json.loads(json.dumps(values, default=float))


@probe
def internals():
    with ops.name_scope(None, "scope", [tf.constant(1)]) as scope:
        shape = gen_array_ops.shape(tf.ones([2, 3]))
    v = variable_scope.variable(2.0, name="made", trainable=False)
    store = variable_scope._get_default_variable_store()
    return run(shape, v) + [scope, v.name, type(store).__name__, ops.GraphKeys.UPDATE_OPS]
