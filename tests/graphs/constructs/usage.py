"""What scripts call, with the arguments that they give: variables, loops, losses, training."""


def constructs(tf, t, v):
    def then_draw(*made):
        return list(made) + [tf.random_uniform([2])]

    def loss():
        return tf.reduce_mean(tf.square(tf.matmul(t(None, 3), v(3, 4)) + v(4)))

    def minimized(make):
        return lambda: then_draw(make().minimize(loss()))

    def scoped(**options):
        with tf.variable_scope("scope", **options):
            w = tf.get_variable("w", [4, 3])
            b = tf.get_variable("b", [3], initializer=tf.constant_initializer(0.1))
        return then_draw(tf.matmul(t(2, 4), w) + b)

    def doubled(getter, name, *args, **kwargs):
        return getter(name, *args, **kwargs) * 2.0

    def shared():
        def layer(x):
            with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
                return tf.layers.dense(x, 3, name="dense")

        return layer(t(2, 3)) + layer(t(2, 3))

    def templated():
        layer = tf.make_template("layer", lambda x: tf.layers.dense(x, 3))
        return layer(t(2, 3)) + layer(t(2, 3))

    def nested_scopes():
        with tf.name_scope("outer"), tf.variable_scope("model"):
            with tf.name_scope("inner"):
                w = tf.get_variable("w", [3])
                x = tf.identity(w, name="x")
            with tf.name_scope("inner"):
                y = x * 2
        with tf.variable_scope("model", reuse=True):
            again = tf.get_variable("w", [3])
        return then_draw(y + again)

    def layered(function, *shape, **options):
        return lambda: then_draw(function(t(*shape), **options))

    def collected():
        x = tf.layers.dense(t(2, 3), 4, activity_regularizer=tf.nn.l2_loss)
        x = tf.layers.dense(
            x,
            2,
            kernel_regularizer=tf.keras.regularizers.l2(0.1),
            bias_initializer=tf.ones_initializer(),
        )
        return then_draw(x, tf.losses.get_regularization_loss(), tf.losses.get_total_loss())

    def written_array():
        array = tf.TensorArray(tf.float32, size=0, dynamic_size=True, clear_after_read=False)
        _, result = tf.while_loop(
            lambda i, a: i < 3,
            lambda i, a: (i + 1, a.write(i, tf.cast(i, tf.float32) * t(2))),
            [0, array],
        )
        return then_draw(result.stack())

    def read_array():
        array = tf.TensorArray(tf.float32, 4, element_shape=[3]).unstack(t(4, 3))
        _, total = tf.while_loop(
            lambda i, s: tf.less(i, 4),
            lambda i, s: (i + 1, s + tf.nn.relu(array.read(i))),
            (tf.constant(0), tf.zeros([3])),
            parallel_iterations=1,
            swap_memory=True,
        )
        return then_draw(total)

    def nested_loops():
        def outer(i, x):
            _, y = tf.while_loop(lambda j, y: j < i, lambda j, y: (j + 1, y * 2.0), [0, x])
            return i + 1, y + 1.0

        return then_draw(tf.while_loop(lambda i, x: i < 3, outer, [0, t(2)])[1])

    def loop_with_variables():
        w = v(3, 3)
        shapes = [tf.TensorShape([]), tf.TensorShape([None, 3])]
        return then_draw(
            tf.while_loop(
                lambda i, x: tf.logical_and(i < 5, tf.reduce_sum(x) < 100.0),
                lambda i, x: (i + 1, tf.tanh(tf.matmul(x, w))),
                [tf.constant(0), t(None, 3)],
                shape_invariants=shapes,
            )[1]
        )

    def nested_cond():
        x = t(2)
        inner = lambda: tf.cond(x[1] > 0, lambda: x * 2.0, lambda: tf.exp(x))  # noqa: E731
        return then_draw(tf.cond(tf.reduce_sum(x) > 0, inner, lambda: x - 1.0))

    def cond_of_lists():
        x, training = t(2), tf.placeholder_with_default(False, [])
        pair = tf.cond(training, lambda: [x, x + 1], lambda: [x * 2, x])
        return then_draw(pair)

    def cond_with_variables():
        w = v(2)
        update = lambda: tf.assign_add(w, [1.0, 1.0])  # noqa: E731
        return then_draw(tf.cond(t() > 0, update, lambda: tf.identity(w)))

    def cases():
        x = t()
        pairs = [(x < 1.0, lambda: tf.constant(1.0)), (x < 2.0, lambda: x * 2.0)]
        return then_draw(tf.case(pairs, default=lambda: tf.constant(0.0), exclusive=False))

    def cases_exclusive():
        x = t()
        pairs = [(x < 1.0, lambda: x + 1.0), (x > 2.0, lambda: x * 2.0)]
        return then_draw(tf.case(pairs, exclusive=True))

    def dependent():
        counter = tf.Variable(0, trainable=False, name="counter")
        with tf.control_dependencies([tf.assign_add(counter, 1), tf.no_op()]):
            x = tf.identity(t(2))
        return then_draw(x, tf.group(x.op, counter.initializer), tf.tuple([x, x + 1.0]))

    def averaged():
        average = tf.train.ExponentialMovingAverage(0.99, num_updates=v(dtype=tf.int32), name="ema")
        w = v(3)
        update = average.apply([w])
        return then_draw(update, average.average(w), average.variables_to_restore() is None)

    def averaged_tensor():
        average = tf.train.ExponentialMovingAverage(0.9, zero_debias=True)
        x = tf.reduce_mean(t(3))
        return then_draw(average.apply([x]), average.average(x))

    def clipped(clip):
        def build():
            optimizer = tf.train.AdamOptimizer(1e-3, beta1=0.5, epsilon=1e-6)
            pairs = optimizer.compute_gradients(loss())
            capped = [(clip(g), w) for g, w in pairs if g is not None]
            step = tf.train.get_or_create_global_step()
            return then_draw(optimizer.apply_gradients(capped, global_step=step))

        return build

    def globally_clipped():
        total = loss()
        variables = tf.trainable_variables()
        gradients = tf.gradients(total, variables)
        gradients, norm = tf.clip_by_global_norm(gradients, 5.0)
        pairs = [(gradient, variables[i]) for i, gradient in enumerate(gradients)]
        optimizer = tf.train.RMSPropOptimizer(0.01, decay=0.95, momentum=0.9, centered=True)
        return then_draw(optimizer.apply_gradients(pairs), norm)

    def embedded(optimizer):
        def build():
            table = tf.get_variable(
                "table", [10, 4], initializer=tf.random_uniform_initializer(-1, 1)
            )
            rows = tf.nn.embedding_lookup(table, t(None, dtype=tf.int32))
            return then_draw(optimizer().minimize(tf.reduce_sum(tf.square(rows))))

        return build

    def scheduled(make):
        def build():
            step = tf.train.get_or_create_global_step()
            rate = make(step)
            train = tf.train.GradientDescentOptimizer(rate).minimize(loss(), global_step=step)
            return then_draw(train, rate)

        return build

    def two_losses():
        first, second = loss(), tf.reduce_sum(tf.abs(v(3)))
        variables = tf.trainable_variables()
        adam = tf.train.AdamOptimizer()
        return then_draw(
            adam.minimize(first, var_list=variables[:2]),
            adam.minimize(
                second, var_list=variables[2:], gate_gradients=tf.train.Optimizer.GATE_OP
            ),
        )

    def second_order():
        x = t(3)
        first = tf.gradients(tf.reduce_sum(x**3), x)[0]
        return tf.gradients(first, x, grad_ys=tf.ones([3]))[0], tf.hessians(tf.reduce_sum(x**2), x)

    def stopped():
        x, w = t(2, 3), v(3, 3)
        y = tf.stop_gradient(tf.matmul(x, w)) + tf.matmul(x, w)
        return then_draw(tf.gradients(y, [x, w], stop_gradients=[w], aggregation_method=2))

    def weighted(name, *shape):
        return lambda: then_draw(
            getattr(tf.losses, name)(t(4, 3), t(4, 3), weights=t(*shape), scope="loss")
        )

    def metric(name, *shape, **options):
        def build():
            if "weights" in options:
                options["weights"] = t(*options["weights"])
            kind = options.pop("dtype", tf.float32)
            return then_draw(
                getattr(tf.metrics, name)(t(*shape, dtype=kind), t(*shape, dtype=kind), **options)
            )

        return lambda: build()

    def cell(make, **options):
        return lambda: then_draw(
            tf.nn.dynamic_rnn(make(), t(None, 5, 3), dtype=tf.float32, **options)[0]
        )

    cells = tf.nn.rnn_cell
    adam = tf.train.AdamOptimizer
    orthogonal = tf.orthogonal_initializer()
    return {
        "partitioned scope": lambda: scoped(partitioner=tf.fixed_size_partitioner(2)),
        "variable axis partitioner": lambda: scoped(
            partitioner=tf.variable_axis_size_partitioner(16)
        ),
        "regularized scope": lambda: scoped(regularizer=tf.nn.l2_loss),
        "custom getter": lambda: scoped(custom_getter=doubled),
        "constrained scope": lambda: scoped(constraint=lambda w: tf.clip_by_norm(w, 1.0)),
        "initialized scope": lambda: scoped(
            initializer=tf.truncated_normal_initializer(stddev=0.1)
        ),
        "orthogonal scope": lambda: scoped(initializer=orthogonal),
        "resource scope": lambda: scoped(use_resource=True),
        "double scope": lambda: then_draw(tf.get_variable("w", [2], tf.float64)),
        "shared layer": shared,
        "template": templated,
        "nested scopes": nested_scopes,
        "collected losses": collected,
        "conv2d NCHW": layered(
            tf.layers.conv2d, 2, 3, 8, 8, filters=4, kernel_size=3, data_format="channels_first"
        ),
        "conv2d dilated": layered(
            tf.layers.conv2d, None, 8, 8, 3, filters=4, kernel_size=[3, 3], dilation_rate=2
        ),
        "conv2d of orthogonal": layered(
            tf.layers.conv2d,
            2,
            8,
            8,
            3,
            filters=4,
            kernel_size=3,
            use_bias=False,
            kernel_initializer=tf.variance_scaling_initializer(2.0, "fan_out"),
        ),
        "separable_conv2d multiplied": layered(
            tf.layers.separable_conv2d, 2, 8, 8, 3, filters=4, kernel_size=3, depth_multiplier=2
        ),
        "max pooling NCHW": layered(
            tf.layers.max_pooling2d,
            2,
            3,
            8,
            8,
            pool_size=2,
            strides=2,
            data_format="channels_first",
        ),
        "batch norm of axis 1": layered(
            tf.layers.batch_normalization, 2, 3, 8, 8, axis=1, training=True, fused=True
        ),
        "batch norm momentum": layered(
            tf.layers.batch_normalization, None, 4, momentum=0.9, epsilon=1e-5, training=True
        ),
        "batch norm of placeholder": lambda: then_draw(
            tf.layers.batch_normalization(t(2, 4), training=t(dtype=tf.bool), scale=False)
        ),
        "dropout of placeholder": lambda: then_draw(
            tf.layers.dropout(t(None, 4), 0.3, training=t(dtype=tf.bool))
        ),
        "dropout keep_prob tensor": lambda: then_draw(tf.nn.dropout(t(None, 4), t())),
        "dropout noise shape": lambda: then_draw(
            tf.nn.dropout(t(2, 3, 4), keep_prob=0.5, noise_shape=[2, 1, 4], seed=3, name="drop")
        ),
        "dense unit norm": layered(
            tf.layers.dense, None, 7, 4, units=5, activation=tf.nn.elu, use_bias=False
        ),
        "conv2d raw NCHW": lambda: tf.nn.conv2d(
            t(2, 3, 8, 8), v(3, 3, 3, 4), [1, 1, 2, 2], "VALID", data_format="NCHW"
        ),
        "conv2d raw explicit": lambda: tf.nn.conv2d(
            t(2, 8, 8, 3), v(3, 3, 3, 4), 1, [[0, 0], [1, 1], [1, 1], [0, 0]]
        ),
        "bias add NCHW": lambda: tf.nn.bias_add(t(2, 3, 8, 8), v(3), data_format="NCHW"),
        "moments kept": lambda: tf.nn.moments(t(None, 8, 8, 3), [0, 1, 2], keep_dims=True),
        "batch_normalization": lambda: tf.nn.batch_normalization(
            t(2, 3), v(3), v(3), None, v(3), 1e-3
        ),
        "TensorArray dynamic": written_array,
        "TensorArray read": read_array,
        "nested loops": nested_loops,
        "loop with variables": loop_with_variables,
        "map_fn": lambda: then_draw(tf.map_fn(lambda x: tf.nn.softmax(x * 2.0), t(None, 3))),
        "map_fn of pair": lambda: then_draw(
            tf.map_fn(lambda x: x[0] * x[1], (t(4, 3), t(4)), dtype=tf.float32)
        ),
        "map_fn of types": lambda: then_draw(
            tf.map_fn(
                lambda x: (tf.cast(x, tf.int32), x + 1.0),
                t(4),
                dtype=(tf.int32, tf.float32),
                parallel_iterations=2,
                back_prop=False,
                name="mapped",
            )
        ),
        "scan": lambda: then_draw(tf.scan(lambda a, x: a * 0.9 + x, t(5, 2), tf.zeros([2]))),
        "scan reversed": lambda: then_draw(tf.scan(lambda a, x: a + x, t(None, 2), reverse=True)),
        "foldl": lambda: then_draw(tf.foldl(lambda a, x: a + tf.square(x), t(5, 2))),
        "foldr": lambda: then_draw(tf.foldr(lambda a, x: a * x, t(5), initializer=1.0)),
        "nested cond": nested_cond,
        "cond of lists": cond_of_lists,
        "cond with variables": cond_with_variables,
        "case": cases,
        "case exclusive": cases_exclusive,
        "control dependencies": dependent,
        "moving average": averaged,
        "moving average of tensor": averaged_tensor,
        "clip_by_value": clipped(lambda g: tf.clip_by_value(g, -1.0, 1.0)),
        "clip_by_norm": clipped(lambda g: tf.clip_by_norm(g, 5.0)),
        "clip_by_norm axes": clipped(lambda g: tf.clip_by_norm(g, 5.0, axes=[0])),
        "clip_by_average_norm": clipped(lambda g: tf.clip_by_average_norm(g, 5.0)),
        "clip_by_global_norm": globally_clipped,
        "Adam": minimized(lambda: adam(0.01, use_locking=True, name="A")),
        "Adam of tensor": minimized(lambda: adam(t(), beta1=t())),
        "Adam of integers": minimized(lambda: adam(1, beta1=0)),
        "Adam of embedding": embedded(adam),
        "Momentum": minimized(lambda: tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True)),
        "Momentum of embedding": embedded(lambda: tf.train.MomentumOptimizer(0.1, 0.9)),
        "Adagrad": minimized(lambda: tf.train.AdagradOptimizer(0.1, 0.5)),
        "Adagrad of embedding": embedded(lambda: tf.train.AdagradOptimizer(0.1)),
        "AdagradDA": lambda: then_draw(
            tf.train.AdagradDAOptimizer(0.1, tf.train.get_or_create_global_step()).minimize(loss())
        ),
        "Adadelta": minimized(lambda: tf.train.AdadeltaOptimizer(0.1, rho=0.9)),
        "Ftrl": minimized(lambda: tf.train.FtrlOptimizer(0.1, l1_regularization_strength=0.01)),
        "Ftrl of embedding": embedded(lambda: tf.train.FtrlOptimizer(0.1)),
        "RMSProp": minimized(lambda: tf.train.RMSPropOptimizer(t(), momentum=0.5)),
        "RMSProp of embedding": embedded(lambda: tf.train.RMSPropOptimizer(0.1)),
        "ProximalAdagrad": minimized(lambda: tf.train.ProximalAdagradOptimizer(0.1)),
        "ProximalGradientDescent": minimized(
            lambda: tf.train.ProximalGradientDescentOptimizer(0.1, 0.01)
        ),
        "SyncReplicas": lambda: then_draw(
            tf.train.SyncReplicasOptimizer(adam(), 2, total_num_replicas=2).minimize(
                loss(), global_step=tf.train.get_or_create_global_step()
            )
        ),
        "exponential decay": scheduled(
            lambda step: tf.train.exponential_decay(0.1, step, 100, 0.96, staircase=True)
        ),
        "piecewise constant": scheduled(
            lambda step: tf.train.piecewise_constant(step, [10, 20], [0.1, 0.01, 0.001])
        ),
        "polynomial decay": scheduled(
            lambda step: tf.train.polynomial_decay(0.1, step, 100, power=2.0, cycle=True)
        ),
        "noam decay": scheduled(
            lambda step: (
                0.1
                * tf.minimum(tf.cast(step + 1, tf.float32) ** -0.5, tf.to_float(step) * 4000**-1.5)
            )
        ),
        "cosine restarts": scheduled(lambda step: tf.train.cosine_decay_restarts(0.1, step, 10)),
        "inverse time": scheduled(lambda step: tf.train.inverse_time_decay(0.1, step, 10, 0.5)),
        "two losses": two_losses,
        "second order": second_order,
        "stop_gradients": stopped,
        "weights of scalar": weighted("mean_squared_error"),
        "weights of column": weighted("absolute_difference", 4, 1),
        "weights of all": weighted("huber_loss", 4, 3),
        "weights of unknown": weighted("log_loss", None, 1),
        "weights of labels": weighted("softmax_cross_entropy", 4),
        "weights of ones": lambda: then_draw(
            tf.losses.sparse_softmax_cross_entropy(
                t(None, 5, dtype=tf.int32), t(None, 5, 3), weights=t(None, 5)
            )
        ),
        "accuracy weighted": metric("accuracy", 4, weights=(4,)),
        "precision": metric("precision", None, dtype=tf.int64),
        "mean_iou": lambda: then_draw(
            tf.metrics.mean_iou(t(4, dtype=tf.int64), t(4, dtype=tf.int64), 3, weights=t(4))
        ),
        "auc PR": lambda: then_draw(
            tf.metrics.auc(
                t(4, dtype=tf.bool), t(4), curve="PR", summation_method="careful_interpolation"
            )
        ),
        "mean of unknown": lambda: then_draw(tf.metrics.mean(t(None, None), weights=t(None, 1))),
        "root_mean_squared_error": metric("root_mean_squared_error", None, 2),
        "mean_per_class": lambda: then_draw(
            tf.metrics.mean_per_class_accuracy(t(4, dtype=tf.int64), t(4, dtype=tf.int64), 3)
        ),
        "recall_at_k": lambda: then_draw(
            tf.metrics.recall_at_k(t(2, 1, dtype=tf.int64), t(2, 5), 2, class_id=1)
        ),
        "LSTM of lengths": lambda: then_draw(
            tf.nn.dynamic_rnn(
                cells.LSTMCell(4, initializer=orthogonal),
                t(None, None, 3),
                sequence_length=t(None, dtype=tf.int32),
                dtype=tf.float32,
            )[1].h
        ),
        "GRU time major": cell(lambda: cells.GRUCell(4, activation=tf.nn.relu), time_major=True),
        "stacked residual": cell(
            lambda: cells.MultiRNNCell(
                [cells.ResidualWrapper(cells.DropoutWrapper(cells.GRUCell(3), 0.5)) for _ in "ab"]
            )
        ),
        "bidirectional of lengths": lambda: then_draw(
            tf.concat(
                tf.nn.bidirectional_dynamic_rnn(
                    cells.LSTMCell(4),
                    cells.LSTMCell(4),
                    t(2, 5, 3),
                    t(2, dtype=tf.int64),
                    dtype=tf.float32,
                )[0],
                2,
            )
        ),
    }
