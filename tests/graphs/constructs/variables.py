"""Variables, scopes, assignment, regularizers, custom getters, distribution strategies."""


def constructs(tf, t, v):
    def regularizer(weights):
        return 0.1 * tf.reduce_sum(tf.square(weights))

    def regularized(use_resource=None):
        w = tf.get_variable("w", [2, 3], regularizer=regularizer, use_resource=use_resource)
        b = tf.get_variable("b", [3])
        return tf.matmul(t(4, 2), w) + b, tf.losses.get_regularization_losses()

    def regularized_scope():
        with tf.variable_scope("s", regularizer=regularizer):
            w = tf.get_variable("w", [2, 3])
        return w, tf.random_uniform([2])

    def regularized_layers():
        x = tf.layers.dense(t(4, 2), 3, kernel_regularizer=regularizer)
        return tf.layers.dense(x, 3, kernel_regularizer=regularizer)

    def reused():
        with tf.variable_scope("s"):
            a = tf.get_variable("w", [2])
        with tf.variable_scope("s", reuse=True):
            return a + tf.get_variable("w", [2])

    def nested_scopes():
        with tf.variable_scope("a"), tf.variable_scope("b"):
            w = tf.get_variable("w", [2])
            with tf.name_scope("c"):
                return w * 2.0 + tf.Variable(1.0)

    def auto_reuse():
        for _ in range(2):
            with tf.variable_scope("s", reuse=tf.AUTO_REUSE):
                w = tf.get_variable("w", [2]) + 1.0
        return w

    def partitioned():
        return tf.identity(tf.get_variable("w", [4, 3], partitioner=tf.fixed_size_partitioner(2)))

    def initialized():
        w = tf.Variable(tf.random_normal([2]))
        return tf.Variable(w.initialized_value() * 2.0)

    def initializers():
        v(2), tf.Variable([1, 2])
        return tf.global_variables_initializer(), tf.local_variables_initializer()

    def custom_getter():
        def getter(get, name, *args, **kwargs):
            return get(name, *args, **kwargs) * 2.0

        with tf.variable_scope("s", custom_getter=getter):
            return tf.get_variable("w", [2])

    def saver():
        v(2), v(3)
        tf.train.Saver()

    def saver_sharded():
        v(2)
        tf.train.Saver(max_to_keep=3, sharded=True)

    def uninitialized():
        v(2), v(3)
        return tf.report_uninitialized_variables()

    def replicated(strategy):
        with strategy.scope():
            return strategy.extended.call_for_each_replica(lambda: tf.random_uniform([2]))

    def read_on_a_device():
        with tf.device("/cpu:0"):
            variable = v(2, use_resource=True)
        return variable * 2.0 + variable.read_value()

    return {
        "Variable": lambda: tf.Variable([1.0, 2.0]),
        "Variable of draw": lambda: tf.Variable(tf.random_normal([2, 3])) * 2.0,
        "Variable of truncated draw": lambda: tf.Variable(tf.truncated_normal([2, 3], stddev=0.1)),
        "Variable of callable": lambda: tf.Variable(lambda: tf.random_normal([2])),
        "Variable not trainable": lambda: tf.Variable(0, trainable=False, name="step"),
        "Variable resource": lambda: tf.Variable([1.0, 2.0], use_resource=True) * 2.0,
        "get_variable": lambda: tf.get_variable("w", [2, 3]),
        "get_variable resource": lambda: tf.get_variable("w", [2, 3], use_resource=True) + 1.0,
        "get_variable constraint": lambda: tf.get_variable("w", [2], constraint=tf.nn.relu),
        "local": lambda: tf.get_local_variable("w", [2]),
        "initialized_value": initialized,
        "assign": lambda: tf.assign(v(2), t(2)),
        "assign_add": lambda: tf.assign_add(v(2), [1.0, 2.0]),
        "assign_sub": lambda: tf.assign_sub(v(2), t(2)),
        "v.assign": lambda: v(2).assign([1.0, 2.0]),
        "v.assign_add resource": lambda: v(2, use_resource=True).assign_add([1.0, 2.0]),
        "v.assign resource": lambda: tf.assign(v(2, use_resource=True), [1.0, 2.0]),
        "scatter_update": lambda: tf.scatter_update(v(4, 2), [0, 1], t(2, 2)),
        "scatter_add": lambda: tf.scatter_add(v(4, 2), [0, 1], t(2, 2)),
        "scatter_nd_update": lambda: tf.scatter_nd_update(v(4), [[0], [1]], t(2)),
        "read_value": lambda: v(2).read_value(),
        "value": lambda: v(2).value() + 1.0,
        "count_up_to": lambda: tf.count_up_to(tf.Variable(0), 3),
        "is_variable_initialized": lambda: tf.is_variable_initialized(v(2)),
        "report_uninitialized_variables": uninitialized,
        "initializers": initializers,
        "regularized": regularized,
        "regularized resource": lambda: regularized(True),
        "regularized scope": regularized_scope,
        "regularized layers": regularized_layers,
        "l2 regularizer": lambda: tf.get_variable(
            "w", [2, 3], regularizer=tf.keras.regularizers.l2(0.1)
        ),
        "reused": reused,
        "nested scopes": nested_scopes,
        "AUTO_REUSE": auto_reuse,
        "partitioned": partitioned,
        "custom getter": custom_getter,
        "Saver": saver,
        "Saver sharded": saver_sharded,
        "global step": lambda: tf.train.get_or_create_global_step(),
        "colocated": lambda: tf.get_variable("w", [2]) + 1.0,
        "read on a device": read_on_a_device,
        "loop over a variable": lambda: tf.while_loop(
            lambda i, x: i < 3, lambda i, x: (i + 1, x * 0.9), [0, v(2, use_resource=True)]
        ),
        "map_fn of a variable": lambda: tf.map_fn(lambda x: x * 2.0, v(2, 3, use_resource=True)),
        "OneDeviceStrategy": lambda: replicated(tf.distribute.OneDeviceStrategy("/cpu:0")),
        "MirroredStrategy": lambda: replicated(tf.distribute.MirroredStrategy(["/cpu:0"])),
    }
