"""Trains a recurrent language model under a Supervisor: three models, one graph.

    python language_model.py --logdir=/tmp/language
    tensorboard --logdir=/tmp/language

The models for training, validation and test share their variables. Their graph is exported, and
imported again under the Supervisor, as a program does that trains a graph built elsewhere.
"""

import numpy as np
import tensorflow as tf

import text

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("logdir", "/tmp/language", "Directory for event files and checkpoints.")
flags.DEFINE_integer("epochs", 6, "How often the text is read.", lower_bound=1)
flags.DEFINE_integer("letters", 6000, "Letters of the text to train on.", lower_bound=400)
flags.DEFINE_integer("units", 32, "Units of the LSTM.", lower_bound=1)
flags.DEFINE_float("learning_rate", 1.0, "Step size of gradient descent, before decay.")

BATCH_SIZE = 8
STEPS = 10  # letters through which gradients go back
DECAY_FROM = 3  # epochs at the full learning rate


class Model(object):
    """The ops of one model by their names, so that they can be found in an imported graph."""

    def __init__(self, name, training=False):
        graph = tf.get_default_graph()
        self.name = name
        self.inputs, self.targets, self.cost, self.start, self.end = (
            graph.get_tensor_by_name("%s/%s:0" % (name, part))
            for part in ("inputs", "targets", "cost", "start", "end")
        )
        self.train_op = graph.get_operation_by_name(name + "/train_op") if training else None


def build(name, training):
    """Builds one model under the scope `name`; the variables are shared."""
    with tf.name_scope(name):
        inputs = tf.placeholder(tf.int32, [BATCH_SIZE, STEPS], name="inputs")
        targets = tf.placeholder(tf.int32, [BATCH_SIZE, STEPS], name="targets")
        start = tf.zeros([2, BATCH_SIZE, FLAGS.units], name="start")
        with tf.variable_scope("model", reuse=not training):
            embedding = tf.get_variable("embedding", [text.LETTERS, FLAGS.units])
            cell = tf.nn.rnn_cell.BasicLSTMCell(FLAGS.units)
            state = tf.nn.rnn_cell.LSTMStateTuple(start[0], start[1])
            outputs, state = tf.nn.dynamic_rnn(
                cell, tf.nn.embedding_lookup(embedding, inputs), initial_state=state
            )
            weights = tf.get_variable("softmax_w", [FLAGS.units, text.LETTERS])
            biases = tf.get_variable("softmax_b", [text.LETTERS])
        flat = tf.reshape(outputs, [-1, FLAGS.units])
        wrong = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.reshape(targets, [-1]), logits=tf.matmul(flat, weights) + biases
        )
        cost = tf.reduce_mean(wrong, name="cost")
        tf.identity(tf.stack([state.c, state.h]), name="end")
        if training:
            _build_training(cost)


def _build_training(cost):
    step = tf.train.get_or_create_global_step()
    rate = tf.get_variable(
        "rate", [], initializer=tf.constant_initializer(FLAGS.learning_rate), trainable=False
    )
    new_rate = tf.placeholder(tf.float32, [], name="new_rate")
    tf.assign(rate, new_rate, name="set_rate")
    variables = tf.trainable_variables()
    gradients, norm = tf.clip_by_global_norm(tf.gradients(cost, variables), 5.0)
    tf.summary.scalar("gradient_norm", norm)
    tf.summary.scalar("loss", cost)
    optimizer = tf.train.GradientDescentOptimizer(rate)
    optimizer.apply_gradients(zip(gradients, variables), global_step=step, name="train_op")


def run_epoch(session, model, letters, at_start=None):
    """Returns the perplexity of the letters; calls at_start(feed) before the first step."""
    state = np.zeros([2, BATCH_SIZE, FLAGS.units], np.float32)
    costs = []
    for inputs, targets in text.batches(letters, BATCH_SIZE, STEPS):
        feed = {model.inputs: inputs, model.targets: targets, model.start: state}
        if at_start is not None and not costs:
            at_start(feed)
        fetches = [model.cost, model.end] + ([model.train_op] if model.train_op else [])
        results = session.run(fetches, feed)
        costs.append(results[0])
        state = results[1]
    return float(np.exp(np.mean(costs)))


def main(_):
    letters = {
        "train": text.sample(1, FLAGS.letters),
        "valid": text.sample(2, FLAGS.letters // 4),
        "test": text.sample(3, FLAGS.letters // 4),
    }
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        for name in letters:
            build(name, training=name == "train")
        exported = tf.train.export_meta_graph()

    with tf.Graph().as_default():
        tf.train.import_meta_graph(exported)
        models = {name: Model(name, training=name == "train") for name in letters}
        merged = tf.summary.merge_all()
        # Summaries of a batch need its letters, so they are computed here and not by threads.
        supervisor = tf.train.Supervisor(
            logdir=FLAGS.logdir, summary_op=None, save_summaries_secs=0, save_model_secs=0
        )
        with supervisor.managed_session() as session:

            def summarize(feed):
                supervisor.summary_computed(session, session.run(merged, feed))

            for epoch in range(FLAGS.epochs):
                rate = FLAGS.learning_rate * 0.5 ** max(epoch + 1 - DECAY_FROM, 0)
                session.run("train/set_rate", {"train/new_rate:0": rate})
                perplexity = run_epoch(session, models["train"], letters["train"], summarize)
                valid = run_epoch(session, models["valid"], letters["valid"])
                report(supervisor, session, perplexity=perplexity, valid_perplexity=valid)
                print("epoch %d: train %.3f, valid %.3f" % (epoch + 1, perplexity, valid))
                supervisor.saver.save(
                    session, supervisor.save_path, global_step=supervisor.global_step
                )
            test = run_epoch(session, models["test"], letters["test"])
            report(supervisor, session, test_perplexity=test)
            print("test %.3f" % test)


def report(supervisor, session, **values):
    """Writes values, by tag, at the current global step."""
    summary = tf.Summary()
    for tag in sorted(values):
        summary.value.add(tag=tag, simple_value=values[tag])
    supervisor.summary_computed(session, summary.SerializeToString())


if __name__ == "__main__":
    tf.app.run()
