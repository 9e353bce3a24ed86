"""tf.train: optimizers, decay, averages, input producers; tf.gradients; summaries."""

OPTIMIZERS = {
    "GradientDescent": lambda tf: tf.train.GradientDescentOptimizer(0.1),
    "Momentum": lambda tf: tf.train.MomentumOptimizer(0.1, 0.9),
    "Nesterov": lambda tf: tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True),
    "Adam": lambda tf: tf.train.AdamOptimizer(),
    "Adagrad": lambda tf: tf.train.AdagradOptimizer(0.1),
    "AdagradDA": lambda tf: tf.train.AdagradDAOptimizer(0.1, tf.train.get_or_create_global_step()),
    "Adadelta": lambda tf: tf.train.AdadeltaOptimizer(),
    "RMSProp": lambda tf: tf.train.RMSPropOptimizer(0.1),
    "RMSProp centered": lambda tf: tf.train.RMSPropOptimizer(0.1, 0.9, 0.1, centered=True),
    "Ftrl": lambda tf: tf.train.FtrlOptimizer(0.1),
    "ProximalGradientDescent": lambda tf: tf.train.ProximalGradientDescentOptimizer(0.1),
    "ProximalAdagrad": lambda tf: tf.train.ProximalAdagradOptimizer(0.1),
}


def constructs(tf, t, v):
    train = tf.train
    table = {}

    def loss():
        return tf.reduce_mean(tf.square(tf.matmul(t(None, 3), v(3, 2)) + v(2) - t(None, 2)))

    def optimizer(name, make):
        def minimize(use_resource=None, step=None):
            with tf.variable_scope("", use_resource=use_resource):
                value = loss()
            make(tf).minimize(value, global_step=step)

        def sparse(use_resource=None):
            table = v(5, 3, use_resource=use_resource)
            value = tf.reduce_sum(tf.nn.embedding_lookup(table, t(None, dtype=tf.int32)))
            make(tf).minimize(value)

        table[name] = minimize
        table[name + " resource"] = lambda: minimize(True)
        table[name + " step"] = lambda: minimize(step=train.get_or_create_global_step())
        table[name + " sparse"] = sparse
        table[name + " sparse resource"] = lambda: sparse(True)

    for name, make in OPTIMIZERS.items():
        optimizer(name, make)

    def clipped():
        sgd = train.AdamOptimizer(0.01)
        pairs = sgd.compute_gradients(loss())
        sgd.apply_gradients([(tf.clip_by_norm(g, 1.0), w) for g, w in pairs])

    def clipped_globally():
        value = loss()
        variables = tf.trainable_variables()
        gradients, _ = tf.clip_by_global_norm(tf.gradients(value, variables), 5.0)
        train.GradientDescentOptimizer(0.1).apply_gradients(
            list(zip(gradients, variables))  # noqa: B905 - 3.7 knows no strict
        )

    def clipped_values():
        sgd = train.GradientDescentOptimizer(0.1)
        pairs = sgd.compute_gradients(loss())
        sgd.apply_gradients([(tf.clip_by_value(g, -1.0, 1.0), w) for g, w in pairs])

    def averages(**options):
        w = v(2, 3), v(3)
        return train.ExponentialMovingAverage(0.9, **options).apply(list(w))

    def averages_of_tensor():
        average = train.ExponentialMovingAverage(0.9)
        x = tf.reduce_mean(t(2, 3))
        average.apply([x])
        return average.average(x)

    def decay(name, *args):
        def make():
            return getattr(train, name)(*((0.1, train.get_or_create_global_step()) + args))

        return make

    def queue():
        q = tf.FIFOQueue(10, [tf.float32], [[2]])
        q.enqueue([t(2)])
        q.enqueue_many([t(None, 2)])
        return q.dequeue(), q.dequeue_many(3), q.size(), q.close()

    def shuffle_queue():
        q = tf.RandomShuffleQueue(10, 2, [tf.float32], [[2]])
        q.enqueue([t(2)])
        return q.dequeue(), tf.random_uniform([2])

    def summaries():
        tf.summary.scalar("loss", loss())
        tf.summary.histogram("w", v(2, 3))
        tf.summary.image("image", t(1, 8, 8, 3))
        return tf.summary.merge_all()

    def grad_ys():
        x = t(2, 3)
        return tf.gradients(tf.square(x), x, grad_ys=t(2, 3))

    def second():
        x = t(2, 3)
        return tf.gradients(tf.gradients(x**3, x)[0] * 2.0, x)

    def stopped():
        x = t(2, 3)
        y = tf.square(x)
        return tf.gradients(y * x, x, stop_gradients=[y])

    def several():
        x, w = t(2, 3), v(3, 4)
        return tf.gradients([tf.matmul(x, w), tf.square(w)], [x, w])

    def unconnected():
        return tf.gradients(t(2, 3), t(2, 3), unconnected_gradients=tf.UnconnectedGradients.ZERO)

    def custom():
        @tf.custom_gradient
        def clip(x):
            return tf.identity(x), lambda dy: tf.clip_by_value(dy, -1.0, 1.0)

        return clip(t(2, 3)) * 2.0

    def overridden():
        tf.RegisterGradient("Doubled")(lambda op, grad: grad * 2.0)
        with tf.get_default_graph().gradient_override_map({"Square": "Doubled"}):
            return tf.square(t(2, 3))

    def batch(shuffled=False):
        names = train.string_input_producer(["a", "b"], shuffle=shuffled)
        key = names.dequeue()
        if shuffled:
            return train.shuffle_batch([key], 4, 20, 10)
        return train.batch([key], 4)

    table.update(
        {
            "clip_by_norm": clipped,
            "clip_by_global_norm": clipped_globally,
            "clip_by_value": clipped_values,
            "aggregated": lambda: train.GradientDescentOptimizer(0.1).compute_gradients(
                loss(), colocate_gradients_with_ops=True
            ),
            "averages": averages,
            "averages num_updates": lambda: averages(num_updates=train.get_or_create_global_step()),
            "averages zero_debias": lambda: averages(zero_debias=True),
            "averages of tensor": averages_of_tensor,
            "exponential_decay": decay("exponential_decay", 100, 0.9),
            "exponential_decay staircase": decay("exponential_decay", 100, 0.9, True),
            "polynomial_decay": decay("polynomial_decay", 100),
            "polynomial_decay cycle": decay("polynomial_decay", 100, 0.01, 2.0, True),
            "natural_exp_decay": decay("natural_exp_decay", 100, 0.9),
            "inverse_time_decay": decay("inverse_time_decay", 100, 0.9),
            "cosine_decay": decay("cosine_decay", 100),
            "cosine_decay_restarts": decay("cosine_decay_restarts", 100),
            "linear_cosine_decay": decay("linear_cosine_decay", 100),
            "noisy_linear_cosine_decay": decay("noisy_linear_cosine_decay", 100),
            "piecewise_constant": lambda: train.piecewise_constant(
                train.get_or_create_global_step(), [10, 20], [0.1, 0.01, 0.001]
            ),
            "queue": queue,
            "shuffle queue": shuffle_queue,
            "string_input_producer": lambda: train.string_input_producer(["a", "b"]).dequeue(),
            "string_input_producer in order": lambda: train.string_input_producer(
                ["a", "b"], num_epochs=1, shuffle=False
            ).dequeue(),
            "slice_input_producer": lambda: train.slice_input_producer([t(5, 2), t(5)]),
            "range_input_producer": lambda: train.range_input_producer(5).dequeue(),
            "limit_epochs": lambda: train.limit_epochs(t(2, 3), 2),
            "batch": batch,
            "shuffle_batch": lambda: batch(True),
            "batch of tensors": lambda: train.batch([t(2), t()], 4, dynamic_pad=True),
            "shuffle_batch of tensors": lambda: train.shuffle_batch([t(2), t()], 4, 20, 10),
            "match_filenames_once": lambda: train.match_filenames_once("x*"),
            "global step read": lambda: train.get_or_create_global_step() + 1,
            "summaries": summaries,
            "summary.scalar": lambda: tf.summary.scalar("x", t()),
            "grad_ys": grad_ys,
            "second gradients": second,
            "stop_gradients": stopped,
            "several": several,
            "unconnected": unconnected,
            "hessians": lambda: (lambda x: tf.hessians(tf.reduce_sum(x**3), x))(t(3)),
            "custom_gradient": custom,
            "overridden gradient": overridden,
            "add_check_numerics_ops": lambda: (t(2, 3) * 2.0, tf.add_check_numerics_ops()),
        }
    )
    return table
