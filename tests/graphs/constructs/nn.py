"""tf.nn: activations, convolutions, pools, normalization, dropout, losses, embeddings."""

from tests.graphs.constructs import words

ACTIVATIONS = words(
    "relu relu6 elu selu leaky_relu crelu softplus softsign sigmoid tanh softmax log_softmax"
)


def constructs(tf, t, v):
    nn = tf.nn

    def norm(is_training):
        return nn.fused_batch_norm(t(2, 4, 4, 3), t(3), t(3), t(3), t(3), is_training=is_training)

    def sampled(function, **options):
        return function(v(50, 8), v(50), t(None, 1, dtype=tf.int64), t(None, 8), 4, 50, **options)

    table = {name: (lambda name=name: getattr(nn, name)(t(2, 3))) for name in ACTIVATIONS}
    table.update(
        {
            "softmax of rank 3": lambda: nn.softmax(t(2, 3, 4)),
            "softmax axis": lambda: nn.softmax(t(2, 3, 4), axis=1),
            "log_softmax axis": lambda: nn.log_softmax(t(2, 3, 4), axis=1),
            "bias_add": lambda: nn.bias_add(t(2, 3), v(3)),
            "bias_add of images": lambda: nn.bias_add(t(1, 4, 4, 3), v(3)),
            "xw_plus_b": lambda: nn.xw_plus_b(t(2, 3), v(3, 4), v(4)),
            "relu_layer": lambda: nn.relu_layer(t(2, 3), v(3, 4), v(4)),
            "conv2d": lambda: nn.conv2d(t(1, 6, 6, 2), v(3, 3, 2, 4), [1, 1, 1, 1], "SAME"),
            "conv2d dynamic": lambda: nn.conv2d(
                t(None, 6, 6, 2), v(3, 3, 2, 4), strides=[1, 2, 2, 1], padding="VALID"
            ),
            "conv1d": lambda: nn.conv1d(t(1, 6, 2), v(3, 2, 4), 1, "SAME"),
            "conv3d": lambda: nn.conv3d(
                t(1, 4, 4, 4, 2), v(2, 2, 2, 2, 3), [1, 1, 1, 1, 1], "SAME"
            ),
            "conv2d_transpose": lambda: nn.conv2d_transpose(
                t(1, 3, 3, 2), v(3, 3, 4, 2), [1, 6, 6, 4], [1, 2, 2, 1]
            ),
            "conv2d_transpose dynamic": lambda: nn.conv2d_transpose(
                t(None, 3, 3, 2),
                v(3, 3, 4, 2),
                tf.stack([tf.shape(t(None, 2))[0], 6, 6, 4]),
                [1, 2, 2, 1],
            ),
            "atrous_conv2d": lambda: nn.atrous_conv2d(t(1, 8, 8, 2), v(3, 3, 2, 4), 2, "SAME"),
            "convolution": lambda: nn.convolution(t(1, 6, 6, 2), v(3, 3, 2, 4), "SAME"),
            "convolution dilated": lambda: nn.convolution(
                t(1, 8, 8, 2), v(3, 3, 2, 4), "SAME", dilation_rate=[2, 2]
            ),
            "convolution of rank 1": lambda: nn.convolution(t(1, 6, 2), v(3, 2, 4), "VALID"),
            "depthwise_conv2d": lambda: nn.depthwise_conv2d(
                t(1, 6, 6, 2), v(3, 3, 2, 2), [1, 1, 1, 1], "SAME"
            ),
            "separable_conv2d": lambda: nn.separable_conv2d(
                t(1, 6, 6, 2), v(3, 3, 2, 2), v(1, 1, 4, 5), [1, 1, 1, 1], "SAME"
            ),
            "max_pool": lambda: nn.max_pool(t(1, 6, 6, 2), [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
            "avg_pool": lambda: nn.avg_pool(t(1, 6, 6, 2), [1, 2, 2, 1], [1, 2, 2, 1], "VALID"),
            "max_pool_v2": lambda: nn.max_pool_v2(t(1, 6, 6, 2), 2, 2, "SAME"),
            "nth_element": lambda: tf.raw_ops.NthElement(input=t(2, 3), n=1),
            "compute_average_loss": lambda: nn.compute_average_loss(t(4), t(4)),
            "max_pool_with_argmax": lambda: nn.max_pool_with_argmax(
                t(1, 6, 6, 2), [1, 2, 2, 1], [1, 2, 2, 1], "VALID"
            )[0],
            "max_pool3d": lambda: nn.max_pool3d(
                t(1, 4, 4, 4, 2), [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "VALID"
            ),
            "pool": lambda: nn.pool(t(1, 6, 6, 2), [2, 2], "AVG", "SAME"),
            "lrn": lambda: nn.lrn(t(1, 4, 4, 8), 4, bias=1.0, alpha=0.001, beta=0.75),
            "dilation2d": lambda: nn.dilation2d(
                t(1, 6, 6, 2), v(3, 3, 2), [1, 1, 1, 1], [1, 1, 1, 1], "SAME"
            ),
            "dropout": lambda: nn.dropout(t(2, 3), 0.5),
            "dropout rate": lambda: nn.dropout(t(2, 3), rate=0.3),
            "dropout of nothing": lambda: nn.dropout(t(2, 3), 1.0),
            "dropout tensor": lambda: nn.dropout(t(2, 3), t()),
            "dropout rate tensor": lambda: nn.dropout(t(2, 3), rate=t()),
            "dropout dynamic": lambda: nn.dropout(t(None, 3), keep_prob=0.8),
            "dropout noise_shape": lambda: nn.dropout(t(2, 3), 0.5, noise_shape=[2, 1]),
            "dropout seed": lambda: nn.dropout(t(2, 3), 0.5, seed=4, name="drop"),
            "dropout twice": lambda: nn.dropout(nn.dropout(t(2, 3), 0.5), 0.5),
            "dropout of variable": lambda: nn.dropout(v(2, 3), 0.5),
            "dropout noise_shape dynamic": lambda: nn.dropout(
                t(None, 3), 0.5, noise_shape=[None, 1]
            ),
            "batch_normalization": lambda: nn.batch_normalization(
                t(2, 3), t(3), t(3), v(3), v(3), 0.001
            ),
            "batch_normalization plain": lambda: nn.batch_normalization(
                t(2, 3), t(3), t(3), None, None, 0.001
            ),
            "batch norm by hand": lambda: nn.batch_normalization(
                t(2, 3), *(nn.moments(t(2, 3), [0]) + (v(3), v(3), 1e-3))
            ),
            "fused_batch_norm": lambda: nn.fused_batch_norm(t(2, 4, 4, 3), v(3), v(3)),
            "fused_batch_norm trained": lambda: norm(False),
            "batch_norm_with_global_normalization": lambda: nn.batch_norm_with_global_normalization(
                t(1, 4, 4, 3), t(3), t(3), t(3), t(3), 0.001, True
            ),
            "softmax_cross_entropy": lambda: nn.softmax_cross_entropy_with_logits(
                labels=t(2, 3), logits=t(2, 3)
            ),
            "softmax_cross_entropy_v2": lambda: nn.softmax_cross_entropy_with_logits_v2(
                labels=t(2, 3), logits=t(2, 3)
            ),
            "softmax_cross_entropy dynamic": lambda: nn.softmax_cross_entropy_with_logits_v2(
                labels=t(None, 3), logits=t(None, 3)
            ),
            "softmax_cross_entropy of rank 3": lambda: nn.softmax_cross_entropy_with_logits_v2(
                labels=t(None, 4, 3), logits=t(None, 4, 3)
            ),
            "softmax_cross_entropy mean": lambda: tf.reduce_mean(
                nn.softmax_cross_entropy_with_logits_v2(labels=t(2, 3), logits=t(2, 3))
            ),
            "sparse_softmax_cross_entropy": lambda: nn.sparse_softmax_cross_entropy_with_logits(
                labels=t(2, dtype=tf.int64), logits=t(2, 3)
            ),
            "sparse_softmax_cross_entropy of rank 3": lambda: (
                nn.sparse_softmax_cross_entropy_with_logits(
                    labels=t(None, 4, dtype=tf.int32), logits=t(None, 4, 3)
                )
            ),
            "sigmoid_cross_entropy": lambda: nn.sigmoid_cross_entropy_with_logits(
                labels=t(2, 3), logits=t(2, 3)
            ),
            "weighted_cross_entropy": lambda: nn.weighted_cross_entropy_with_logits(
                targets=t(2, 3), logits=t(2, 3), pos_weight=2.0
            ),
            "log_poisson_loss": lambda: nn.log_poisson_loss(t(2, 3), t(2, 3)),
            "ctc_loss": lambda: nn.ctc_loss(
                tf.SparseTensor([[0, 0]], [1], [2, 3]), t(5, 2, 4), [5, 5]
            ),
            "ctc_greedy_decoder": lambda: nn.ctc_greedy_decoder(t(5, 2, 4), [5, 5])[1],
            "embedding_lookup": lambda: nn.embedding_lookup(v(5, 3), t(None, dtype=tf.int32)),
            "embedding_lookup of two": lambda: nn.embedding_lookup(
                [v(5, 3), v(5, 3)], t(None, dtype=tf.int32)
            ),
            "embedding_lookup of rank 2": lambda: nn.embedding_lookup(
                v(5, 3), t(None, 4, dtype=tf.int32)
            ),
            "embedding_lookup max_norm": lambda: nn.embedding_lookup(v(5, 3), [0, 1], max_norm=1.0),
            "embedding_lookup resource": lambda: nn.embedding_lookup(
                v(5, 3, use_resource=True), [0, 1]
            ),
            "gather resource": lambda: tf.gather(v(5, 3, use_resource=True), [0, 1]),
            "gather resource named": lambda: tf.gather(
                v(5, 3, use_resource=True), [0, 1], name="rows"
            ),
            "embedding_lookup_sparse": lambda: nn.embedding_lookup_sparse(
                v(5, 3), tf.SparseTensor([[0, 0]], [1], [2, 2]), None, combiner="mean"
            ),
            "nce_loss": lambda: sampled(nn.nce_loss),
            "nce_loss of two": lambda: sampled(nn.nce_loss, partition_strategy="div"),
            "sampled_softmax_loss": lambda: sampled(nn.sampled_softmax_loss),
            "sampled_softmax_loss seed": lambda: sampled(nn.sampled_softmax_loss, seed=3),
            "with_space_to_batch": lambda: nn.atrous_conv2d_transpose(
                t(1, 8, 8, 2), v(3, 3, 4, 2), [1, 8, 8, 4], 2, "SAME"
            ),
            "quantized": lambda: nn.quantized_relu_x(t(2, dtype=tf.quint8), 1.0, t(), t()),
            "l2_normalize": lambda: nn.l2_normalize(t(2, 3), 1),
            "l2_normalize of all": lambda: nn.l2_normalize(t(None, 3), [0, 1], epsilon=1e-6),
            "attention by hand": lambda: tf.matmul(
                nn.softmax(tf.matmul(t(None, 4, 8), t(None, 4, 8), transpose_b=True) / 8**0.5),
                t(None, 4, 8),
            ),
            "layer norm by hand": lambda: (
                (t(None, 8) - tf.reduce_mean(t(None, 8), -1, True))
                * tf.rsqrt(tf.reduce_mean(tf.square(t(None, 8)), -1, True) + 1e-6)
                * v(8)
                + v(8)
            ),
            "gelu by hand": lambda: 0.5 * t(2, 3) * (1.0 + tf.erf(t(2, 3) / tf.sqrt(2.0))),
            "erosion2d": lambda: nn.erosion2d(
                t(1, 6, 6, 2), v(3, 3, 2), [1, 1, 1, 1], [1, 1, 1, 1], "SAME"
            ),
            "moments of images": lambda: nn.moments(t(None, 4, 4, 3), [0, 1, 2]),
            "normalize_moments": lambda: nn.normalize_moments(t(), t(3), t(3), None),
            "sufficient_statistics": lambda: nn.sufficient_statistics(t(None, 3), [0]),
            "space_to_batch": lambda: nn.space_to_batch(t(1, 4, 4, 1), [[0, 0], [0, 0]], 2),
            "fractional_max_pool": lambda: nn.fractional_max_pool(
                t(1, 6, 6, 2), [1.0, 1.44, 1.73, 1.0]
            )[0],
        }
    )
    return table
