"""tf.contrib.rnn, seq2seq, legacy_seq2seq and crf, from the genuine files."""


def constructs(tf, t, v):
    rnn = tf.contrib.rnn
    seq2seq = tf.contrib.seq2seq
    legacy = tf.contrib.legacy_seq2seq

    def step(cell, width=3):
        return cell(t(2, width), cell.zero_state(2, tf.float32))

    def convolutional():
        cell = rnn.ConvLSTMCell(2, [4, 4, 3], 2, [3, 3])
        return cell(t(2, 4, 4, 3), cell.zero_state(2, tf.float32))

    def static(make):
        def build():
            inputs = [t(2, 3) for _ in range(3)]
            return rnn.static_rnn(make(), inputs, dtype=tf.float32)[0]

        return build

    def lengths():
        return t(2, dtype=tf.int32)

    def attended(make, cell=None, **options):
        def build():
            mechanism = make(t(2, 4, 5))
            wrapper = seq2seq.AttentionWrapper(
                cell or tf.nn.rnn_cell.GRUCell(6), mechanism, **options
            )
            return wrapper(t(2, 3), wrapper.zero_state(2, tf.float32))[0]

        return build

    def decoded(helper, **options):
        def build():
            cell = tf.nn.rnn_cell.GRUCell(6)
            decoder = seq2seq.BasicDecoder(
                cell, helper(), cell.zero_state(2, tf.float32), tf.layers.Dense(5)
            )
            out, _, _ = seq2seq.dynamic_decode(decoder, **options)
            return out.rnn_output, tf.random_uniform([2])

        return build

    def beams():
        cell = tf.nn.rnn_cell.GRUCell(6)
        state = seq2seq.tile_batch(t(2, 6), 3)
        decoder = seq2seq.BeamSearchDecoder(
            cell, v(5, 4), tf.fill([2], 1), 2, state, 3, output_layer=tf.layers.Dense(5)
        )
        out, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=4)
        return out.predicted_ids, tf.random_uniform([2])

    def embedding():
        return v(5, 4)

    def teacher():
        return seq2seq.TrainingHelper(t(2, 4, 3), lengths())

    def scheduled():
        return seq2seq.ScheduledEmbeddingTrainingHelper(t(2, 4, 4), lengths(), embedding(), 0.5)

    def scheduled_outputs():
        return seq2seq.ScheduledOutputTrainingHelper(t(2, 4, 5), lengths(), 0.5)

    def greedy():
        return seq2seq.GreedyEmbeddingHelper(embedding(), tf.fill([2], 1), 2)

    def sampling():
        return seq2seq.SampleEmbeddingHelper(embedding(), tf.fill([2], 1), 2)

    def bidirectional(function, inputs):
        def build():
            cells = [tf.nn.rnn_cell.GRUCell(4) for _ in range(4)]
            return function(cells[:2], cells[2:], inputs(), dtype=tf.float32)[0]

        return build

    def crf():
        return tf.contrib.crf.crf_log_likelihood(t(2, 4, 3), t(2, 4, dtype=tf.int32), lengths())

    def crf_decode():
        return tf.contrib.crf.crf_decode(t(2, 4, 3), t(3, 3), lengths())

    def words():
        return [t(2, dtype=tf.int32) for _ in range(3)]

    def basic():
        cell = tf.nn.rnn_cell.BasicLSTMCell(4)
        return legacy.basic_rnn_seq2seq([t(2, 3)] * 2, [t(2, 3)] * 2, cell)[0]

    def embedded():
        cell = tf.nn.rnn_cell.BasicLSTMCell(4)
        return legacy.embedding_rnn_seq2seq(words(), words(), cell, 5, 5, 3)[0]

    def legacy_attention():
        cell = tf.nn.rnn_cell.GRUCell(4)
        return legacy.embedding_attention_seq2seq(words(), words(), cell, 5, 5, 3)[0]

    def fed_back():
        cell = tf.nn.rnn_cell.GRUCell(4)
        return legacy.embedding_attention_seq2seq(
            words(), words(), cell, 5, 5, 3, feed_previous=True
        )[0]

    def fused(make, **options):
        return lambda: make(6, **options)(t(4, 2, 3), dtype=tf.float32)[0]

    def sequence_loss(**options):
        return lambda: seq2seq.sequence_loss(
            t(2, 4, 5), t(2, 4, dtype=tf.int32), t(2, 4), **options
        )

    luong, bahdanau = seq2seq.LuongAttention, seq2seq.BahdanauAttention
    return {
        "BasicLSTMCell": lambda: step(rnn.BasicLSTMCell(4, forget_bias=0.5)),
        "LSTMCell layer normed": lambda: step(rnn.LayerNormBasicLSTMCell(4, dropout_keep_prob=0.5)),
        "CoupledInputForgetGateLSTMCell": lambda: step(rnn.CoupledInputForgetGateLSTMCell(4)),
        "GRUBlockCell": lambda: step(rnn.GRUBlockCellV2(4)),
        "LSTMBlockCell": lambda: step(rnn.LSTMBlockCell(4)),
        "LSTMBlockFusedCell": fused(rnn.LSTMBlockFusedCell),
        "TimeFreqLSTMCell": lambda: step(rnn.TimeFreqLSTMCell(4, feature_size=3, frequency_skip=1)),
        "GridLSTMCell": lambda: step(
            rnn.GridLSTMCell(4, feature_size=3, frequency_skip=1, num_frequency_blocks=[1])
        ),
        "UGRNNCell": lambda: step(rnn.UGRNNCell(4)),
        "IntersectionRNNCell": lambda: step(rnn.IntersectionRNNCell(3)),
        "NASCell": lambda: step(rnn.NASCell(4)),
        "PhasedLSTMCell": lambda: rnn.PhasedLSTMCell(4)(
            (t(2, 1), t(2, 3)), rnn.PhasedLSTMCell(4).zero_state(2, tf.float32)
        ),
        "ConvLSTMCell": convolutional,
        "GLSTMCell": lambda: step(rnn.GLSTMCell(4, number_of_groups=2), 4),
        "SRUCell": lambda: step(rnn.SRUCell(4)),
        "AttentionCellWrapper": lambda: step(
            rnn.AttentionCellWrapper(rnn.BasicLSTMCell(4), 2, state_is_tuple=True)
        ),
        "HighwayWrapper": lambda: step(rnn.HighwayWrapper(rnn.GRUCell(3))),
        "InputProjectionWrapper": lambda: step(rnn.InputProjectionWrapper(rnn.GRUCell(4), 5)),
        "OutputProjectionWrapper": lambda: step(rnn.OutputProjectionWrapper(rnn.GRUCell(4), 5)),
        "EmbeddingWrapper": lambda: rnn.EmbeddingWrapper(rnn.GRUCell(4), 5, 3)(
            t(2, 1, dtype=tf.int32), rnn.GRUCell(4).zero_state(2, tf.float32)
        ),
        "static_rnn": static(lambda: rnn.BasicLSTMCell(4)),
        "static_rnn dropout": static(
            lambda: rnn.DropoutWrapper(rnn.GRUCell(4), input_keep_prob=0.5)
        ),
        "stack_bidirectional_rnn": bidirectional(
            rnn.stack_bidirectional_rnn, lambda: [t(2, 3) for _ in range(3)]
        ),
        "stack_bidirectional_dynamic_rnn": bidirectional(
            rnn.stack_bidirectional_dynamic_rnn, lambda: t(2, 4, 3)
        ),
        "LuongAttention": attended(lambda memory: luong(6, memory)),
        "LuongAttention scaled": attended(
            lambda memory: luong(6, memory, lengths(), scale=True), attention_layer_size=4
        ),
        "BahdanauAttention": attended(lambda memory: bahdanau(6, memory, lengths())),
        "BahdanauAttention normalized": attended(
            lambda memory: bahdanau(6, memory, normalize=True), output_attention=False
        ),
        "BahdanauMonotonicAttention": attended(
            lambda memory: seq2seq.BahdanauMonotonicAttention(6, memory, sigmoid_noise=1.0)
        ),
        "LuongMonotonicAttention": attended(
            lambda memory: seq2seq.LuongMonotonicAttention(6, memory)
        ),
        "attention history": attended(
            lambda memory: luong(6, memory), alignment_history=True, attention_layer_size=4
        ),
        "TrainingHelper": decoded(teacher),
        "TrainingHelper finished": decoded(teacher, impute_finished=True, swap_memory=True),
        "ScheduledEmbeddingTrainingHelper": decoded(scheduled),
        "ScheduledOutputTrainingHelper": decoded(scheduled_outputs),
        "GreedyEmbeddingHelper": decoded(greedy, maximum_iterations=5),
        "SampleEmbeddingHelper": decoded(sampling, maximum_iterations=5),
        "BeamSearchDecoder": beams,
        "tile_batch": lambda: seq2seq.tile_batch(t(2, 3), 2),
        "sequence_loss": sequence_loss(),
        "sequence_loss by step": sequence_loss(average_across_timesteps=False),
        "sequence_loss by element": sequence_loss(
            average_across_timesteps=False, average_across_batch=False
        ),
        "crf_log_likelihood": crf,
        "crf_decode": crf_decode,
        "basic_rnn_seq2seq": basic,
        "embedding_rnn_seq2seq": embedded,
        "embedding_attention_seq2seq": legacy_attention,
        "embedding_attention_seq2seq fed back": fed_back,
    }
