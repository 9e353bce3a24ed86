"""Estimators whose exports and checkpoints go from 1.15.5 to this project and back.

Keeps to Python 3.7's syntax. Each is a function of the TensorFlow that builds it and a RunConfig,
and returns an estimator.
"""

import glob
import os
import shutil
import tempfile

import numpy as np

ESTIMATORS = {}

ROWS = {
    "x": np.sin(0.7 * np.arange(12)).reshape(6, 2).astype("float32"),
    "word": np.array([b"a", b"b", b"c", b"a", b"z", b"b"]),
}
LABELS = np.array([[0], [1], [1], [0], [1], [0]])


def estimator(function):
    ESTIMATORS[function.__name__] = function
    return function


def columns(tf):
    """A number and a word, the latter as an embedding."""
    column = tf.feature_column
    word = column.categorical_column_with_vocabulary_list("word", ["a", "b", "c"])
    return [column.numeric_column("x", (2,)), column.embedding_column(word, 3)]


def wide(tf):
    column = tf.feature_column
    word = column.categorical_column_with_hash_bucket("word", 10)
    edges = column.bucketized_column(column.numeric_column("x", (2,)), [-0.5, 0.0, 0.5])
    return [word, edges, column.crossed_column([edges, "word"], 20)]


@estimator
def model_fn(tf, config):
    """Two signatures of a model of one's own, with batch normalization and a scaffold's table."""

    def build(features, labels, mode, params):
        training = mode == tf.estimator.ModeKeys.TRAIN
        keys = tf.lookup.KeyValueTensorInitializer(tf.constant([b"a", b"b"]), np.arange(2) + 1)
        words = tf.one_hot(tf.lookup.StaticHashTable(keys, 0).lookup(features["word"]), 3)
        x = tf.layers.dense(tf.concat([features["x"], words], 1), params["units"], tf.nn.tanh)
        x = tf.layers.batch_normalization(x, training=training)
        logits = tf.layers.dense(x, 2)
        predictions = {"class": tf.argmax(logits, 1), "logits": logits}
        if mode == tf.estimator.ModeKeys.PREDICT:
            export = tf.estimator.export
            outputs = {
                "serving_default": export.PredictOutput(predictions),
                "scores": export.ClassificationOutput(scores=tf.nn.softmax(logits)),
            }
            return tf.estimator.EstimatorSpec(mode, predictions, export_outputs=outputs)
        loss = tf.losses.sparse_softmax_cross_entropy(labels[:, 0], logits)
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, tf.train.get_global_step())
        metrics = {"right": tf.metrics.accuracy(labels[:, 0], predictions["class"])}
        return tf.estimator.EstimatorSpec(mode, predictions, loss, train, metrics)

    return tf.estimator.Estimator(build, config=config, params={"units": 4})


@estimator
def dnn_linear_classifier(tf, config):
    return tf.estimator.DNNLinearCombinedClassifier(
        linear_feature_columns=wide(tf),
        dnn_feature_columns=columns(tf),
        dnn_hidden_units=[4],
        config=config,
    )


@estimator
def keras_model(tf, config):
    x = tf.keras.Input([2], name="x")
    hidden = tf.keras.layers.Dense(4, "relu", name="hidden")(x)
    net = tf.keras.Model(x, tf.keras.layers.Dense(1, "sigmoid", name="likely")(hidden))
    net.compile(tf.keras.optimizers.SGD(0.1), "binary_crossentropy")
    return tf.keras.estimator.model_to_estimator(net, config=config)


def features(name):
    """The features that a model takes: Keras' takes no words."""
    return ["x"] if name == "keras_model" else ["x", "word"]


def batches(tf, name):
    """An input_fn: the rows in their order, as often as they are wanted."""
    rows = {key: ROWS[key] for key in features(name)}
    return lambda: tf.data.Dataset.from_tensor_slices((rows, LABELS)).repeat().batch(3)


def make(tf, name, folder):
    session = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    config = tf.estimator.RunConfig(folder, tf_random_seed=1, session_config=session)
    return ESTIMATORS[name](tf, config)


def raw(tf, name):
    """A served model that is fed the features themselves."""
    fed = {"x": tf.placeholder(tf.float32, [None, 2]), "word": tf.placeholder(tf.string, [None])}
    receivers = {key: fed[key] for key in features(name)}
    return tf.estimator.export.build_raw_serving_input_receiver_fn(receivers)


def parsed(tf, name):
    """A served model that is fed serialized examples."""
    spec = {"x": tf.FixedLenFeature([2], tf.float32), "word": tf.FixedLenFeature([], tf.string)}
    receivers = {key: spec[key] for key in features(name)}
    return tf.estimator.export.build_parsing_serving_input_receiver_fn(receivers)


def write(tf, name, folder):
    """Trains for three steps; leaves the checkpoint and an export for each kind of receiver."""
    with tempfile.TemporaryDirectory() as trained:
        made = make(tf, name, trained)
        made.train(batches(tf, name), steps=3)
        with tf.Graph().as_default():
            made.export_saved_model(os.path.join(folder, "raw"), raw(tf, name))
        made.export_savedmodel(os.path.join(folder, "parsed"), parsed(tf, name))
        for path in glob.glob(os.path.join(trained, "model.ckpt-3.*")):
            shutil.copy(path, folder)


def load(tf, name, folder):
    """What predictors of each export say, and what an estimator makes of the checkpoint."""
    found = {}
    for kind in ("raw", "parsed"):
        (path,) = glob.glob(os.path.join(folder, kind, "*"))
        for signature in signatures(path):
            predict = tf.contrib.predictor.from_saved_model(path, signature)
            found[kind + " " + signature] = answer(tf, predict)
    with tempfile.TemporaryDirectory() as trained:
        for path in glob.glob(os.path.join(folder, "model.ckpt-3.*")):
            shutil.copy(path, trained)
        tf.train.update_checkpoint_state(trained, "model.ckpt-3")
        made = make(tf, name, trained)
        predict = tf.contrib.predictor.from_estimator(made, parsed(tf, name))
        found["restored"] = answer(tf, predict)
        found["evaluated"] = numeric(made.evaluate(batches(tf, name), steps=2))
        made.train(batches(tf, name), steps=2)
        found["trained"] = numeric(next(made.predict(batches(tf, name))))
    return found


def signatures(path):
    from tensorflow.python.saved_model import loader_impl

    (meta,) = loader_impl.parse_saved_model(path).meta_graphs
    return sorted(meta.signature_def)


def answer(tf, predict):
    """What a predictor says of the rows, whether it takes features or examples of them."""
    fed = {key: ROWS[key] for key in predict.feed_tensors if key in ROWS}
    for key in predict.feed_tensors:
        fed.setdefault(key, examples(tf))
    return numeric(predict(fed))


def examples(tf):
    """The rows, serialized."""
    train = tf.train
    return [
        train.Example(
            features=train.Features(
                feature={
                    "x": train.Feature(float_list=train.FloatList(value=x)),
                    "word": train.Feature(bytes_list=train.BytesList(value=[word])),
                }
            )
        ).SerializeToString()
        for x, word in zip(ROWS["x"], ROWS["word"])  # noqa: B905
    ]


def numeric(answers):
    """The numbers among the answers, in the order of their names."""
    arrays = [np.asarray(answers[key]) for key in sorted(answers)]
    return [array for array in arrays if array.dtype.kind in "fiu"]
