"""tf.contrib.layers and tf.contrib.framework. Runs on 1.15.5 and here; Python 3.7."""

from tests.contrib_host.frame import (
    collections,
    constant,
    error_of,
    main,
    op_types,
    probe,
    run,
    tf,
    variables,
)

layers = tf.contrib.layers
framework = tf.contrib.framework
ONES = {"weights_initializer": tf.constant_initializer(0.1)}


def images():
    return tf.constant(constant(2, 6, 6, 3))


@probe
def conv2d_with_regularizer_and_collections(logdir):
    out = layers.conv2d(
        images(),
        4,
        [3, 3],
        stride=2,
        weights_regularizer=layers.l2_regularizer(0.5),
        outputs_collections="outs",
        **ONES,
    )
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    found = collections("outs", "regularization_losses", "model_variables", "weights", "biases")
    return run(out, losses[0]), variables(), found


@probe
def conv2d_transpose_and_separable(logdir):
    up = layers.conv2d_transpose(images(), 2, 3, stride=2, **ONES)
    separable = layers.separable_conv2d(images(), 4, 3, 2, **ONES)
    return run(up, separable), variables()


@probe
def conv3d_and_pools(logdir):
    volume = tf.constant(constant(1, 4, 4, 4, 2))
    out = layers.conv3d(volume, 2, 2, **ONES)
    pools = [layers.max_pool2d(images(), 2), layers.avg_pool2d(images(), 2)]
    deep = [layers.max_pool3d(volume, 2), layers.avg_pool3d(volume, 2)]
    return run(out, *(pools + deep)), [t.name for t in pools + deep], variables()


@probe
def batch_norm_leaves_updates_in_the_collection(logdir):
    out = layers.batch_norm(images(), is_training=True, center=True, scale=True, decay=0.9)
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    moving = [v for v in tf.global_variables() if "moving" in v.name]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        value = session.run(out)
        session.run(updates)
        after = session.run(moving)
    return value, after, variables(), len(updates), collections("moving_vars", "model_variables")


@probe
def batch_norm_updates_in_place(logdir):
    out = layers.batch_norm(images(), is_training=True, updates_collections=None, decay=0.5)
    moving = [v for v in tf.global_variables() if "moving" in v.name]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(out)
        return session.run(moving), collections("update_ops")


@probe
def batch_norm_with_a_placeholder(logdir):
    training = tf.placeholder(tf.bool, [])
    out = layers.batch_norm(images(), is_training=training, fused=False, reuse=None, scope="bn")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return [session.run(out, {training: flag}) for flag in (True, False)], variables()


@probe
def batch_norm_of_a_matrix(logdir):
    out = layers.batch_norm(
        tf.constant(constant(5, 3)), is_training=True, zero_debias_moving_mean=True
    )
    return run(out), variables()


@probe
def fully_connected_with_normalizer(logdir):
    out = layers.fully_connected(
        tf.constant(constant(4, 5)),
        3,
        normalizer_fn=layers.batch_norm,
        normalizer_params={"is_training": False, "scale": True},
        scope="fc",
        **ONES,
    )
    return run(out), variables()


@probe
def fully_connected_reused(logdir):
    x = tf.constant(constant(4, 5))
    a = layers.fully_connected(x, 3, scope="fc", activation_fn=None, **ONES)
    b = layers.fully_connected(x, 3, scope="fc", activation_fn=None, reuse=True, **ONES)
    return run(a - b), variables()


@probe
def layer_norm(logdir):
    return run(layers.layer_norm(images())), variables()


@probe
def instance_and_group_norm(logdir):
    wide = tf.constant(constant(2, 4, 4, 8))
    out = [layers.instance_norm(images()), layers.group_norm(wide, groups=4)]
    return run(*out), variables()


@probe
def embed_sequence(logdir):
    ids = tf.constant([[1, 2], [0, 4]])
    out = layers.embed_sequence(ids, 5, 3, initializer=tf.constant_initializer(0.5), scope="emb")
    return run(out), variables()


@probe
def flatten_softmax_one_hot_bias(logdir):
    flat = layers.flatten(images())
    hot = layers.one_hot_encoding(tf.constant([0, 2]), 3)
    soft = layers.softmax(tf.constant(constant(2, 3, 4)))
    biased = layers.bias_add(tf.constant(constant(2, 4)), activation_fn=tf.nn.relu)
    return run(flat, hot, soft, biased), variables(), [flat.name, hot.name, soft.name, biased.name]


@probe
def dropout_is_scaled(logdir):
    out = layers.dropout(tf.ones([50, 20]), keep_prob=0.5, is_training=True, seed=3)
    kept = run(out)
    return sorted(set(kept.ravel().tolist())), run(layers.dropout(tf.ones([2]), is_training=False))


@probe
def dropout_stream(logdir):
    return run(layers.dropout(tf.ones([4, 5]), keep_prob=0.5, seed=3))


@probe
def maxout_unit_norm_and_repeat(logdir):
    x = tf.constant(constant(2, 6))
    out = [
        layers.maxout(x, 3),
        layers.unit_norm(x, 1),
        layers.repeat(x, 2, layers.fully_connected, 4, **ONES),
    ]
    return run(*out), variables()


@probe
def stack_layers(logdir):
    out = layers.stack(
        tf.constant(constant(2, 6)), layers.fully_connected, [4, 3], scope="s", **ONES
    )
    return run(out), variables(), out.name


@probe
def legacy_layers(logdir):
    x = tf.constant(constant(2, 6))
    out = layers.legacy_fully_connected(x, 3, weight_init=tf.constant_initializer(0.2))
    return run(out), variables()


@probe
def spatial_softmax(logdir):
    return run(layers.spatial_softmax(images(), temperature=1.0)), variables()


@probe
def regularizers(logdir):
    x = tf.constant(constant(3, 3))
    both = layers.l1_l2_regularizer(0.1, 0.2)
    total = layers.sum_regularizer([layers.l1_regularizer(0.3), layers.l2_regularizer(0.4)])
    applied = layers.apply_regularization(both, [tf.Variable(constant(2))])
    return run(both(x), total(x), applied), error_of(lambda: layers.l2_regularizer(-1.0))


@probe
def initializers(logdir):
    names = {}
    for uniform in (True, False):
        names["xavier", uniform] = layers.xavier_initializer(uniform, seed=1)([5, 4])
        names["scaling", uniform] = layers.variance_scaling_initializer(uniform=uniform, seed=1)(
            [5, 4]
        )
    keys = sorted(names)
    return [str(key) for key in keys], run(*[names[key] for key in keys])


@probe
def summaries(logdir):
    out = layers.conv2d(images(), 2, 3, scope="c", **ONES)
    layers.summarize_activation(out)
    layers.summarize_activations()
    layers.summarize_collection("model_variables")
    layers.summarize_tensors([tf.reduce_mean(out, name="mean")])
    summaries = tf.get_collection(tf.GraphKeys.SUMMARIES)
    text = run(tf.summary.merge(summaries))
    tags = [value.tag for value in tf.Summary.FromString(text).value]
    return [s.name for s in summaries], tags


@probe
def optimize_loss_with_summaries(logdir):
    x = tf.get_variable("x", initializer=[1.0, 2.0])
    tf.train.get_or_create_global_step()
    train = layers.optimize_loss(
        tf.reduce_sum(x**2),
        tf.train.get_global_step(),
        0.1,
        "SGD",
        clip_gradients=1.0,
        summaries=list(layers.OPTIMIZER_SUMMARIES),
        learning_rate_decay_fn=lambda rate, step: tf.train.exponential_decay(rate, step, 10, 0.5),
    )
    merged = tf.summary.merge_all()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        losses = [session.run(train) for _ in range(3)]
        text = session.run(merged)
        value = session.run(x)
    tags = [[v.tag, v.WhichOneof("value")] for v in tf.Summary.FromString(text).value]
    return losses, value, tags, variables(), train.name


@probe
def optimize_loss_errors(logdir):
    x = tf.Variable(1.0)
    return [
        error_of(lambda: layers.optimize_loss(x * 2, None, 0.1, "Nonsense")),
        error_of(lambda: layers.optimize_loss(x * 2, None, 0.1, "SGD", summaries=["nonsense"])),
        error_of(lambda: layers.optimize_loss(x * 2, None, None, "SGD")),
    ]


@probe
def optimizers_by_name(logdir):
    out = []
    for name in sorted(layers.OPTIMIZER_CLS_NAMES):
        x = tf.Variable([1.0, -2.0], name="x_" + name)
        train = layers.optimize_loss(
            tf.reduce_sum(x**2), None, 0.1, name, increment_global_step=False, variables=[x]
        )
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(train)
            out.append([name, session.run(x)])
    return out


@probe
def gradient_noise_and_multipliers(logdir):
    x = tf.get_variable("x", initializer=[1.0, 2.0])
    train = layers.optimize_loss(
        tf.reduce_sum(x**2),
        None,
        0.1,
        "SGD",
        gradient_multipliers={"x": 0.5},
        increment_global_step=False,
    )
    run_before = run(train)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        return run_before, session.run(x)


@probe
def adaptive_clipping(logdir):
    from tensorflow.contrib.layers.python.layers import optimizers

    clip = optimizers.adaptive_clipping_fn(decay=0.9, report_summary=True)
    x = tf.get_variable("x", initializer=[1.0, 2.0])
    train = layers.optimize_loss(
        tf.reduce_sum(x**2), None, 0.1, "SGD", clip_gradients=clip, increment_global_step=False
    )
    return run(train), variables(), collections("summaries")


@probe
def feature_columns_dense(logdir):
    columns = [
        layers.real_valued_column("age", dimension=1),
        layers.one_hot_column(layers.sparse_column_with_keys("kind", ["a", "b"])),
        layers.bucketized_column(layers.real_valued_column("size"), [0.0, 1.0]),
    ]
    features = {
        "age": tf.constant([[1.0], [2.0]]),
        "size": tf.constant([[-1.0], [5.0]]),
        "kind": tf.SparseTensor([[0, 0], [1, 0]], ["b", "a"], [2, 1]),
    }
    return run(layers.input_from_feature_columns(features, columns)), variables()


@probe
def feature_columns_embedding(logdir):
    column = layers.embedding_column(
        layers.sparse_column_with_hash_bucket("word", 10),
        3,
        initializer=tf.constant_initializer(0.25),
    )
    features = {"word": tf.SparseTensor([[0, 0], [0, 1], [1, 0]], ["x", "y", "z"], [2, 2])}
    out = layers.input_from_feature_columns(features, [column])
    return run(out), variables()


@probe
def weighted_sum_from_feature_columns(logdir):
    columns = [
        layers.sparse_column_with_integerized_feature("id", 4),
        layers.real_valued_column("age"),
    ]
    features = {
        "age": tf.constant([[1.0], [2.0]]),
        "id": tf.SparseTensor([[0, 0], [1, 0]], tf.constant([1, 3], tf.int64), [2, 1]),
    }
    logits, weights, bias = layers.weighted_sum_from_feature_columns(features, columns, 2)
    return run(logits), variables(), sorted(str(c.name) for c in weights), bias.name


@probe
def crossed_column(logdir):
    a = layers.sparse_column_with_keys("a", ["x", "y"])
    b = layers.sparse_column_with_keys("b", ["u", "v"])
    crossed = layers.crossed_column([a, b], 50)
    features = {
        "a": tf.SparseTensor([[0, 0], [1, 0]], ["x", "y"], [2, 1]),
        "b": tf.SparseTensor([[0, 0], [1, 0]], ["u", "v"], [2, 1]),
    }
    logits, _, _ = layers.weighted_sum_from_feature_columns(features, [crossed], 1)
    from tensorflow.contrib.layers.python.ops import sparse_feature_cross_op as op

    ids = op.sparse_feature_cross(
        [features["a"], features["b"]], hashed_output=True, num_buckets=50
    )
    return run(logits, ids.indices, ids.values, ids.dense_shape), variables()


@probe
def sparse_feature_cross(logdir):
    from tensorflow.contrib.layers.python.ops import sparse_feature_cross_op as op

    words = tf.SparseTensor([[0, 0], [0, 1], [1, 0]], ["a", "b", "c"], [2, 2])
    numbers = tf.SparseTensor([[0, 0], [1, 0], [1, 1]], tf.constant([7, 8, 9], tf.int64), [2, 2])
    dense = tf.constant([["p"], ["q"]])
    plain = op.sparse_feature_cross([words, numbers, dense])
    hashed = op.sparse_feature_cross([words, numbers, dense], hashed_output=True)
    bucketed = op.sparse_feature_cross([words, numbers], hashed_output=True, num_buckets=1000)
    keyed = op.sparse_feature_cross(
        [words, numbers], hashed_output=True, num_buckets=1000, hash_key=42
    )
    some = [plain, hashed, bucketed, keyed]
    return run(*[p for s in some for p in (s.indices, s.values, s.dense_shape)])


@probe
def arg_scope_across_packages(logdir):
    slim = tf.contrib.slim
    with framework.arg_scope([layers.conv2d], activation_fn=None, **ONES):
        with slim.arg_scope([slim.conv2d, slim.fully_connected], biases_initializer=None):
            a = slim.conv2d(images(), 2, 3, scope="a")
            b = layers.conv2d(images(), 2, 3, scope="b")
            c = tf.contrib.layers.fully_connected(layers.flatten(a), 2, scope="c")
        scope = framework.current_arg_scope()
    return run(a, b), variables(), [len(scope), slim.conv2d is layers.conv2d], c.shape.as_list()


@probe
def arg_scope_errors(logdir):
    def undecorated(x):
        return x

    def bad():
        with framework.arg_scope([undecorated], x=1):
            pass

    def unknown():
        with framework.arg_scope([layers.conv2d], nonsense=1):
            layers.conv2d(images(), 2, 3)

    kinds = [error_of(bad)[0], error_of(unknown)[0]]
    return (
        kinds,
        sorted(framework.arg_scoped_arguments(layers.dropout)),
        framework.has_arg_scope(layers.dropout),
    )


@probe
def own_function_in_arg_scope(logdir):
    @framework.add_arg_scope
    def block(x, size=1, rate=0.5):
        return [x, size, rate]

    with framework.arg_scope([block], size=3):
        return block(1), block(1, rate=2.0), block(1, size=9)


@probe
def model_variables(logdir):
    with tf.variable_scope("m"):
        framework.model_variable(
            "w", [2], initializer=tf.ones_initializer(), regularizer=layers.l2_regularizer(1.0)
        )
        framework.local_variable(3.0, name="local")
        framework.variable("plain", [1], trainable=False, collections=["mine"])
    framework.get_or_create_global_step()
    return (
        variables(),
        collections("model_variables", "local_variables", "mine", "regularization_losses"),
        [v.op.name for v in framework.get_variables_to_restore()],
        [v.op.name for v in framework.get_variables_by_suffix("w")],
        [v.op.name for v in framework.get_variables_to_restore(exclude=["m/w"])],
        framework.get_unique_variable("m/w").op.name,
        framework.get_global_step().dtype.name,
    )


@probe
def init_from_checkpoint_and_assign(logdir):
    x = framework.model_variable("scope/x", initializer=constant(3))
    saver = tf.train.Saver()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        path = saver.save(session, logdir + "/model.ckpt")
    listed = framework.list_variables(path)
    loaded = framework.load_variable(path, "scope/x")
    with tf.Graph().as_default():
        y = framework.model_variable("other/x", [3], initializer=tf.zeros_initializer())
        op, feed = framework.assign_from_checkpoint(path, {"scope/x": y})
        framework.init_from_checkpoint(path, {"scope/": "other/"})
        with tf.Session() as session:
            session.run(op, feed)
            assigned = session.run(y)
            session.run(tf.global_variables_initializer())
            initialized = session.run(y)
        missing = error_of(lambda: framework.assign_from_checkpoint(path, {"nope": y}))
        function = framework.assign_from_checkpoint_fn(path, {"scope/x": y})
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            function(session)
            by_function = session.run(y)
    return listed, loaded, assigned, initialized, missing[0], by_function, x.op.name


@probe
def asserts_and_predicates(logdir):
    x = tf.constant([1.0, 2.0])
    out = framework.assert_same_float_dtype([x])
    return (
        out.name,
        error_of(lambda: framework.assert_scalar(x)),
        framework.is_tensor(x),
        run(framework.convert_to_tensor_or_sparse_tensor([1, 2])),
        error_of(lambda: framework.with_shape([3], x)),
        run(framework.reduce_sum_n([x, x])),
        run(framework.argsort(tf.constant([3, 1, 2]))),
        run(framework.sort(tf.constant([3, 1, 2]), direction="DESCENDING")),
    )


@probe
def nest_keeps_its_functions(logdir):
    nest = framework.nest
    flat = nest.flatten({"b": [1, 2], "a": (3,)})
    from tensorflow.python.util import nest as internal

    return (
        flat,
        nest.map_structure(lambda x: x + 1, [1, (2,)]),
        hasattr(internal, "yield_flattened_up_to") or hasattr(internal, "flatten_up_to"),
    )


@probe
def critical_section_and_templates(logdir):
    with framework.name_scope("s") if hasattr(framework, "name_scope") else tf.name_scope("s"):
        section = tf.CriticalSection(name="lock")
        v = tf.get_variable("v", initializer=1.0, use_resource=True)
        out = section.execute(lambda: v.assign_add(2.0).op and v.read_value())
    return run(out) is not None


@probe
def bipartite_and_op_types(logdir):
    layers.conv2d(images(), 2, 3)
    layers.batch_norm(images())
    return op_types("Conv2D", "BiasAdd", "Relu", "VariableV2", "VarHandleOp")


@probe
def zero_and_filtered(logdir):
    mask = framework.filter_variables(
        [tf.Variable(1.0, name="a/w"), tf.Variable(1.0, name="b/w")], include_patterns=["a"]
    )
    out = framework.zero_initializer(tf.Variable([3.0], name="z", use_resource=False))
    with tf.Session() as session:
        return [v.op.name for v in mask], session.run(out)


@probe
def recompute_grad(logdir):
    x = tf.get_variable("x", initializer=constant(3))
    f = layers.recompute_grad(lambda inp: tf.tanh(inp) * 2.0)
    y = f(tf.identity(x))
    return run(y, tf.gradients(y, x)[0])


@probe
def rev_block(logdir):
    x = tf.constant(constant(2, 4))
    half = lambda h: tf.layers.dense(h, 2, kernel_initializer=tf.constant_initializer(0.3))  # noqa: E731
    y1, y2 = layers.rev_block(x[:, :2], x[:, 2:], half, half, num_layers=2)
    grads = tf.gradients(tf.reduce_sum(y1 + y2), tf.trainable_variables())
    return run(y1, y2), len(grads), variables()


@probe
def batch_norm_of_unknown_channels(logdir):
    x = tf.placeholder(tf.float32, [5, 3, 3, None])
    kind, message = error_of(lambda: tf.contrib.layers.batch_norm(x))
    return kind, "undefined" in message


if __name__ == "__main__":
    main()
