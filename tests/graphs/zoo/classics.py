"""The models that everybody wrote: MNIST, word2vec, DQN, PTB, text CNN, and others."""

import numpy as np

from tests.graphs.zoo.training import (
    CLASSES,
    IMAGES,
    ONE_HOT,
    STEPS,
    batch,
    estimate,
    keras_fit,
    loop,
    model,
    one_thread,
    tf,
)


@model
def mnist_deep():
    def weight_variable(shape):
        return tf.Variable(tf.truncated_normal(shape, stddev=0.1))

    def bias_variable(shape):
        return tf.Variable(tf.constant(0.1, shape=shape))

    def conv2d(x, W):
        return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding="SAME")

    def max_pool(x):
        return tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")

    x = tf.placeholder(tf.float32, [None, 784])
    y_ = tf.placeholder(tf.float32, [None, 10])
    with tf.name_scope("reshape"):
        image = tf.reshape(x, [-1, 28, 28, 1])
    with tf.name_scope("conv1"):
        h = max_pool(tf.nn.relu(conv2d(image, weight_variable([5, 5, 1, 4])) + bias_variable([4])))
    with tf.name_scope("conv2"):
        h = max_pool(tf.nn.relu(conv2d(h, weight_variable([5, 5, 4, 8])) + bias_variable([8])))
    with tf.name_scope("fc1"):
        h = tf.reshape(h, [-1, 7 * 7 * 8])
        h = tf.nn.relu(tf.matmul(h, weight_variable([7 * 7 * 8, 32])) + bias_variable([32]))
    with tf.name_scope("dropout"):
        keep_prob = tf.placeholder(tf.float32)
        h = tf.nn.dropout(h, keep_prob)
    with tf.name_scope("fc2"):
        y = tf.matmul(h, weight_variable([32, 10])) + bias_variable([10])
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y_, logits=y))
    with tf.name_scope("adam_optimizer"):
        train = tf.train.AdamOptimizer(1e-3).minimize(loss)
    with tf.name_scope("accuracy"):
        tf.reduce_mean(tf.cast(tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1)), tf.float32))
    return loop(loss, train, lambda i: {x: batch(i)[0], y_: batch(i)[1], keep_prob: 0.5})


@model
def word2vec_basic():
    x = tf.placeholder(tf.int32, shape=[8])
    y = tf.placeholder(tf.int32, shape=[8, 1])
    valid = tf.constant([1, 2, 3], dtype=tf.int32)
    with tf.device("/cpu:0"):
        with tf.name_scope("embeddings"):
            embeddings = tf.Variable(tf.random_uniform([50, 8], -1.0, 1.0))
            embed = tf.nn.embedding_lookup(embeddings, x)
        with tf.name_scope("weights"):
            w = tf.Variable(tf.truncated_normal([50, 8], stddev=1.0 / np.sqrt(8)))
        with tf.name_scope("biases"):
            b = tf.Variable(tf.zeros([50]))
    with tf.name_scope("loss"):
        loss = tf.reduce_mean(
            tf.nn.nce_loss(
                weights=w, biases=b, labels=y, inputs=embed, num_sampled=4, num_classes=50
            )
        )
    with tf.name_scope("optimizer"):
        opt = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
    norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keepdims=True))
    normalized = embeddings / norm
    tf.matmul(tf.nn.embedding_lookup(normalized, valid), normalized, transpose_b=True)
    return loop(
        loss,
        opt,
        lambda i: {x: (np.arange(8) + i) % 50, y: ((np.arange(8) + i + 1) % 50).reshape(8, 1)},
    )


@model
def wgan_gp():
    real = tf.placeholder(tf.float32, [8, 6])

    def critic(x):
        with tf.variable_scope("critic", reuse=tf.AUTO_REUSE):
            h = tf.layers.dense(x, 8, tf.nn.tanh, name="h")
            return tf.layers.dense(h, 1, name="o")

    with tf.variable_scope("gen"):
        fake = tf.layers.dense(tf.layers.dense(tf.random_normal([8, 4]), 8, tf.nn.relu), 6)
    eps = tf.random_uniform([8, 1], 0.0, 1.0)
    mid = eps * real + (1.0 - eps) * fake
    grad = tf.gradients(critic(mid), [mid])[0]
    slopes = tf.sqrt(tf.reduce_sum(tf.square(grad), axis=1))
    gp = tf.reduce_mean((slopes - 1.0) ** 2)
    c_loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real)) + 10.0 * gp
    g_loss = -tf.reduce_mean(critic(fake))
    ct = tf.train.RMSPropOptimizer(1e-3).minimize(
        c_loss, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, "critic")
    )
    gt = tf.train.RMSPropOptimizer(1e-3).minimize(
        g_loss, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, "gen")
    )
    return loop(c_loss, [ct, gt], lambda i: {real: IMAGES[:8, :6]})


@model
def reinforce():
    obs = tf.placeholder(tf.float32, [None, 4], name="obs")
    act = tf.placeholder(tf.int32, [None])
    ret = tf.placeholder(tf.float32, [None])
    h = tf.layers.dense(
        obs,
        10,
        tf.nn.tanh,
        kernel_initializer=tf.random_normal_initializer(mean=0, stddev=0.3),
        bias_initializer=tf.constant_initializer(0.1),
        name="fc1",
    )
    logits = tf.layers.dense(
        h, 2, activation=None, kernel_initializer=tf.random_normal_initializer(0, 0.3), name="fc2"
    )
    probs = tf.nn.softmax(logits, name="act_prob")
    neg = tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits, labels=act)
    dist = tf.distributions.Categorical(probs=probs)
    dist.sample()
    loss = tf.reduce_mean(neg * ret) - 0.01 * tf.reduce_mean(dist.entropy())
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return loop(
        loss, train, lambda i: {obs: IMAGES[:16, :4], act: np.arange(16) % 2, ret: IMAGES[:16, 9]}
    )


@model
def dqn():
    s = tf.placeholder(tf.float32, [None, 4], name="s")
    s_ = tf.placeholder(tf.float32, [None, 4], name="s_")
    a = tf.placeholder(tf.int32, [None])
    r = tf.placeholder(tf.float32, [None])
    w_init, b_init = tf.random_normal_initializer(0.0, 0.3), tf.constant_initializer(0.1)
    with tf.variable_scope("eval_net"):
        q = tf.layers.dense(
            tf.layers.dense(
                s, 20, tf.nn.relu, kernel_initializer=w_init, bias_initializer=b_init, name="e1"
            ),
            3,
            kernel_initializer=w_init,
            bias_initializer=b_init,
            name="q",
        )
    with tf.variable_scope("target_net"):
        q_ = tf.layers.dense(
            tf.layers.dense(
                s_, 20, tf.nn.relu, kernel_initializer=w_init, bias_initializer=b_init, name="t1"
            ),
            3,
            kernel_initializer=w_init,
            bias_initializer=b_init,
            name="t2",
        )
    with tf.variable_scope("q_target"):
        target = tf.stop_gradient(r + 0.9 * tf.reduce_max(q_, axis=1, name="Qmax_s_"))
    with tf.variable_scope("q_eval"):
        idx = tf.stack([tf.range(tf.shape(a)[0], dtype=tf.int32), a], axis=1)
        qa = tf.gather_nd(params=q, indices=idx)
    with tf.variable_scope("loss"):
        loss = tf.reduce_mean(tf.squared_difference(target, qa, name="TD_error"))
    with tf.variable_scope("train"):
        train = tf.train.RMSPropOptimizer(0.01).minimize(loss)
    t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target_net")
    e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval_net")
    with tf.control_dependencies([train]), tf.variable_scope("soft_replacement"):
        pairs = zip(t_params, e_params)
        train = tf.group(*[tf.assign(t, 0.99 * t + 0.01 * e) for t, e in pairs])
    return loop(
        loss,
        train,
        lambda i: {
            s: IMAGES[:16, :4],
            s_: IMAGES[:16, 4:8],
            a: np.arange(16) % 3,
            r: IMAGES[:16, 9],
        },
    )


@model
def ppo_clip():
    s = tf.placeholder(tf.float32, [None, 3])
    A = tf.placeholder(tf.float32, [None, 1])
    adv = tf.placeholder(tf.float32, [None, 1])

    def net(name, trainable):
        with tf.variable_scope(name):
            h = tf.layers.dense(s, 16, tf.nn.relu, trainable=trainable)
            mu = 2 * tf.layers.dense(h, 1, tf.nn.tanh, trainable=trainable)
            sigma = tf.layers.dense(h, 1, tf.nn.softplus, trainable=trainable)
            dist = tf.distributions.Normal(loc=mu, scale=sigma)
        return dist, tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=name)

    pi, pp = net("pi", True)
    old, op = net("oldpi", False)
    sample = tf.squeeze(pi.sample(1), axis=0)
    update = [o.assign(p) for p, o in zip(pp, op)]
    ratio = pi.prob(A) / (old.prob(A) + 1e-5)
    surr = ratio * adv
    loss = -tf.reduce_mean(tf.minimum(surr, tf.clip_by_value(ratio, 0.8, 1.2) * adv))
    train = tf.train.AdamOptimizer(1e-3).minimize(loss)
    return loop(
        loss, train, lambda i: {s: IMAGES[:16, :3], A: IMAGES[:16, 3:4], adv: IMAGES[:16, 5:6]}
    )


@model
def estimator_cnn():
    def model_fn(features, labels, mode, params):
        t = tf.reshape(features["x"], [-1, 28, 28, 1])
        t = tf.layers.conv2d(t, 4, [5, 5], padding="same", activation=tf.nn.relu)
        t = tf.layers.max_pooling2d(inputs=t, pool_size=[2, 2], strides=2)
        t = tf.reshape(t, [-1, 14 * 14 * 4])
        t = tf.layers.dense(t, 16, activation=tf.nn.relu)
        t = tf.layers.dropout(inputs=t, rate=0.4, training=mode == tf.estimator.ModeKeys.TRAIN)
        logits = tf.layers.dense(t, 10)
        loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
        train_op = tf.train.GradientDescentOptimizer(params["rate"]).minimize(
            loss, global_step=tf.train.get_global_step()
        )
        return tf.estimator.EstimatorSpec(
            mode=mode,
            loss=loss,
            train_op=train_op,
            eval_metric_ops={"accuracy": tf.metrics.accuracy(labels, tf.argmax(logits, 1))},
        )

    return estimate(
        lambda config: tf.estimator.Estimator(model_fn, config=config, params={"rate": 0.05}),
        lambda: tf.estimator.inputs.numpy_input_fn(
            {"x": IMAGES}, CLASSES, batch_size=16, num_epochs=None, shuffle=False
        ),
    )


@model
def dnn_classifier():
    columns = [
        tf.feature_column.numeric_column("x", shape=[784]),
        tf.feature_column.embedding_column(
            tf.feature_column.categorical_column_with_identity("k", 10), 4
        ),
        tf.feature_column.indicator_column(
            tf.feature_column.categorical_column_with_vocabulary_list("w", ["a", "b", "c"])
        ),
    ]
    words = np.array(["a", "b", "c", "d"] * 16)
    return estimate(
        lambda config: tf.estimator.DNNClassifier(
            [16, 8], columns, n_classes=10, dropout=0.2, config=config
        ),
        lambda: tf.estimator.inputs.numpy_input_fn(
            {"x": IMAGES, "k": CLASSES, "w": words},
            CLASSES,
            batch_size=16,
            num_epochs=None,
            shuffle=False,
        ),
    )


@model
def linear_regressor():
    columns = [tf.feature_column.numeric_column("x", shape=[4])]

    def input_fn():
        return (
            tf.data.Dataset.from_tensor_slices(({"x": IMAGES[:, :4]}, IMAGES[:, 5:6]))
            .repeat()
            .batch(16)
        )

    return estimate(
        lambda config: tf.estimator.LinearRegressor(columns, config=config), lambda: input_fn
    )


@model
def keras_sequential():
    model = tf.keras.Sequential(
        [
            tf.keras.layers.Dense(32, activation="relu", input_shape=(784,)),
            tf.keras.layers.Dropout(0.2),
            tf.keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return keras_fit(model, IMAGES, ONE_HOT)


@model
def keras_functional_cnn():
    L = tf.keras.layers
    i = L.Input((28, 28, 1))
    t = L.Conv2D(4, 3, activation="relu")(i)
    t = L.BatchNormalization()(t)
    t = L.MaxPooling2D()(t)
    t = L.Flatten()(t)
    t = L.Dropout(0.5)(t)
    o = L.Dense(10, activation="softmax")(t)
    m = tf.keras.Model(i, o)
    m.compile(tf.keras.optimizers.RMSprop(1e-3), "sparse_categorical_crossentropy")
    return keras_fit(m, IMAGES.reshape(-1, 28, 28, 1), CLASSES)


@model
def keras_lstm_imdb():
    m = tf.keras.Sequential()
    m.add(tf.keras.layers.Embedding(50, 8))
    m.add(tf.keras.layers.LSTM(8, dropout=0.2, recurrent_dropout=0.2))
    m.add(tf.keras.layers.Dense(1, activation="sigmoid"))
    m.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    return keras_fit(m, np.arange(64 * 7).reshape(64, 7) % 50, np.arange(64) % 2)


@model
def monitored():
    x = tf.placeholder(tf.float32, [None, 4])
    y = tf.placeholder(tf.float32, [None, 1])
    pred = tf.layers.dense(
        tf.layers.dense(x, 8, tf.nn.selu, kernel_initializer=tf.initializers.he_normal()), 1
    )
    loss = tf.losses.huber_loss(y, pred)
    step = tf.train.get_or_create_global_step()
    rate = tf.train.polynomial_decay(0.1, step, 40, 0.01, power=0.5)
    train = tf.train.AdagradOptimizer(rate).minimize(loss, global_step=step)
    tf.summary.scalar("loss", loss)
    losses = []
    hooks = [tf.train.StopAtStepHook(last_step=STEPS), tf.train.NanTensorHook(loss)]
    import tempfile

    with tf.train.MonitoredTrainingSession(
        checkpoint_dir=tempfile.mkdtemp(), hooks=hooks, config=one_thread(), save_summaries_steps=10
    ) as sess:
        while not sess.should_stop():
            losses.append(
                float(sess.run([loss, train], {x: IMAGES[:16, :4], y: IMAGES[:16, 5:6]})[0])
            )
    return losses


@model
def wavenet():
    x = tf.placeholder(tf.float32, [None, 32, 1])
    t = tf.layers.conv1d(x, 4, 1)
    skips = []
    for d in (1, 2, 4):
        f = tf.layers.conv1d(
            tf.pad(t, [[0, 0], [d, 0], [0, 0]]), 4, 2, dilation_rate=d, activation=tf.tanh
        )
        g = tf.layers.conv1d(
            tf.pad(t, [[0, 0], [d, 0], [0, 0]]), 4, 2, dilation_rate=d, activation=tf.sigmoid
        )
        z = f * g
        skips.append(tf.layers.conv1d(z, 4, 1))
        t = t + tf.layers.conv1d(z, 4, 1)
    o = tf.layers.conv1d(tf.nn.relu(sum(skips)), 1, 1)
    loss = tf.reduce_mean(tf.abs(o[:, :-1] - x[:, 1:]))
    train = tf.train.AdamOptimizer(0.005).minimize(loss)
    return loop(loss, train, lambda i: {x: IMAGES[:8, :32, None]})


@model
def atrous_unet():
    x = tf.placeholder(tf.float32, [None, 16, 16, 1])
    w = tf.get_variable("w", [3, 3, 1, 4])
    a = tf.nn.relu(tf.nn.atrous_conv2d(x, w, 2, "SAME"))
    d = tf.layers.conv2d(a, 4, 3, strides=2, padding="same", dilation_rate=1, activation=tf.nn.relu)
    u = tf.image.resize_bilinear(d, [16, 16])
    c = tf.concat([a, u], 3)
    o = tf.layers.conv2d(c, 2, 3, padding="same", dilation_rate=(2, 2))
    y = tf.cast(x[..., 0] > 0, tf.int32)
    inter = tf.reduce_sum(tf.nn.softmax(o)[..., 1] * tf.cast(y, tf.float32))
    dice = 1 - 2 * inter / (
        tf.reduce_sum(tf.nn.softmax(o)[..., 1]) + tf.reduce_sum(tf.cast(y, tf.float32)) + 1e-5
    )
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=o)) + dice
    train = tf.train.AdamOptimizer(0.005).minimize(loss)
    return loop(loss, train, lambda i: {x: IMAGES[:4, :256].reshape(4, 16, 16, 1)})


@model
def iris_softmax_optimizers():
    losses = []
    x = tf.placeholder(tf.float32, [None, 4])
    y = tf.placeholder(tf.float32, [None, 3])
    t = []
    for n, make in enumerate(
        [
            lambda r: tf.train.AdadeltaOptimizer(r),
            lambda r: tf.train.FtrlOptimizer(r),
            lambda r: tf.train.AdagradOptimizer(r),
            lambda r: tf.train.RMSPropOptimizer(r, momentum=0.9, centered=True),
            lambda r: tf.train.MomentumOptimizer(r, 0.9, use_nesterov=True),
            lambda r: tf.train.ProximalGradientDescentOptimizer(r, l1_regularization_strength=0.01),
            lambda r: tf.train.AdagradDAOptimizer(r, tf.train.get_or_create_global_step()),
        ]
    ):
        with tf.variable_scope("m%d" % n):
            o = tf.layers.dense(tf.layers.dense(x, 8, tf.nn.relu6), 3)
            l = tf.losses.softmax_cross_entropy(y, o, label_smoothing=0.1)
            losses.append(l)
            t.append(make(0.05).minimize(l))
    total = tf.add_n(losses)
    return loop(total, t, lambda i: {x: IMAGES[:12, :4], y: ONE_HOT[:12, :3]})


@model
def linear_regression_py():
    rng = np.random.RandomState(0)
    tx, ty = rng.rand(17).astype("f"), rng.rand(17).astype("f")
    Xp = tf.placeholder("float")
    Yp = tf.placeholder("float")
    W = tf.Variable(rng.randn(), name="weight")
    b = tf.Variable(rng.randn(), name="bias")
    pred = tf.add(tf.multiply(Xp, W), b)
    cost = tf.reduce_sum(tf.pow(pred - Yp, 2)) / (2 * 17)
    opt = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
    return loop(cost, opt, lambda i: {Xp: tx, Yp: ty})


@model
def dataset_initializable():
    ds = (
        tf.data.Dataset.from_tensor_slices((IMAGES[:, :8], ONE_HOT))
        .map(lambda a, b: (a * 2.0, b))
        .shuffle(64)
        .batch(16)
        .repeat()
    )
    it = ds.make_initializable_iterator()
    f, l = it.get_next()
    logits = tf.layers.dense(tf.layers.dense(f, 16, tf.nn.relu), 10)
    loss = tf.losses.softmax_cross_entropy(l, logits)
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    losses = []
    with tf.Session(config=one_thread()) as sess:
        sess.run([it.initializer, tf.global_variables_initializer()])
        for _ in range(STEPS):
            losses.append(float(sess.run([loss, train])[0]))
    return losses


@model
def cond_train_test():
    x = tf.placeholder(tf.float32, [None, 6])
    is_train = tf.placeholder(tf.bool, [])
    h = tf.layers.dense(x, 12, tf.nn.relu)
    h = tf.cond(is_train, lambda: tf.nn.dropout(h, 0.5), lambda: tf.identity(h))
    h = tf.contrib.layers.batch_norm(h, is_training=is_train, updates_collections=None, scale=True)
    h = tf.contrib.layers.dropout(h, 0.7, is_training=is_train)
    o = tf.layers.dense(h, 1)
    case = tf.case([(tf.less(tf.reduce_mean(o), 0.0), lambda: o * 2.0)], default=lambda: o)
    loss = tf.reduce_mean(tf.square(case - 1.0))
    i = tf.constant(0)
    _, s = tf.while_loop(
        lambda i, s: tf.less(i, 3),
        lambda i, s: (tf.add(i, 1), s + tf.reduce_sum(tf.random_uniform([2]))),
        [i, 0.0],
    )
    loss = loss + 0.01 * s
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return loop(loss, train, lambda k: {x: IMAGES[:8, :6], is_train: True})


@model
def luong_greedy():
    src = tf.placeholder(tf.int32, [4, 6])
    emb = tf.Variable(tf.random_uniform([20, 8], -1, 1))
    enc, state = tf.nn.dynamic_rnn(
        tf.contrib.rnn.GRUCell(8), tf.nn.embedding_lookup(emb, src), dtype=tf.float32
    )
    mech = tf.contrib.seq2seq.LuongAttention(8, enc, scale=True)
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.contrib.rnn.GRUCell(8), mech, attention_layer_size=8
    )
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(emb, tf.fill([4], 0), 1)
    dec = tf.contrib.seq2seq.BasicDecoder(
        cell,
        helper,
        cell.zero_state(4, tf.float32).clone(cell_state=state),
        output_layer=tf.layers.Dense(20),
    )
    out, _, _ = tf.contrib.seq2seq.dynamic_decode(dec, maximum_iterations=5, impute_finished=True)
    loss = tf.reduce_mean(tf.square(out.rnn_output))
    train = tf.contrib.layers.optimize_loss(
        loss, tf.train.get_or_create_global_step(), 0.01, "Adam", clip_gradients=1.0
    )
    s = (np.arange(4 * 6) * 5 % 18 + 2).reshape(4, 6)
    return loop(loss, train, lambda i: {src: s})


@model
def ptb():
    ids = tf.constant((np.arange(60) * 11 % 30).reshape(4, 15), tf.int32)
    i = tf.train.range_input_producer(2, shuffle=False).dequeue()
    x = tf.strided_slice(ids, [0, i * 5], [4, (i + 1) * 5])
    x.set_shape([4, 5])
    y = tf.strided_slice(ids, [0, i * 5 + 1], [4, (i + 1) * 5 + 1])
    y.set_shape([4, 5])
    with tf.variable_scope("Model", initializer=tf.random_uniform_initializer(-0.1, 0.1)):
        with tf.device("/cpu:0"):
            embedding = tf.get_variable("embedding", [30, 8], dtype=tf.float32)
            inputs = tf.nn.embedding_lookup(embedding, x)
        inputs = tf.nn.dropout(inputs, 0.9)
        cell = tf.nn.rnn_cell.MultiRNNCell(
            [
                tf.nn.rnn_cell.DropoutWrapper(
                    tf.nn.rnn_cell.BasicLSTMCell(8, forget_bias=0.0), output_keep_prob=0.9
                )
                for _ in range(2)
            ],
            state_is_tuple=True,
        )
        state = initial = cell.zero_state(4, tf.float32)
        outputs = []
        with tf.variable_scope("RNN"):
            for t in range(5):
                if t > 0:
                    tf.get_variable_scope().reuse_variables()
                out, state = cell(inputs[:, t, :], state)
                outputs.append(out)
        output = tf.reshape(tf.concat(outputs, 1), [-1, 8])
        w = tf.get_variable("softmax_w", [8, 30])
        b = tf.get_variable("softmax_b", [30])
        logits = tf.reshape(tf.nn.xw_plus_b(output, w, b), [4, 5, 30])
        loss = tf.contrib.seq2seq.sequence_loss(
            logits, y, tf.ones([4, 5]), average_across_timesteps=False, average_across_batch=True
        )
        cost = tf.reduce_sum(loss)
        lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(cost, tvars), 5)
        train = tf.train.GradientDescentOptimizer(lr).apply_gradients(
            zip(grads, tvars), global_step=tf.train.get_or_create_global_step()
        )
        new_lr = tf.placeholder(tf.float32, [], name="new_learning_rate")
        tf.assign(lr, new_lr)
    losses = []
    with tf.Session(config=one_thread()) as sess:
        sess.run(tf.global_variables_initializer())
        lr.load(1.0, sess)
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coord)
        for _ in range(STEPS):
            losses.append(float(sess.run([cost, train])[0]))
        coord.request_stop()
        sess.run([q.cancel_op for q in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)])
        coord.join(threads)
    return losses


@model
def seq2seq_attention():
    src = tf.placeholder(tf.int32, [None, None])
    src_len = tf.placeholder(tf.int32, [None])
    tgt = tf.placeholder(tf.int32, [None, None])
    tgt_len = tf.placeholder(tf.int32, [None])
    batch_size = tf.shape(src)[0]
    with tf.variable_scope("encoder"):
        emb = tf.get_variable("emb", [20, 8], initializer=tf.random_uniform_initializer(-0.1, 0.1))
        fw, bw = tf.nn.rnn_cell.LSTMCell(6), tf.nn.rnn_cell.LSTMCell(6)
        (of, ob), (sf, sb) = tf.nn.bidirectional_dynamic_rnn(
            fw, bw, tf.nn.embedding_lookup(emb, src), src_len, dtype=tf.float32
        )
        memory = tf.concat([of, ob], -1)
    with tf.variable_scope("decoder"):
        cell = tf.nn.rnn_cell.LSTMCell(10)
        mech = tf.contrib.seq2seq.BahdanauAttention(10, memory, memory_sequence_length=src_len)
        cell = tf.contrib.seq2seq.AttentionWrapper(cell, mech, attention_layer_size=10)
        go = tf.fill([batch_size, 1], 1)
        dec_in = tf.concat([go, tgt[:, :-1]], 1)
        helper = tf.contrib.seq2seq.TrainingHelper(tf.nn.embedding_lookup(emb, dec_in), tgt_len)
        decoder = tf.contrib.seq2seq.BasicDecoder(
            cell,
            helper,
            cell.zero_state(batch_size, tf.float32),
            tf.layers.Dense(20, use_bias=False),
        )
        outputs, _, _ = tf.contrib.seq2seq.dynamic_decode(
            decoder, maximum_iterations=tf.reduce_max(tgt_len)
        )
        mask = tf.sequence_mask(tgt_len, dtype=tf.float32)
        loss = tf.contrib.seq2seq.sequence_loss(outputs.rnn_output, tgt, mask)
    opt = tf.train.AdamOptimizer(0.01)
    gv = opt.compute_gradients(loss)
    train = opt.apply_gradients(
        [(tf.clip_by_value(g, -5.0, 5.0), v) for g, v in gv if g is not None]
    )
    s = (np.arange(4 * 6) * 5 % 18 + 2).reshape(4, 6)
    return loop(
        loss,
        train,
        lambda i: {src: s, src_len: [6, 5, 6, 4], tgt: s[:, ::-1], tgt_len: [6, 6, 5, 6]},
    )


@model
def siamese_shared():
    a = tf.placeholder(tf.float32, [None, 8])
    b = tf.placeholder(tf.float32, [None, 8])
    same = tf.placeholder(tf.float32, [None])
    net = tf.make_template("net", lambda t: tf.layers.dense(tf.nn.relu(tf.layers.dense(t, 8)), 4))
    ea, eb = net(a), net(b)
    ea = tf.nn.l2_normalize(ea, 1)
    d = tf.reduce_sum(tf.square(ea - eb), 1)
    loss = tf.reduce_mean(
        same * d + (1 - same) * tf.square(tf.maximum(0.0, 0.5 - tf.sqrt(d + 1e-6)))
    )
    reg = tf.contrib.layers.apply_regularization(
        tf.contrib.layers.l2_regularizer(1e-3), tf.trainable_variables()
    )
    loss = loss + reg
    train = tf.train.MomentumOptimizer(
        tf.train.inverse_time_decay(0.1, tf.train.get_or_create_global_step(), 10, 0.5), 0.9
    ).minimize(loss, tf.train.get_global_step())
    return loop(
        loss, train, lambda i: {a: IMAGES[:8, :8], b: IMAGES[8:16, :8], same: np.arange(8) % 2}
    )


@model
def static_lstm_mnist():
    x = tf.placeholder("float", [None, 28, 28])
    y = tf.placeholder("float", [None, 10])
    W = {"out": tf.Variable(tf.random_normal([8, 10]))}
    b = {"out": tf.Variable(tf.random_normal([10]))}
    xs = tf.unstack(x, 28, 1)
    cell = tf.contrib.rnn.BasicLSTMCell(8, forget_bias=1.0)
    outputs, states = tf.contrib.rnn.static_rnn(cell, xs, dtype=tf.float32)
    logits = tf.matmul(outputs[-1], W["out"]) + b["out"]
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
    train = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
    return loop(loss, train, lambda i: {x: batch(i)[0].reshape(-1, 28, 28), y: batch(i)[1]})


@model
def text_cnn():
    x = tf.placeholder(tf.int32, [None, 12], name="input_x")
    y = tf.placeholder(tf.float32, [None, 2], name="input_y")
    keep = tf.placeholder(tf.float32, name="dropout_keep_prob")
    l2_loss = tf.constant(0.0)
    with tf.device("/cpu:0"), tf.name_scope("embedding"):
        W = tf.Variable(tf.random_uniform([30, 6], -1.0, 1.0), name="W")
        e = tf.expand_dims(tf.nn.embedding_lookup(W, x), -1)
    pooled = []
    for i, fs in enumerate([3, 4, 5]):
        with tf.name_scope("conv-maxpool-%s" % fs):
            W = tf.Variable(tf.truncated_normal([fs, 6, 1, 4], stddev=0.1), name="W")
            b = tf.Variable(tf.constant(0.1, shape=[4]), name="b")
            conv = tf.nn.conv2d(e, W, strides=[1, 1, 1, 1], padding="VALID", name="conv")
            h = tf.nn.relu(tf.nn.bias_add(conv, b), name="relu")
            pooled.append(
                tf.nn.max_pool(
                    h,
                    ksize=[1, 12 - fs + 1, 1, 1],
                    strides=[1, 1, 1, 1],
                    padding="VALID",
                    name="pool",
                )
            )
    h = tf.reshape(tf.concat(pooled, 3), [-1, 12])
    with tf.name_scope("dropout"):
        h = tf.nn.dropout(h, keep)
    with tf.name_scope("output"):
        W = tf.get_variable("W", shape=[12, 2], initializer=tf.contrib.layers.xavier_initializer())
        b = tf.Variable(tf.constant(0.1, shape=[2]), name="b")
        l2_loss += tf.nn.l2_loss(W)
        l2_loss += tf.nn.l2_loss(b)
        scores = tf.nn.xw_plus_b(h, W, b, name="scores")
        tf.argmax(scores, 1, name="predictions")
    with tf.name_scope("loss"):
        loss = (
            tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=scores, labels=y))
            + 0.1 * l2_loss
        )
    gs = tf.Variable(0, name="global_step", trainable=False)
    opt = tf.train.AdamOptimizer(1e-3)
    gv = opt.compute_gradients(loss)
    train = opt.apply_gradients(gv, global_step=gs)
    for g, v in gv:
        if g is not None:
            tf.summary.histogram(f"{v.name}/grad/hist", g)
            tf.summary.scalar(f"{v.name}/grad/sparsity", tf.nn.zero_fraction(g))
    tf.summary.merge_all()
    tf.train.Saver(tf.global_variables(), max_to_keep=5)
    s = (np.arange(96) * 5 % 30).reshape(8, 12)
    return loop(loss, train, lambda i: {x: s, y: np.eye(2)[np.arange(8) % 2], keep: 0.5})


@model
def vae_mnist():
    x = tf.placeholder(tf.float32, [None, 784])

    def dense(t, n, act=None, name=None):
        return tf.contrib.layers.fully_connected(t, n, activation_fn=act, scope=name)

    h = dense(x, 32, tf.nn.elu)
    mu, log_sigma = dense(h, 4), dense(h, 4)
    eps = tf.random_normal(shape=tf.shape(log_sigma), mean=0, stddev=1, dtype=tf.float32)
    z = mu + tf.sqrt(tf.exp(log_sigma)) * eps
    out = dense(dense(z, 32, tf.nn.softplus), 784, tf.nn.sigmoid)
    t = tf.sigmoid(x)
    rec = -tf.reduce_sum(t * tf.log(1e-10 + out) + (1 - t) * tf.log(1e-10 + 1 - out), axis=1)
    kl = -0.5 * tf.reduce_sum(1 + log_sigma - tf.square(mu) - tf.exp(log_sigma), axis=1)
    loss = tf.reduce_mean(rec + kl)
    train = tf.train.AdamOptimizer(learning_rate=0.001).minimize(loss)
    return loop(loss, train, lambda i: {x: batch(i)[0]})
