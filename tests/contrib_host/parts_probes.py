"""The smaller parts of tf.contrib. Runs on 1.15.5 and here; Python 3.7."""

import os

from tests.contrib_host.frame import (
    constant,
    error_of,
    main,
    np,
    op_types,
    probe,
    run,
    tf,
    variables,
)

contrib = tf.contrib


@probe
def distributions(logdir):
    ds = contrib.distributions
    x = tf.constant([0.5, 1.0])
    found = []
    for name, arguments in (
        ("Normal", (0.0, 2.0)),
        ("Laplace", (0.0, 1.0)),
        ("Gamma", (2.0, 3.0)),
        ("Beta", (2.0, 3.0)),
        ("StudentT", (3.0, 0.0, 1.0)),
        ("Exponential", (2.0,)),
        ("InverseGamma", (2.0, 3.0)),
        ("HalfNormal", (1.0,)),
        ("Logistic", (0.0, 1.0)),
        ("Cauchy", (0.0, 1.0)),
        ("Chi2", (3.0,)),
        ("Poisson", (3.0,)),
        ("Geometric", (0.5,)),
    ):
        found.append([name, run(getattr(ds, name)(*arguments).log_prob(x * 0.9))])
    return found


@probe
def distribution_samples(logdir):
    ds = contrib.distributions
    return run(
        ds.Normal(0.0, 2.0).sample(4, seed=3),
        ds.Bernoulli(probs=0.4).sample(6, seed=3),
        ds.Categorical([0.1, 2.0, 0.3]).sample(6, seed=3),
        ds.Uniform(0.0, 3.0).sample(4, seed=3),
        ds.MultivariateNormalDiag([0.0, 1.0], [1.0, 2.0]).sample(2, seed=3),
    )


@probe
def transformed_distributions(logdir):
    ds = contrib.distributions
    normal = ds.Normal(0.0, 1.0)
    log_normal = ds.TransformedDistribution(normal, ds.bijectors.Exp())
    affine = ds.bijectors.Affine(shift=[1.0, 2.0], scale_diag=[2.0, 3.0])
    mvn = ds.MultivariateNormalTriL([0.0, 1.0], [[1.0, 0.0], [0.5, 2.0]])
    x = tf.constant([[0.3, 0.4]])
    return run(
        log_normal.log_prob([0.5, 2.0]),
        affine.forward(x),
        affine.inverse_log_det_jacobian(x, event_ndims=1),
        mvn.log_prob(x),
        mvn.covariance(),
        ds.kl_divergence(normal, ds.Normal(1.0, 2.0)),
        ds.bijectors.Chain([ds.bijectors.Softplus(), ds.bijectors.Exp()]).forward([0.1]),
    )


@probe
def mixtures_and_relaxed(logdir):
    ds = contrib.distributions
    mixture = ds.MixtureSameFamily(
        ds.Categorical(probs=[0.3, 0.7]), ds.Normal([-1.0, 1.0], [0.5, 0.5])
    )
    relaxed = ds.RelaxedOneHotCategorical(0.5, logits=[0.1, 0.2, 0.3])
    bernoulli = ds.RelaxedBernoulli(0.5, probs=[0.3])
    quantized = ds.QuantizedDistribution(ds.Normal(0.0, 3.0), low=-2.0, high=2.0)
    return run(
        mixture.log_prob([0.1, 0.9]),
        mixture.mean(),
        relaxed.log_prob([0.2, 0.3, 0.5]),
        bernoulli.log_prob([0.4]),
        quantized.log_prob([1.0]),
        ds.Dirichlet([1.0, 2.0]).mean(),
        ds.WishartFull(3.0, [[1.0, 0.0], [0.0, 1.0]]).log_prob([[1.0, 0.1], [0.1, 1.0]]),
        ds.OneHotCategorical(probs=[0.2, 0.8]).entropy(),
    )


@probe
def bayesflow_and_linalg(logdir):
    mc = contrib.bayesflow.monte_carlo
    p = contrib.distributions.Normal(0.0, 1.0)
    value = mc.expectation(f=lambda x: x * x, samples=p.sample(50, seed=2), log_prob=p.log_prob)
    return run(value)


@probe
def datasets(logdir):
    data = contrib.data
    numbers = tf.data.Dataset.range(6)
    found = []
    for dataset in (
        numbers.apply(data.batch_and_drop_remainder(4)),
        numbers.apply(data.map_and_batch(lambda x: x * 2, 3)),
        numbers.apply(data.enumerate_dataset(5)),
        numbers.apply(data.scan(np.int64(0), lambda s, x: (s + x, s))),
        numbers.apply(data.group_by_window(lambda x: x % 2, lambda k, d: d.batch(3), 3)),
        numbers.apply(data.sliding_window_batch(3, window_shift=2)),
        numbers.apply(data.shuffle_and_repeat(6, 1, seed=3)),
        numbers.map(lambda x: tf.fill([x], x)).apply(data.padded_batch_and_drop_remainder(2, [6])),
        data.Counter(2, 3).take(2),
        numbers.apply(data.ignore_errors()),
        numbers.map(lambda x: x % 2).apply(data.unique()),
        data.sample_from_datasets([numbers, numbers], [0.5, 0.5], seed=4).take(5),
        numbers.apply(data.parallel_interleave(lambda x: tf.data.Dataset.from_tensors(x), 1)),
    ):
        step = tf.data.make_one_shot_iterator(dataset).get_next()
        values = []
        with tf.Session() as session:
            while True:
                try:
                    values.append(session.run(step))
                except tf.errors.OutOfRangeError:
                    break
        found.append(values)
    return found


@probe
def dataset_csv_and_bucketing(logdir):
    data = contrib.data
    path = os.path.join(logdir, "x.csv")
    with open(path, "w") as out:
        out.write("a,b\n1,2.5\n3,4.5\n")
    csv = data.CsvDataset(path, [tf.int32, tf.float32], header=True)
    element = tf.data.make_one_shot_iterator(csv.batch(2)).get_next()
    lengths = tf.data.Dataset.from_tensor_slices([1, 5, 2, 6]).map(lambda n: tf.range(n))
    bucketed = lengths.apply(
        data.bucket_by_sequence_length(lambda x: tf.size(x), [4], [2, 2], padded_shapes=[None])
    )
    step = tf.data.make_one_shot_iterator(bucketed).get_next()
    single = data.get_single_element(tf.data.Dataset.range(1))
    with tf.Session() as session:
        return session.run(element), [session.run(step) for _ in range(2)], session.run(single)


@probe
def lookup_tables(logdir):
    lookup = contrib.lookup
    table = lookup.index_table_from_tensor(tf.constant(["a", "b"]), num_oov_buckets=1)
    back = lookup.index_to_string_table_from_tensor(tf.constant(["a", "b"]), default_value="?")
    mutable = lookup.MutableHashTable(tf.string, tf.int64, -1)
    dense = lookup.MutableDenseHashTable(
        tf.int64, tf.int64, default_value=-1, empty_key=0, deleted_key=-5
    )
    insert = mutable.insert(tf.constant(["x"]), tf.constant([7], tf.int64))
    insert_dense = dense.insert(tf.constant([3], tf.int64), tf.constant([4], tf.int64))
    hashed = lookup.HashTable(lookup.KeyValueTensorInitializer(["k"], [1.5]), -1.0)
    return run(
        table.lookup(tf.constant(["b", "zzz"])),
        back.lookup(tf.constant([1, 9], tf.int64)),
        mutable.lookup(tf.constant(["x", "y"])),
        mutable.size(),
        dense.lookup(tf.constant([3, 8], tf.int64)),
        hashed.lookup(tf.constant(["k", "n"])),
        before=[insert, insert_dense],
    )


@probe
def image_transforms(logdir):
    image = contrib.image
    x = tf.constant(constant(1, 5, 5, 1))
    flow = tf.constant(constant(1, 5, 5, 2))
    return run(
        image.rotate(x, 0.5, interpolation="BILINEAR"),
        image.translate(x, [1.0, 2.0]),
        image.transform(x, [1.0, 0.2, 0.0, 0.1, 1.0, 0.0, 0.0, 0.0]),
        image.angles_to_projective_transforms([0.3], 5, 5),
        image.compose_transforms([1.0, 0.2, 0.0, 0.1, 1.0, 0.0, 0.0, 0.0], [1.0] + [0.0] * 7),
        image.dense_image_warp(x, flow),
        image.interpolate_spline(
            tf.constant(constant(1, 4, 2)),
            tf.constant(constant(1, 4, 1)),
            tf.constant(constant(1, 2, 2)),
            2,
        ),
    )


@probe
def image_components(logdir):
    """Areas that touch in two places, that wind, and that touch at corners only."""
    picture = [[1, 1, 0, 2, 2], [0, 1, 0, 2, 0], [1, 1, 2, 2, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]]
    lines = np.zeros([1, 9, 40], np.uint8)
    lines[:, ::2] = 7
    lines[:, 1::4, 0] = lines[:, 3::4, -1] = 7
    random = (constant(2, 12, 17) > 0).astype(np.bool_)
    found = contrib.image.connected_components
    words = tf.constant([["a", "a", ""], ["b", "a", "a"]])
    return run(found(picture), found(lines), found(random), found(words))


@probe
def colors_in_yiq(logdir):
    from tensorflow.contrib.image.python.ops import distort_image_ops

    pictures = (constant(2, 3, 4, 3) + 1) / 2
    return run(
        distort_image_ops.adjust_hsv_in_yiq(pictures, 0.7, 1.5, 0.8),
        distort_image_ops.random_hsv_in_yiq(pictures, 0.7, 0.5, 1.5, 0.8, 1.2, seed=3),
    ), error_of(lambda: distort_image_ops.adjust_hsv_in_yiq(pictures[0, 0], 0.7, 1.5, 0.8))[0]


@probe
def skip_grams(logdir):
    from tensorflow.contrib.text import skip_gram_sample as sample

    words = tf.constant(["it", "is", "a", "far", "far", "better", "thing"])
    return [
        run(sample(words, 1, 1)),
        run(sample(words, 2, 2, 1, 4, emit_self_as_target=True)),
        run(sample(words, 0, 3, limit=20, seed=7)),
        run(sample(tf.constant([], tf.int64))),
        error_of(lambda: sample(words[None]))[0],
        error_of(lambda: run(sample(words, -2, -1)))[0],
        error_of(lambda: run(sample(words, 3, 2)))[0],
    ]


@probe
def sparse_image_warp(logdir):
    image = contrib.image
    x = tf.constant(constant(1, 5, 5, 1))
    points = tf.constant([[[1.0, 1.0], [3.0, 3.0]]])
    warped, flow = image.sparse_image_warp(x, points, points + 0.5, num_boundary_points=1)
    return run(warped, flow)


@probe
def bipartite_match(logdir):
    match = contrib.image.bipartite_match
    distances = np.round(np.abs(constant(3, 4)), 3)
    some = [match(distances, [rows], top_k=k) for rows, k in ((3, -1), (2, -1), (3, 1), (-1, 2))]
    wide = match(distances.T, [4.0])
    return run(*[part for pair in some + [wide] for part in pair])


@probe
def resampler(logdir):
    data = tf.constant(constant(2, 4, 5, 3))
    warp = tf.constant(
        np.stack([constant(2, 6) * 4 + 1.5, constant(2, 6)[::-1] * 3 + 1.5], -1).astype(np.float32)
    )
    out = contrib.resampler.resampler(data, warp)
    grads = tf.gradients(tf.reduce_sum(out**2), [data, warp])
    edge = contrib.resampler.resampler(data, tf.constant([[[-0.5, 0.0]], [[4.5, 3.5]]]))
    return run(out, *grads), run(edge), out.shape.as_list()


@probe
def ops_are_one_node(logdir):
    """Those without kernels, too, as seeds count the nodes before a random op."""
    from tensorflow.contrib.image.python.ops import distort_image_ops
    from tensorflow.contrib.layers.python.ops import sparse_feature_cross_op

    points = tf.constant(constant(2, 6, 2))
    images = tf.constant(constant(2, 4, 5, 3))
    words = tf.SparseTensor([[0, 0], [1, 0]], ["a", "b"], [2, 1])
    distances = tf.constant(constant(3, 4))
    cross = sparse_feature_cross_op.sparse_feature_cross

    def resampled():
        out = contrib.resampler.resampler(images, points)
        return tf.gradients(tf.reduce_sum(out), [images, points])

    found = []
    for make in (
        resampled,
        lambda: cross([words, words], hashed_output=True, num_buckets=9),
        lambda: cross([words, words], hashed_output=True, num_buckets=9, hash_key=7),
        lambda: contrib.image.bipartite_match(distances, [3.0]),
        lambda: contrib.image.connected_components(images[..., 0]),
        lambda: distort_image_ops.adjust_hsv_in_yiq(images, 0.1, 1.1, 0.9),
    ):
        make()
        found.append([op.name for op in tf.get_default_graph().get_operations()])
    return found[-1], [len(names) for names in found]


@probe
def lost_ops_say_so(logdir):
    """Compared by hand: on 1.15 these work."""
    from tensorflow.contrib.seq2seq.python.ops import beam_search_ops

    return callable(beam_search_ops.gather_tree)


@probe
def graph_editor(logdir):
    ge = contrib.graph_editor
    a = tf.constant([1.0, 2.0], name="a")
    b = tf.add(a, 1.0, name="b")
    c = tf.multiply(b, 3.0, name="c")
    view = ge.sgv(b.op, c.op)
    copied, _ = ge.copy_with_input_replacements(view, {a: tf.constant([5.0, 6.0])})
    swapped = ge.graph_replace(c, {a: tf.constant([0.0, 1.0])})
    walk = [op.name for op in ge.get_backward_walk_ops(c.op)]
    return (
        run(swapped),
        sorted(walk),
        [op.name for op in copied.ops],
        ge.filter_ts(view.ops, positive_filter=lambda t: True)[0].name,
    )


@probe
def quantize_training_graph(logdir):
    x = tf.placeholder(tf.float32, [1, 4, 4, 3])
    out = contrib.layers.conv2d(x, 2, 3, normalizer_fn=contrib.layers.batch_norm)
    contrib.quantize.create_training_graph(quant_delay=0)
    names = [v.op.name for v in tf.global_variables() if "quant" in v.op.name]
    return out.name, sorted(names), op_types("FakeQuantWithMinMaxVars")


@probe
def quantize_eval_graph(logdir):
    x = tf.placeholder(tf.float32, [1, 6])
    contrib.layers.fully_connected(x, 2)
    contrib.quantize.create_eval_graph()
    return op_types("FakeQuantWithMinMaxVars", "MatMul")


@probe
def tfprof(logdir):
    contrib.layers.fully_connected(tf.zeros([1, 3]), 2)
    stats = contrib.tfprof.model_analyzer.print_model_analysis(
        tf.get_default_graph(),
        tfprof_options=dict(
            contrib.tfprof.model_analyzer.TRAINABLE_VARS_PARAMS_STAT_OPTIONS, output="none"
        ),
    )
    return stats.total_parameters, sorted(child.name for child in stats.children)


@probe
def staging(logdir):
    area = contrib.staging.StagingArea([tf.float32], shapes=[[2]])
    put = area.put([tf.constant([1.0, 2.0])])
    got = area.get()
    with tf.Session() as session:
        session.run(put)
        return session.run(area.size()), session.run(got)


@probe
def cluster_resolver(logdir):
    os.environ["TF_CONFIG"] = (
        '{"cluster": {"worker": ["a:1", "b:2"]}, "task": {"type": "worker", "index": 1}}'
    )
    try:
        module = contrib.cluster_resolver
        simple = module.SimpleClusterResolver(tf.train.ClusterSpec({"ps": ["p:1"]}))
        config = module.TFConfigClusterResolver()
        return (
            simple.cluster_spec().as_dict(),
            config.cluster_spec().as_dict(),
            config.task_id,
            config.master(),
        )
    finally:
        del os.environ["TF_CONFIG"]


@probe
def saved_model_and_predictor(logdir):
    x = tf.placeholder(tf.float32, [None], name="x")
    y = x * 2.0
    path = os.path.join(logdir, "m")
    with tf.Session() as session:
        tf.saved_model.simple_save(session, path, {"x": x}, {"y": y})
    predict = contrib.predictor.from_saved_model(path)
    return predict({"x": [1.0, 2.0]})


@probe
def copy_graph(logdir):
    v = tf.Variable([1.0], name="v")
    out = v * 2.0
    other = tf.Graph()
    copied = contrib.copy_graph.copy_variable_to_graph(v, other)
    return (
        copied.name,
        error_of(lambda: contrib.copy_graph.copy_op_to_graph(out, other, [copied])),
        [op.name for op in other.get_operations()][:4],
    )


@probe
def stateless_and_integrate(logdir):
    solution, info = contrib.integrate.odeint(
        lambda y, t: -y, tf.constant([1.0]), tf.constant([0.0, 0.5, 1.0]), full_output=True
    )
    fixed = contrib.integrate.odeint_fixed(
        lambda y, t: -y, tf.constant([1.0]), tf.constant([0.0, 0.5, 1.0])
    )
    random = contrib.stateless.stateless_random_uniform([3], seed=[1, 2])
    return run(solution, fixed, random), sorted(info)


@probe
def solvers_and_sparsemax(logdir):
    a = tf.constant([[4.0, 1.0], [1.0, 3.0]])
    from tensorflow.contrib.solvers.python.ops import lanczos, linear_equations, util

    operator = util.create_operator(a)
    x = linear_equations.conjugate_gradient(operator, tf.constant([1.0, 2.0]))
    logits = tf.constant(constant(2, 4))
    soft = contrib.sparsemax.sparsemax(logits)
    loss = contrib.sparsemax.sparsemax_loss(logits, soft, tf.one_hot([1, 2], 4))
    return run(x.x, x.i, soft, loss), callable(lanczos.lanczos_bidiag)


@probe
def nn_parts(logdir):
    nn = contrib.nn
    x = tf.constant(constant(2, 4))
    return run(
        nn.alpha_dropout(tf.ones([3]), 1.0),
        nn.deprecated_flipped_softmax_cross_entropy_with_logits(x, tf.one_hot([1, 2], 4)),
        nn.scaled_softplus(x, 2.0),
        nn.sampled_sparse_softmax_loss(
            tf.ones([6, 4]), tf.zeros([6]), tf.constant([[1], [2]]), x, 3, 6, sampled_values=None
        )
        * 0.0,
    )


@probe
def kmeans_factorization(logdir):
    points = np.array([[0.0, 0.0], [0.1, 0.0], [5.0, 5.0], [5.1, 5.0]], np.float32)
    km = contrib.factorization.KMeans(
        tf.constant(points), 2, initial_clusters="kmeans_plus_plus", random_seed=3
    )
    graph = km.training_graph()
    scores, indices, _, init_op, train_op = (
        graph[0],
        graph[1],
        graph[3],
        graph[4],
        graph[5],
    )
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(init_op)
        session.run(train_op)
        return session.run(indices), session.run(scores)


@probe
def masked_matmul_and_gmm(logdir):
    from tensorflow.contrib.factorization.python.ops import gen_factorization_ops as ops

    a, b = constant(3, 4), constant(5, 4)
    index = np.array([[0, 1], [2, 4]], np.int64)
    return run(
        ops.masked_matmul(a, b, index, False, True),
        ops.masked_matmul(a.T.copy(), b.T.copy(), index, True, False),
    )


@probe
def kernel_methods(logdir):
    mapper = contrib.kernel_methods.RandomFourierFeatureMapper(3, 4, seed=5)
    return run(mapper.map(tf.constant(constant(2, 3))))


@probe
def labeled_tensor(logdir):
    lt = contrib.labeled_tensor
    x = lt.LabeledTensor(tf.constant(constant(2, 3)), [("row", 2), ("column", 3)])
    total = lt.reduce_sum(x, "row")
    both = lt.add(x, x)
    return run(total.tensor, lt.transpose(both, ["column", "row"]).tensor), list(total.axes.keys())


@probe
def input_pipeline(logdir):
    seek = (
        contrib.input_pipeline.seek_next(["a", "b"])
        if hasattr(contrib.input_pipeline, "seek_next")
        else None
    )
    from tensorflow.contrib.input_pipeline.python.ops import input_pipeline_ops

    step = input_pipeline_ops.seek_next(["a", "b", "c"])
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        return [session.run(step) for _ in range(5)], seek is None


@probe
def model_pruning(logdir):
    pruning = contrib.model_pruning
    x = tf.constant(constant(4, 6))
    out = pruning.masked_fully_connected(x, 3, weights_initializer=tf.constant_initializer(0.3))
    tf.train.get_or_create_global_step()
    hparams = pruning.get_pruning_hparams().parse("name=p,target_sparsity=0.5,begin_pruning_step=0")
    p = pruning.Pruning(hparams, global_step=tf.train.get_global_step())
    p.conditional_mask_update_op()
    return run(out), variables(), [t.name for t in pruning.get_masks()]


@probe
def receptive_field(logdir):
    x = tf.placeholder(tf.float32, [1, 32, 32, 1], name="input")
    out = contrib.layers.conv2d(contrib.layers.max_pool2d(x, 2), 1, 3, scope="c")
    field = contrib.receptive_field.compute_receptive_field_from_graph_def(
        tf.get_default_graph(), "input", out.op.name
    )
    return [float(part) for part in field]


@probe
def checkpoint_trackables(logdir):
    model = (
        contrib.checkpoint.List([tf.Variable(1.0)]) if hasattr(contrib.checkpoint, "List") else None
    )
    counter = contrib.checkpoint.UniqueNameTracker()
    save = contrib.checkpoint.NumpyState()
    save.x = np.ones([2])
    return model is not None, type(counter).__name__, save.x


@probe
def constrained_optimization(logdir):
    co = contrib.constrained_optimization
    x = tf.get_variable("x", initializer=2.0)

    class Problem(co.ConstrainedMinimizationProblem):
        objective = property(lambda self: x**2)
        constraints = property(lambda self: tf.stack([1.0 - x]))
        num_constraints = property(lambda self: 1)

    optimizer = co.AdditiveExternalRegretOptimizer(tf.train.GradientDescentOptimizer(0.1))
    train = optimizer.minimize(Problem())
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        session.run(train)
        # Not the value: the train op reads and assigns the multipliers in no fixed order.
        return bool(session.run(x) < 2.0)


@probe
def linear_optimizer_and_timeseries(logdir):
    ts = contrib.timeseries
    data = {
        ts.TrainEvalFeatures.TIMES: np.arange(20),
        ts.TrainEvalFeatures.VALUES: np.sin(np.arange(20.0)),
    }
    reader = ts.NumpyReader(data)
    inputs = ts.RandomWindowInputFn(reader, batch_size=2, window_size=5)
    return type(inputs).__name__, callable(contrib.linear_optimizer.SdcaModel)


@probe
def distribute_strategies(logdir):
    strategy = contrib.distribute.OneDeviceStrategy("/cpu:0")
    with strategy.scope():
        v = tf.get_variable("v", initializer=1.0)
    value = strategy.extended.call_for_each_replica(lambda: v * 2.0)
    return run(value), strategy.num_replicas_in_sync


@probe
def signal_and_losses_of_others(logdir):
    x = tf.constant(constant(64))
    return run(tf.abs(contrib.signal.stft(x, 16, 8)), contrib.signal.frame(x, 8, 8))


@probe
def summary_and_util(logdir):
    array = contrib.util.make_tensor_proto([1.0, 2.0])
    return (
        contrib.util.make_ndarray(array),
        contrib.util.constant_value(tf.constant(3)),
        contrib.util.ops_used_by_graph_def(tf.get_default_graph().as_graph_def()),
    )


@probe
def specs_and_decision_trees(logdir):
    from tensorflow.contrib.specs.python import specs

    net = specs.create_net("net = Cr(4, [3, 3]) | Flat | Fs(3)", tf.zeros([1, 5, 5, 1]))
    return net.shape.as_list(), variables()


@probe
def mixed_precision_loss_scale(logdir):
    manager = contrib.mixed_precision.FixedLossScaleManager(8.0)
    optimizer = contrib.mixed_precision.LossScaleOptimizer(
        tf.train.GradientDescentOptimizer(0.1), manager
    )
    x = tf.get_variable("x", initializer=2.0)
    train = optimizer.minimize(x**2)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        return session.run(x), run(manager.get_loss_scale())


@probe
def estimator_parts(logdir):
    head = contrib.estimator.multi_head(
        [
            contrib.estimator.regression_head(name="a"),
            contrib.estimator.binary_classification_head(name="b"),
        ]
    )
    return head.name, head.logits_dimension


@probe
def hooks_and_memory(logdir):
    from tensorflow.contrib.hooks.python.training.profiler_hook import ProfilerHook

    return issubclass(ProfilerHook, tf.train.SessionRunHook)


@probe
def autograph_and_periodic(logdir):
    def f(x):
        while x < 10:
            x = x * 3
        return x

    return run(contrib.autograph.to_graph(f)(tf.constant(1)))


@probe
def xla_and_compiler(logdir):
    with contrib.compiler.jit.experimental_jit_scope():
        y = tf.constant(1.0) + 2.0
    return run(y), y.op.get_attr("_XlaCompile")


@probe
def keras_and_text(logdir):
    layer = contrib.keras.layers.Dense(2, kernel_initializer="ones")
    return run(layer(tf.constant(constant(1, 3)))), layer.name, variables()


if __name__ == "__main__":
    main()
