"""Embeddings: words, items, features, nodes of graphs."""

import numpy as np

from tests.graphs.zoo.training import CLASSES, IMAGES, estimate, loop, model, tf


@model
def matrix_factorization():
    users = tf.placeholder(tf.int32, shape=[None], name="id_user")
    items = tf.placeholder(tf.int32, shape=[None], name="id_item")
    rates = tf.placeholder(tf.float32, shape=[None])
    with tf.device("/cpu:0"):
        bias_global = tf.get_variable("bias_global", shape=[])
        w_bias_user = tf.get_variable("embd_bias_user", shape=[12])
        w_bias_item = tf.get_variable("embd_bias_item", shape=[15])
        bias_user = tf.nn.embedding_lookup(w_bias_user, users, name="bias_user")
        bias_item = tf.nn.embedding_lookup(w_bias_item, items, name="bias_item")
        normal = tf.truncated_normal_initializer(stddev=0.02)
        w_user = tf.get_variable("embd_user", shape=[12, 4], initializer=normal)
        w_item = tf.get_variable("embd_item", shape=[15, 4], initializer=normal)
        embd_user = tf.nn.embedding_lookup(w_user, users, name="embedding_user")
        embd_item = tf.nn.embedding_lookup(w_item, items, name="embedding_item")
    infer = tf.reduce_sum(tf.multiply(embd_user, embd_item), 1)
    infer = tf.add(tf.add(tf.add(infer, bias_global), bias_user), bias_item, name="svd_inference")
    regularizer = tf.add(tf.nn.l2_loss(embd_user), tf.nn.l2_loss(embd_item), name="regularizer")
    global_step = tf.contrib.framework.get_or_create_global_step()
    cost_l2 = tf.nn.l2_loss(tf.subtract(infer, rates))
    penalty = tf.constant(0.05, dtype=tf.float32, shape=[], name="l2")
    cost = tf.add(cost_l2, tf.multiply(regularizer, penalty))
    train = tf.train.FtrlOptimizer(0.05).minimize(cost, global_step=global_step)
    u, v = np.arange(16) % 12, np.arange(16) * 7 % 15
    return loop(cost, train, lambda i: {users: u, items: v, rates: 3.0 + IMAGES[0, :16]})


@model
def glove():
    count_max, scaling = tf.constant([50.0]), tf.constant([0.75])
    focal = tf.placeholder(tf.int32, shape=[8], name="focal_words")
    context = tf.placeholder(tf.int32, shape=[8], name="context_words")
    count = tf.placeholder(tf.float32, shape=[8], name="cooccurrence_count")
    focal_table = tf.Variable(tf.random_uniform([20, 5], 1.0, -1.0), name="focal_embeddings")
    context_table = tf.Variable(tf.random_uniform([20, 5], 1.0, -1.0))
    focal_biases = tf.Variable(tf.random_uniform([20], 1.0, -1.0))
    context_biases = tf.Variable(tf.random_uniform([20], 1.0, -1.0))
    focal_embedding = tf.nn.embedding_lookup([focal_table], focal)
    context_embedding = tf.nn.embedding_lookup([context_table], context)
    focal_bias = tf.nn.embedding_lookup([focal_biases], focal)
    context_bias = tf.nn.embedding_lookup([context_biases], context)
    weighting = tf.minimum(1.0, tf.pow(tf.div(count, count_max), scaling))
    product = tf.reduce_sum(tf.multiply(focal_embedding, context_embedding), 1)
    log_count = tf.log(tf.to_float(count))
    distance = tf.square(tf.add_n([product, focal_bias, context_bias, tf.negative(log_count)]))
    loss = tf.reduce_sum(tf.multiply(weighting, distance))
    tf.summary.scalar("GloVe_loss", loss)
    train = tf.train.AdagradOptimizer(0.05).minimize(loss)
    tf.add(focal_table, context_table, name="combined_embeddings")
    return loop(
        loss,
        train,
        lambda i: {
            focal: np.arange(8) * 3 % 20,
            context: np.arange(8) * 5 % 20,
            count: np.arange(8) + 1.0,
        },
    )


@model
def paragraph_vectors():
    words = tf.placeholder(tf.int32, shape=[8, 3])
    docs = tf.placeholder(tf.int32, shape=[8])
    labels = tf.placeholder(tf.int64, shape=[8, 1])
    table = tf.Variable(tf.random_uniform([30, 6], -1.0, 1.0))
    doc_table = tf.Variable(tf.random_uniform([5, 6], -1.0, 1.0))
    w = tf.Variable(tf.truncated_normal([30, 12], stddev=1.0 / np.sqrt(12)))
    b = tf.Variable(tf.zeros([30]))
    embed = tf.zeros([8, 6])
    for j in range(3):
        embed += tf.nn.embedding_lookup(table, words[:, j])
    joined = tf.concat([embed, tf.nn.embedding_lookup(doc_table, docs)], 1, name="concat")
    sampler = tf.nn.log_uniform_candidate_sampler(
        true_classes=labels, num_true=1, num_sampled=6, unique=True, range_max=30
    )
    loss = tf.reduce_mean(
        tf.nn.sampled_softmax_loss(w, b, labels, joined, 6, 30, sampled_values=sampler)
    )
    negatives, _, _ = tf.nn.fixed_unigram_candidate_sampler(
        labels, 1, 4, False, 30, distortion=0.75, unigrams=[i + 1 for i in range(30)]
    )
    noise = tf.nn.embedding_lookup(w, negatives)
    loss += 0.1 * tf.reduce_mean(tf.nn.softplus(tf.matmul(joined, noise, transpose_b=True)))
    step = tf.Variable(0, name="global_step", trainable=False)
    rate = tf.train.cosine_decay(0.5, step, 60)
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=step)
    return loop(
        loss,
        train,
        lambda i: {
            words: np.arange(24).reshape(8, 3),
            docs: np.arange(8) % 5,
            labels: np.arange(8).reshape(8, 1) * 3,
        },
    )


@model
def fasttext():
    ids = tf.sparse_placeholder(tf.int64, name="ngrams")
    label = tf.placeholder(tf.int64, [None])
    table = tf.get_variable(
        "table",
        [20, 6],
        initializer=tf.random_normal_initializer(),
        partitioner=tf.fixed_size_partitioner(2),
    )
    mean = tf.nn.embedding_lookup_sparse(table, ids, None, combiner="mean")
    sqrtn = tf.nn.embedding_lookup_sparse(table, ids, None, combiner="sqrtn")
    safe = tf.nn.safe_embedding_lookup_sparse(
        [tf.get_variable("safe", [20, 4])], ids, combiner="sum"
    )
    safe.set_shape([None, 4])
    hidden = tf.concat([mean, sqrtn, safe], 1)
    logits = tf.layers.dense(hidden, 5, name="softmax")
    nce_w, nce_b = tf.get_variable("nce_w", [5, 16]), tf.get_variable("nce_b", [5])
    nce = tf.reduce_mean(tf.nn.nce_loss(nce_w, nce_b, tf.expand_dims(label, 1), hidden, 3, 5))
    loss = tf.losses.sparse_softmax_cross_entropy(label, logits) + 0.1 * nce
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    indices = np.array([[r, c] for r in range(6) for c in range(3)])
    shape = np.array([6, 3])
    values = (indices, np.arange(18) * 7 % 20, shape)
    return loop(loss, train, lambda i: {ids: values, label: np.arange(6) % 5})


@model
def deep_fm():
    index = tf.placeholder(tf.int32, shape=[None, None], name="feat_index")
    value = tf.placeholder(tf.float32, shape=[None, None], name="feat_value")
    label = tf.placeholder(tf.float32, shape=[None, 1], name="label")
    keep = tf.placeholder(tf.float32, shape=[None], name="dropout_keep_fm")
    train_phase = tf.placeholder(tf.bool, name="train_phase")
    weights = {
        "embeddings": tf.Variable(tf.random_normal([20, 4], 0.0, 0.01), name="feature_embeddings"),
        "bias": tf.Variable(tf.random_uniform([20, 1], 0.0, 1.0), name="feature_bias"),
    }
    glorot = np.sqrt(2.0 / (12 + 8))
    weights["layer_0"] = tf.Variable(np.resize(IMAGES, (12, 8)) * glorot, dtype=np.float32)
    weights["bias_0"] = tf.Variable(np.resize(IMAGES, (1, 8)) * glorot, dtype=np.float32)
    weights["projection"] = tf.Variable(np.resize(IMAGES, (3 + 4 + 8, 1)) * 0.1, dtype=np.float32)
    weights["concat_bias"] = tf.Variable(tf.constant(0.01), dtype=np.float32)
    embeddings = tf.nn.embedding_lookup(weights["embeddings"], index)
    embeddings = tf.multiply(embeddings, tf.reshape(value, shape=[-1, 3, 1]))
    first = tf.nn.embedding_lookup(weights["bias"], index)
    first = tf.reduce_sum(tf.multiply(first, tf.reshape(value, shape=[-1, 3, 1])), 2)
    first = tf.nn.dropout(first, keep[0])
    summed_square = tf.square(tf.reduce_sum(embeddings, 1))
    squared_sum = tf.reduce_sum(tf.square(embeddings), 1)
    second = tf.nn.dropout(0.5 * tf.subtract(summed_square, squared_sum), keep[1])
    deep = tf.nn.dropout(tf.reshape(embeddings, shape=[-1, 12]), keep[0])
    deep = tf.add(tf.matmul(deep, weights["layer_0"]), weights["bias_0"])
    training = tf.contrib.layers.batch_norm(
        deep,
        decay=0.9,
        center=True,
        scale=True,
        updates_collections=None,
        is_training=True,
        reuse=None,
        trainable=True,
        scope="bn_0",
    )
    inference = tf.contrib.layers.batch_norm(
        deep,
        decay=0.9,
        center=True,
        scale=True,
        updates_collections=None,
        is_training=False,
        reuse=True,
        trainable=True,
        scope="bn_0",
    )
    deep = tf.nn.relu(tf.cond(train_phase, lambda: training, lambda: inference))
    concat = tf.concat([first, second, deep], axis=1)
    out = tf.add(tf.matmul(concat, weights["projection"]), weights["concat_bias"])
    loss = tf.losses.log_loss(label, tf.nn.sigmoid(out))
    loss += tf.contrib.layers.l2_regularizer(0.01)(weights["projection"])
    train = tf.train.AdamOptimizer(0.005, beta1=0.9, beta2=0.999, epsilon=1e-8).minimize(loss)
    tf.metrics.auc(label, tf.nn.sigmoid(out))
    fed = {index: np.arange(24).reshape(8, 3) % 20, value: np.ones((8, 3)), keep: [0.9, 0.8]}
    fed.update({label: (np.arange(8) % 2)[:, None], train_phase: True})
    return loop(loss, train, lambda i: fed)


@model
def wide_and_deep():
    fc = tf.feature_column
    age = fc.numeric_column("age", normalizer_fn=lambda t: (t - 3.0) / 2.0)
    hours = fc.numeric_column("hours", default_value=0.0)
    education = fc.categorical_column_with_vocabulary_list("education", ["a", "b", "c"])
    occupation = fc.categorical_column_with_hash_bucket("occupation", hash_bucket_size=11)
    buckets = fc.bucketized_column(age, boundaries=[1, 2, 4, 6])
    base = [education, occupation, buckets]
    crossed = [
        fc.crossed_column(["education", "occupation"], hash_bucket_size=23),
        fc.crossed_column([buckets, "education"], hash_bucket_size=23),
    ]
    deep = [
        age,
        hours,
        fc.indicator_column(education),
        fc.embedding_column(occupation, dimension=4),
        *fc.shared_embedding_columns(
            [
                fc.categorical_column_with_identity("left", 5),
                fc.categorical_column_with_identity("right", 5),
            ],
            3,
        ),
    ]
    data = {
        "age": IMAGES[:, 0] * 4 + 4,
        "hours": IMAGES[:, 1],
        "education": np.array(["a", "b", "c", "z"] * 16),
        "left": CLASSES % 5,
        "occupation": np.array(["smith", "clerk", "baker", "nurse"] * 16),
        "right": CLASSES % 4,
    }
    return estimate(
        lambda config: tf.estimator.DNNLinearCombinedClassifier(
            model_dir=config.model_dir,
            linear_feature_columns=base + crossed,
            dnn_feature_columns=deep,
            dnn_hidden_units=[8, 6],
            batch_norm=True,
            config=config,
        ),
        lambda: tf.estimator.inputs.numpy_input_fn(
            data, CLASSES % 2, batch_size=16, num_epochs=None, shuffle=False
        ),
    )


@model
def graph_convolution():
    features = tf.sparse_placeholder(tf.float32)
    support = tf.sparse_placeholder(tf.float32)
    labels = tf.placeholder(tf.float32, shape=(None, 3))
    mask = tf.placeholder(tf.int32)
    dropout = tf.placeholder_with_default(0.5, shape=())
    nonzero = tf.placeholder(tf.int32)

    def glorot(shape, name=None):
        init_range = np.sqrt(6.0 / (shape[0] + shape[1]))
        initial = tf.random_uniform(shape, minval=-init_range, maxval=init_range, dtype=tf.float32)
        return tf.Variable(initial, name=name)

    def sparse_dropout(x, keep_prob, noise_shape):
        random_tensor = keep_prob
        random_tensor += tf.random_uniform(tf.expand_dims(noise_shape, 0))
        dropout_mask = tf.cast(tf.floor(random_tensor), dtype=tf.bool)
        return tf.sparse_retain(x, dropout_mask) * (1.0 / keep_prob)

    with tf.variable_scope("graphconvolution_1_vars"):
        w1 = glorot([6, 5], name="weights_0")
    with tf.name_scope("graphconvolution_1"):
        x = sparse_dropout(features, 1 - dropout, nonzero)
        pre_sup = tf.sparse_tensor_dense_matmul(x, w1)
        h = tf.nn.relu(tf.add_n([tf.sparse_tensor_dense_matmul(support, pre_sup)]))
        tf.summary.histogram("outputs", h)
    with tf.variable_scope("graphconvolution_2_vars"):
        w2 = glorot([5, 3], name="weights_0")
    with tf.name_scope("graphconvolution_2"):
        h = tf.nn.dropout(h, 1 - dropout)
        out = tf.add_n([tf.sparse_tensor_dense_matmul(support, tf.matmul(h, w2))])
    loss = 5e-4 * tf.nn.l2_loss(w1)
    cross = tf.nn.softmax_cross_entropy_with_logits(logits=out, labels=labels)
    weights = tf.cast(mask, dtype=tf.float32)
    weights /= tf.reduce_mean(weights)
    loss += tf.reduce_mean(cross * weights)
    scores = tf.nn.embedding_lookup(tf.transpose(out), [0, 1])
    attention = tf.sparse_softmax(support)
    loss += 0.1 * tf.reduce_sum(tf.sparse_tensor_dense_matmul(attention, tf.transpose(scores)))
    train = tf.train.AdamOptimizer(learning_rate=0.01).minimize(loss)
    edges = np.array(sorted({(i, j) for i in range(8) for j in (i, (i + 1) % 8, (i + 3) % 8)}))
    cells = np.array([[i, j] for i in range(8) for j in range(i % 2, 6, 2)])
    fed = {
        features: (cells, np.ones(len(cells)), [8, 6]),
        nonzero: len(cells),
        support: (edges, np.full(len(edges), 0.4), [8, 8]),
        labels: np.eye(3)[np.arange(8) % 3],
        mask: np.arange(8) % 3 > 0,
    }
    return loop(loss, train, lambda i: fed)


@model
def partitioned():
    with tf.variable_scope("emb", partitioner=tf.fixed_size_partitioner(3)):
        table = tf.get_variable("table", [30, 6], initializer=tf.variance_scaling_initializer())
        weights = tf.get_variable("w", [6, 6])
    words = tf.SparseTensor(
        [[0, 0], [0, 2], [1, 1], [2, 0], [3, 3]], tf.constant([1, 5, 9, 29, 3], tf.int64), [4, 4]
    )
    bags = tf.nn.embedding_lookup_sparse(table, words, None, combiner="sqrtn")
    rows = tf.nn.embedding_lookup(table, [3, 7, 11, 2], partition_strategy="div")
    with tf.variable_scope("lin", partitioner=tf.variable_axis_size_partitioner(64)):
        regularizer = tf.contrib.layers.l1_regularizer(0.01)
        kernel = tf.get_variable("k", [12, 4], regularizer=regularizer)
    logits = tf.matmul(tf.concat([bags, tf.matmul(rows, weights)], 1), kernel)
    loss = tf.losses.sigmoid_cross_entropy(np.eye(4), logits)
    loss += tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
    return loop(loss, tf.train.AdagradOptimizer(0.5).minimize(loss), lambda i: {})
