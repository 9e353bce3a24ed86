"""Text and speech: translation, tagging, transformers, memory, CTC."""

import math

import numpy as np

from tests.graphs.zoo.training import IMAGES, ONE_HOT, loop, model, tf

IDS = (np.arange(4 * 6) * 5 % 18 + 2).reshape(4, 6)
FRAMES = IMAGES[:4, :60].reshape(4, 10, 6)


@model
def seq2seq_beam_search():
    seq2seq = tf.contrib.seq2seq
    src = tf.placeholder(tf.int32, [None, None], name="encoder_inputs")
    src_len = tf.placeholder(tf.int32, [None], name="encoder_inputs_length")
    tgt = tf.placeholder(tf.int32, [None, None], name="decoder_targets")
    tgt_len = tf.placeholder(tf.int32, [None], name="decoder_targets_length")
    keep = tf.placeholder(tf.float32, name="keep_prob")

    def cells(units, layers):
        def single():
            cell = tf.contrib.rnn.LSTMCell(units)
            return tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=keep)

        return tf.contrib.rnn.MultiRNNCell([single() for _ in range(layers)])

    with tf.variable_scope("encoder"):
        embedding = tf.get_variable("embedding", [20, 8])
        outputs, state = tf.nn.dynamic_rnn(
            cells(8, 2), tf.nn.embedding_lookup(embedding, src), src_len, dtype=tf.float32
        )

    def decoder_cell(memory, lengths, start, batch_size):
        mechanism = seq2seq.LuongAttention(8, memory, memory_sequence_length=lengths)
        cell = seq2seq.AttentionWrapper(
            cells(8, 2), mechanism, attention_layer_size=8, name="Attention_Wrapper"
        )
        return cell, cell.zero_state(batch_size, tf.float32).clone(cell_state=start)

    batch_size = tf.shape(src)[0]
    with tf.variable_scope("decoder"):
        cell, initial = decoder_cell(outputs, src_len, state, batch_size)
        projection = tf.layers.Dense(
            20, kernel_initializer=tf.truncated_normal_initializer(mean=0.0, stddev=0.1)
        )
        ending = tf.strided_slice(tgt, [0, 0], [batch_size, -1], [1, 1])
        inputs = tf.concat([tf.fill([batch_size, 1], 1), ending], 1)
        helper = seq2seq.TrainingHelper(
            tf.nn.embedding_lookup(embedding, inputs), tgt_len, time_major=False
        )
        decoder = seq2seq.BasicDecoder(cell, helper, initial, output_layer=projection)
        out, _, _ = seq2seq.dynamic_decode(
            decoder, impute_finished=True, maximum_iterations=tf.reduce_max(tgt_len)
        )
        logits = tf.identity(out.rnn_output)
    mask = tf.sequence_mask(tgt_len, tf.reduce_max(tgt_len), dtype=tf.float32, name="masks")
    loss = seq2seq.sequence_loss(logits=logits, targets=tgt, weights=mask)
    with tf.variable_scope("decoder", reuse=True):
        memory = seq2seq.tile_batch(outputs, multiplier=3)
        start = tf.contrib.framework.nest.map_structure(lambda s: seq2seq.tile_batch(s, 3), state)
        lengths = seq2seq.tile_batch(src_len, multiplier=3)
        cell, initial = decoder_cell(memory, lengths, start, batch_size * 3)
        beams = seq2seq.BeamSearchDecoder(
            cell=cell,
            embedding=embedding,
            start_tokens=tf.ones_like(src_len),
            end_token=0,
            initial_state=initial,
            beam_width=3,
            output_layer=projection,
        )
        decoded, _, _ = seq2seq.dynamic_decode(beams, maximum_iterations=4)
        tf.transpose(decoded.predicted_ids, perm=[0, 2, 1])
    params = tf.trainable_variables()
    gradients = tf.gradients(loss, params)
    clipped, _ = tf.clip_by_global_norm(gradients, 5.0)
    train = tf.train.AdamOptimizer(0.01).apply_gradients(zip(clipped, params))
    lengths = [6, 5, 4, 6]
    return loop(
        loss, train, lambda i: {src: IDS, src_len: lengths, tgt: IDS, tgt_len: lengths, keep: 1.0}
    )


@model
def bilstm_crf():
    word_ids = tf.placeholder(tf.int32, shape=[None, None], name="word_ids")
    lengths = tf.placeholder(tf.int32, shape=[None], name="sequence_lengths")
    char_ids = tf.placeholder(tf.int32, shape=[None, None, None], name="char_ids")
    word_lengths = tf.placeholder(tf.int32, shape=[None, None], name="word_lengths")
    labels = tf.placeholder(tf.int32, shape=[None, None], name="labels")
    dropout = tf.placeholder(dtype=tf.float32, shape=[], name="dropout")
    with tf.variable_scope("words"):
        vectors = tf.Variable(np.resize(IMAGES, (20, 6)), name="_word_embeddings", trainable=False)
        words = tf.nn.embedding_lookup(vectors, word_ids, name="word_embeddings")
    with tf.variable_scope("chars"):
        chars = tf.get_variable(name="_char_embeddings", dtype=tf.float32, shape=[12, 4])
        char_embeddings = tf.nn.embedding_lookup(chars, char_ids, name="char_embeddings")
        s = tf.shape(char_embeddings)
        char_embeddings = tf.reshape(char_embeddings, shape=[s[0] * s[1], s[-2], 4])
        fw = tf.contrib.rnn.LSTMCell(3, state_is_tuple=True)
        bw = tf.contrib.rnn.LSTMCell(3, state_is_tuple=True)
        _output = tf.nn.bidirectional_dynamic_rnn(
            fw,
            bw,
            char_embeddings,
            sequence_length=tf.reshape(word_lengths, [s[0] * s[1]]),
            dtype=tf.float32,
        )
        _, ((_, output_fw), (_, output_bw)) = _output
        output = tf.concat([output_fw, output_bw], axis=-1)
        output = tf.reshape(output, shape=[s[0], s[1], 6])
    words = tf.nn.dropout(tf.concat([words, output], axis=-1), dropout)
    with tf.variable_scope("bi-lstm"):
        (fw, bw), _ = tf.nn.bidirectional_dynamic_rnn(
            tf.contrib.rnn.LSTMCell(5),
            tf.contrib.rnn.LSTMCell(5),
            words,
            sequence_length=lengths,
            dtype=tf.float32,
        )
        output = tf.nn.dropout(tf.concat([fw, bw], axis=-1), dropout)
    with tf.variable_scope("proj"):
        w = tf.get_variable("W", dtype=tf.float32, shape=[10, 4])
        b = tf.get_variable("b", shape=[4], dtype=tf.float32, initializer=tf.zeros_initializer())
        steps = tf.shape(output)[1]
        scores = tf.reshape(tf.matmul(tf.reshape(output, [-1, 10]), w) + b, [-1, steps, 4])
    likelihood, transitions = tf.contrib.crf.crf_log_likelihood(scores, labels, lengths)
    loss = tf.reduce_mean(-likelihood)
    tf.contrib.crf.crf_decode(scores, transitions, lengths)
    optimizer = tf.train.AdamOptimizer(0.01)
    grads, vs = zip(*optimizer.compute_gradients(loss))
    grads, _ = tf.clip_by_global_norm(grads, 1.0)
    train = optimizer.apply_gradients(zip(grads, vs))
    return loop(
        loss,
        train,
        lambda i: {
            word_ids: IDS,
            lengths: [6, 4, 5, 6],
            labels: IDS % 4,
            dropout: 0.7,
            char_ids: np.arange(96).reshape(4, 6, 4) % 12,
            word_lengths: IDS % 4 + 1,
        },
    )


@model
def transformer():
    def ln(inputs, epsilon=1e-8, scope="ln"):
        with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
            params_shape = inputs.get_shape()[-1:]
            mean, variance = tf.nn.moments(inputs, [-1], keep_dims=True)
            beta = tf.get_variable("beta", params_shape, initializer=tf.zeros_initializer())
            gamma = tf.get_variable("gamma", params_shape, initializer=tf.ones_initializer())
            return gamma * ((inputs - mean) / ((variance + epsilon) ** 0.5)) + beta

    def mask(inputs, key_masks=None, kind=None):
        padding_num = -(2**32) + 1
        if kind == "key":
            key_masks = tf.to_float(key_masks)
            key_masks = tf.tile(key_masks, [tf.shape(inputs)[0] // tf.shape(key_masks)[0], 1])
            return inputs + tf.expand_dims(key_masks, 1) * padding_num
        diag = tf.ones_like(inputs[0, :, :])
        tril = tf.linalg.LinearOperatorLowerTriangular(diag).to_dense()
        future = tf.tile(tf.expand_dims(tril, 0), [tf.shape(inputs)[0], 1, 1])
        return tf.where(tf.equal(future, 0), tf.ones_like(future) * padding_num, inputs)

    def multihead(q, k, v, key_masks, causality, scope="multihead_attention"):
        with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
            heads = [
                tf.concat(tf.split(tf.layers.dense(t, 8, use_bias=True), 2, axis=2), axis=0)
                for t in (q, k, v)
            ]
            scores = tf.matmul(heads[0], tf.transpose(heads[1], [0, 2, 1])) / 4**0.5
            scores = mask(scores, key_masks=key_masks, kind="key")
            if causality:
                scores = mask(scores, kind="future")
            scores = tf.nn.softmax(scores)
            tf.summary.image("attention", tf.expand_dims(scores[:1], -1))
            scores = tf.layers.dropout(scores, rate=0.3, training=True)
            joined = tf.concat(tf.split(tf.matmul(scores, heads[2]), 2, axis=0), axis=2)
            return ln(joined + q)

    def feed_forward(inputs):
        with tf.variable_scope("positionwise_feedforward", reuse=tf.AUTO_REUSE):
            outputs = tf.layers.dense(inputs, 16, activation=tf.nn.relu)
            return ln(tf.layers.dense(outputs, 8) + inputs)

    xs = tf.placeholder(tf.int32, [None, None])
    ys = tf.placeholder(tf.int32, [None, None])
    with tf.variable_scope("shared_weight_matrix"):
        weights = tf.get_variable(
            "weight_mat", [20, 8], initializer=tf.contrib.layers.xavier_initializer()
        )
        embeddings = tf.concat((tf.zeros(shape=[1, 8]), weights[1:, :]), 0)

    def positional(inputs):
        with tf.variable_scope("position"):
            index = tf.tile(
                tf.expand_dims(tf.range(tf.shape(inputs)[1]), 0), [tf.shape(inputs)[0], 1]
            )
            rates = 1.0 / tf.pow(10000.0, tf.to_float(2 * (tf.range(8) // 2)) / 8.0)
            angles = tf.expand_dims(tf.to_float(index), -1) * rates
            even = tf.cast(tf.equal(tf.mod(tf.range(8), 2), 0), tf.float32)
            return tf.sin(angles) * even + tf.cos(angles) * (1.0 - even)

    with tf.variable_scope("encoder"):
        src_masks = tf.math.equal(xs, 0)
        enc = tf.nn.embedding_lookup(embeddings, xs) * 8**0.5
        enc = tf.layers.dropout(enc + positional(xs), 0.3, training=True)
        for i in range(2):
            with tf.variable_scope("num_blocks_%d" % i):
                enc = feed_forward(multihead(enc, enc, enc, src_masks, False))
    with tf.variable_scope("decoder"):
        decoder_inputs = tf.concat((tf.ones_like(ys[:, :1]) * 2, ys[:, :-1]), -1)
        tgt_masks = tf.math.equal(decoder_inputs, 0)
        dec = tf.nn.embedding_lookup(embeddings, decoder_inputs) * 8**0.5
        dec = tf.layers.dropout(dec + positional(decoder_inputs), 0.3, training=True)
        with tf.variable_scope("num_blocks_0"):
            dec = multihead(dec, dec, dec, tgt_masks, True, "self_attention")
            dec = multihead(dec, enc, enc, src_masks, False, "vanilla_attention")
            dec = feed_forward(dec)
    logits = tf.einsum("ntd,dk->ntk", dec, tf.transpose(embeddings))
    smoothed = (0.9 * tf.one_hot(ys, depth=20)) + 0.1 / tf.cast(20, tf.float32)
    ce = tf.nn.softmax_cross_entropy_with_logits_v2(logits=logits, labels=smoothed)
    nonpadding = tf.to_float(tf.not_equal(ys, 0))
    loss = tf.reduce_sum(ce * nonpadding) / (tf.reduce_sum(nonpadding) + 1e-7)
    global_step = tf.train.get_or_create_global_step()
    step = tf.cast(global_step + 1, dtype=tf.float32)
    rate = 0.01 * 20**0.5 * tf.minimum(step * 20**-1.5, step**-0.5)
    train = tf.train.AdamOptimizer(rate, beta2=0.98).minimize(loss, global_step=global_step)
    return loop(loss, train, lambda i: {xs: IDS, ys: IDS[:, ::-1]})


@model
def bert():
    import collections
    import re

    def initializer(stddev=0.02):
        return tf.truncated_normal_initializer(stddev=stddev)

    def gelu(t):
        return t * 0.5 * (1.0 + tf.tanh((np.sqrt(2 / np.pi) * (t + 0.044715 * tf.pow(t, 3)))))

    def layer_norm(t, name=None):
        return tf.contrib.layers.layer_norm(
            inputs=t, begin_norm_axis=-1, begin_params_axis=-1, scope=name
        )

    def dropout(t, prob=0.1):
        return tf.nn.dropout(t, 1.0 - prob)

    def shape_list(t):
        shape = t.shape.as_list()
        dynamic = tf.shape(t)
        return [dynamic[i] if d is None else d for i, d in enumerate(shape)]

    input_ids = tf.placeholder(tf.int32, [4, 6])
    input_mask = tf.placeholder(tf.int32, [4, 6])
    segment_ids = tf.placeholder(tf.int32, [4, 6])
    with tf.variable_scope("bert"):
        with tf.variable_scope("embeddings"):
            table = tf.get_variable("word_embeddings", [20, 8], initializer=initializer())
            output = tf.gather(table, tf.reshape(tf.expand_dims(input_ids, axis=[-1]), [-1]))
            output = tf.reshape(output, [4, 6, 8])
            types = tf.get_variable("token_type_embeddings", [2, 8], initializer=initializer())
            one_hot = tf.one_hot(tf.reshape(segment_ids, [-1]), depth=2)
            output += tf.reshape(tf.matmul(one_hot, types), [4, 6, 8])
            with tf.control_dependencies([tf.assert_less_equal(6, 16)]):
                full = tf.get_variable("position_embeddings", [16, 8], initializer=initializer())
                position = tf.slice(full, [0, 0], [6, -1])
                output += tf.reshape(position, [1, 6, 8])
            output = dropout(layer_norm(output, "LayerNorm"))
        with tf.variable_scope("encoder"):
            to_mask = tf.cast(tf.reshape(input_mask, [4, 1, 6]), tf.float32)
            mask = tf.ones(shape=[4, 6, 1], dtype=tf.float32) * to_mask
            prev = tf.reshape(output, [-1, 8])
            for i in range(2):
                with tf.variable_scope("layer_%d" % i), tf.variable_scope("attention"):
                    with tf.variable_scope("self"):
                        q, k, v = (
                            tf.transpose(
                                tf.reshape(
                                    tf.layers.dense(
                                        prev, 8, name=n, kernel_initializer=initializer()
                                    ),
                                    [4, 6, 2, 4],
                                ),
                                [0, 2, 1, 3],
                            )
                            for n in ("query", "key", "value")
                        )
                        scores = tf.matmul(q, k, transpose_b=True)
                        scores = tf.multiply(scores, 1.0 / math.sqrt(4.0))
                        scores += (1.0 - tf.cast(tf.expand_dims(mask, [1]), tf.float32)) * -10000.0
                        probs = dropout(tf.nn.softmax(scores))
                        context = tf.transpose(tf.matmul(probs, v), [0, 2, 1, 3])
                        context = tf.reshape(context, [4 * 6, 8])
                    with tf.variable_scope("output"):
                        out = tf.layers.dense(context, 8, kernel_initializer=initializer())
                        attended = layer_norm(dropout(out) + prev)
                with tf.variable_scope("layer_%d_out" % i):
                    mid = tf.layers.dense(
                        attended, 16, activation=gelu, kernel_initializer=initializer()
                    )
                    out = tf.layers.dense(mid, 8, kernel_initializer=initializer())
                    prev = layer_norm(dropout(out) + attended)
            sequence = tf.reshape(prev, shape_list(output))
        with tf.variable_scope("pooler"):
            first = tf.squeeze(sequence[:, 0:1, :], axis=1)
            pooled = tf.layers.dense(first, 8, activation=tf.tanh, kernel_initializer=initializer())
    with tf.variable_scope("cls/predictions"):
        positions = tf.constant([[1, 3], [0, 2], [4, 5], [2, 3]])
        offsets = tf.reshape(tf.range(0, 4, dtype=tf.int32) * 6, [-1, 1])
        flat = tf.reshape(positions + offsets, [-1])
        picked = tf.gather(tf.reshape(sequence, [24, 8]), flat)
        with tf.variable_scope("transform"):
            picked = tf.layers.dense(picked, 8, activation=gelu, kernel_initializer=initializer())
            picked = layer_norm(picked)
        bias = tf.get_variable("output_bias", shape=[20], initializer=tf.zeros_initializer())
        logits = tf.nn.bias_add(tf.matmul(picked, table, transpose_b=True), bias)
        log_probs = tf.nn.log_softmax(logits, axis=-1)
        label_ids = tf.gather(tf.reshape(input_ids, [-1]), flat)
        per_example = -tf.reduce_sum(log_probs * tf.one_hot(label_ids, depth=20), axis=[-1])
        weights = tf.reshape(tf.constant([[1.0, 1], [1, 0], [1, 1], [1, 1]]), [-1])
        lm_loss = tf.reduce_sum(weights * per_example) / (tf.reduce_sum(weights) + 1e-5)
    with tf.variable_scope("loss"):
        w = tf.get_variable("output_weights", [2, 8], initializer=initializer())
        b = tf.get_variable("output_bias", [2], initializer=tf.zeros_initializer())
        class_logits = tf.nn.bias_add(tf.matmul(dropout(pooled), w, transpose_b=True), b)
        class_probs = tf.nn.log_softmax(class_logits, axis=-1)
        total = lm_loss - tf.reduce_mean(tf.reduce_sum(ONE_HOT[:4, :2] * class_probs, axis=-1))

    class AdamWeightDecayOptimizer(tf.train.Optimizer):
        def __init__(self, learning_rate, weight_decay_rate, exclude):
            super(AdamWeightDecayOptimizer, self).__init__(False, "AdamWeightDecayOptimizer")
            self.learning_rate = learning_rate
            self.weight_decay_rate = weight_decay_rate
            self.exclude = exclude

        def apply_gradients(self, grads_and_vars, global_step=None, name=None):
            assignments = []
            for grad, param in grads_and_vars:
                if grad is None or param is None:
                    continue
                param_name = re.match("^(.*):\\d+$", param.name).group(1)
                m, v = (
                    tf.get_variable(
                        name=param_name + suffix,
                        shape=param.shape.as_list(),
                        dtype=tf.float32,
                        trainable=False,
                        initializer=tf.zeros_initializer(),
                    )
                    for suffix in ("/adam_m", "/adam_v")
                )
                next_m = tf.multiply(0.9, m) + tf.multiply(1.0 - 0.9, grad)
                next_v = tf.multiply(0.999, v) + tf.multiply(1.0 - 0.999, tf.square(grad))
                update = next_m / (tf.sqrt(next_v) + 1e-6)
                if not any(re.search(r, param_name) for r in self.exclude):
                    update += self.weight_decay_rate * param
                next_param = param - self.learning_rate * update
                assignments.extend([param.assign(next_param), m.assign(next_m), v.assign(next_v)])
            return tf.group(*assignments, name=name)

    global_step = tf.train.get_or_create_global_step()
    rate = tf.constant(value=0.005, shape=[], dtype=tf.float32)
    rate = tf.train.polynomial_decay(
        rate, global_step, 60, end_learning_rate=0.0, power=1.0, cycle=False
    )
    steps_int = tf.cast(global_step, tf.int32)
    warmup_int = tf.constant(5, dtype=tf.int32)
    done = tf.cast(steps_int, tf.float32) / tf.cast(warmup_int, tf.float32)
    is_warmup = tf.cast(steps_int < warmup_int, tf.float32)
    rate = (1.0 - is_warmup) * rate + is_warmup * 0.005 * done
    optimizer = AdamWeightDecayOptimizer(rate, 0.01, ["LayerNorm", "layer_norm", "bias"])
    tvars = tf.trainable_variables()
    grads = tf.gradients(total, tvars)
    (grads, _) = tf.clip_by_global_norm(grads, clip_norm=1.0)
    train = optimizer.apply_gradients(zip(grads, tvars), global_step=global_step)
    train = tf.group(train, [global_step.assign(global_step + 1)])
    assignment = collections.OrderedDict((v.name, v) for v in tvars)
    assert assignment
    ones = np.ones((4, 6), "int32")
    return loop(total, train, lambda i: {input_ids: IDS, input_mask: ones, segment_ids: ones * 0})


@model
def char_rnn():
    legacy = tf.contrib.legacy_seq2seq
    cells = []
    for _ in range(2):
        cell = tf.contrib.rnn.GRUCell(8)
        cell = tf.contrib.rnn.DropoutWrapper(cell, input_keep_prob=0.9, output_keep_prob=0.8)
        cells.append(cell)
    cell = tf.contrib.rnn.MultiRNNCell(cells, state_is_tuple=True)
    inputs_ = tf.placeholder(tf.int32, [4, 6])
    targets = tf.placeholder(tf.int32, [4, 6])
    initial = cell.zero_state(4, tf.float32)
    with tf.variable_scope("rnnlm"):
        softmax_w = tf.get_variable("softmax_w", [8, 20])
        softmax_b = tf.get_variable("softmax_b", [20])
    embedding = tf.get_variable("embedding", [20, 8])
    inputs = tf.nn.dropout(tf.nn.embedding_lookup(embedding, inputs_), 0.9)
    inputs = [tf.squeeze(t, [1]) for t in tf.split(inputs, 6, 1)]

    def step(prev, _):
        prev = tf.matmul(prev, softmax_w) + softmax_b
        return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(prev, 1)))

    outputs, _ = legacy.rnn_decoder(
        inputs, initial, cell, loop_function=step if not inputs else None, scope="rnnlm"
    )
    output = tf.reshape(tf.concat(outputs, 1), [-1, 8])
    logits = tf.matmul(output, softmax_w) + softmax_b
    tf.nn.softmax(logits)
    loss = legacy.sequence_loss_by_example([logits], [tf.reshape(targets, [-1])], [tf.ones([24])])
    with tf.name_scope("cost"):
        cost = tf.reduce_sum(loss) / 4 / 6
    lr = tf.Variable(0.01, trainable=False)
    tvars = tf.trainable_variables()
    grads, _ = tf.clip_by_global_norm(tf.gradients(cost, tvars), 5.0)
    with tf.name_scope("optimizer"):
        optimizer = tf.train.AdamOptimizer(lr)
    train = optimizer.apply_gradients(zip(grads, tvars))
    tf.summary.histogram("logits", logits)
    return loop(cost, train, lambda i: {inputs_: IDS, targets: IDS[:, ::-1]})


@model
def embedding_attention():
    legacy = tf.contrib.legacy_seq2seq
    encoder = [tf.placeholder(tf.int32, [None], "encoder%d" % i) for i in range(4)]
    decoder = [tf.placeholder(tf.int32, [None], "decoder%d" % i) for i in range(3)]
    weights = [tf.placeholder(tf.float32, [None], "weight%d" % i) for i in range(3)]
    w_t = tf.get_variable("proj_w", [20, 8])
    b = tf.get_variable("proj_b", [20])

    def sampled_loss(labels, logits):
        labels = tf.reshape(labels, [-1, 1])
        return tf.nn.sampled_softmax_loss(
            weights=w_t, biases=b, labels=labels, inputs=logits, num_sampled=6, num_classes=20
        )

    outputs, _ = legacy.embedding_attention_seq2seq(
        encoder,
        decoder,
        tf.contrib.rnn.GRUCell(8),
        num_encoder_symbols=20,
        num_decoder_symbols=20,
        embedding_size=6,
        output_projection=(tf.transpose(w_t), b),
        feed_previous=False,
    )
    targets = [decoder[i + 1] for i in range(2)] + [tf.zeros_like(decoder[0])]
    loss = legacy.sequence_loss(outputs, targets, weights, softmax_loss_function=sampled_loss)
    params = tf.trainable_variables()
    clipped, _ = tf.clip_by_global_norm(tf.gradients(loss, params), 5.0)
    train = tf.train.GradientDescentOptimizer(0.5).apply_gradients(zip(clipped, params))
    feed = {p: IDS[:, i] for i, p in enumerate(encoder)}
    feed.update({p: IDS[:, 5 - i] for i, p in enumerate(decoder)})
    feed.update({p: np.ones(4) for p in weights})
    return loop(loss, train, lambda i: feed)


@model
def hierarchical_attention():
    docs = tf.placeholder(tf.int32, [None, None, None], name="docs")
    sentences = tf.placeholder(tf.int32, [None], name="sentence_lengths")
    words = tf.placeholder(tf.int32, [None, None], name="word_lengths")
    labels = tf.placeholder(tf.int32, [None])
    keep = tf.placeholder_with_default(0.7, shape=())

    def attend(inputs, scope):
        with tf.variable_scope(scope):
            context = tf.get_variable(
                "context", [6], initializer=tf.contrib.layers.xavier_initializer()
            )
            projected = tf.contrib.layers.fully_connected(inputs, 6, activation_fn=tf.tanh)
            score = tf.reduce_sum(tf.multiply(projected, context), axis=2, keep_dims=True)
            return tf.reduce_sum(tf.multiply(inputs, tf.nn.softmax(score, dim=1)), axis=1)

    def birnn(inputs, lengths, scope):
        with tf.variable_scope(scope):
            outputs, _ = tf.nn.bidirectional_dynamic_rnn(
                tf.nn.rnn_cell.GRUCell(4),
                tf.nn.rnn_cell.GRUCell(4),
                inputs,
                dtype=tf.float32,
                sequence_length=lengths,
            )
            return tf.concat(outputs, 2)

    (n, s, w) = tf.unstack(tf.shape(docs))
    table = tf.get_variable("embedding", [20, 6], initializer=tf.random_normal_initializer())
    embedded = tf.reshape(tf.nn.embedding_lookup(table, docs), [n * s, w, 6])
    word_level = birnn(embedded, tf.reshape(words, [n * s]), "word")
    word_level = tf.nn.dropout(attend(word_level, "word_attention"), keep)
    sentence_level = birnn(tf.reshape(word_level, [n, s, 8]), sentences, "sentence")
    sentence_level = tf.nn.dropout(attend(sentence_level, "sentence_attention"), keep)
    logits = tf.contrib.layers.fully_connected(sentence_level, 3, activation_fn=None)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    )
    tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, labels, 1), tf.float32))
    step = tf.Variable(0, name="global_step", trainable=False)
    tvars = tf.trainable_variables()
    grads, norm = tf.clip_by_global_norm(tf.gradients(loss, tvars), 5.0)
    tf.summary.scalar("global_grad_norm", norm)
    train = tf.train.AdamOptimizer(0.01).apply_gradients(zip(grads, tvars), global_step=step)
    return loop(
        loss,
        train,
        lambda i: {
            docs: np.arange(48).reshape(4, 3, 4) % 20,
            sentences: [3, 2, 3, 1],
            words: [[4, 3, 2], [4, 4, 1], [2, 2, 2], [4, 1, 1]],
            labels: [0, 1, 2, 0],
        },
    )


@model
def wrapped_cells():
    x = tf.placeholder(tf.float32, [None, 10, 6])
    rnn = tf.contrib.rnn
    gru = rnn.ResidualWrapper(rnn.GRUCell(6))
    gru = rnn.DropoutWrapper(
        gru,
        input_keep_prob=0.9,
        state_keep_prob=0.9,
        variational_recurrent=True,
        input_size=6,
        dtype=tf.float32,
    )
    norm = rnn.LayerNormBasicLSTMCell(6, dropout_keep_prob=0.9)
    cell = rnn.MultiRNNCell([gru, norm, rnn.AttentionCellWrapper(rnn.BasicLSTMCell(4), 3)])
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, parallel_iterations=1)
    fused, _ = rnn.LSTMBlockFusedCell(5)(tf.transpose(outputs, [1, 0, 2]), dtype=tf.float32)
    blocks, _ = tf.nn.dynamic_rnn(rnn.GRUBlockCellV2(4), x, dtype=tf.float32)
    stacked, _, _ = rnn.stack_bidirectional_dynamic_rnn(
        [rnn.BasicRNNCell(3)], [rnn.BasicRNNCell(3)], x, dtype=tf.float32
    )
    joined = tf.concat([fused[-1], blocks[:, -1], stacked[:, -1]], 1)
    loss = tf.losses.mean_squared_error(tf.ones([4, 2]), tf.layers.dense(joined, 2))
    train = tf.train.RMSPropOptimizer(0.003).minimize(loss)
    return loop(loss, train, lambda i: {x: FRAMES})


@model
def conv_lstm():
    x = tf.placeholder(tf.float32, [None, 5, 8, 8, 1])
    cell = tf.contrib.rnn.ConvLSTMCell(
        conv_ndims=2, input_shape=[8, 8, 1], output_channels=3, kernel_shape=[3, 3]
    )
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, time_major=False)
    net = tf.layers.conv3d(outputs, 1, 3, padding="same", activation=tf.nn.sigmoid)
    loss = tf.reduce_mean(tf.nn.l2_loss(net[:, :-1] - x[:, 1:])) / 64.0
    loss += tf.reduce_mean(tf.layers.max_pooling3d(net, 2, 2)) * 0.1
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return loop(loss, train, lambda i: {x: IMAGES[:4, :320].reshape(4, 5, 8, 8, 1)})


@model
def ctc_speech():
    inputs = tf.placeholder(tf.float32, [None, None, 6])
    targets = tf.sparse_placeholder(tf.int32)
    seq_len = tf.placeholder(tf.int32, [None])
    cells = [tf.nn.rnn_cell.LSTMCell(8, state_is_tuple=True) for _ in range(2)]
    stack = tf.nn.rnn_cell.MultiRNNCell(cells, state_is_tuple=True)
    outputs, _ = tf.nn.dynamic_rnn(stack, inputs, seq_len, dtype=tf.float32)
    shape = tf.shape(inputs)
    batch_s = shape[0]
    outputs = tf.reshape(outputs, [-1, 8])
    w = tf.Variable(tf.truncated_normal([8, 5], stddev=0.1))
    b = tf.Variable(tf.constant(0.0, shape=[5]))
    logits = tf.reshape(tf.matmul(outputs, w) + b, [batch_s, -1, 5])
    logits = tf.transpose(logits, (1, 0, 2))
    cost = tf.reduce_mean(tf.nn.ctc_loss(targets, logits, seq_len))
    train = tf.train.MomentumOptimizer(0.01, 0.9).minimize(cost)
    decoded, _ = tf.nn.ctc_greedy_decoder(logits, seq_len)
    tf.nn.ctc_beam_search_decoder(logits, seq_len)
    tf.reduce_mean(tf.edit_distance(tf.cast(decoded[0], tf.int32), targets))
    indices = [[r, c] for r in range(4) for c in range(3)]
    sparse = (np.array(indices), np.arange(12) % 4, np.array([4, 3]))
    return loop(cost, train, lambda i: {inputs: FRAMES, targets: sparse, seq_len: [10, 9, 10, 8]})


@model
def raw_rnn():
    x = tf.placeholder(tf.float32, [10, None, 6])
    lengths = tf.placeholder(tf.int32, [None])
    cell = tf.nn.rnn_cell.LSTMCell(5, initializer=tf.orthogonal_initializer())
    inputs = tf.TensorArray(dtype=tf.float32, size=10).unstack(x)

    def loop_fn(time, output, state, loop_state):
        if output is None:
            next_state = cell.zero_state(tf.shape(x)[1], tf.float32)
        else:
            next_state = state
        finished = time >= lengths
        all_done = tf.reduce_all(finished)
        zero = tf.zeros([tf.shape(x)[1], 6], dtype=tf.float32)
        next_input = tf.cond(all_done, lambda: zero, lambda: inputs.read(time))
        noise = tf.nn.dropout(next_input, 0.9) if output is None else next_input
        return finished, noise, next_state, output, None

    outputs_ta, state, _ = tf.nn.raw_rnn(cell, loop_fn)
    outputs = outputs_ta.stack()
    score = tf.layers.dense(tf.reduce_sum(outputs, 0), 1)
    loss = tf.reduce_mean(tf.square(score - 1.0)) + 0.1 * tf.reduce_mean(state.c)
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return loop(loss, train, lambda i: {x: FRAMES.transpose(1, 0, 2), lengths: [10, 8, 10, 9]})


@model
def sequence_generator():
    start = tf.constant([0] * 4, dtype=tf.int32)
    x = tf.placeholder(tf.int32, shape=[4, 6])
    rewards = tf.placeholder(tf.float32, shape=[4, 6])
    with tf.variable_scope("generator"):
        table = tf.Variable(tf.random_normal([20, 6], stddev=0.1))
        names = ["i", "f", "o", "c"]
        w = {n: tf.Variable(tf.random_normal([6, 5], stddev=0.1), name="W" + n) for n in names}
        u = {n: tf.Variable(tf.random_normal([5, 5], stddev=0.1), name="U" + n) for n in names}
        wo = tf.Variable(tf.random_normal([5, 20], stddev=0.1))

        def unit(value, memory):
            h, c = tf.unstack(memory)
            i, f, o = (
                tf.sigmoid(tf.matmul(value, w[n]) + tf.matmul(h, u[n])) for n in ("i", "f", "o")
            )
            c = f * c + i * tf.nn.tanh(tf.matmul(value, w["c"]) + tf.matmul(h, u["c"]))
            return tf.stack([o * tf.nn.tanh(c), c])

    h0 = tf.stack([tf.zeros([4, 5]), tf.zeros([4, 5])])
    gen_x = tf.TensorArray(dtype=tf.int32, size=6, dynamic_size=False, infer_shape=True)

    def generate(i, x_t, memory, xs):
        memory = unit(x_t, memory)
        log_prob = tf.log(tf.nn.softmax(tf.matmul(tf.unstack(memory)[0], wo)))
        token = tf.cast(tf.reshape(tf.multinomial(log_prob, 1), [4]), tf.int32)
        return i + 1, tf.nn.embedding_lookup(table, token), memory, xs.write(i, token)

    _, _, _, gen_x = tf.while_loop(
        cond=lambda i, *_: i < 6,
        body=generate,
        parallel_iterations=1,
        loop_vars=(tf.constant(0, dtype=tf.int32), tf.nn.embedding_lookup(table, start), h0, gen_x),
    )
    tf.transpose(gen_x.stack(), perm=[1, 0])
    predictions = tf.TensorArray(dtype=tf.float32, size=6, dynamic_size=False, infer_shape=True)
    ta = tf.TensorArray(dtype=tf.float32, size=6)
    ta = ta.unstack(tf.transpose(tf.nn.embedding_lookup(table, x), perm=[1, 0, 2]))

    def pretrain(i, x_t, memory, out):
        memory = unit(x_t, memory)
        out = out.write(i, tf.nn.softmax(tf.matmul(tf.unstack(memory)[0], wo)))
        return i + 1, ta.read(i), memory, out

    _, _, _, predictions = tf.while_loop(
        cond=lambda i, *_: i < 6,
        body=pretrain,
        loop_vars=(tf.constant(0), tf.nn.embedding_lookup(table, start), h0, predictions),
    )
    predictions = tf.transpose(predictions.stack(), perm=[1, 0, 2])
    picked = tf.one_hot(tf.to_int32(tf.reshape(x, [-1])), 20, 1.0, 0.0)
    logs = tf.log(tf.clip_by_value(tf.reshape(predictions, [-1, 20]), 1e-20, 1.0))
    loss = -tf.reduce_sum(tf.reduce_sum(picked * logs, 1) * tf.reshape(rewards, [-1]))
    params = tf.trainable_variables()
    grads, _ = tf.clip_by_global_norm(tf.gradients(loss, params), 5.0)
    train = tf.train.AdamOptimizer(0.01).apply_gradients(zip(grads, params))
    return loop(loss, train, lambda i: {x: IDS, rewards: np.abs(IMAGES[:4, :6])})


@model
def functional_loops():
    x = tf.placeholder(tf.float32, [None, 10, 6])
    w = tf.get_variable("w", [6, 6], initializer=tf.initializers.orthogonal(0.5))
    v = tf.get_variable("v", [6, 6], initializer=tf.initializers.identity())
    steps = tf.transpose(x, [1, 0, 2])
    states = tf.scan(
        lambda a, t: tf.tanh(tf.matmul(a, w) + tf.matmul(t, v)), steps, tf.zeros_like(steps[0])
    )
    mapped = tf.map_fn(lambda t: tf.reduce_logsumexp(t, axis=-1), x, dtype=tf.float32)
    folded = tf.foldl(lambda a, t: a + tf.square(t), tf.unstack(states)[-1], tf.zeros([6]))
    right = tf.foldr(lambda a, t: 0.5 * a + t, mapped)
    total = tf.reduce_sum(tf.cumsum(right)) + tf.reduce_sum(tf.cumprod(tf.nn.sigmoid(folded)))
    loss = tf.abs(tf.constant(3.0) - total / 50.0) + tf.reduce_mean(tf.reverse(states, [0]))
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    return loop(loss, train, lambda i: {x: FRAMES})


@model
def memory_network():
    story = tf.placeholder(tf.int32, [None, 5, 4], name="stories")
    query = tf.placeholder(tf.int32, [None, 4], name="queries")
    answer = tf.placeholder(tf.int32, [None, 20], name="answers")
    init = tf.random_normal_initializer(stddev=0.1)
    encoding = tf.constant(np.resize(IMAGES, (4, 6)) + 1.0, name="encoding")
    with tf.variable_scope("MemN2N"):
        nil = tf.zeros([1, 6])
        a1 = tf.Variable(tf.concat(axis=0, values=[nil, init([19, 6])]), name="A_1")
        c = [tf.Variable(tf.concat([nil, init([19, 6])], 0), name="C_%d" % i) for i in range(2)]
        h = tf.Variable(init([6, 6]), name="H")
    u = [tf.reduce_sum(tf.nn.embedding_lookup(a1, query) * encoding, 1)]
    for hop in range(2):
        table = a1 if hop == 0 else c[hop - 1]
        m = tf.reduce_sum(tf.nn.embedding_lookup(table, story) * encoding, 2)
        u_temp = tf.transpose(tf.expand_dims(u[-1], -1), [0, 2, 1])
        probs = tf.nn.softmax(tf.reduce_sum(m * u_temp, 2))
        probs = tf.transpose(tf.expand_dims(probs, -1), [0, 2, 1])
        m_c = tf.reduce_sum(tf.nn.embedding_lookup(c[hop], story) * encoding, 2)
        o_k = tf.reduce_sum(tf.transpose(m_c, [0, 2, 1]) * probs, 2)
        u.append(tf.matmul(u[-1], h) + o_k)
    logits = tf.matmul(u[-1], tf.transpose(c[-1], [1, 0]))
    loss = tf.reduce_sum(
        tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=tf.cast(answer, tf.float32))
    )

    def add_gradient_noise(t, stddev=1e-3, name=None):
        with tf.name_scope(name, "add_gradient_noise", [t, stddev]) as name:
            t = tf.convert_to_tensor(t, name="t")
            return tf.add(t, tf.random_normal(tf.shape(t), stddev=stddev), name=name)

    def zero_nil_slot(t, name=None):
        with tf.name_scope(name, "zero_nil_slot", [t]) as name:
            t = tf.convert_to_tensor(t, name="t")
            s = tf.shape(t)[1]
            z = tf.zeros(tf.stack([1, s]))
            return tf.concat(axis=0, values=[z, tf.slice(t, [1, 0], [-1, -1])], name=name)

    opt = tf.train.GradientDescentOptimizer(learning_rate=0.01)
    pairs = [(tf.clip_by_norm(g, 40.0), v) for g, v in opt.compute_gradients(loss)]
    pairs = [(add_gradient_noise(g), v) for g, v in pairs]
    pairs = [(zero_nil_slot(g) if v in (a1, c[0]) else g, v) for g, v in pairs]
    train = opt.apply_gradients(pairs, name="train_op")
    stories = np.arange(80).reshape(4, 5, 4) % 20
    return loop(
        loss,
        train,
        lambda i: {story: stories, query: IDS[:, :4], answer: np.eye(20, dtype=int)[:4]},
    )


@model
def tacotron_like():
    inputs = tf.placeholder(tf.int32, [None, None])
    lengths = tf.placeholder(tf.int32, [None])
    mel = tf.placeholder(tf.float32, [None, 10, 6])

    def highway(t, scope):
        with tf.variable_scope(scope):
            h = tf.layers.dense(t, units=6, activation=tf.nn.relu, name="H")
            g = tf.layers.dense(
                t,
                units=6,
                activation=tf.nn.sigmoid,
                name="T",
                bias_initializer=tf.constant_initializer(-1.0),
            )
            return h * g + t * (1.0 - g)

    def conv1d(t, width, channels, activation, scope):
        with tf.variable_scope(scope):
            out = tf.layers.conv1d(t, channels, width, activation=activation, padding="same")
            return tf.layers.batch_normalization(out, training=True)

    table = tf.get_variable(
        "embedding", [20, 6], initializer=tf.truncated_normal_initializer(stddev=0.5)
    )
    net = tf.nn.embedding_lookup(table, inputs)
    with tf.variable_scope("prenet"):
        for i, size in enumerate([8, 6]):
            dense = tf.layers.dense(net, units=size, activation=tf.nn.relu, name="dense_%d" % i)
            net = tf.layers.dropout(dense, rate=0.5, training=True, name="dropout_%d" % i)
    with tf.variable_scope("cbhg"):
        with tf.variable_scope("conv_bank"):
            bank = tf.concat(
                [conv1d(net, k, 4, tf.nn.relu, "conv1d_%d" % k) for k in range(1, 4)], axis=-1
            )
        pooled = tf.layers.max_pooling1d(bank, pool_size=2, strides=1, padding="same")
        net = highway(conv1d(pooled, 3, 6, None, "proj") + net, "highway_1")
        outputs, _ = tf.nn.bidirectional_dynamic_rnn(
            tf.contrib.rnn.GRUCell(4),
            tf.contrib.rnn.GRUCell(4),
            net,
            sequence_length=lengths,
            dtype=tf.float32,
        )
        encoded = tf.concat(outputs, axis=2)
    mechanism = tf.contrib.seq2seq.BahdanauAttention(8, encoded)
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.contrib.rnn.GRUCell(8), mechanism, alignment_history=True, output_attention=False
    )
    cell = tf.contrib.rnn.OutputProjectionWrapper(cell, 6)
    outputs, state = tf.nn.dynamic_rnn(cell, mel, dtype=tf.float32)
    tf.transpose(state.alignment_history.stack(), [1, 2, 0])
    loss = tf.reduce_mean(tf.abs(mel - outputs))
    step = tf.Variable(0, name="global_step", trainable=False)
    warmup = tf.cast(step + 1, dtype=tf.float32)
    rate = 0.02 * 20.0**0.5 * tf.minimum(warmup * 20.0**-1.5, warmup**-0.5)
    optimizer = tf.train.AdamOptimizer(rate, 0.9, 0.999)
    gradients, variables = zip(*optimizer.compute_gradients(loss))
    clipped, _ = tf.clip_by_global_norm(gradients, 1.0)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = optimizer.apply_gradients(zip(clipped, variables), global_step=step)
    return loop(loss, train, lambda i: {inputs: IDS, lengths: [6, 5, 6, 4], mel: FRAMES})


@model
def cells_of_contrib():
    rnn = tf.contrib.rnn
    inputs = tf.constant(FRAMES[:3, :5, :4])
    cells = [
        rnn.NASCell(4),
        rnn.GridLSTMCell(4, frequency_skip=2, feature_size=2, num_frequency_blocks=[2]),
        rnn.IndRNNCell(4),
        rnn.SRUCell(4),
        rnn.AttentionCellWrapper(rnn.BasicLSTMCell(4), 3, state_is_tuple=True),
        rnn.HighwayWrapper(rnn.GRUCell(4)),
        rnn.ResidualWrapper(rnn.IntersectionRNNCell(4)),
        rnn.GLSTMCell(4, number_of_groups=2),
        rnn.LayerNormBasicLSTMCell(4),
    ]
    losses = []
    for i, cell in enumerate(cells):
        with tf.variable_scope("cell_%d" % i):
            outputs, _ = tf.nn.dynamic_rnn(cell, inputs, dtype=tf.float32)
        losses.append(tf.reduce_mean(tf.square(outputs[:, -1] - 0.3)))
    loss = tf.add_n(losses)
    return loop(loss, tf.train.GradientDescentOptimizer(0.05).minimize(loss), lambda i: {})
