"""tf.layers."""


def constructs(tf, t, v):
    layers = tf.layers

    def regularizer(weights):
        return 0.1 * tf.nn.l2_loss(weights)

    def mlp():
        x = layers.dense(t(None, 8), 16, tf.nn.relu)
        x = layers.dropout(x, 0.5, training=True)
        return layers.dense(x, 4)

    def convnet():
        x = layers.conv2d(t(None, 8, 8, 1), 4, 3, padding="same", activation=tf.nn.relu)
        x = layers.max_pooling2d(x, 2, 2)
        x = layers.conv2d(x, 8, 3, activation=tf.nn.relu)
        x = layers.flatten(x)
        x = layers.dropout(layers.dense(x, 16, tf.nn.relu), 0.4, training=t(dtype=tf.bool))
        return layers.dense(x, 10)

    def norms():
        x = layers.conv2d(t(None, 8, 8, 1), 4, 3, use_bias=False)
        x = tf.nn.relu(layers.batch_normalization(x, training=True))
        return layers.dense(layers.flatten(x), 3)

    def reused():
        a = layers.dense(t(2, 3), 4, name="d")
        return a + layers.dense(t(2, 3), 4, name="d", reuse=True)

    def layer_object():
        layer = layers.Dense(4)
        return layer(t(2, 3)) + layer(t(2, 3))

    def scoped():
        with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
            a = layers.dense(t(2, 3), 4)
        with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
            return a, layers.dense(t(2, 3), 4)

    return {
        "dense": lambda: layers.dense(t(2, 3), 4),
        "dense dynamic": lambda: layers.dense(t(None, 3), 4),
        "dense relu": lambda: layers.dense(t(2, 3), 4, activation=tf.nn.relu),
        "dense without bias": lambda: layers.dense(t(2, 3), 4, use_bias=False),
        "dense of rank 3": lambda: layers.dense(t(2, 5, 3), 4),
        "dense of rank 3 dynamic": lambda: layers.dense(t(None, None, 3), 4),
        "dense regularized": lambda: layers.dense(t(2, 3), 4, kernel_regularizer=regularizer),
        "dense bias regularized": lambda: layers.dense(
            t(2, 3), 4, bias_regularizer=regularizer, activity_regularizer=regularizer
        ),
        "dense initializer": lambda: layers.dense(
            t(2, 3), 4, kernel_initializer=tf.random_normal_initializer(0.0, 0.02)
        ),
        "dense twice": lambda: layers.dense(layers.dense(t(2, 3), 4), 4, name="second"),
        "dense reused": reused,
        "dense object": layer_object,
        "dense scoped": scoped,
        "conv1d": lambda: layers.conv1d(t(2, 8, 3), 4, 3),
        "conv1d causal": lambda: layers.Conv1D(4, 3, strides=2, padding="same")(t(2, 8, 3)),
        "conv2d": lambda: layers.conv2d(t(2, 8, 8, 3), 4, 3),
        "conv2d dynamic": lambda: layers.conv2d(t(None, 8, 8, 3), 4, [3, 3], 2, "same"),
        "conv2d relu": lambda: layers.conv2d(t(2, 8, 8, 3), 4, 3, activation=tf.nn.relu),
        "conv2d without bias": lambda: layers.conv2d(t(2, 8, 8, 3), 4, 3, use_bias=False),
        "conv2d dilated": lambda: layers.conv2d(t(2, 8, 8, 3), 4, 3, dilation_rate=2),
        "conv2d regularized": lambda: layers.conv2d(
            t(2, 8, 8, 3), 4, 3, kernel_regularizer=regularizer
        ),
        "conv2d channels_first": lambda: layers.conv2d(
            t(2, 3, 8, 8), 4, 3, data_format="channels_first"
        ),
        "conv3d": lambda: layers.conv3d(t(2, 4, 4, 4, 3), 4, 2),
        "conv2d_transpose": lambda: layers.conv2d_transpose(t(2, 4, 4, 3), 4, 3),
        "conv2d_transpose dynamic": lambda: layers.conv2d_transpose(
            t(None, 4, 4, 3), 4, 3, 2, "same"
        ),
        "conv3d_transpose": lambda: layers.conv3d_transpose(t(2, 2, 2, 2, 3), 4, 2, 2),
        "separable_conv2d": lambda: layers.separable_conv2d(t(2, 8, 8, 3), 4, 3),
        "separable_conv1d": lambda: layers.separable_conv1d(t(2, 8, 3), 4, 3),
        "max_pooling1d": lambda: layers.max_pooling1d(t(2, 8, 3), 2, 2),
        "max_pooling2d": lambda: layers.max_pooling2d(t(2, 8, 8, 3), 2, 2),
        "max_pooling3d": lambda: layers.max_pooling3d(t(2, 4, 4, 4, 3), 2, 2),
        "average_pooling1d": lambda: layers.average_pooling1d(t(2, 8, 3), 2, 2),
        "average_pooling2d": lambda: layers.average_pooling2d(t(2, 8, 8, 3), 2, 2, "same"),
        "flatten": lambda: layers.flatten(t(2, 4, 4, 3)),
        "flatten dynamic": lambda: layers.flatten(t(None, 4, 4, 3)),
        "flatten unknown": lambda: layers.flatten(t(None, None, 3)),
        "dropout": lambda: layers.dropout(t(2, 3), training=True),
        "dropout trained": lambda: layers.dropout(t(2, 3)),
        "dropout of tensor": lambda: layers.dropout(t(2, 3), 0.3, training=t(dtype=tf.bool)),
        "dropout noise_shape": lambda: layers.dropout(
            t(2, 4, 3), noise_shape=[2, 1, 3], training=True
        ),
        "batch_normalization": lambda: layers.batch_normalization(t(2, 3), training=True),
        "batch_normalization trained": lambda: layers.batch_normalization(t(2, 3)),
        "batch_normalization dynamic": lambda: layers.batch_normalization(
            t(None, 3), training=True
        ),
        "batch_normalization of tensor": lambda: layers.batch_normalization(
            t(2, 3), training=t(dtype=tf.bool)
        ),
        "fused batch_normalization": lambda: layers.batch_normalization(
            t(2, 4, 4, 3), training=True
        ),
        "fused batch_normalization trained": lambda: layers.batch_normalization(t(2, 4, 4, 3)),
        "fused batch_normalization of tensor": lambda: layers.batch_normalization(
            t(None, 4, 4, 3), training=t(dtype=tf.bool)
        ),
        "unfused batch_normalization": lambda: layers.batch_normalization(
            t(2, 4, 4, 3), training=True, fused=False
        ),
        "batch_normalization virtual": lambda: layers.batch_normalization(
            t(4, 3), training=True, virtual_batch_size=2
        ),
        "batch_normalization virtual dynamic": lambda: layers.batch_normalization(
            t(None, 4, 4, 3), training=t(dtype=tf.bool), virtual_batch_size=2
        ),
        "batch_normalization renorm": lambda: layers.batch_normalization(
            t(4, 3), training=t(dtype=tf.bool), renorm=True
        ),
        "batch_normalization momentum": lambda: layers.batch_normalization(
            t(2, 4, 4, 3), momentum=0.9, scale=False, training=True
        ),
        "mlp": mlp,
        "convnet": convnet,
        "norms": norms,
        "after": lambda: (layers.dense(t(2, 3), 4), tf.random_uniform([2])),
    }
