"""tf.contrib.rnn, seq2seq, legacy_seq2seq, crf. Runs on 1.15.5 and here; Python 3.7."""

import re

from tests.contrib_host.frame import constant, error_of, main, np, probe, run, tf, variables

rnn = tf.contrib.rnn
seq2seq = tf.contrib.seq2seq
legacy = tf.contrib.legacy_seq2seq


def steps(count=3, batch=2, size=4):
    return [tf.constant(part) for part in constant(count, batch, size)]


def unrolled(cell, size=4):
    """Output, state and variables of three steps; weights are constants."""
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        outputs, state = rnn.static_rnn(cell, steps(size=size), dtype=tf.float32)
    flat = tf.contrib.framework.nest.flatten(state)
    return run(outputs[-1], *flat), variables()


@probe
def layer_norm_basic_lstm_cell(logdir):
    return unrolled(rnn.LayerNormBasicLSTMCell(3))


@probe
def layer_norm_basic_lstm_cell_with_dropout(logdir):
    return unrolled(rnn.LayerNormBasicLSTMCell(3, dropout_keep_prob=0.5, dropout_prob_seed=4))


@probe
def attention_cell_wrapper(logdir):
    cell = rnn.AttentionCellWrapper(rnn.BasicLSTMCell(3), attn_length=2, state_is_tuple=True)
    return unrolled(cell)


@probe
def coupled_input_forget_gate(logdir):
    return unrolled(rnn.CoupledInputForgetGateLSTMCell(3, use_peepholes=True))


@probe
def time_freq_lstm(logdir):
    return unrolled(rnn.TimeFreqLSTMCell(2, feature_size=4, frequency_skip=4))


@probe
def grid_lstm(logdir):
    return unrolled(rnn.GridLSTMCell(2, feature_size=2, frequency_skip=1, num_frequency_blocks=[3]))


@probe
def bidirectional_grid_lstm(logdir):
    cell = rnn.BidirectionalGridLSTMCell(
        2, feature_size=2, frequency_skip=1, num_frequency_blocks=[3]
    )
    return unrolled(cell)


@probe
def highway_residual_and_multi(logdir):
    cells = [rnn.HighwayWrapper(rnn.GRUCell(4)), rnn.ResidualWrapper(rnn.BasicRNNCell(4))]
    return unrolled(rnn.MultiRNNCell(cells))


@probe
def gru_block_cells(logdir):
    return unrolled(rnn.GRUBlockCellV2(3))


@probe
def lstm_block_cell(logdir):
    return unrolled(rnn.LSTMBlockCell(3, use_peephole=True))


@probe
def lstm_block_fused_cell(logdir):
    x = tf.constant(constant(3, 2, 4))
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, state = rnn.LSTMBlockFusedCell(3)(x, dtype=tf.float32)
    grads = tf.gradients(tf.reduce_sum(out), tf.trainable_variables())
    return run(out, state.c, *grads), variables()


@probe
def fused_rnn_adaptor(logdir):
    x = tf.constant(constant(3, 2, 4))
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        forward = rnn.FusedRNNCellAdaptor(rnn.BasicLSTMCell(3), use_dynamic_rnn=True)
        out, state = rnn.TimeReversedFusedRNN(forward)(x, dtype=tf.float32)
    return run(out, state.h), variables()


@probe
def ugrnn_intersection_nas(logdir):
    found = []
    for cell in (rnn.UGRNNCell(3), rnn.IntersectionRNNCell(4), rnn.NASCell(3)):
        with tf.Graph().as_default():
            found.append(unrolled(cell))
    return found


@probe
def phased_and_lstm_variants(logdir):
    found = []
    for cell in (
        rnn.GLSTMCell(4, number_of_groups=2),
        rnn.SRUCell(4),
        rnn.IndRNNCell(3),
        rnn.IndyLSTMCell(3),
    ):
        with tf.Graph().as_default():
            found.append(unrolled(cell))
    return found


@probe
def phased_lstm(logdir):
    cell = rnn.PhasedLSTMCell(3)
    times = tf.constant(constant(2, 3, 1) + 2.0)
    x = tf.constant(constant(2, 3, 4))
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.3)):
        out, _ = tf.nn.dynamic_rnn(cell, (times, x), dtype=tf.float32)
    return run(out), variables()


@probe
def conv_lstm(logdir):
    cell = rnn.ConvLSTMCell(2, [4, 4, 1], 2, [3, 3])
    x = tf.constant(constant(1, 3, 4, 4, 1))
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return run(out), variables()


@probe
def embedding_and_projection_wrappers(logdir):
    cell = rnn.EmbeddingWrapper(rnn.GRUCell(3), 5, 2)
    cell = rnn.OutputProjectionWrapper(cell, 4)
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.2)):
        out, _ = cell(tf.constant([[1], [2]]), cell.zero_state(2, tf.float32))
    return run(out), variables()


@probe
def input_projection_and_compiled(logdir):
    cell = rnn.InputProjectionWrapper(rnn.GRUCell(3), 5)
    return unrolled(cell)


@probe
def weight_norm_lstm(logdir):
    from tensorflow.contrib.rnn.python.ops import rnn_cell

    return unrolled(rnn_cell.WeightNormLSTMCell(3, norm=True))


@probe
def static_bidirectional(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, forward, backward = rnn.static_bidirectional_rnn(
            rnn.GRUCell(3), rnn.GRUCell(3), steps(), dtype=tf.float32, sequence_length=[3, 2]
        )
    return run(tf.stack(out), forward, backward), variables()


@probe
def stack_bidirectional_dynamic(logdir):
    x = tf.constant(constant(2, 3, 4))
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, forward, backward = rnn.stack_bidirectional_dynamic_rnn(
            [rnn.GRUCell(3), rnn.GRUCell(2)],
            [rnn.GRUCell(3), rnn.GRUCell(2)],
            x,
            dtype=tf.float32,
            sequence_length=[3, 1],
        )
    return run(out, *(forward + backward)), variables()


@probe
def stack_bidirectional_static(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, _, _ = rnn.stack_bidirectional_rnn(
            [rnn.LSTMCell(3)], [rnn.LSTMCell(3)], steps(), dtype=tf.float32
        )
    return run(tf.stack(out)), variables()


@probe
def static_and_state_saving(logdir):
    out, state = rnn.static_rnn(
        rnn.LSTMCell(3, initializer=tf.constant_initializer(0.1)),
        steps(),
        dtype=tf.float32,
        sequence_length=[1, 3],
    )
    return run(tf.stack(out), state.c), variables()


@probe
def one_hierarchy_of_cells(logdir):
    cell = rnn.BasicLSTMCell(3)
    return (
        isinstance(cell, tf.nn.rnn_cell.RNNCell),
        rnn.LSTMCell is tf.nn.rnn_cell.LSTMCell,
        isinstance(rnn.LayerNormBasicLSTMCell(2), tf.nn.rnn_cell.RNNCell),
        isinstance(tf.layers.Dense(3), tf.contrib.keras.layers.Layer),
        rnn.LSTMStateTuple is tf.nn.rnn_cell.LSTMStateTuple,
        rnn.best_effort_input_batch_size is not None,
    )


@probe
def transpose_and_padding(logdir):
    x = tf.constant(constant(2, 3))
    return run(rnn.transpose_batch_time(tf.constant(constant(2, 3, 1)))), x.name


def memory():
    return tf.constant(constant(2, 5, 4))


def attention_step(mechanism, **options):
    cell = seq2seq.AttentionWrapper(rnn.GRUCell(3), mechanism, attention_layer_size=4, **options)
    state = cell.zero_state(2, tf.float32)
    out, state = cell(tf.constant(constant(2, 4)), state)
    out, state = cell(tf.constant(constant(2, 4)), state)
    return run(out, state.alignments, state.attention), variables()


@probe
def bahdanau_attention(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.2)):
        return attention_step(seq2seq.BahdanauAttention(4, memory(), [5, 3], normalize=True))


@probe
def luong_attention(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.2)):
        return attention_step(
            seq2seq.LuongAttention(3, memory(), scale=True), alignment_history=True
        )


@probe
def monotonic_attention(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.2)):
        return attention_step(seq2seq.BahdanauMonotonicAttention(4, memory(), mode="parallel"))


@probe
def luong_monotonic_attention(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.2)):
        return attention_step(seq2seq.LuongMonotonicAttention(3, memory(), mode="hard"))


def decoder_parts(batch=2):
    embedding = tf.constant(constant(6, 4))
    cell = rnn.GRUCell(3, kernel_initializer=tf.constant_initializer(0.3))
    projection = tf.layers.Dense(6, kernel_initializer=tf.constant_initializer(constant(3, 6)))
    return embedding, cell, projection


@probe
def training_decoder(logdir):
    _, cell, projection = decoder_parts()
    helper = seq2seq.TrainingHelper(tf.constant(constant(2, 4, 4)), [4, 2])
    decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), projection)
    outputs, state, lengths = seq2seq.dynamic_decode(decoder, impute_finished=True)
    loss = seq2seq.sequence_loss(
        outputs.rnn_output,
        tf.constant([[1, 2, 3, 4], [0, 1, 0, 0]]),
        tf.sequence_mask([4, 2], 4, tf.float32),
    )
    return run(outputs.rnn_output, outputs.sample_id, state, lengths, loss), variables()


@probe
def greedy_decoder(logdir):
    embedding, cell, projection = decoder_parts()
    helper = seq2seq.GreedyEmbeddingHelper(embedding, [1, 2], 5)
    decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), projection)
    outputs, _, lengths = seq2seq.dynamic_decode(decoder, maximum_iterations=4)
    return run(outputs.sample_id, lengths, outputs.rnn_output), variables()


@probe
def sampling_and_scheduled_helpers(logdir):
    embedding, cell, projection = decoder_parts()
    found = []
    for helper in (
        seq2seq.SampleEmbeddingHelper(embedding, [1, 2], 5, seed=3),
        seq2seq.ScheduledEmbeddingTrainingHelper(
            tf.constant(constant(2, 4, 4)), [4, 4], embedding, 0.5, seed=3, scheduling_seed=4
        ),
        seq2seq.ScheduledOutputTrainingHelper(tf.constant(constant(2, 4, 6)), [4, 4], 0.0),
    ):
        decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), projection)
        try:
            outputs, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=4)
            found.append(run(outputs.sample_id))
        except ValueError as error:
            found.append(type(error).__name__)
    return found


@probe
def beam_search_decoder(logdir):
    embedding, cell, projection = decoder_parts()
    with tf.variable_scope("v"):
        state = seq2seq.tile_batch(tf.constant(constant(2, 3)), 3)
        decoder = seq2seq.BeamSearchDecoder(
            cell, embedding, [1, 2], 5, state, 3, output_layer=projection, length_penalty_weight=0.6
        )
        outputs, final, lengths = seq2seq.dynamic_decode(decoder, maximum_iterations=5)
    scores = outputs.beam_search_decoder_output.scores
    return run(outputs.predicted_ids, scores, final.log_probs, lengths), variables()


@probe
def beam_search_with_attention(logdir):
    embedding, _, projection = decoder_parts()
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.2)):
        keys = seq2seq.tile_batch(memory(), 2)
        lengths = seq2seq.tile_batch(tf.constant([5, 3]), 2)
        attention = seq2seq.LuongAttention(3, keys, lengths)
        cell = seq2seq.AttentionWrapper(rnn.GRUCell(3), attention, attention_layer_size=3)
        decoder = seq2seq.BeamSearchDecoder(
            cell, embedding, [1, 2], 5, cell.zero_state(4, tf.float32), 2, output_layer=projection
        )
        outputs, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=4)
    return run(outputs.predicted_ids), variables()


@probe
def gather_tree_refuses_parents_that_are_no_beams(logdir):
    """What the error says of the first one that is followed; others do not matter."""
    tokens = [[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]], [[-1, -1, -1]]]
    unused = [[[0, 7, 0]], [[0, 0, 1]], [[2, 1, 2]], [[-1, -1, -1]]]
    negative = [[[0, 0, 0]], [[0, -1, 1]], [[2, 1, 2]], [[-1, -1, -1]]]
    too_large = [[[0, 0, 0]], [[0, 8, 1]], [[2, 1, 2]], [[0, 0, 9]]]
    found = []
    for parents, length in ((unused, 3), (negative, 3), (too_large, 3), (too_large, 4)):
        sequences = seq2seq.gather_tree(tokens, parents, [length], 10)
        try:
            found.append(run(sequences))
        except tf.errors.InvalidArgumentError as error:
            found.append(re.search(r"Saw invalid [^)]*\) == \([^)]*\)", str(error)).group())
    return found


@probe
def gather_tree(logdir):
    steps_ = np.array([[[1, 2, 3]], [[4, 5, 6]], [[7, 9, 8]], [[9, 2, 9]]], np.int32)
    parents = np.array([[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 0]], [[1, 1, 2]]], np.int32)
    found = [seq2seq.gather_tree(steps_, parents, [length], 9) for length in (4, 3, 1, 0, 7)]
    return run(*found)


@probe
def seq2seq_errors(logdir):
    cell = rnn.GRUCell(3)
    return [
        error_of(lambda: seq2seq.AttentionWrapper(cell, None)),
        error_of(lambda: seq2seq.BasicDecoder(cell, None, None)),
        error_of(lambda: seq2seq.sequence_loss(tf.zeros([2, 3]), tf.zeros([2, 3]), tf.zeros([2]))),
    ]


@probe
def crf_loss_and_decode(logdir):
    crf = tf.contrib.crf
    lengths = tf.constant([4, 2])
    potentials = tf.constant(constant(2, 4, 3))
    tags = tf.constant([[0, 1, 2, 0], [1, 1, 0, 0]])
    transitions = tf.get_variable("t", initializer=constant(3, 3))
    likelihood, same = crf.crf_log_likelihood(potentials, tags, lengths, transitions)
    decoded, score = crf.crf_decode(potentials, transitions, lengths)
    grad = tf.gradients(likelihood, transitions)[0]
    viterbi = crf.viterbi_decode(constant(4, 3), constant(3, 3))
    return run(likelihood, decoded, score, grad), viterbi, same.op.name


@probe
def crf_pieces(logdir):
    crf = tf.contrib.crf
    lengths = tf.constant([4, 2])
    potentials = tf.constant(constant(2, 4, 3))
    transitions = tf.constant(constant(3, 3))
    tags = tf.constant([[0, 1, 2, 0], [1, 1, 0, 0]])
    return run(
        crf.crf_sequence_score(potentials, tags, lengths, transitions),
        crf.crf_log_norm(potentials, lengths, transitions),
        crf.crf_unary_score(tags, lengths, potentials),
        crf.crf_binary_score(tags, lengths, transitions),
        crf.crf_multitag_sequence_score(
            potentials, tf.ones([2, 4, 3], tf.bool), lengths, transitions
        ),
    )


@probe
def legacy_basic(logdir):
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        outputs, state = legacy.basic_rnn_seq2seq(steps(), steps(), rnn.GRUCell(3))
    return run(tf.stack(outputs), state), variables()


@probe
def legacy_embedding_attention(logdir):
    inputs = [tf.constant([1, 2]), tf.constant([0, 3])]
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        outputs, _ = legacy.embedding_attention_seq2seq(
            inputs, inputs, rnn.GRUCell(3), 4, 5, 2, feed_previous=False
        )
    weights = [tf.ones([2])] * 2
    loss = legacy.sequence_loss(outputs, inputs, weights)
    return run(tf.stack(outputs), loss), variables()


@probe
def legacy_feed_previous(logdir):
    inputs = [tf.constant([1, 2]), tf.constant([0, 3]), tf.constant([1, 1])]
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        outputs, _ = legacy.embedding_rnn_seq2seq(
            inputs, inputs, rnn.BasicLSTMCell(3), 4, 5, 2, feed_previous=True
        )
    return run(tf.stack(outputs)), variables()


@probe
def legacy_tied_and_attention_decoder(logdir):
    inputs = [tf.constant([1, 2]), tf.constant([0, 3])]
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        tied, _ = legacy.embedding_tied_rnn_seq2seq(inputs, inputs, rnn.GRUCell(3), 4, 2)
        out, _ = legacy.attention_decoder(
            steps(), tf.zeros([2, 3]), memory(), rnn.GRUCell(3), num_heads=2
        )
    return run(tf.stack(tied), tf.stack(out)), variables()


@probe
def legacy_model_with_buckets(logdir):
    inputs = [tf.constant([1, 2]), tf.constant([0, 3])]
    weights = [tf.ones([2])] * 2

    def model(x, y):
        return legacy.embedding_rnn_seq2seq(x, y, rnn.GRUCell(3), 4, 4, 2)

    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        outputs, losses = legacy.model_with_buckets(
            inputs, inputs, inputs, weights, [(1, 1), (2, 2)], model
        )
    return run(*losses), [len(o) for o in outputs], variables()


@probe
def recurrent_and_functional_rnn(logdir):
    x = tf.constant(constant(3, 2, 4))
    cell = rnn.BasicRNNCell(3)
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, _ = tf.contrib.recurrent.functional_rnn(cell, x, dtype=tf.float32, time_major=True)
    return run(out), variables()


@probe
def cudnn_compatible_cells(logdir):
    cell = tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell(3)
    gru = tf.contrib.cudnn_rnn.CudnnCompatibleGRUCell(3)
    with tf.Graph().as_default():
        first = unrolled(cell)
    with tf.Graph().as_default():
        second = unrolled(gru)
    return first, second


@probe
def cudnn_layer_builds(logdir):
    lstm = tf.contrib.cudnn_rnn.CudnnLSTM(1, 3, kernel_initializer=tf.constant_initializer(0.1))
    return (
        error_of(lambda: lstm.build([3, 2, 4])),
        lstm.num_units,
        lstm.direction,
        lstm.canonical_weight_shapes if lstm.built else None,
    )


@probe
def grid_rnn(logdir):
    grid = tf.contrib.grid_rnn
    cell = grid.Grid2LSTMCell(3)
    with tf.variable_scope("v", initializer=tf.constant_initializer(0.1)):
        out, _ = tf.nn.static_rnn(cell, steps(size=3), dtype=tf.float32)
    return run(tf.contrib.framework.nest.flatten(out)[-1]), variables()


if __name__ == "__main__":
    main()
