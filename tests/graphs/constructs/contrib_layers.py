"""tf.contrib.layers, slim, losses, metrics and framework, from the genuine files."""


def constructs(tf, t, v):
    layers = tf.contrib.layers
    slim = tf.contrib.slim
    losses = tf.contrib.losses
    metrics = tf.contrib.metrics
    framework = tf.contrib.framework

    def image(*shape):
        return t(*(shape or (2, 8, 8, 3)))

    def then_draw(*made):
        """What was made, and a draw whose seed counts the ops before it."""
        return list(made) + [tf.random_uniform([2])]

    def trained(make):
        def build():
            out = make()
            updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
            with tf.control_dependencies(updates):
                return then_draw(tf.identity(out))

        return build

    def slim_scope():
        with slim.arg_scope(
            [slim.conv2d, slim.fully_connected],
            weights_regularizer=slim.l2_regularizer(0.1),
            normalizer_fn=slim.batch_norm,
            normalizer_params={"is_training": True, "decay": 0.9},
        ):
            net = slim.conv2d(image(), 4, [3, 3], scope="conv1")
            net = slim.max_pool2d(net, [2, 2], scope="pool1")
            net = slim.flatten(net)
            net = slim.dropout(net, 0.5, is_training=True)
            net = slim.fully_connected(net, 3, activation_fn=None, scope="logits")
        return then_draw(net, slim.losses.get_total_loss())

    def slim_repeat():
        net = slim.repeat(image(), 2, slim.conv2d, 4, [3, 3], scope="block")
        return slim.stack(slim.flatten(net), slim.fully_connected, [4, 3], scope="fc")

    def regularized():
        layers.fully_connected(t(2, 3), 4, weights_regularizer=layers.l1_l2_regularizer(0.1, 0.2))
        return then_draw(sum(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))

    def applied():
        weights = [v(2, 3), v(3)]
        return layers.apply_regularization(layers.l2_regularizer(0.1), weights)

    def optimized(**options):
        def build():
            loss = tf.reduce_sum(tf.square(layers.fully_connected(t(2, 3), 4)))
            step = tf.train.get_or_create_global_step()
            return then_draw(layers.optimize_loss(loss, step, 0.1, "SGD", **options))

        return build

    def reused():
        with tf.variable_scope("a") as scope:
            first = layers.fully_connected(t(2, 3), 4, scope="fc")
            scope.reuse_variables()
            return first + layers.fully_connected(t(2, 3), 4, scope="fc")

    def embedded():
        ids = tf.SparseTensor([[0, 0], [1, 0]], [1, 2], [2, 2])
        return layers.safe_embedding_lookup_sparse([v(4, 3)], ids, combiner="mean")

    def columns():
        column = layers.real_valued_column("x", dimension=2)
        bucketized = layers.bucketized_column(layers.real_valued_column("y"), [0.0, 1.0])
        features = {"x": t(2, 2), "y": t(2, 1)}
        return layers.input_from_feature_columns(features, [column, bucketized])

    def summed():
        inputs = [layers.fully_connected(t(2, 3), 4)]
        layers.summarize_activations()
        return then_draw(inputs)

    def two(name, **options):
        return lambda: getattr(losses, name)(t(2, 3), t(2, 3), **options)

    def streaming(name, **options):
        return lambda: then_draw(getattr(metrics, name)(t(None), t(None), **options))

    table = {
        "fully_connected": trained(lambda: layers.fully_connected(t(2, 3), 4)),
        "fully_connected rank 3": lambda: layers.fully_connected(t(2, 5, 3), 4),
        "fully_connected dynamic": lambda: layers.fully_connected(t(None, 3), 4),
        "fully_connected normalized": trained(
            lambda: layers.fully_connected(t(2, 3), 4, normalizer_fn=layers.batch_norm)
        ),
        "fully_connected without biases": lambda: layers.fully_connected(
            t(2, 3), 4, biases_initializer=None, activation_fn=tf.nn.tanh
        ),
        "linear": lambda: layers.linear(t(2, 3), 4),
        "conv2d": trained(lambda: layers.conv2d(image(), 4, [3, 3])),
        "conv2d stride rate": lambda: layers.conv2d(image(), 4, 3, rate=2, padding="VALID"),
        "conv2d NCHW": lambda: layers.conv2d(t(2, 3, 8, 8), 4, 3, data_format="NCHW"),
        "conv1d": lambda: layers.convolution1d(t(2, 8, 3), 4, 3),
        "conv3d": lambda: layers.convolution3d(t(1, 4, 4, 4, 2), 3, 2),
        "conv2d_transpose": lambda: layers.conv2d_transpose(image(), 4, 3, stride=2),
        "conv2d_in_plane": lambda: layers.conv2d_in_plane(image(), 3),
        "separable_conv2d": lambda: layers.separable_conv2d(image(), 4, 3, 2),
        "separable_conv2d depthwise": lambda: layers.separable_conv2d(image(), None, 3, 1),
        "max_pool2d": lambda: layers.max_pool2d(image(), 2),
        "avg_pool2d": lambda: layers.avg_pool2d(image(), [2, 2], 1, "SAME"),
        "max_pool3d": lambda: layers.max_pool3d(t(1, 4, 4, 4, 2), 2),
        "batch_norm": trained(lambda: layers.batch_norm(image())),
        "batch_norm scale": trained(lambda: layers.batch_norm(image(), scale=True, decay=0.9)),
        "batch_norm fused off": trained(lambda: layers.batch_norm(image(), fused=False)),
        "batch_norm rank 2": trained(lambda: layers.batch_norm(t(None, 3), scale=True)),
        "batch_norm in place": lambda: then_draw(
            layers.batch_norm(image(), updates_collections=None, is_training=True)
        ),
        "batch_norm inference": lambda: layers.batch_norm(image(), is_training=False),
        "batch_norm of placeholder": trained(
            lambda: layers.batch_norm(image(), is_training=t(dtype=tf.bool))
        ),
        "batch_norm zero debias": trained(
            lambda: layers.batch_norm(t(4, 3), zero_debias_moving_mean=True)
        ),
        "batch_norm renorm": trained(lambda: layers.batch_norm(t(4, 3), renorm=True)),
        "layer_norm": lambda: layers.layer_norm(t(2, 4, 3)),
        "layer_norm axes": lambda: layers.layer_norm(t(2, 4, 3), begin_norm_axis=2),
        "group_norm": lambda: layers.group_norm(t(2, 4, 4, 6), 3),
        "instance_norm": lambda: layers.instance_norm(image()),
        "dropout": lambda: then_draw(layers.dropout(t(2, 3), 0.7)),
        "dropout of placeholder": lambda: then_draw(
            layers.dropout(t(2, 3), 0.7, is_training=t(dtype=tf.bool))
        ),
        "flatten": lambda: layers.flatten(t(None, 4, 3)),
        "flatten static": lambda: layers.flatten(t(2, 4, 3)),
        "bias_add": lambda: layers.bias_add(t(2, 3), activation_fn=tf.nn.relu),
        "one_hot_encoding": lambda: layers.one_hot_encoding(t(3, dtype=tf.int64), 4),
        "unit_norm": lambda: layers.unit_norm(t(2, 3), 1),
        "softmax": lambda: layers.softmax(t(2, 4, 3)),
        "spatial_softmax": lambda: layers.spatial_softmax(image()),
        "repeat": lambda: layers.repeat(t(2, 3), 2, layers.fully_connected, 4),
        "stack": lambda: layers.stack(t(2, 3), layers.fully_connected, [4, 5]),
        "maxout": lambda: layers.maxout(t(2, 6), 3),
        "embed_sequence": lambda: layers.embed_sequence(t(2, 4, dtype=tf.int32), 10, 3),
        "sparse_embedding": embedded,
        "bow_encoder": lambda: layers.bow_encoder(t(2, 4, dtype=tf.int32), 10, 3),
        "feature columns": columns,
        "xavier": lambda: then_draw(
            tf.get_variable("w", [3, 4], initializer=layers.xavier_initializer())
        ),
        "xavier normal": lambda: then_draw(
            tf.get_variable("w", [3, 4], initializer=layers.xavier_initializer(uniform=False))
        ),
        "variance_scaling": lambda: then_draw(
            tf.get_variable("w", [3, 4], initializer=layers.variance_scaling_initializer())
        ),
        "l1_regularizer": lambda: layers.l1_regularizer(0.1)(v(2, 3)),
        "l2_regularizer": lambda: layers.l2_regularizer(0.1)(v(2, 3)),
        "sum_regularizer": lambda: layers.sum_regularizer(
            [layers.l1_regularizer(0.1), layers.l2_regularizer(0.2)]
        )(v(2, 3)),
        "regularized layer": regularized,
        "apply_regularization": applied,
        "optimize_loss": optimized(),
        "optimize_loss clipped": optimized(clip_gradients=1.0),
        "optimize_loss noisy": optimized(gradient_noise_scale=0.1),
        "optimize_loss decayed": optimized(
            learning_rate_decay_fn=lambda rate, step: tf.train.exponential_decay(
                rate, step, 10, 0.9
            )
        ),
        "reused": reused,
        "summarize_activations": summed,
        "slim.arg_scope": slim_scope,
        "slim.repeat": slim_repeat,
        "slim.losses": lambda: slim.losses.softmax_cross_entropy(t(2, 3), t(2, 3)),
        "model_variable": lambda: then_draw(
            framework.model_variable("w", [2, 3], initializer=tf.zeros_initializer())
        ),
        "get_or_create_global_step": lambda: then_draw(framework.get_or_create_global_step()),
        "losses.sparse": lambda: losses.sparse_softmax_cross_entropy(t(2, 3), t(2, dtype=tf.int64)),
        "losses.compute_weighted": lambda: losses.compute_weighted_loss(t(2, 3), t(2)),
        "losses.cosine": lambda: losses.cosine_distance(t(2, 3), t(2, 3), dim=1),
        "losses weights": two("mean_squared_error", weights=2.0),
        "metrics.accuracy": lambda: metrics.accuracy(t(2, dtype=tf.int32), t(2, dtype=tf.int32)),
        "metrics.confusion": lambda: metrics.confusion_matrix([0, 1], [1, 1], 2),
        "metrics.auc": lambda: then_draw(
            metrics.streaming_auc(t(None), t(None, dtype=tf.bool), num_thresholds=5)
        ),
    }
    for name in ("mean_squared_error", "absolute_difference", "log_loss", "hinge_loss"):
        table["losses." + name] = two(name)
    for name in ("sigmoid_cross_entropy", "softmax_cross_entropy"):
        table["losses." + name] = two(name)
    for name in ("mean_absolute_error", "mean_squared_error", "pearson_correlation"):
        table["metrics." + name] = streaming("streaming_" + name)
    return table
