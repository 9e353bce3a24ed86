"""Probes of data, training, saving and loading."""

import os

import numpy as np
import tensorflow as tf
from tensorflow.python import pywrap_tensorflow
from tensorflow.python.framework import graph_util
from tensorflow.python.training import moving_averages

from tests.namespace.behaviour.probing import path, plain, probe, run


@probe
def checkpoints():
    a = tf.get_variable("a", initializer=[1.0, 2.0])
    step = tf.train.create_global_step()
    saver = tf.train.Saver({"renamed": a, "step": step}, max_to_keep=2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(3):
            prefix = saver.save(sess, path("ckpt/model"), global_step=i)
        sess.run(a.assign([0.0, 0.0]))
        saver.restore(sess, tf.train.latest_checkpoint(path("ckpt")))
        restored = plain(sess.run(a))
    reader = pywrap_tensorflow.NewCheckpointReader(prefix)
    return [
        restored,
        os.path.basename(prefix),
        sorted(reader.get_variable_to_shape_map().items()),
        plain(reader.get_tensor("renamed")),
        [os.path.basename(p) for p in saver.last_checkpoints],
        sorted(os.listdir(path("ckpt"))),
        [[name, shape] for name, shape in tf.train.list_variables(prefix)],
    ]


@probe
def meta_graphs():
    x = tf.placeholder(tf.float32, [2], name="x")
    tf.add_to_collection("ends", tf.multiply(x, tf.get_variable("w", initializer=3.0), name="y"))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.train.Saver().save(sess, path("meta/model"))
        frozen = graph_util.convert_variables_to_constants(
            sess, tf.get_default_graph().as_graph_def(), ["y"]
        )
    with tf.Graph().as_default(), tf.Session() as sess:
        saver = tf.train.import_meta_graph(path("meta/model.meta"))
        saver.restore(sess, path("meta/model"))
        values = plain(sess.run(tf.get_collection("ends")[0], {"x:0": [1.0, 2.0]}))
    with tf.Graph().as_default(), tf.Session() as sess:
        (y,) = tf.import_graph_def(frozen, return_elements=["y:0"], name="again")
        return [values, plain(sess.run(y, {"again/x:0": [1.0, 2.0]})), y.name]


@probe
def saved_models():
    x = tf.placeholder(tf.float32, [None], name="x")
    y = x * tf.get_variable("w", initializer=2.0)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.saved_model.simple_save(sess, path("saved"), {"x": x}, {"y": y})
    with tf.Graph().as_default(), tf.Session() as sess:
        meta = tf.saved_model.loader.load(
            sess, [tf.saved_model.tag_constants.SERVING], path("saved")
        )
        signature = meta.signature_def["serving_default"]
        value = sess.run(signature.outputs["y"].name, {signature.inputs["x"].name: [1.0, 2.0]})
    return [plain(value), signature.method_name, sorted(os.listdir(path("saved")))]


@probe
def losses_and_metrics():
    labels, answers = tf.constant([1.0, 0.0, 1.0]), tf.constant([0.8, 0.3, 0.4])
    tf.losses.log_loss(labels, answers)
    tf.losses.huber_loss(labels, answers, weights=2.0)
    tf.losses.softmax_cross_entropy([[1, 0]], [[2.0, 1.0]], label_smoothing=0.1)
    tf.losses.sparse_softmax_cross_entropy([1], [[2.0, 1.0]])
    tf.losses.cosine_distance(labels, answers, dim=0)
    tf.losses.hinge_loss(labels, answers, reduction=tf.losses.Reduction.SUM)
    updates = [
        tf.metrics.accuracy(labels, tf.round(answers))[1],
        tf.metrics.auc(labels, answers)[1],
        tf.metrics.mean_iou(tf.constant([0, 1]), tf.constant([0, 0]), 2)[1],
        tf.metrics.precision_at_k(tf.constant([[1]], tf.int64), [[0.1, 0.9]], 1)[1],
    ]
    return run(*(tf.losses.get_losses() + [tf.losses.get_total_loss()] + updates)) + [
        [v.name for v in tf.local_variables()]
    ]


@probe
def learning_rates_and_averages():
    step = tf.Variable(25, trainable=False, dtype=tf.int64)
    v = tf.Variable(1.0, name="v")
    average = tf.train.ExponentialMovingAverage(0.9, num_updates=step)
    update = average.apply([v])
    assigned = moving_averages.assign_moving_average(v, 3.0, 0.5, zero_debias=False)
    rates = [
        tf.train.exponential_decay(0.1, step, 10, 0.5, staircase=True),
        tf.train.piecewise_constant(step, [10, 20], [0.3, 0.2, 0.1]),
        tf.train.polynomial_decay(0.1, step, 100, power=2.0),
        tf.train.cosine_decay(0.1, step, 100),
        tf.train.inverse_time_decay(0.1, step, 10, 0.5),
        tf.train.natural_exp_decay(0.1, step, 10, 0.5),
    ]
    with tf.control_dependencies([update]):
        rates.append(tf.identity(assigned))
    return run(*rates) + [average.average_name(v), sorted(average.variables_to_restore())]


@probe
def monitored_sessions():
    step = tf.train.get_or_create_global_step()
    up = tf.assign_add(step, 1)
    seen = []

    class Hook(tf.train.SessionRunHook):
        def before_run(self, context):
            return tf.train.SessionRunArgs(step)

        def after_run(self, context, values):
            seen.append(int(values.results))

        def end(self, session):
            seen.append("end")

    hooks = [Hook(), tf.train.StopAtStepHook(num_steps=3)]
    with tf.train.MonitoredTrainingSession(hooks=hooks, checkpoint_dir=path("monitored")) as sess:
        while not sess.should_stop():
            sess.run(up)
    return [seen, sorted(n for n in os.listdir(path("monitored")) if "events" not in n)]


@probe
def supervisors():
    step = tf.train.create_global_step()
    up = tf.assign_add(step, 1)
    supervisor = tf.train.Supervisor(
        logdir=path("supervised"), save_summaries_secs=0, save_model_secs=0
    )
    with supervisor.managed_session() as sess:
        while not supervisor.should_stop() and sess.run(up) < 3:
            pass
        supervisor.saver.save(sess, supervisor.save_path, global_step=step)
    latest = os.path.basename(tf.train.latest_checkpoint(path("supervised")))
    return [latest, sorted(n for n in os.listdir(path("supervised")) if n.startswith(latest))]


@probe
def keras_model():
    model = tf.keras.models.Sequential(
        [
            tf.keras.layers.Dense(3, "relu", input_shape=(2,), kernel_initializer="ones"),
            tf.keras.layers.Dense(2, "softmax", kernel_initializer="ones"),
        ]
    )
    model.compile(tf.train.AdamOptimizer(0.1), "sparse_categorical_crossentropy", ["acc"])
    x = np.array([[1.0, 2.0], [2.0, 1.0], [0.5, 0.1], [3.0, 1.0]])
    y = np.array([0, 1, 1, 0])
    history = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0)
    return [
        sorted(history.history),
        plain(np.array(history.history["loss"])),
        plain(model.predict(x)),
        plain(model.predict_classes(x)),
        plain(np.array(model.evaluate(x, y, verbose=0))),
        [v.name for v in model.weights],
        [type(model.get_layer("dense")).__name__, model.count_params()],
    ]


@probe
def feature_columns():
    features = {
        "n": [[1.0], [2.0]],
        "t": [["x"], ["y"]],
        "s": [["a"], ["c"]],
        "b": [[15.0], [35.0]],
    }
    fc = tf.feature_column
    words = fc.categorical_column_with_vocabulary_list("s", ["a", "b", "c"])
    columns = [
        fc.numeric_column("n"),
        fc.indicator_column(words),
        fc.bucketized_column(fc.numeric_column("b"), [20, 30]),
        fc.embedding_column(words, 2, initializer=tf.ones_initializer()),
        fc.indicator_column(fc.categorical_column_with_hash_bucket("t", 4)),
    ]
    layer = tf.feature_column.input_layer(features, columns)
    linear = tf.feature_column.linear_model(features, [fc.numeric_column("n"), words])
    return run(layer, linear) + [[v.name for v in tf.global_variables()]]


@probe
def queues_and_threads():
    queue = tf.FIFOQueue(4, [tf.int32], shapes=[[]])
    enqueue = queue.enqueue_many([[1, 2, 3, 4]])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [enqueue]))
    batch = tf.train.batch([queue.dequeue()], 3)
    names = tf.train.string_input_producer(["a", "b"], shuffle=False, num_epochs=1)
    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coord)
        values = [plain(sess.run(batch)), plain(sess.run(names.dequeue()))]
        coord.request_stop()
        sess.run(queue.close(cancel_pending_enqueues=True))
        coord.join(threads)
    return values


@probe
def datasets():
    data = tf.data.Dataset.from_tensor_slices((np.arange(6), np.arange(6) * 2)).map(
        lambda a, b: (a, a + b), num_parallel_calls=2
    )
    iterator = data.batch(4).make_one_shot_iterator()
    again = data.repeat().skip(1).make_initializable_iterator()
    a, b = iterator.get_next()
    with tf.Session() as sess:
        sess.run(again.initializer)
        values = [
            plain(sess.run([a, b])),
            plain(sess.run([a, b])),
            plain(sess.run(again.get_next())),
        ]
        try:
            sess.run(a)
        except tf.errors.OutOfRangeError as error:
            values.append(type(error).__name__)
    return values + [str(data.output_types), str(data.output_shapes)]


@probe
def records_and_examples():
    file = path("data.tfrecord")
    with tf.python_io.TFRecordWriter(file) as writer:
        for i in range(2):
            feature = {"x": tf.train.Feature(int64_list=tf.train.Int64List(value=[i, i]))}
            example = tf.train.Example(features=tf.train.Features(feature=feature))
            writer.write(example.SerializeToString())
    first = next(tf.python_io.tf_record_iterator(file))
    parsed = tf.parse_single_example(first, {"x": tf.FixedLenFeature([2], tf.int64)})
    _, record = tf.TFRecordReader().read(tf.train.string_input_producer([file]))
    return run(parsed["x"]) + [record.shape.as_list(), len(first)]
