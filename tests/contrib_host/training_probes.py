"""tf.contrib.training, slim, metrics, losses, learn, opt. Runs on 1.15.5 and here; Python 3.7."""

import functools
import os

from tests.contrib_host.frame import (
    collections,
    constant,
    error_of,
    main,
    np,
    probe,
    run,
    tf,
    variables,
)

training = tf.contrib.training
slim = tf.contrib.slim
metrics = tf.contrib.metrics
learn = tf.contrib.learn
ONES = {"weights_initializer": tf.constant_initializer(0.1)}


def regression():
    """A loss over one variable, and the step."""
    w = tf.get_variable("w", initializer=constant(3))
    loss = tf.reduce_mean(tf.square(w - [1.0, 2.0, 3.0]))
    tf.losses.add_loss(loss)
    return w, loss


@probe
def create_train_op(logdir):
    w, loss = regression()
    train = training.create_train_op(
        loss,
        tf.train.GradientDescentOptimizer(0.1),
        summarize_gradients=True,
        transform_grads_fn=training.clip_gradient_norms_fn(0.5),
    )
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        values = [session.run(train) for _ in range(3)]
        return values, session.run(w), variables(), collections("summaries", "train_op"), train.name


@probe
def train_writes_summaries(logdir):
    _, loss = regression()
    tf.summary.scalar("loss", loss)
    train = training.create_train_op(loss, tf.train.GradientDescentOptimizer(0.1))
    return training.train(
        train,
        logdir,
        hooks=[tf.train.StopAtStepHook(num_steps=5), tf.train.LoggingTensorHook(["w"], 10)],
        save_summaries_steps=2,
        save_checkpoint_secs=None,
    )


def checkpoint(logdir, values=(1.0,)):
    with tf.Graph().as_default():
        x = tf.get_variable("x", [])
        step = tf.train.get_or_create_global_step()
        saver = tf.train.Saver()
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for number, value in enumerate(values):
                session.run([x.assign(value), step.assign(number + 1)])
                path = saver.save(session, os.path.join(logdir, "model"), number + 1)
    return path


@probe
def evaluate_once(logdir):
    path = checkpoint(logdir, [4.0])
    tf.train.get_or_create_global_step()
    x = tf.get_variable("x", [])
    total, update = tf.metrics.mean(x * 2.0)
    tf.summary.scalar("doubled", total)
    return training.evaluate_once(
        path,
        eval_ops=update,
        final_ops={"total": total},
        hooks=[
            training.StopAfterNEvalsHook(3),
            training.SummaryAtEndHook(logdir + "/eval"),
        ],
    )


@probe
def evaluate_repeatedly(logdir):
    checkpoint(logdir, [4.0])
    tf.train.get_or_create_global_step()
    x = tf.get_variable("x", [])
    tf.summary.scalar("x", x)
    value = training.evaluate_repeatedly(
        logdir,
        eval_ops=[tf.identity(x)],
        final_ops=x + 1.0,
        eval_interval_secs=0,
        max_number_of_evaluations=1,
        hooks=[training.StopAfterNEvalsHook(2), training.SummaryAtEndHook(logdir + "/eval")],
    )
    return value, variables()


@probe
def summary_at_end_hook_with_replaced_tags(logdir):
    path = checkpoint(logdir, [3.0])
    tf.train.get_or_create_global_step()
    x = tf.get_variable("x", [])
    op = tf.summary.scalar("mine", x, collections=[])
    training.evaluate_once(path, hooks=[training.SummaryAtEndHook(logdir + "/e", summary_op=op)])
    step = training.get_or_create_eval_step()
    return step.op.name, collections("eval_step")


@probe
def checkpoints_iterator(logdir):
    checkpoint(logdir, [1.0, 2.0])
    found = list(training.checkpoints_iterator(logdir, timeout=0))
    waited = training.wait_for_new_checkpoint(logdir, timeout=0, seconds_to_sleep=0)
    return found, waited


@probe
def stratified_sample_and_rejection(logdir):
    data = [tf.constant(constant(4, 2))]
    labels = tf.constant([0, 1, 0, 1])
    (batch,), chosen = training.stratified_sample(
        data, labels, [0.5, 0.5], batch_size=3, init_probs=[0.5, 0.5], enqueue_many=True
    )
    return (
        batch.shape.as_list(),
        chosen.dtype,
        error_of(lambda: training.stratified_sample(data, labels, [0.5, 0.6], 3))[0],
    )


def through_queues(fetches, count=1):
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        values = [session.run(fetches) for _ in range(count)]
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=5, ignore_live_threads=True)
    return values


@probe
def bucket_by_sequence_length(logdir):
    # All in one bucket: which of two is full first would be a matter of their threads.
    lengths = tf.train.slice_input_producer([tf.constant([1, 2, 3, 2])], shuffle=False)[0]
    data = tf.range(lengths)
    sizes, outputs = training.bucket_by_sequence_length(
        lengths, [data], 2, [4], dynamic_pad=True, num_threads=1, capacity=4
    )
    return through_queues([sizes] + outputs, 1)


@probe
def bucket(logdir):
    which, outputs = training.bucket(
        [tf.constant([1.0, 2.0])], tf.constant(1), 2, 2, num_threads=1, keep_input=True
    )
    return through_queues([which] + outputs)


@probe
def batch_sequences_with_states(logdir):
    keys = tf.constant("key0")
    sequences = {"x": tf.constant(constant(4, 2))}
    batch = training.batch_sequences_with_states(
        input_key=keys,
        input_sequences=sequences,
        input_context={"c": tf.constant(3)},
        input_length=tf.constant(4),
        initial_states={"s": tf.zeros([2])},
        num_unroll=2,
        batch_size=1,
        num_threads=1,
        make_keys_unique=True,
    )
    save = batch.save_state("s", batch.state("s") + 1.0)
    fetches = [batch.sequences["x"], batch.context["c"], batch.state("s"), batch.length, save]
    return [values[:4] for values in through_queues(fetches, 2)]


@probe
def resample_and_weighted(logdir):
    out = training.resample_at_rate([tf.constant([1.0, 2.0])], tf.constant([1.0, 0.0]), seed=2)
    again = training.weighted_resample(
        [tf.constant([1.0, 2.0])], tf.constant([0.5, 0.5]), 1.0, seed=2
    )
    return [t.dtype for t in out], [type(t).__name__ for t in again[:1]]


@probe
def load_balancing(logdir):
    strategy = training.GreedyLoadBalancingStrategy(2, training.byte_size_load_fn)
    devices = []
    for size in (10, 1, 1):
        with tf.device(tf.train.replica_device_setter(ps_tasks=2, ps_strategy=strategy)):
            devices.append(tf.get_variable(f"v{len(devices)}", [size]).device)
    return devices


@probe
def tuner_and_hparam(logdir):
    hparams = training.HParams(a=1, b=[1.0, 2.0])
    hparams.parse("a=3,b=[4,5]")
    return hparams.values(), error_of(lambda: hparams.parse("c=1"))


@probe
def slim_train_writes_summaries(logdir):
    regression()
    total = slim.losses.get_total_loss()
    tf.summary.scalar("total", total)
    train = slim.learning.create_train_op(
        total, tf.train.MomentumOptimizer(0.1, 0.9), summarize_gradients=True
    )
    last = slim.learning.train(
        train,
        logdir,
        number_of_steps=4,
        log_every_n_steps=0,
        save_summaries_secs=0,
        save_interval_secs=0,
    )
    return last, variables()


@probe
def slim_evaluation(logdir):
    path = checkpoint(logdir, [4.0])
    tf.train.get_or_create_global_step()
    x = tf.get_variable("x", [])
    names, updates = slim.metrics.aggregate_metric_map({"mean": slim.metrics.streaming_mean(x)})
    for name in names:
        tf.summary.scalar(name, names[name])
    value = slim.evaluation.evaluate_once(
        "",
        path,
        logdir + "/eval",
        num_evals=2,
        eval_op=list(updates.values()),
        final_op=names["mean"],
    )
    return value, sorted(names)


@probe
def slim_evaluation_loop(logdir):
    checkpoint(logdir, [4.0])
    tf.train.get_or_create_global_step()
    x = tf.get_variable("x", [])
    tf.summary.scalar("x", x)
    return slim.evaluation.evaluation_loop(
        "",
        logdir,
        logdir + "/eval",
        num_evals=2,
        eval_op=tf.identity(x),
        eval_interval_secs=0,
        max_number_of_evaluations=1,
    )


def net(build, size, classes=5, **options):
    """One training step of a network from slim.nets on a constant image."""
    images = tf.constant(constant(1, size, size, 3))
    logits, ends = build(images, classes, **options)
    labels = tf.one_hot([2], classes)
    slim.losses.softmax_cross_entropy(tf.reshape(logits, [1, classes]), labels)
    total = slim.losses.get_total_loss()
    train = slim.learning.create_train_op(total, tf.train.GradientDescentOptimizer(0.01))
    count = int(sum(np.prod(v.get_shape().as_list()) for v in tf.trainable_variables()))
    config = tf.ConfigProto()  # for one step, Grappler takes longer than it saves
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    with tf.Session(config=config) as session:
        session.run(tf.global_variables_initializer())
        before = session.run(train)
    names = [v.op.name for v in tf.global_variables()]
    assert np.isfinite(before)
    return count, len(names), names[:3], names[-3:], sorted(ends)[:4]


@probe
def slim_resnet_v1(logdir):
    from tensorflow.contrib.slim.nets import resnet_v1

    with slim.arg_scope(resnet_v1.resnet_arg_scope()):
        return net(resnet_v1.resnet_v1_50, 33)


@probe
def slim_resnet_v2(logdir):
    from tensorflow.contrib.slim import nets

    with slim.arg_scope(nets.resnet_v2.resnet_arg_scope()):
        return net(nets.resnet_v2.resnet_v2_50, 33)


@probe
def slim_inception_v1(logdir):
    from tensorflow.contrib.slim import nets

    with slim.arg_scope(nets.inception.inception_v3_arg_scope()):
        return net(nets.inception.inception_v1, 224)


@probe
def slim_inception_v3(logdir):
    from tensorflow.contrib.slim import nets

    with slim.arg_scope(nets.inception.inception_v3_arg_scope()):
        return net(nets.inception.inception_v3, 299)


@probe
def slim_vgg_and_alexnet_and_overfeat(logdir):
    from tensorflow.contrib.slim import nets

    found = []
    for scope, build, size in (
        (nets.vgg.vgg_arg_scope, nets.vgg.vgg_a, 224),
        (nets.alexnet.alexnet_v2_arg_scope, nets.alexnet.alexnet_v2, 224),
        (nets.overfeat.overfeat_arg_scope, nets.overfeat.overfeat, 231),
    ):
        with tf.Graph().as_default(), slim.arg_scope(scope()):
            logits, ends = build(tf.zeros([1, size, size, 3]), 5)
            found.append([logits.shape.as_list(), sorted(ends), [v[0] for v in variables()]])
    return found


@probe
def slim_data_and_tfexample_decoder(logdir):
    path = logdir + "/data.tfrecord"
    with tf.python_io.TFRecordWriter(path) as writer:
        for number in range(3):
            feature = {"n": tf.train.Feature(int64_list=tf.train.Int64List(value=[number]))}
            example = tf.train.Example(features=tf.train.Features(feature=feature))
            writer.write(example.SerializeToString())
    decoder = slim.tfexample_decoder.TFExampleDecoder(
        {"n": tf.FixedLenFeature([], tf.int64)}, {"number": slim.tfexample_decoder.Tensor("n")}
    )
    dataset = slim.dataset.Dataset(path, tf.TFRecordReader, decoder, 3, {"number": "a number"})
    provider = slim.dataset_data_provider.DatasetDataProvider(
        dataset, num_readers=1, shuffle=False, common_queue_capacity=4, common_queue_min=1
    )
    return (
        through_queues(provider.get(["number"]), 3),
        list(provider.list_items()),
        dataset.num_samples,
    )


@probe
def streaming_metrics(logdir):
    labels = tf.constant([1, 0, 1, 1])
    guesses = tf.constant([1, 1, 0, 1])
    scores = tf.constant([0.9, 0.6, 0.4, 0.8])
    found = {
        "accuracy": metrics.streaming_accuracy(guesses, labels),
        "precision": metrics.streaming_precision(guesses, labels),
        "recall": metrics.streaming_recall(guesses, labels),
        "auc": metrics.streaming_auc(scores, labels, num_thresholds=20),
        "mae": metrics.streaming_mean_absolute_error(scores, tf.to_float(labels)),
        "mse": metrics.streaming_mean_squared_error(scores, tf.to_float(labels)),
        "rmse": metrics.streaming_root_mean_squared_error(scores, tf.to_float(labels)),
        "pearson": metrics.streaming_pearson_correlation(scores, tf.to_float(labels)),
        "covariance": metrics.streaming_covariance(scores, tf.to_float(labels)),
        "iou": metrics.streaming_mean_iou(guesses, labels, 2),
        "kappa": metrics.cohen_kappa(labels, guesses, 2),
        "at_thresholds": metrics.streaming_precision_at_thresholds(scores, labels, [0.5]),
        "sensitivity": metrics.streaming_sensitivity_at_specificity(scores, labels, 0.5),
        "percentage": metrics.streaming_percentage_less(scores, 0.7),
        "concat": metrics.streaming_concat(scores),
        "f1": tf.contrib.metrics.f1_score(labels, scores, 10),
    }
    names = sorted(found)
    before = [found[name][1] for name in names]
    values = run(*[found[name][0] for name in names], before=[before])
    return names, values, collections("local_variables")


@probe
def metric_ops(logdir):
    a, b = tf.constant([[1, 2, 3]], tf.int64), tf.constant([[2, 3, 4]], tf.int64)
    scores = tf.constant(constant(2, 5))
    return run(
        metrics.set_size(tf.SparseTensor([[0, 0], [0, 1]], [1, 1], [1, 2])),
        tf.sparse.to_dense(metrics.set_intersection(a, b)),
        tf.sparse.to_dense(metrics.set_union(a, b)),
        metrics.confusion_matrix([0, 1, 1], [0, 0, 1]),
        metrics.accuracy(tf.constant([1, 2]), tf.constant([1, 1])),
        metrics.auc_using_histogram(
            tf.constant([True, False]), tf.constant([0.7, 0.2]), [0.0, 1.0]
        )[1],
        metrics.streaming_recall_at_k(scores, tf.constant([1, 2], tf.int64), 2)[1],
        metrics.streaming_sparse_average_precision_at_k(
            scores, tf.constant([[1], [2]], tf.int64), 2
        )[1],
    )


@probe
def contrib_losses(logdir):
    losses = tf.contrib.losses
    p, t = tf.constant(constant(3, 4)), tf.constant([[0.0, 1.0, 0.0, 0.0]] * 3)
    found = [
        losses.absolute_difference(p, t),
        losses.cosine_distance(p, t, dim=1),
        losses.hinge_loss(p, t),
        losses.log_loss(tf.sigmoid(p), t),
        losses.mean_pairwise_squared_error(p, t),
        losses.mean_squared_error(p, t, weights=0.5),
        losses.sigmoid_cross_entropy(p, t),
        losses.softmax_cross_entropy(p, t, label_smoothing=0.1),
        losses.sparse_softmax_cross_entropy(p, tf.constant([0, 1, 2])),
    ]
    return run(losses.get_total_loss(), *found), collections("losses")


@probe
def metric_learning(logdir):
    ml = tf.contrib.losses.metric_learning
    x, labels = tf.constant(constant(4, 3)), tf.constant([0, 0, 1, 1])
    return run(
        ml.contrastive_loss(tf.constant([1, 0, 1, 0]), x, x * 0.5),
        ml.triplet_semihard_loss(labels, x, 1.0),
        ml.npairs_loss(tf.constant([0, 1, 2, 3]), x, x * 2),
        ml.lifted_struct_loss(labels, x, 1.0),
        ml.cluster_loss(labels, x, 1.0, enable_pam_finetuning=False),
    )


def opt_step(optimizer):
    w, loss = regression()
    if isinstance(optimizer, tf.contrib.opt.DecoupledWeightDecayExtension):
        # The decay of a weight races with its gradient, unless that is constant.
        loss = tf.reduce_sum(w * [0.1, -0.2, 0.3])
    train = optimizer.minimize(loss, tf.train.get_or_create_global_step())
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        for _ in range(3):
            session.run(train)
        return session.run(w), [v[0] for v in variables()]


@probe
def optimizers(logdir):
    opt = tf.contrib.opt
    found = []
    for build in (
        lambda: opt.NadamOptimizer(0.1),
        lambda: opt.LazyAdamOptimizer(0.1),
        lambda: opt.AddSignOptimizer(0.1),
        lambda: opt.PowerSignOptimizer(0.1),
        lambda: opt.AdaMaxOptimizer(0.1),
        lambda: opt.AdamWOptimizer(0.01, 0.1),
        lambda: opt.MomentumWOptimizer(0.01, 0.1, 0.9),
        lambda: opt.LARSOptimizer(0.1),
        lambda: opt.GGTOptimizer(0.1),
        lambda: opt.VariableClippingOptimizer(tf.train.GradientDescentOptimizer(0.1), {}, 1.0),
        lambda: opt.ShampooOptimizer(),
        lambda: opt.MultitaskOptimizerWrapper(tf.train.AdamOptimizer(0.1)),
        lambda: opt.RegAdagradOptimizer(0.1),
    ):
        with tf.Graph().as_default():
            optimizer = build()
            found.append([type(optimizer).__name__, opt_step(optimizer)])
    return found


@probe
def moving_average_and_drop_stale(logdir):
    opt = tf.contrib.opt
    optimizer = opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(0.1), 0.5)
    w, loss = regression()
    train = optimizer.minimize(loss)
    saver = optimizer.swapping_saver()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(train)
        session.run(train)
        path = saver.save(session, logdir + "/m")
    return tf.train.load_variable(path, "w"), tf.train.list_variables(path), w.op.name


@probe
def external_optimizer(logdir):
    w, loss = regression()
    optimizer = tf.contrib.opt.ScipyOptimizerInterface(loss, options={"maxiter": 20, "disp": False})
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        optimizer.minimize(session)
        return np.round(session.run(w), 4)


@probe
def weight_decay_and_elastic(logdir):
    opt = tf.contrib.opt
    cls = opt.extend_with_decoupled_weight_decay(tf.train.AdamOptimizer)
    return opt_step(cls(weight_decay=0.01, learning_rate=0.1))


@probe
def optimizer_v2(logdir):
    found = []
    for name in (
        "AdamOptimizer",
        "GradientDescentOptimizer",
        "MomentumOptimizer",
        "RMSPropOptimizer",
    ):
        with tf.Graph().as_default():
            arguments = (0.1, 0.9) if name == "MomentumOptimizer" else (0.1,)
            found.append(opt_step(getattr(tf.contrib.optimizer_v2, name)(*arguments)))
    return found


@probe
def learn_estimator(logdir):
    def model(features, labels, mode):
        out = tf.contrib.layers.fully_connected(features["x"], 1, activation_fn=None, **ONES)
        loss = tf.losses.mean_squared_error(labels, out)
        train = tf.contrib.layers.optimize_loss(
            loss, tf.train.get_global_step(), 0.1, "SGD", summaries=["loss", "learning_rate"]
        )
        return learn.ModelFnOps(mode, predictions=out, loss=loss, train_op=train)

    def inputs():
        return {"x": tf.constant([[1.0], [2.0]])}, tf.constant([[2.0], [4.0]])

    config = learn.RunConfig(save_summary_steps=2, tf_random_seed=1)
    estimator = learn.Estimator(model, model_dir=logdir, config=config)
    estimator.fit(input_fn=inputs, steps=4)
    evaluated = estimator.evaluate(input_fn=inputs, steps=1)
    return evaluated["loss"], sorted(estimator.get_variable_names())


@probe
def learn_linear_and_dnn(logdir):
    columns = [tf.contrib.layers.real_valued_column("x", dimension=2)]

    def inputs():
        return {"x": tf.constant(constant(4, 2))}, tf.constant([[0], [1], [1], [0]])

    linear = learn.LinearClassifier(
        columns, model_dir=logdir + "/a", config=learn.RunConfig(tf_random_seed=1)
    )
    linear.fit(input_fn=inputs, steps=3)
    dnn = learn.DNNRegressor(
        [3], columns, model_dir=logdir + "/b", config=learn.RunConfig(tf_random_seed=1)
    )
    dnn.fit(input_fn=inputs, steps=2)
    return (
        linear.evaluate(input_fn=inputs, steps=1)["loss"],
        sorted(linear.get_variable_names()),
        sorted(dnn.get_variable_names()),
    )


@probe
def experiment_and_runner(logdir):
    def model(features, labels, mode):
        w = tf.get_variable("w", initializer=1.0)
        loss = tf.reduce_mean(tf.square(features["x"] * w - labels))
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, tf.train.get_global_step())
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train, predictions=w)

    def inputs():
        return {"x": tf.constant([1.0, 2.0])}, tf.constant([2.0, 4.0])

    def build(run_config, hparams):
        estimator = tf.estimator.Estimator(model, config=run_config)
        return learn.Experiment(
            estimator, inputs, inputs, train_steps=3, eval_steps=1, min_eval_frequency=None
        )

    config = learn.RunConfig(model_dir=logdir, save_summary_steps=1, log_step_count_steps=None)
    result = learn.learn_runner.run(
        build, run_config=config, schedule="train_and_evaluate", hparams=training.HParams(a=1)
    )
    return result[0]["loss"]


@probe
def tpu_estimator_on_cpu(logdir):
    tpu = tf.contrib.tpu

    def model(features, labels, mode, params):
        w = tf.get_variable("w", initializer=1.0)
        loss = tf.reduce_mean(tf.square(features["x"] * w - labels))
        optimizer = tpu.CrossShardOptimizer(tf.train.GradientDescentOptimizer(0.1))
        optimizer = tf.train.GradientDescentOptimizer(0.1) if not params["use_tpu"] else optimizer
        train = optimizer.minimize(loss, tf.train.get_global_step())
        return tpu.TPUEstimatorSpec(mode, loss=loss, train_op=train)

    def inputs(params):
        data = {"x": [1.0, 2.0, 3.0, 4.0]}, [2.0, 4.0, 6.0, 8.0]
        return tf.data.Dataset.from_tensor_slices(data).repeat().batch(params["batch_size"], True)

    config = tpu.RunConfig(
        model_dir=logdir,
        save_summary_steps=2,
        log_step_count_steps=None,
        tpu_config=tpu.TPUConfig(2),
    )
    estimator = tpu.TPUEstimator(
        model, use_tpu=False, train_batch_size=2, eval_batch_size=2, config=config
    )
    estimator.train(inputs, steps=4)
    return estimator.evaluate(inputs, steps=1)["loss"], estimator.get_variable_value("w")


@probe
def vocabulary_processor(logdir):
    processor = learn.preprocessing.VocabularyProcessor(4, min_frequency=0)
    ids = list(processor.fit_transform(["hello big world", "hello there", "a b c d e f"]))
    processor.save(logdir + "/vocab")
    again = learn.preprocessing.VocabularyProcessor.restore(logdir + "/vocab")
    return (
        ids,
        list(again.transform(["world unknown"])),
        list(processor.reverse(ids)),
        len(processor.vocabulary_),
    )


@probe
def byte_and_categorical(logdir):
    processor = learn.preprocessing.ByteProcessor(5)
    ids = list(processor.transform(["ab", "cde"]))
    vocabulary = learn.preprocessing.CategoricalVocabulary()
    return ids, [vocabulary.get(word) for word in ("x", "y", "x")], len(vocabulary)


@probe
def learn_datasets_and_monitors(logdir):
    monitor = learn.monitors.SummarySaver(tf.no_op(), save_steps=2, output_dir=logdir)
    head = learn.multi_class_head(3)
    return type(monitor).__name__, head.logits_dimension


@probe
def partitioned_variables_from_a_checkpoint(logdir):
    """Each part gets its rows."""
    value = constant(10, 3)
    tf.get_variable("whole", initializer=value)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, logdir + "/model")
    with tf.Graph().as_default(), tf.Session() as session:
        with tf.variable_scope("v", partitioner=tf.fixed_size_partitioner(3)):
            parts = tf.get_variable("parts", [10, 3])
        assign, feed = tf.contrib.framework.assign_from_checkpoint(path, {"whole": list(parts)})
        session.run(assign, feed)
        return session.run(list(parts)), bool((session.run(parts.as_tensor()) == value).all())


@probe
def zero_initializers(logdir):
    """They fill a variable once, and only with real numbers."""
    zero = tf.contrib.framework.zero_initializer
    found = []
    for dtype in (tf.float32, tf.int64, tf.float16):
        for use_resource in (False, True):
            name = dtype.name + str(use_resource)
            ones = tf.ones([2], dtype)
            v = tf.get_variable(name, initializer=ones, use_resource=use_resource)
            fill = zero(v)
            with tf.Session() as session:
                session.run(fill)
                error = error_of(functools.partial(session.run, fill))
                found.append([fill.op.name, session.run(v), "already initialized" in error[1]])
    for one in ("a", True, np.complex64(1)):
        v = tf.Variable([one], use_resource=False)
        found.append(error_of(functools.partial(zero, v)))
    return found


@probe
def constrained_scipy_optimizers(logdir):
    """SLSQP with constraints, and TNC, over float32 variables."""
    found = []
    for method, constrained in (("SLSQP", True), ("TNC", False)):
        v = tf.get_variable(method, initializer=[7.0, 7.0])
        loss = tf.reduce_sum(tf.square(v - [1.0, 4.0]))
        above = [v[0] - 2.0] if constrained else []
        equal = [v[1] + v[0] - 6.5] if constrained else []
        optimizer = tf.contrib.opt.ScipyOptimizerInterface(
            loss, method=method, inequalities=above, equalities=equal
        )
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            optimizer.minimize(session)
            found.append([round(float(x), 3) for x in session.run(v)])
    return found


if __name__ == "__main__":
    main()
