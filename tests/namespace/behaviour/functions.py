"""Probes of functions and their old names and arguments."""

import numpy as np
import tensorflow as tf

from tests.namespace.behaviour.probing import probe, run


@probe
def old_argument_names():
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    return run(
        tf.reduce_sum(x, reduction_indices=1, keep_dims=True),
        tf.reduce_logsumexp(x, axis=0, keep_dims=True),
        tf.argmax(x, dimension=1),
        tf.expand_dims(x, dim=0),
        tf.squeeze(tf.expand_dims(x, 0), squeeze_dims=[0]),
        tf.nn.softmax(x, dim=0),
        tf.nn.l2_normalize(x, dim=1),
        tf.nn.moments(x, axes=[0], keep_dims=True)[0],
        tf.norm(x, keep_dims=True),
        tf.count_nonzero(x, reduction_indices=[0]),
        tf.sparse_reduce_sum(tf.SparseTensor([[0, 1]], [2.0], [2, 2]), reduction_axes=1),
        tf.reverse_sequence(x, seq_lengths=[1, 2], seq_dim=1, batch_dim=0),
    )


@probe
def old_functions():
    x = tf.constant([1.0, 4.0, 9.0])
    return run(
        tf.div(7, 2),
        tf.to_int32(x),
        tf.to_float(3),
        tf.where(x > 2.0),
        tf.log(x),
        tf.rsqrt(x),
        tf.floor_div(7, 2),
        tf.sparse_to_dense([1], [3], 5),
        tf.string_join(["a", "b"], "-"),
        tf.string_split(["a b", "c"]).values,
        tf.diag(x),
        tf.matrix_band_part([[1, 2], [3, 4]], 0, -1),
        tf.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]),
        tf.batch_to_space([[[[1]]], [[[2]]], [[[3]]], [[[4]]]], [[0, 0], [0, 0]], 2),
        tf.space_to_depth([[[[1], [2]], [[3], [4]]]], 2),
        tf.extract_image_patches(tf.ones([1, 3, 3, 1]), [1, 2, 2, 1], [1] * 4, [1] * 4, "VALID"),
    )


@probe
def images():
    image = tf.constant(np.arange(48).reshape(1, 4, 4, 3) * 5.0, tf.float32)
    return run(
        tf.image.resize_images(image, [2, 2]),
        tf.image.resize_images(image, [3, 5], tf.image.ResizeMethod.BICUBIC, align_corners=True),
        tf.image.resize_bilinear(image, [3, 3]),
        tf.image.resize_nearest_neighbor(image, [2, 3]),
        tf.image.resize_image_with_crop_or_pad(image, 2, 6),
        tf.image.per_image_standardization(image[0]),
        tf.image.rgb_to_grayscale(image),
        tf.image.adjust_contrast(image, 0.5),
        tf.image.central_crop(image[0], 0.5),
        tf.image.convert_image_dtype(tf.cast(image, tf.uint8), tf.float32),
        tf.image.crop_and_resize(image, [[0.1, 0.2, 0.8, 0.9]], [0], [2, 2]),
        tf.image.non_max_suppression([[0, 0, 1, 1], [0, 0, 1, 0.9]], [0.5, 0.6], 2),
        tf.image.psnr(image, image + 1.0, 255),
    )


@probe
def neural_functions():
    x = tf.constant(np.sin(np.arange(32)).reshape(1, 4, 4, 2), tf.float32)
    w = tf.constant(np.cos(np.arange(16)).reshape(2, 2, 2, 2), tf.float32)
    labels = tf.SparseTensor([[0, 0], [0, 1]], [0, 1], [1, 2])
    logits = tf.constant(np.sin(np.arange(12)).reshape(4, 1, 3), tf.float32)
    return run(
        tf.nn.conv2d(x, filter=w, strides=[1, 1, 1, 1], padding="SAME", use_cudnn_on_gpu=False),
        tf.nn.atrous_conv2d(x, filters=w, rate=2, padding="SAME"),
        tf.nn.depthwise_conv2d(x, filter=w, strides=[1, 1, 1, 1], padding="VALID"),
        tf.nn.conv2d_transpose(x, filter=w, output_shape=[1, 8, 8, 2], strides=[1, 2, 2, 1]),
        tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME"),
        tf.nn.dropout(x, keep_prob=1.0),
        tf.nn.local_response_normalization(x),
        tf.nn.batch_normalization(x, 0.1, 1.5, 0.2, 0.9, 1e-3),
        tf.nn.weighted_cross_entropy_with_logits(targets=[1.0], logits=[0.3], pos_weight=2.0),
        tf.nn.ctc_loss(labels, logits, [4]),
        tf.nn.ctc_greedy_decoder(logits, [4])[0][0].values,
        tf.nn.embedding_lookup_sparse(x[0, 0], labels, None, combiner="mean"),
        tf.nn.in_top_k([[0.1, 0.9]], [1], 1),
        tf.nn.crelu(x[0, 0]),
    )


@probe
def random_streams():
    tf.set_random_seed(7)
    return run(
        tf.random_uniform([3], seed=1),
        tf.random_normal([3], seed=2),
        tf.truncated_normal([3], seed=3),
        tf.random_shuffle(tf.range(6), seed=4),
        tf.multinomial([[0.1, 0.5, 0.2]], 5, seed=5),
        tf.random_gamma([2], 1.5, seed=6),
        tf.nn.dropout(tf.ones([6]), keep_prob=0.5, seed=7),
        tf.random_crop(tf.range(9), [3], seed=8),
        tf.glorot_uniform_initializer(seed=9)([2, 2]),
        tf.orthogonal_initializer(seed=10)([2, 2]),
        tf.variance_scaling_initializer(seed=11)([2, 2]),
        tf.truncated_normal_initializer(seed=12)([2, 2]),
    )


@probe
def distributions():
    normal = tf.distributions.Normal(loc=1.0, scale=2.0)
    categorical = tf.distributions.Categorical(logits=[0.1, 0.4])
    return run(
        normal.log_prob(0.5),
        normal.sample(2, seed=1),
        normal.entropy(),
        categorical.prob(1),
        tf.distributions.kl_divergence(normal, tf.distributions.Normal(0.0, 1.0)),
        tf.distributions.Bernoulli(probs=0.3).mean(),
        tf.distributions.Gamma(2.0, 3.0).log_prob(1.0),
        tf.distributions.Dirichlet([1.0, 2.0]).mean(),
    )


@probe
def lookup_tables():
    table = tf.contrib.lookup if False else tf.lookup
    made = table.StaticHashTable(
        table.KeyValueTensorInitializer(["a", "b"], tf.constant([1, 2], tf.int64)), -1
    )
    return run(made.lookup(tf.constant(["b", "z"])))
