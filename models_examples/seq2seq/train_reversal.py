"""Trains an encoder and a decoder with attention to write strings of digits backwards.

    python train_reversal.py --logdir=/tmp/reversal
    tensorboard --logdir=/tmp/reversal

A toy of translation. The image `alignments` shows where the decoder looks: once it has learned, on
a diagonal from the last digit to the first.
"""

import os

import numpy as np
import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
seq2seq = tf.contrib.seq2seq

flags.DEFINE_string("logdir", "/tmp/reversal", "Directory for train/ and test/.")
flags.DEFINE_integer("max_steps", 300, "Number of training steps.", lower_bound=1)
flags.DEFINE_integer("batch_size", 32, "Strings in a batch.", lower_bound=1)
flags.DEFINE_integer("longest", 6, "Digits in the longest strings.", lower_bound=1)
flags.DEFINE_integer("units", 48, "Units of encoder and decoder.", lower_bound=1)
flags.DEFINE_float("learning_rate", 0.005, "Learning rate of Adam.")
flags.DEFINE_enum("attention", "luong", ["luong", "bahdanau"], "How the decoder attends.")
flags.DEFINE_integer("summary_every", 5, "Training steps between summaries.", lower_bound=1)
flags.DEFINE_integer("test_every", 20, "Training steps between tests.", lower_bound=1)
flags.DEFINE_integer("seed", 1, "Seed of the strings.")

START, END = 10, 11  # what stands for the start and the end of a string, beside the digits
SYMBOLS = 12
ATTENTION = {"luong": seq2seq.LuongAttention, "bahdanau": seq2seq.BahdanauAttention}


def sample(random):
    """Returns (strings int32 [batch, longest], lengths int32 [batch]); END fills the rest."""
    lengths = random.randint(1, FLAGS.longest + 1, FLAGS.batch_size).astype(np.int32)
    strings = random.randint(0, 10, [FLAGS.batch_size, FLAGS.longest]).astype(np.int32)
    strings[np.arange(FLAGS.longest) >= lengths[:, np.newaxis]] = END
    return strings, lengths


class Translator(object):
    """The graph: placeholders, encoder, the decoder in training and in use, and summaries."""

    def __init__(self):
        with tf.name_scope("input"):
            self.strings = tf.placeholder(tf.int32, [None, None], name="strings")
            self.lengths = tf.placeholder(tf.int32, [None], name="lengths")
        self._batch = tf.shape(self.strings)[0]
        end = tf.fill([self._batch, 1], END)
        backwards = tf.reverse_sequence(self.strings, self.lengths, seq_axis=1)
        targets = tf.concat([backwards, end], axis=1)
        started = tf.concat([tf.fill([self._batch, 1], START), backwards], axis=1)

        self._embedding = tf.get_variable("embedding", [SYMBOLS, FLAGS.units // 2])
        with tf.variable_scope("encoder"):
            memory, state = tf.nn.dynamic_rnn(
                tf.nn.rnn_cell.GRUCell(FLAGS.units),
                tf.nn.embedding_lookup(self._embedding, self.strings),
                sequence_length=self.lengths,
                dtype=tf.float32,
            )
        mechanism = ATTENTION[FLAGS.attention](
            FLAGS.units, memory, memory_sequence_length=self.lengths
        )
        self._cell = seq2seq.AttentionWrapper(
            tf.nn.rnn_cell.GRUCell(FLAGS.units),
            mechanism,
            attention_layer_size=FLAGS.units,
            alignment_history=True,
        )
        zero_state = self._cell.zero_state(self._batch, tf.float32)
        self._start = zero_state.clone(cell_state=state)
        self._projection = tf.layers.Dense(SYMBOLS, use_bias=False, name="projection")

        inputs = tf.nn.embedding_lookup(self._embedding, started)
        taught, _ = self._decode(seq2seq.TrainingHelper(inputs, self.lengths + 1))
        most = tf.reduce_max(self.lengths) + 1
        weights = tf.sequence_mask(self.lengths + 1, dtype=tf.float32)
        loss = seq2seq.sequence_loss(taught.rnn_output, targets[:, :most], weights)
        self._train(loss)

        start_tokens = tf.fill([self._batch], START)
        greedy = seq2seq.GreedyEmbeddingHelper(self._embedding, start_tokens, END)
        free, looks = self._decode(greedy, reuse=True, most=FLAGS.longest + 1)
        with tf.name_scope("quality"):
            tf.summary.scalar("loss", loss)
            self.accuracy = self._accuracy(free.sample_id, targets)
            tf.summary.scalar("greedy_accuracy", self.accuracy)
        with tf.name_scope("attention"):
            # One picture of a string: a row for each digit written, a column for each one read.
            tf.summary.image("alignments", looks[:, :, :, tf.newaxis], max_outputs=1)
        self.summaries = tf.summary.merge_all()

    def _decode(self, helper, reuse=None, most=None):
        """Returns (outputs, alignments [batch, written, read]) of the decoder fed by a helper."""
        with tf.variable_scope("decoder", reuse=reuse):
            decoder = seq2seq.BasicDecoder(self._cell, helper, self._start, self._projection)
            outputs, state, _ = seq2seq.dynamic_decode(
                decoder, impute_finished=True, maximum_iterations=most
            )
        return outputs, tf.transpose(state.alignment_history.stack(), [1, 0, 2])

    def _accuracy(self, written, targets):
        """Returns the share of strings that are right from the first digit to the END."""
        width = FLAGS.longest + 1
        # The decoder stops with the last string, and writes zeros behind the END of the others.
        padded = tf.pad(written, [[0, 0], [0, width - tf.shape(written)[1]]])
        right = tf.equal(padded, targets[:, :width])
        beyond = tf.logical_not(tf.sequence_mask(self.lengths + 1, width))
        whole = tf.reduce_all(tf.logical_or(right, beyond), axis=1)
        return tf.reduce_mean(tf.cast(whole, tf.float32))

    def _train(self, loss):
        with tf.name_scope("train"):
            variables = tf.trainable_variables()
            gradients, norm = tf.clip_by_global_norm(tf.gradients(loss, variables), 1.0)
            tf.summary.scalar("gradient_norm", norm)
            for variable, gradient in zip(variables, gradients):
                tf.summary.histogram(variable.op.name + "/gradient", gradient)
            optimizer = tf.train.AdamOptimizer(FLAGS.learning_rate)
            self.train_op = optimizer.apply_gradients(zip(gradients, variables))

    def feed(self, strings, lengths):
        return {self.strings: strings, self.lengths: lengths}


def train(session, translator):
    """Trains for --max_steps; returns the accuracy on the test strings after the last step."""
    train_writer = tf.summary.FileWriter(os.path.join(FLAGS.logdir, "train"), session.graph)
    test_writer = tf.summary.FileWriter(os.path.join(FLAGS.logdir, "test"))
    random = np.random.RandomState(FLAGS.seed)
    test = translator.feed(*sample(np.random.RandomState(FLAGS.seed + 1)))
    session.run(tf.global_variables_initializer())
    for step in range(FLAGS.max_steps):
        if step % FLAGS.test_every == 0:
            summary, accuracy = session.run([translator.summaries, translator.accuracy], test)
            test_writer.add_summary(summary, step)
            print("step %4d: %.1f%% of the test strings are right" % (step, 100 * accuracy))
        feed = translator.feed(*sample(random))
        if step % FLAGS.summary_every == 0:
            # A run of its own: beside the training op it might see variables of after the step.
            train_writer.add_summary(session.run(translator.summaries, feed), step)
        session.run(translator.train_op, feed)
    train_writer.close()
    test_writer.close()
    return session.run(translator.accuracy, test)


def main(_):
    translator = Translator()
    with tf.Session() as session:
        accuracy = train(session, translator)
    print(
        "After %d steps %.1f%% of the test strings are right." % (FLAGS.max_steps, 100 * accuracy)
    )
    print("Summaries are in %s" % FLAGS.logdir)


if __name__ == "__main__":
    tf.app.run()
