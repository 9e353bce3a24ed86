"""Convolutional networks: residual, dense, in towers, in capsules; detection, style."""

import re

import numpy as np

from tests.graphs.zoo.training import (
    CLASSES,
    IMAGES,
    ONE_HOT,
    STEPS,
    batch,
    loop,
    model,
    one_thread,
    tf,
)

PICTURES = IMAGES[:8, :768].reshape(8, 16, 16, 3)


@model
def resnet_v2():
    def batch_norm(inputs, training):
        return tf.layers.batch_normalization(
            inputs=inputs,
            axis=3,
            momentum=0.997,
            epsilon=1e-5,
            center=True,
            scale=True,
            training=training,
            fused=True,
        )

    def fixed_padding(inputs, kernel_size):
        total = kernel_size - 1
        beg = total // 2
        return tf.pad(inputs, [[0, 0], [beg, total - beg], [beg, total - beg], [0, 0]])

    def conv(inputs, filters, kernel_size, strides):
        if strides > 1:
            inputs = fixed_padding(inputs, kernel_size)
        return tf.layers.conv2d(
            inputs=inputs,
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=("SAME" if strides == 1 else "VALID"),
            use_bias=False,
            kernel_initializer=tf.variance_scaling_initializer(),
            data_format="channels_last",
        )

    def block(inputs, filters, training, project, strides):
        shortcut = inputs
        inputs = tf.nn.relu(batch_norm(inputs, training))
        if project:
            shortcut = conv(inputs, filters, 1, strides)
        inputs = conv(inputs, filters, 3, strides)
        inputs = tf.nn.relu(batch_norm(inputs, training))
        return conv(inputs, filters, 3, 1) + shortcut

    x = tf.placeholder(tf.float32, [None, 16, 16, 3])
    y = tf.placeholder(tf.int64, [None])
    with tf.variable_scope("resnet_model"):
        net = tf.identity(conv(x, 4, 3, 1), "initial_conv")
        for i, filters in enumerate([4, 8]):
            net = block(net, filters, True, True, 1 if i == 0 else 2)
            net = tf.identity(block(net, filters, True, False, 1), f"block_layer{i + 1}")
        net = tf.nn.relu(batch_norm(net, True))
        net = tf.reduce_mean(net, [1, 2], keepdims=True)
        net = tf.squeeze(tf.identity(net, "final_reduce_mean"), [1, 2])
        logits = tf.identity(tf.layers.dense(inputs=net, units=10), "final_dense")
    cross_entropy = tf.losses.sparse_softmax_cross_entropy(logits=logits, labels=y)
    l2 = 2e-4 * tf.add_n(
        [
            tf.nn.l2_loss(tf.cast(v, tf.float32))
            for v in tf.trainable_variables()
            if "batch_normalization" not in v.name
        ]
    )
    tf.summary.scalar("l2_loss", l2)
    loss = cross_entropy + l2
    step = tf.train.get_or_create_global_step()
    rate = tf.train.piecewise_constant(tf.cast(step, tf.int32), [20, 40], [0.05, 0.005, 0.0005])
    optimizer = tf.train.MomentumOptimizer(learning_rate=rate, momentum=0.9)
    minimize = optimizer.apply_gradients(optimizer.compute_gradients(loss), step)
    train = tf.group(minimize, tf.get_collection(tf.GraphKeys.UPDATE_OPS))
    tf.metrics.accuracy(y, tf.argmax(logits, axis=1))
    return loop(loss, train, lambda i: {x: PICTURES, y: CLASSES[:8]})


@model
def slim_inception():
    slim = tf.contrib.slim
    x = tf.placeholder(tf.float32, [8, 16, 16, 3])
    y = tf.placeholder(tf.float32, [8, 10])
    norm = {"is_training": True, "decay": 0.9, "scale": True}
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        weights_regularizer=slim.l2_regularizer(0.0005),
        weights_initializer=tf.truncated_normal_initializer(stddev=0.1),
    ):
        with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=norm):
            with slim.arg_scope([slim.conv2d, slim.max_pool2d], stride=1, padding="SAME"):
                with tf.variable_scope("Inception", values=[x]):
                    net = slim.conv2d(x, 4, [3, 3], stride=2, scope="Conv2d_1a")
                    with tf.variable_scope("Mixed_2b"):
                        with tf.variable_scope("Branch_0"):
                            b0 = slim.conv2d(net, 4, [1, 1], scope="Conv2d_0a_1x1")
                        with tf.variable_scope("Branch_1"):
                            b1 = slim.conv2d(net, 3, [1, 1], scope="Conv2d_0a_1x1")
                            b1 = slim.conv2d(b1, 4, [3, 3], scope="Conv2d_0b_3x3")
                        with tf.variable_scope("Branch_2"):
                            b2 = slim.max_pool2d(net, [3, 3], scope="MaxPool_0a_3x3")
                            b2 = slim.conv2d(b2, 2, [1, 1], scope="Conv2d_0b_1x1")
                        net = tf.concat(axis=3, values=[b0, b1, b2])
                    net = slim.avg_pool2d(net, [8, 8], scope="AvgPool")
                    net = slim.dropout(net, 0.8, scope="Dropout_1b")
                    logits = slim.conv2d(
                        net, 10, [1, 1], activation_fn=None, normalizer_fn=None, scope="Conv2d_1c"
                    )
                    logits = tf.squeeze(logits, [1, 2], name="SpatialSqueeze")
                    predictions = slim.softmax(logits, scope="Predictions")
    slim.losses.softmax_cross_entropy(logits, y)
    total = slim.losses.get_total_loss()
    optimizer = tf.train.RMSPropOptimizer(0.01, decay=0.9, momentum=0.9, epsilon=1.0)
    train = slim.learning.create_train_op(total, optimizer, summarize_gradients=True)
    slim.metrics.streaming_accuracy(tf.argmax(predictions, 1), tf.argmax(y, 1))
    return loop(total, train, lambda i: {x: PICTURES, y: ONE_HOT[:8]})


@model
def slim_vgg():
    slim = tf.contrib.slim
    x = tf.placeholder(tf.float32, [None, 16, 16, 3])
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        activation_fn=tf.nn.relu,
        biases_initializer=tf.zeros_initializer(),
        weights_regularizer=slim.l2_regularizer(5e-4),
    ):
        with tf.variable_scope("vgg", "vgg", [x]) as sc:
            end_points = sc.original_name_scope + "_end_points"
            with slim.arg_scope(
                [slim.conv2d, slim.fully_connected, slim.max_pool2d], outputs_collections=end_points
            ):
                net = slim.repeat(x, 2, slim.conv2d, 4, [3, 3], scope="conv1")
                net = slim.max_pool2d(net, [2, 2], scope="pool1")
                net = slim.repeat(net, 2, slim.conv2d, 6, [3, 3], scope="conv2")
                net = slim.max_pool2d(net, [2, 2], scope="pool2")
                net = slim.flatten(net)
                net = slim.stack(net, slim.fully_connected, [16, 12], scope="fc")
                net = slim.dropout(net, 0.5, is_training=True, scope="dropout6")
                logits = slim.fully_connected(net, 10, activation_fn=None, scope="fc8")
                slim.utils.convert_collection_to_dict(end_points)
    loss = tf.losses.softmax_cross_entropy(
        onehot_labels=tf.one_hot(tf.constant(CLASSES[:8]), 10), logits=logits, label_smoothing=0.1
    )
    total = tf.losses.get_total_loss()
    step = slim.get_or_create_global_step()
    rate = tf.train.exponential_decay(0.01, step, 10, 0.94, staircase=True)
    train = slim.learning.create_train_op(
        total, tf.train.AdamOptimizer(rate), step, clip_gradient_norm=4.0
    )
    for variable in slim.get_model_variables():
        tf.summary.histogram(variable.op.name, variable)
    return loop(loss, train, lambda i: {x: PICTURES})


@model
def densenet():
    growth, keep = 3, 0.8
    x = tf.placeholder(tf.float32, [None, 16, 16, 3])
    label = tf.placeholder(tf.float32, [None, 10])
    training = tf.placeholder(tf.bool)

    def conv_layer(t, filters, kernel, stride=1, name="conv"):
        with tf.name_scope(name):
            return tf.layers.conv2d(
                inputs=t, filters=filters, kernel_size=kernel, strides=stride, padding="SAME"
            )

    def norm(t, scope):
        return tf.cond(
            training,
            lambda: tf.layers.batch_normalization(t, training=True, name=scope),
            lambda: tf.layers.batch_normalization(t, training=False, name=scope, reuse=True),
        )

    def bottleneck(t, scope):
        with tf.name_scope(scope):
            t = tf.nn.relu(norm(t, scope + "_batch1"))
            t = conv_layer(t, 4 * growth, [1, 1], name=scope + "_conv1")
            t = tf.layers.dropout(t, rate=1 - keep, training=training)
            t = tf.nn.relu(norm(t, scope + "_batch2"))
            t = conv_layer(t, growth, [3, 3], name=scope + "_conv2")
            return tf.layers.dropout(t, rate=1 - keep, training=training)

    t = conv_layer(x, 2 * growth, [3, 3], 2, "conv0")
    t = tf.layers.max_pooling2d(t, [3, 3], 2, "VALID")
    with tf.name_scope("dense_1"):
        joined = [t]
        for i in range(2):
            joined.append(bottleneck(tf.concat(joined, axis=3), "dense_1_bottleN_%d" % i))
        t = tf.concat(joined, axis=3)
    t = tf.layers.average_pooling2d(t, [2, 2], 2)
    width = np.shape(t)[1]
    t = tf.layers.average_pooling2d(t, pool_size=[width, width], strides=1)
    logits = tf.layers.dense(tf.layers.flatten(t), units=10, name="linear")
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=label, logits=logits))
    train = tf.train.AdamOptimizer(learning_rate=1e-3, epsilon=1e-4).minimize(cost)
    return loop(cost, train, lambda i: {x: PICTURES, label: ONE_HOT[:8], training: True})


@model
def mobilenet():
    x = tf.placeholder(tf.float32, [None, 16, 16, 3])
    is_training = tf.placeholder_with_default(True, shape=(), name="is_training")

    def bn(t):
        return tf.nn.relu6(
            tf.layers.batch_normalization(t, training=is_training, momentum=0.9, fused=False)
        )

    t = bn(tf.layers.conv2d(x, 4, 3, (2, 2), "same", use_bias=False))
    for n, (filters, stride) in enumerate([(6, 1), (8, 2)]):
        with tf.variable_scope("ds_conv%d" % n):
            shape = [3, 3, t.get_shape().as_list()[-1], 1]
            w = tf.get_variable(
                "depthwise", shape, initializer=tf.contrib.layers.xavier_initializer()
            )
            t = bn(tf.nn.depthwise_conv2d(t, w, [1, stride, stride, 1], "SAME"))
            p = tf.get_variable("pointwise", [1, 1, shape[2], filters])
            t = bn(tf.nn.conv2d(t, p, strides=[1, 1, 1, 1], padding="SAME"))
    t = tf.layers.separable_conv2d(t, 8, (3, 3), depth_multiplier=2, activation=tf.nn.elu)
    squeeze = tf.layers.dense(tf.reduce_mean(t, axis=[1, 2], keep_dims=True), 4, tf.nn.relu)
    t = t * tf.layers.dense(squeeze, 8, tf.nn.sigmoid)
    logits = tf.layers.dense(tf.reduce_max(t, [1, 2]), 10)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(
            logits=logits, labels=tf.convert_to_tensor(CLASSES[:8])
        )
    )
    update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(update_ops):
        train = tf.train.MomentumOptimizer(0.01, 0.9, use_nesterov=True).minimize(loss)
    return loop(loss, train, lambda i: {x: PICTURES})


@model
def cifar_towers():
    def variable_with_decay(name, shape, stddev, wd):
        with tf.device("/cpu:0"):
            var = tf.get_variable(
                name, shape, initializer=tf.truncated_normal_initializer(stddev=stddev)
            )
        if wd is not None:
            tf.add_to_collection("losses", tf.multiply(tf.nn.l2_loss(var), wd, name="weight_loss"))
        return var

    def inference(images):
        with tf.variable_scope("conv1") as scope:
            kernel = variable_with_decay("weights", [5, 5, 3, 4], 5e-2, None)
            conv = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], padding="SAME")
            biases = tf.get_variable("biases", [4], initializer=tf.constant_initializer(0.0))
            conv1 = tf.nn.relu(tf.nn.bias_add(conv, biases), name=scope.name)
            tf.summary.histogram(conv1.op.name + "/activations", conv1)
            tf.summary.scalar(conv1.op.name + "/sparsity", tf.nn.zero_fraction(conv1))
        pool1 = tf.nn.max_pool(conv1, [1, 3, 3, 1], [1, 2, 2, 1], "SAME", name="pool1")
        norm1 = tf.nn.lrn(pool1, 4, bias=1.0, alpha=0.001 / 9.0, beta=0.75, name="norm1")
        with tf.variable_scope("local3") as scope:
            reshape = tf.reshape(norm1, [images.get_shape().as_list()[0], -1])
            dim = reshape.get_shape()[1].value
            weights = variable_with_decay("weights", [dim, 12], 0.04, 0.004)
            biases = tf.get_variable("biases", [12], initializer=tf.constant_initializer(0.1))
            local3 = tf.nn.relu(tf.matmul(reshape, weights) + biases, name=scope.name)
        with tf.variable_scope("softmax_linear") as scope:
            weights = variable_with_decay("weights", [12, 10], 1 / 12.0, 0.0)
            biases = tf.get_variable("biases", [10], initializer=tf.constant_initializer(0.0))
            return tf.add(tf.matmul(local3, weights), biases, name=scope.name)

    def tower_loss(scope, images, labels):
        labels = tf.cast(labels, tf.int64)
        cross = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=labels, logits=inference(images), name="cross_entropy_per_example"
        )
        tf.add_to_collection("losses", tf.reduce_mean(cross, name="cross_entropy"))
        losses = tf.get_collection("losses", scope)
        total = tf.add_n(losses, name="total_loss")
        for loss in [*losses, total]:
            tf.summary.scalar(re.sub("tower_[0-9]*/", "", loss.op.name), loss)
        return total

    def average_gradients(tower_grads):
        average = []
        for pairs in zip(*tower_grads):
            grads = [tf.expand_dims(g, 0) for g, _ in pairs]
            average.append((tf.reduce_mean(tf.concat(axis=0, values=grads), 0), pairs[0][1]))
        return average

    global_step = tf.get_variable(
        "global_step", [], initializer=tf.constant_initializer(0), trainable=False
    )
    lr = tf.train.exponential_decay(0.1, global_step, 20, 0.5, staircase=True)
    opt = tf.train.GradientDescentOptimizer(lr)
    x = tf.placeholder(tf.float32, [4, 16, 16, 3])
    y = tf.placeholder(tf.int32, [4])
    image = tf.image.random_flip_left_right(x[0])
    image = tf.image.random_contrast(tf.image.random_brightness(image, max_delta=0.6), 0.2, 1.8)
    tf.image.per_image_standardization(tf.random_crop(image, [12, 12, 3]))
    tower_grads = []
    with tf.variable_scope(tf.get_variable_scope()):
        for i in range(2):
            with tf.device("/cpu:0"), tf.name_scope("tower_%d" % i) as scope:
                loss = tower_loss(scope, x, y)
                tf.get_variable_scope().reuse_variables()
                summaries = tf.get_collection(tf.GraphKeys.SUMMARIES, scope)
                tower_grads.append(opt.compute_gradients(loss))
    grads = average_gradients(tower_grads)
    summaries.append(tf.summary.scalar("learning_rate", lr))
    apply = opt.apply_gradients(grads, global_step=global_step)
    averages = tf.train.ExponentialMovingAverage(0.99, global_step)
    train = tf.group(apply, averages.apply(tf.trainable_variables()))
    tf.train.Saver(averages.variables_to_restore())
    return loop(loss, train, lambda i: {x: PICTURES[:4], y: CLASSES[:4]})


@model
def capsules():
    def squash(s, axis=-1, epsilon=1e-7, name=None):
        with tf.name_scope(name, default_name="squash"):
            squared = tf.reduce_sum(tf.square(s), axis=axis, keep_dims=True)
            return squared / (1.0 + squared) * s / tf.sqrt(squared + epsilon)

    x = tf.placeholder(shape=[None, 16, 16, 1], dtype=tf.float32, name="X")
    y = tf.placeholder(shape=[None], dtype=tf.int64, name="y")
    conv = tf.layers.conv2d(x, 8, kernel_size=5, strides=1, activation=tf.nn.relu, name="conv1")
    conv = tf.layers.conv2d(conv, 8, kernel_size=5, strides=2, activation=tf.nn.relu)
    caps1 = squash(tf.reshape(conv, [-1, 32, 4], name="caps1_raw"), name="caps1_output")
    w = tf.Variable(tf.random_normal(shape=(1, 32, 3, 5, 4), stddev=0.1), name="W")
    batch_size = tf.shape(x)[0]
    w_tiled = tf.tile(w, [batch_size, 1, 1, 1, 1], name="W_tiled")
    expanded = tf.expand_dims(tf.expand_dims(caps1, -1), 2, name="caps1_output_tile")
    predicted = tf.matmul(w_tiled, tf.tile(expanded, [1, 1, 3, 1, 1]), name="caps2_predicted")
    raw = tf.zeros([batch_size, 32, 3, 1, 1], dtype=np.float32, name="raw_weights")

    def body(i, logits, _):
        weights = tf.nn.softmax(logits, dim=2, name="routing_weights")
        summed = tf.reduce_sum(
            tf.multiply(weights, predicted), axis=1, keep_dims=True, name="weighted_sum"
        )
        output = squash(summed, axis=-2)
        agreement = tf.matmul(predicted, tf.tile(output, [1, 32, 1, 1, 1]), transpose_a=True)
        return i + 1, tf.add(logits, agreement), output

    first = tf.zeros([batch_size, 1, 3, 5, 1])
    _, _, caps2 = tf.while_loop(
        lambda i, *_: tf.less(i, 3), body, [tf.constant(1), raw, first], swap_memory=True
    )
    norms = tf.sqrt(tf.reduce_sum(tf.square(caps2), axis=-2) + 1e-7)
    lengths = tf.squeeze(norms, axis=[1, 3])
    t = tf.one_hot(y, depth=3, name="T")
    present = tf.square(tf.maximum(0.0, 0.9 - lengths), name="present_error")
    absent = tf.square(tf.maximum(0.0, lengths - 0.1), name="absent_error")
    margin = tf.reduce_mean(
        tf.reduce_sum(tf.add(t * present, 0.5 * (1.0 - t) * absent, name="L"), axis=1)
    )
    mask_with_labels = tf.placeholder_with_default(True, shape=(), name="mask_with_labels")
    targets = tf.cond(
        mask_with_labels, lambda: y, lambda: tf.argmax(lengths, axis=1), name="targets"
    )
    mask = tf.reshape(tf.one_hot(targets, depth=3), [-1, 1, 3, 1, 1])
    decoded = tf.layers.dense(tf.reshape(tf.multiply(caps2, mask), [-1, 15]), 256, tf.nn.sigmoid)
    reconstruction = tf.reduce_mean(tf.squared_difference(tf.reshape(x, [-1, 256]), decoded))
    loss = tf.add(margin, 0.005 * reconstruction, name="loss")
    train = tf.train.AdamOptimizer().minimize(loss, name="training_op")
    return loop(loss, train, lambda i: {x: PICTURES[:4, :, :, :1], y: CLASSES[:4] % 3})


@model
def triplets():
    anchor, positive, negative = (
        tf.placeholder(tf.float32, [None, 16, 16, 3], name=n) for n in ("a", "p", "n")
    )
    margin = tf.placeholder(tf.float32)

    def net(inputs, reuse=False):
        with tf.contrib.framework.arg_scope(
            [tf.contrib.layers.conv2d],
            padding="SAME",
            weights_initializer=tf.contrib.layers.variance_scaling_initializer(),
        ):
            with tf.variable_scope("net", reuse=reuse):
                out = tf.contrib.layers.conv2d(inputs, 4, [5, 5], scope="conv1", reuse=reuse)
                out = tf.contrib.layers.max_pool2d(out, [2, 2], padding="SAME")
                out = tf.contrib.layers.conv2d(out, 2, [3, 3], activation_fn=None, scope="conv2")
                return tf.nn.l2_normalize(tf.contrib.layers.flatten(out), dim=1)

    a, p, n = net(anchor), net(positive, True), net(negative, True)
    d_p = tf.sqrt(tf.reduce_sum(tf.pow(a - p, 2), 1, keep_dims=True) + 1e-8)
    d_n = tf.norm(a - n, axis=1, keep_dims=True)
    loss = tf.reduce_mean(tf.nn.relu(margin + d_p - d_n))
    hard = tf.contrib.losses.metric_learning.triplet_semihard_loss(
        tf.constant(CLASSES[:8] % 3), a, margin=0.2
    )
    pairs = tf.contrib.losses.metric_learning.npairs_loss(tf.constant(CLASSES[:8] % 3), a, p)
    total = loss + 0.1 * hard + 0.01 * pairs
    step = tf.Variable(0, trainable=False)
    train = tf.train.MomentumOptimizer(0.01, 0.99).minimize(total, global_step=step)
    return loop(
        total,
        train,
        lambda i: {anchor: PICTURES, positive: PICTURES[::-1], negative: PICTURES + 1, margin: 0.5},
    )


@model
def center_loss():
    x = tf.placeholder(tf.float32, [None, 784])
    labels = tf.placeholder(tf.int64, [None])

    def prelu(t, scope=None):
        with tf.variable_scope(scope or "prelu", reuse=tf.AUTO_REUSE):
            alpha = tf.get_variable(
                "alpha", shape=t.get_shape()[-1], initializer=tf.constant_initializer(0.1)
            )
            return tf.nn.relu(t) + alpha * (t - tf.abs(t)) * 0.5

    feature = prelu(tf.layers.dense(prelu(tf.layers.dense(x, 16), "p1"), 2, name="feature"), "p2")
    with tf.variable_scope("center"):
        centers = tf.get_variable(
            "centers",
            [10, 2],
            dtype=tf.float32,
            initializer=tf.constant_initializer(0),
            trainable=False,
        )
    picked = tf.gather(centers, tf.reshape(labels, [-1]))
    close = tf.nn.l2_loss(feature - picked)
    diff = picked - feature
    _, index, count = tf.unique_with_counts(labels)
    times = tf.reshape(tf.gather(count, index), [-1, 1])
    diff = 0.5 * (diff / tf.cast((1 + times), tf.float32))
    update = tf.scatter_sub(centers, labels, diff)
    weights = tf.get_variable("w", [2, 10], initializer=tf.contrib.layers.xavier_initializer())
    logits = tf.matmul(tf.nn.l2_normalize(feature, 1, 1e-10), tf.nn.l2_normalize(weights, 0))
    softmax = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=8.0 * logits)
    )
    loss = softmax + 0.1 * close
    with tf.control_dependencies([update]):
        train = tf.train.AdamOptimizer(0.005).minimize(loss)
    return loop(loss, train, lambda i: {x: batch(i)[0], labels: CLASSES[:16]})


@model
def detector():
    x = tf.placeholder(tf.float32, [None, None, None, 3], name="images")
    truth = tf.placeholder(tf.float32, [None, 4, 4, 2, 5])
    net = x
    for i, filters in enumerate([4, 6]):
        net = tf.layers.conv2d(
            net,
            filters,
            3,
            2,
            "same",
            use_bias=False,
            name="conv%d" % i,
            kernel_regularizer=tf.contrib.layers.l2_regularizer(0.001),
        )
        net = tf.maximum(0.1 * net, net)
    out = tf.layers.conv2d(net, 10, 1, name="detection")
    shape = tf.shape(out)
    out = tf.reshape(out, [-1, shape[1], shape[2], 2, 5])
    xy, wh, confidence = tf.split(out, [2, 2, 1], axis=-1)
    gx, gy = tf.meshgrid(tf.range(shape[2]), tf.range(shape[1]))
    offset = tf.stack([tf.reshape(gx, (-1, 1)), tf.reshape(gy, (-1, 1))], -1)
    offset = tf.cast(tf.reshape(offset, [shape[1], shape[2], 1, 2]), tf.float32)
    centers = (tf.sigmoid(xy) + offset) / tf.cast(tf.stack([shape[2], shape[1]]), tf.float32)
    sizes = tf.exp(tf.clip_by_value(wh, -4.0, 4.0)) * [[0.2, 0.3], [0.5, 0.4]]
    boxes = tf.concat([centers - sizes / 2, centers + sizes / 2], axis=-1)
    mask = truth[..., 4:5]
    low = tf.maximum(boxes[..., :2], truth[..., :2])
    high = tf.minimum(boxes[..., 2:], truth[..., 2:4])
    overlap = tf.reduce_prod(tf.maximum(high - low, 0.0), axis=-1)
    area = (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])
    iou = overlap / (area + 0.25 - overlap + 1e-9)
    ignore = tf.cast(iou < 0.5, tf.float32)[..., tf.newaxis]
    entropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=mask, logits=confidence)
    conf_loss = tf.reduce_sum(mask * entropy + (1.0 - mask) * entropy * ignore)
    diff = tf.boolean_mask(boxes, tf.squeeze(mask > 0.5, -1)) - 0.3
    small = tf.stop_gradient(tf.to_float(tf.less(tf.abs(diff), 1.0)))
    box_loss = tf.reduce_sum(
        small * 0.5 * tf.square(diff) + (1.0 - small) * (tf.abs(diff) - 0.5), name="smooth_l1"
    )
    scores, best = tf.nn.top_k(tf.reshape(tf.sigmoid(confidence[0]), [-1]), k=8)
    flat = tf.gather(tf.reshape(boxes[0], [-1, 4]), best)
    kept = tf.image.non_max_suppression(flat, scores, max_output_size=4, iou_threshold=0.5)
    crops = tf.image.crop_and_resize(net, tf.gather(flat, kept), tf.zeros_like(kept), [3, 3])
    head = tf.layers.dense(tf.layers.flatten(crops), 1)
    losses = tf.losses.get_regularization_losses()
    loss = tf.add_n([conf_loss, box_loss, 0.01 * tf.reduce_sum(tf.square(head)), *losses])
    loss = tf.where(tf.is_nan(loss), tf.zeros_like(loss), loss)
    train = tf.train.AdamOptimizer(0.005).minimize(loss)
    target = np.abs(np.resize(IMAGES, (8, 4, 4, 2, 5)))
    target[..., 4] = target[..., 4] > 0.7
    return loop(loss, train, lambda i: {x: PICTURES, truth: target})


@model
def fcn():
    x = tf.placeholder(tf.float32, [None, 16, 16, 3], name="input_image")
    annotation = tf.placeholder(tf.int32, shape=[None, 16, 16, 1], name="annotation")
    keep = tf.placeholder(tf.float32, name="keep_probability")

    def weight_variable(shape, stddev=0.02, name=None):
        initial = tf.truncated_normal(shape, stddev=stddev)
        if name is None:
            return tf.Variable(initial)
        return tf.get_variable(name, initializer=initial)

    def bias_variable(shape, name=None):
        return tf.get_variable(name, initializer=tf.constant(0.0, shape=shape))

    with tf.variable_scope("inference"):
        w1, b1 = weight_variable([3, 3, 3, 4], name="W1"), bias_variable([4], "b1")
        h1 = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, w1, [1, 2, 2, 1], "SAME"), b1))
        w2, b2 = weight_variable([3, 3, 4, 6], name="W2"), bias_variable([6], "b2")
        h2 = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(h1, w2, [1, 2, 2, 1], "SAME"), b2))
        h2 = tf.nn.dropout(h2, keep_prob=keep)
        wt, bt = weight_variable([4, 4, 4, 6], name="W_t1"), bias_variable([4], "b_t1")
        up = tf.nn.conv2d_transpose(h2, wt, tf.shape(h1), strides=[1, 2, 2, 1], padding="SAME")
        fuse = tf.add(tf.nn.bias_add(up, bt), h1, name="fuse_1")
        shape = tf.shape(x)
        deep = tf.stack([shape[0], shape[1], shape[2], 3])
        wt, bt = weight_variable([4, 4, 3, 4], name="W_t3"), bias_variable([3], "b_t3")
        logits = tf.nn.bias_add(tf.nn.conv2d_transpose(fuse, wt, deep, [1, 2, 2, 1]), bt)
        prediction = tf.argmax(logits, dimension=3, name="prediction")
        tf.expand_dims(prediction, dim=3)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(
            logits=logits, labels=tf.squeeze(annotation, squeeze_dims=[3]), name="entropy"
        )
    )
    tf.metrics.mean_iou(annotation, tf.expand_dims(prediction, 3), 3)
    optimizer = tf.train.AdamOptimizer(1e-2)
    grads = optimizer.compute_gradients(loss, var_list=tf.trainable_variables())
    for grad, var in grads:
        tf.summary.histogram(var.op.name + "/gradient", grad)
    train = optimizer.apply_gradients(grads)
    return loop(
        loss,
        train,
        lambda i: {x: PICTURES, annotation: (PICTURES[..., :1] > 0) * 2, keep: 0.85},
    )


@model
def style_transfer():
    content = tf.constant(PICTURES[:1])
    weights = [np.resize(IMAGES, s) * 0.3 for s in ([3, 3, 3, 4], [3, 3, 4, 6])]

    def features(image):
        found, net = [], image
        for w in weights:
            net = tf.nn.relu(tf.nn.conv2d(net, tf.constant(w), [1, 1, 1, 1], "SAME"))
            found.append(net)
            net = tf.nn.avg_pool(net, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        return found

    def gram(layer):
        shape = tf.shape(layer)
        count = shape[3]
        size = tf.size(layer)
        filters = tf.reshape(layer, tf.stack([-1, count]))
        return tf.matmul(filters, filters, transpose_a=True) / tf.to_float(size)

    def instance_norm(net):
        with tf.variable_scope(None, "instance_norm"):
            channels = net.get_shape().as_list()[3]
            mu, sigma_sq = tf.nn.moments(net, [1, 2], keep_dims=True)
            shift = tf.Variable(tf.zeros([channels]))
            scale = tf.Variable(tf.ones([channels]))
            return scale * (net - mu) / (sigma_sq + 1e-3) ** 0.5 + shift

    net = tf.pad(content, [[0, 0], [2, 2], [2, 2], [0, 0]], mode="REFLECT")
    w = tf.Variable(tf.truncated_normal([5, 5, 3, 3], stddev=0.1, seed=None), dtype=tf.float32)
    net = tf.nn.relu(instance_norm(tf.nn.conv2d(net, w, [1, 1, 1, 1], "VALID")))
    image = tf.nn.tanh(net) + 0.05 * tf.random_normal(tf.shape(net))
    style = features(tf.constant(PICTURES[1:2]))
    drawn = features(image)
    style_loss = sum(2 * tf.nn.l2_loss(gram(d) - gram(s)) for d, s in zip(drawn, style))
    content_loss = 2 * tf.nn.l2_loss(drawn[1] - features(content)[1]) / 100.0
    variation = tf.reduce_sum(tf.image.total_variation(image))
    loss = style_loss + content_loss + 1e-3 * variation
    train = tf.train.AdamOptimizer(0.02, beta1=0.99).minimize(loss)
    return loop(loss, train, lambda i: {})


@model
def super_resolution():
    high = tf.placeholder(tf.float32, [None, 16, 16, 1])
    low = tf.image.resize_images(high, [8, 8], method=tf.image.ResizeMethod.BICUBIC)
    first = net = tf.layers.conv2d(low, 4, 3, padding="same", name="head")
    for i in range(2):
        with tf.variable_scope("block%d" % i):
            t = tf.layers.conv2d(
                net,
                4,
                3,
                padding="same",
                kernel_initializer=tf.random_normal_initializer(stddev=0.02),
            )
            t = tf.keras.layers.PReLU(shared_axes=[1, 2])(t)
            net = net + 0.1 * tf.layers.conv2d(t, 4, 3, padding="same")
    net = tf.depth_to_space(tf.layers.conv2d(net + first, 4, 3, padding="same"), 2)
    out = net + tf.image.resize_nearest_neighbor(low, [16, 16])
    loss = tf.losses.absolute_difference(high, out)
    loss += 0.1 * tf.losses.mean_squared_error(
        tf.space_to_depth(high, 2), tf.space_to_depth(out, 2)
    )
    tf.summary.scalar("PSNR", tf.reduce_mean(tf.image.psnr(high, out, 1.0)))
    tf.summary.image("out", tf.cast(tf.clip_by_value(out, 0, 255), tf.uint8))
    step = tf.Variable(0, name="global_step", trainable=False)
    rate = tf.train.natural_exp_decay(1e-2, step, 10, 0.1)
    optimizer = tf.train.AdamOptimizer(rate)
    pairs = optimizer.compute_gradients(loss)
    clipped = [(tf.clip_by_value(g, -0.1 / rate, 0.1 / rate), v) for g, v in pairs]
    train = optimizer.apply_gradients(clipped, global_step=step)
    return loop(loss, train, lambda i: {high: PICTURES[..., :1]})


@model
def spatial_transformer():
    x = tf.placeholder(tf.float32, [None, 16, 16, 1])
    y = tf.placeholder(tf.float32, [None, 10])
    flat = tf.reshape(x, [-1, 256])
    w = tf.Variable(tf.zeros([256, 6]), name="w_fc_loc")
    initial = np.array([[1.0, 0, 0], [0, 1.0, 0]]).astype("float32").flatten()
    theta = tf.nn.tanh(tf.matmul(flat, w) + tf.Variable(initial_value=initial, name="b_loc"))
    n = tf.shape(x)[0]
    xs, ys = tf.meshgrid(tf.linspace(-1.0, 1.0, 8), tf.linspace(-1.0, 1.0, 8))
    grid = tf.stack([tf.reshape(xs, [-1]), tf.reshape(ys, [-1]), tf.ones([64])])
    grid = tf.tile(tf.expand_dims(grid, 0), tf.stack([n, 1, 1]))
    moved = tf.matmul(tf.reshape(theta, [-1, 2, 3]), grid)
    px = tf.reshape((moved[:, 0] + 1.0) * 15 / 2, [-1])
    py = tf.reshape((moved[:, 1] + 1.0) * 15 / 2, [-1])
    x0, y0 = tf.cast(tf.floor(px), "int32"), tf.cast(tf.floor(py), "int32")
    x1, y1 = x0 + 1, y0 + 1
    x0, x1, y0, y1 = (tf.clip_by_value(t, 0, 15) for t in (x0, x1, y0, y1))
    base = tf.reshape(tf.tile(tf.expand_dims(tf.range(n) * 256, 1), [1, 64]), [-1])
    pixels = tf.reshape(x, [-1, 1])
    parts = []
    for cx, cy, wx, wy in (
        (x0, y0, x1, y1),
        (x0, y1, x1, y0),
        (x1, y0, x0, y1),
        (x1, y1, x0, y0),
    ):
        weight = tf.abs(tf.to_float(wx) - px) * tf.abs(tf.to_float(wy) - py)
        parts.append(tf.expand_dims(weight, 1) * tf.gather(pixels, base + cy * 16 + cx))
    sampled = tf.reshape(tf.add_n(parts), [-1, 64])
    logits = tf.layers.dense(sampled, 10, kernel_initializer=tf.uniform_unit_scaling_initializer())
    cross_entropy = -tf.reduce_sum(y * tf.log(tf.nn.softmax(logits) + 1e-8), reduction_indices=[1])
    loss = tf.reduce_mean(cross_entropy)
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return loop(loss, train, lambda i: {x: PICTURES[..., :1], y: ONE_HOT[:8]})


@model
def keras_backend_model():
    K, L = tf.keras.backend, tf.keras.layers
    sess = tf.Session(config=one_thread())
    K.set_session(sess)
    inputs = L.Input(shape=(16, 16, 3))
    net = L.Conv2D(4, (3, 3), padding="same", kernel_initializer="he_normal")(inputs)
    net = L.LeakyReLU(0.2)(L.BatchNormalization(momentum=0.8)(net))
    net = L.SpatialDropout2D(0.2)(L.AveragePooling2D()(net))
    net = L.SeparableConv2D(
        6, 3, activation="elu", depthwise_regularizer=tf.keras.regularizers.l2(0.01)
    )(net)
    net = L.GlobalMaxPooling2D()(L.GaussianNoise(0.1)(net))
    features = L.Lambda(lambda t: K.l2_normalize(t, axis=1))(net)
    network = tf.keras.Model(inputs, L.Dense(10)(L.Dropout(0.3)(features)))
    x = tf.placeholder(tf.float32, [None, 16, 16, 3])
    logits = network(x)
    loss = tf.reduce_mean(
        K.sparse_categorical_crossentropy(tf.constant(CLASSES[:8]), logits, from_logits=True)
    ) + tf.add_n(network.losses)
    with tf.control_dependencies(network.get_updates_for(x)):
        train = tf.train.AdamOptimizer(0.01).minimize(loss, var_list=network.trainable_weights)
    losses = []
    with sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(STEPS):
            fed = {x: PICTURES, K.learning_phase(): 1}
            losses.append(float(sess.run([loss, train], fed)[0]))
    return losses
