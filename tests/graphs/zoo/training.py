"""What the models share: data, their table, training by session, estimator and Keras."""

import tempfile

import numpy as np

from tests.graphs import models

tf = models.tf
STEPS = 50
MODELS = {}
BUILT = []  # the graph of an estimator, which makes its own
IMAGES = np.sin(0.37 * np.arange(64 * 784)).reshape(64, 784).astype("float32")
CLASSES = np.arange(64) * 7 % 10
ONE_HOT = np.eye(10, dtype="float32")[CLASSES]


def model(function):
    MODELS[function.__name__] = function
    return function


def one_thread():
    return tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)


def loop(loss, train, feeds):
    """Trains by a session, each optimizer in its turn; `feeds` gives what a step is fed."""
    first, *others = train if isinstance(train, list) else [train]
    losses = []
    with tf.Session(config=one_thread()) as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(tf.tables_initializer())
        for i in range(STEPS):
            value, _ = sess.run([loss, first], feed_dict=feeds(i))
            losses.append(float(np.sum(value)))
            for other in others:
                sess.run(other, feed_dict=feeds(i))
    return losses


def batch(i):
    rows = slice(i % 4 * 16, i % 4 * 16 + 16)
    return IMAGES[rows], ONE_HOT[rows]


class Watch(tf.train.SessionRunHook):
    """Notes an estimator's graph, and its loss at each step."""

    def __init__(self):
        self.losses = []

    def after_create_session(self, session, coord):
        BUILT.append(session.graph)

    def before_run(self, run_context):
        graph = run_context.session.graph
        losses = graph.get_collection(tf.GraphKeys.LOSSES) or ["head/weighted_loss/Sum:0"]
        return tf.train.SessionRunArgs(losses[0])

    def after_run(self, run_context, run_values):
        self.losses.append(float(np.sum(run_values.results)))


def estimate(make, input_fn):
    config = tf.estimator.RunConfig(
        tf_random_seed=1,
        model_dir=tempfile.mkdtemp(),
        session_config=one_thread(),
        save_checkpoints_steps=1000,
        save_summary_steps=1000,
    )
    watch = Watch()
    make(config).train(input_fn(), steps=STEPS, hooks=[watch])
    return watch.losses


def keras_fit(model, x, y):
    losses = []

    class Batches(tf.keras.callbacks.Callback):
        def on_batch_end(self, batch, logs=None):
            losses.append(float(logs["loss"]))

    tf.keras.backend.set_session(tf.Session(config=one_thread()))
    model.fit(x, y, epochs=12, batch_size=16, verbose=0, shuffle=False, callbacks=[Batches()])
    return losses
