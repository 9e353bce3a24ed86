"""Models that generate: variational, adversarial, mixtures, flows, Boltzmann machines."""

import numpy as np

from tests.graphs.zoo.training import IMAGES, ONE_HOT, batch, loop, model, tf


@model
def vae_distributions():
    ds = tf.distributions
    x = tf.placeholder(tf.float32, [None, 784])
    t = tf.round(tf.sigmoid(x))

    def encoder(data, code):
        h = tf.layers.dense(tf.layers.flatten(data), 16, tf.nn.relu)
        loc = tf.layers.dense(h, code)
        scale = tf.layers.dense(h, code, tf.nn.softplus)
        return ds.Normal(loc, scale)

    def decoder(code):
        h = tf.layers.dense(code, 16, tf.nn.relu)
        logit = tf.reshape(tf.layers.dense(h, 784), [-1, 784])
        return ds.Bernoulli(logits=logit)

    make_encoder = tf.make_template("encoder", encoder)
    make_decoder = tf.make_template("decoder", decoder)
    prior = ds.Normal(tf.zeros(3), tf.ones(3))
    posterior = make_encoder(x, code=3)
    code = posterior.sample()
    likelihood = tf.reduce_sum(make_decoder(code).log_prob(t), axis=-1)
    divergence = tf.reduce_sum(ds.kl_divergence(posterior, prior), axis=-1)
    elbo = tf.reduce_mean(likelihood - divergence)
    make_decoder(prior.sample(5)).mean()
    gamma = ds.Gamma(tf.nn.softplus(tf.get_variable("g", [3])) + 1.0, 2.0)
    beta = ds.Beta(2.0, tf.exp(tf.get_variable("b", [3])))
    extra = tf.reduce_mean(gamma.log_prob(1.5)) + tf.reduce_mean(beta.log_prob(0.3))
    loss = -elbo / 784.0 - 0.1 * extra
    train = tf.train.AdamOptimizer(0.001).minimize(loss)
    return loop(loss, train, lambda i: {x: batch(i)[0]})


@model
def dcgan():
    images = tf.placeholder(tf.float32, [8, 8, 8, 1], name="real_images")
    z = tf.placeholder(tf.float32, [None, 6], name="z")

    class BatchNorm(object):
        def __init__(self, epsilon=1e-5, momentum=0.9, name="batch_norm"):
            with tf.variable_scope(name):
                self.epsilon, self.momentum, self.name = epsilon, momentum, name

        def __call__(self, t, train=True):
            return tf.contrib.layers.batch_norm(
                t,
                decay=self.momentum,
                updates_collections=None,
                epsilon=self.epsilon,
                scale=True,
                is_training=train,
                scope=self.name,
            )

    def lrelu(t, leak=0.2, name="lrelu"):
        return tf.maximum(t, leak * t)

    def linear(t, size, scope):
        with tf.variable_scope(scope):
            matrix = tf.get_variable(
                "Matrix",
                [t.get_shape().as_list()[1], size],
                tf.float32,
                tf.random_normal_initializer(stddev=0.02),
            )
            bias = tf.get_variable("bias", [size], initializer=tf.constant_initializer(0.0))
            return tf.matmul(t, matrix) + bias

    def conv2d(t, dim, name):
        with tf.variable_scope(name):
            w = tf.get_variable(
                "w",
                [5, 5, t.get_shape()[-1], dim],
                initializer=tf.truncated_normal_initializer(stddev=0.02),
            )
            conv = tf.nn.conv2d(t, w, strides=[1, 2, 2, 1], padding="SAME")
            biases = tf.get_variable("biases", [dim], initializer=tf.constant_initializer(0.0))
            return tf.reshape(tf.nn.bias_add(conv, biases), conv.get_shape())

    def deconv2d(t, shape, name):
        with tf.variable_scope(name):
            w = tf.get_variable(
                "w",
                [5, 5, shape[-1], t.get_shape()[-1]],
                initializer=tf.random_normal_initializer(stddev=0.02),
            )
            out = tf.nn.conv2d_transpose(t, w, output_shape=shape, strides=[1, 2, 2, 1])
            biases = tf.get_variable(
                "biases", [shape[-1]], initializer=tf.constant_initializer(0.0)
            )
            return tf.reshape(tf.nn.bias_add(out, biases), out.get_shape())

    d_bn1, g_bn0, g_bn1 = BatchNorm(name="d_bn1"), BatchNorm(name="g_bn0"), BatchNorm(name="g_bn1")

    def generator(code, train=True, reuse=False):
        with tf.variable_scope("generator") as scope:
            if reuse:
                scope.reuse_variables()
            h = tf.reshape(linear(code, 2 * 2 * 6, "g_h0_lin"), [-1, 2, 2, 6])
            h = tf.nn.relu(g_bn0(h, train))
            h = tf.nn.relu(g_bn1(deconv2d(h, [8, 4, 4, 4], "g_h1"), train))
            return tf.nn.tanh(deconv2d(h, [8, 8, 8, 1], "g_h2"))

    def discriminator(image, reuse=False):
        with tf.variable_scope("discriminator") as scope:
            if reuse:
                scope.reuse_variables()
            h = lrelu(conv2d(image, 4, "d_h0_conv"))
            h = lrelu(d_bn1(conv2d(h, 6, "d_h1_conv")))
            h = linear(tf.reshape(h, [8, -1]), 1, "d_h2_lin")
            return tf.nn.sigmoid(h), h

    tf.summary.histogram("z", z)
    g = generator(z)
    d, d_logits = discriminator(images)
    generator(z, train=False, reuse=True)
    d_, d_logits_ = discriminator(g, reuse=True)
    tf.summary.image("G", g)

    def entropy(logits, targets):
        return tf.nn.sigmoid_cross_entropy_with_logits(logits=logits, labels=targets)

    d_loss = tf.reduce_mean(entropy(d_logits, tf.ones_like(d)))
    d_loss += tf.reduce_mean(entropy(d_logits_, tf.zeros_like(d_)))
    g_loss = tf.reduce_mean(entropy(d_logits_, tf.ones_like(d_)))
    t_vars = tf.trainable_variables()
    d_optim = tf.train.AdamOptimizer(2e-3, beta1=0.5).minimize(
        d_loss, var_list=[v for v in t_vars if "d_" in v.name]
    )
    g_optim = tf.train.AdamOptimizer(2e-3, beta1=0.5).minimize(
        g_loss, var_list=[v for v in t_vars if "g_" in v.name]
    )
    tf.train.Saver()
    real = IMAGES[:8, :64].reshape(8, 8, 8, 1)
    return loop(
        d_loss + g_loss, [d_optim, g_optim], lambda i: {images: real, z: IMAGES[i : i + 8, :6]}
    )


@model
def spectral_cgan():
    real = tf.placeholder(tf.float32, [None, 12])
    y = tf.placeholder(tf.float32, [None, 10])

    def spectral_norm(w):
        u = tf.get_variable(
            "u",
            [1, w.shape[-1].value],
            initializer=tf.truncated_normal_initializer(),
            trainable=False,
        )
        v_hat = tf.nn.l2_normalize(tf.matmul(u, tf.transpose(w)))
        u_hat = tf.nn.l2_normalize(tf.matmul(v_hat, w))
        u_hat, v_hat = tf.stop_gradient(u_hat), tf.stop_gradient(v_hat)
        sigma = tf.matmul(tf.matmul(v_hat, w), tf.transpose(u_hat))
        with tf.control_dependencies([u.assign(u_hat)]):
            return tf.reshape(w / sigma, w.shape.as_list())

    def fc(t, units, name):
        with tf.variable_scope(name):
            w = tf.get_variable(
                "kernel",
                [t.shape[-1], units],
                tf.float32,
                initializer=tf.contrib.layers.xavier_initializer(uniform=False),
            )
            b = tf.get_variable("bias", [units], initializer=tf.constant_initializer(0.0))
            return tf.nn.bias_add(tf.matmul(t, spectral_norm(w)), b)

    def discriminator(x, label):
        with tf.variable_scope("discriminator", reuse=tf.AUTO_REUSE):
            h = tf.nn.leaky_relu(fc(tf.concat([x, label], 1), 8, "fc1"), 0.1)
            minibatch = tf.reduce_mean(tf.abs(tf.expand_dims(h, 0) - tf.expand_dims(h, 1)), 1)
            return fc(tf.concat([h, minibatch], 1), 1, "fc2")

    with tf.variable_scope("generator"):
        z = tf.random_uniform(shape=[tf.shape(real)[0], 4], minval=-1.0, maxval=1.0)
        fake = tf.layers.dense(tf.concat([z, y], 1), 12, tf.nn.tanh)
        gamma = tf.nn.embedding_lookup(tf.get_variable("gamma", [10, 12]), tf.argmax(y, 1))
        fake = fake * (1.0 + gamma)
    hinge = tf.reduce_mean(tf.nn.relu(1.0 - discriminator(real, y)))
    hinge += tf.reduce_mean(tf.nn.relu(1.0 + discriminator(fake, y)))
    g_loss = -tf.reduce_mean(discriminator(fake, y))
    d_vars = tf.trainable_variables("discriminator")
    g_vars = tf.trainable_variables("generator")
    d_train = tf.train.AdamOptimizer(1e-3, 0.0, 0.9).minimize(hinge, var_list=d_vars)
    with tf.control_dependencies([d_train]):
        g_train = tf.train.AdamOptimizer(1e-3, 0.0, 0.9).minimize(g_loss, var_list=g_vars)
    ema = tf.train.ExponentialMovingAverage(decay=0.99)
    with tf.control_dependencies([g_train]):
        train = ema.apply(g_vars)
    return loop(hinge, train, lambda i: {real: IMAGES[:8, :12], y: ONE_HOT[:8]})


@model
def conv_gradient_penalty():
    real = tf.placeholder(tf.float32, [None, 8, 8, 1])

    def critic(t):
        with tf.variable_scope("critic", reuse=tf.AUTO_REUSE):
            h = tf.layers.conv2d(t, 4, 3, 2, "same", activation=tf.nn.leaky_relu, name="c1")
            h = tf.layers.conv2d(h, 6, 3, 2, "same", activation=tf.nn.softplus, name="c2")
            return tf.layers.dense(tf.layers.flatten(h), 1, name="out")

    with tf.variable_scope("generator"):
        h = tf.layers.dense(tf.random_normal([4, 5]), 2 * 2 * 6)
        h = tf.nn.relu(tf.layers.batch_normalization(tf.reshape(h, [-1, 2, 2, 6]), training=True))
        h = tf.layers.conv2d_transpose(h, 4, 5, 2, "same", activation=tf.nn.relu)
        fake = tf.layers.conv2d_transpose(h, 1, 5, 2, "same", activation=tf.tanh)
    alpha = tf.random_uniform(shape=[4, 1, 1, 1], minval=0.0, maxval=1.0)
    mixed = real + alpha * (fake - real)
    gradients = tf.gradients(critic(mixed), [mixed])[0]
    slopes = tf.sqrt(1e-8 + tf.reduce_sum(tf.square(gradients), reduction_indices=[1, 2, 3]))
    penalty = tf.reduce_mean((slopes - 1.0) ** 2)
    d_loss = tf.reduce_mean(critic(fake) - critic(real)) + 10.0 * penalty
    g_loss = -tf.reduce_mean(critic(fake))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        g_train = tf.train.AdamOptimizer(1e-3, 0.5, 0.9).minimize(
            g_loss, var_list=tf.trainable_variables("generator")
        )
    d_train = tf.train.AdamOptimizer(1e-3, 0.5, 0.9).minimize(
        d_loss, var_list=tf.trainable_variables("critic")
    )
    return loop(d_loss, [d_train, g_train], lambda i: {real: IMAGES[:4, :64].reshape(4, 8, 8, 1)})


@model
def mixture_density():
    x = tf.placeholder(dtype=tf.float32, shape=[None, 3])
    y = tf.placeholder(dtype=tf.float32, shape=[None, 2])
    h = tf.layers.dense(x, 12, activation=tf.nn.tanh)
    out = tf.layers.dense(h, 5 * 4)
    out_pi, out_sigma, out_mu = tf.split(out, [5, 5, 10], 1)
    max_pi = tf.reduce_max(out_pi, 1, keep_dims=True)
    out_pi = tf.exp(tf.subtract(out_pi, max_pi))
    out_pi = tf.multiply(tf.reciprocal(tf.reduce_sum(out_pi, 1, keep_dims=True)), out_pi)
    out_sigma = tf.exp(out_sigma)
    mu = tf.reshape(out_mu, [-1, 5, 2])
    distance = tf.reduce_sum(tf.square(tf.expand_dims(y, 1) - mu), axis=2)
    log_normal = -distance / (2.0 * tf.square(out_sigma)) - 2.0 * tf.log(out_sigma)
    loss = -tf.reduce_mean(tf.reduce_logsumexp(tf.log(out_pi + 1e-8) + log_normal, axis=1))
    component = tf.squeeze(tf.multinomial(tf.log(out_pi), 1), 1)
    rows = tf.range(tf.shape(component, out_type=tf.int64)[0])
    tf.gather_nd(mu, tf.stack([rows, component], axis=1))
    train = tf.train.AdamOptimizer(0.005).minimize(loss)
    return loop(loss, train, lambda i: {x: IMAGES[:16, :3], y: IMAGES[:16, 9:11]})


@model
def contrib_distributions():
    ds = tf.contrib.distributions
    x = tf.placeholder(tf.float32, [None, 3])
    h = tf.layers.dense(x, 8, tf.nn.elu)
    mixture = ds.MixtureSameFamily(
        mixture_distribution=ds.Categorical(logits=tf.layers.dense(h, 4)),
        components_distribution=ds.MultivariateNormalDiag(
            loc=tf.reshape(tf.layers.dense(h, 8), [-1, 4, 2]),
            scale_diag=tf.nn.softplus(tf.reshape(tf.layers.dense(h, 8), [-1, 4, 2])) + 0.1,
        ),
    )
    full = ds.MultivariateNormalDiag(tf.layers.dense(h, 2), tf.exp(tf.layers.dense(h, 2)))
    flow = ds.TransformedDistribution(
        distribution=ds.Normal(tf.zeros([]), 1.0),
        bijector=ds.bijectors.Chain(
            [ds.bijectors.Exp(), ds.bijectors.AffineScalar(shift=tf.get_variable("shift", []))]
        ),
    )
    relaxed = ds.RelaxedOneHotCategorical(0.7, logits=tf.layers.dense(h, 3))
    sample = relaxed.sample()
    bernoulli = ds.Bernoulli(logits=tf.layers.dense(h, 1))
    loss = -tf.reduce_mean(mixture.log_prob(x[:, :2])) - tf.reduce_mean(full.log_prob(x[:, 1:]))
    loss += tf.reduce_mean(tf.square(sample)) + 0.1 * tf.reduce_mean(bernoulli.entropy())
    loss -= tf.reduce_mean(flow.log_prob(tf.abs(x[:, 0]) + 0.1))
    loss += 0.01 * tf.reduce_mean(full.sample() ** 2)
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return loop(loss, train, lambda i: {x: IMAGES[:8, :3]})


@model
def gumbel_softmax():
    x = tf.placeholder(tf.float32, [None, 784])
    tau = tf.Variable(5.0, name="temperature", trainable=False)
    data = tf.sigmoid(x)

    def sample_gumbel(shape, eps=1e-20):
        u = tf.random_uniform(shape, minval=0, maxval=1)
        return -tf.log(-tf.log(u + eps) + eps)

    def sample(logits, temperature, hard=False):
        y = tf.nn.softmax((logits + sample_gumbel(tf.shape(logits))) / temperature)
        if hard:
            y_hard = tf.cast(tf.equal(y, tf.reduce_max(y, 1, keep_dims=True)), y.dtype)
            y = tf.stop_gradient(y_hard - y) + y
        return y

    net = tf.layers.dense(data, 16, tf.nn.relu)
    logits_y = tf.reshape(tf.layers.dense(net, 12), [-1, 4])
    q_y = tf.nn.softmax(logits_y)
    log_q_y = tf.log(q_y + 1e-20)
    y = tf.reshape(sample(logits_y, tau, hard=True), [-1, 3, 4])
    net = tf.layers.dense(tf.layers.flatten(y), 16, tf.nn.relu)
    p_x = tf.distributions.Bernoulli(logits=tf.layers.dense(net, 784))
    kl = tf.reshape(q_y * (log_q_y - tf.log(1.0 / 4)), [-1, 3, 4])
    elbo = tf.reduce_sum(p_x.log_prob(tf.round(data)), 1) - tf.reduce_sum(kl, [1, 2])
    loss = tf.reduce_mean(-elbo)
    train = tf.train.AdamOptimizer(learning_rate=1e-3).minimize(
        loss, var_list=tf.trainable_variables()
    )
    with tf.control_dependencies([train]):
        train = tau.assign(tf.maximum(0.5, tau * 0.97))
    return loop(loss, train, lambda i: {x: batch(i)[0]})


@model
def vector_quantized():
    x = tf.placeholder(tf.float32, [None, 8, 8, 1])
    z_e = tf.layers.conv2d(x, 4, 4, 2, "same")
    table = tf.get_variable(
        "embedding", [6, 4], initializer=tf.truncated_normal_initializer(stddev=0.5)
    )
    expanded = tf.tile(tf.expand_dims(z_e, -2), [1, 1, 1, 6, 1])
    lookup = tf.reshape(table, [1, 1, 1, 6, 4])
    k = tf.argmin(tf.norm(expanded - lookup, axis=-1), axis=-1)
    z_q = tf.gather(table, k)
    straight = z_e + tf.stop_gradient(z_q - z_e)
    out = tf.layers.conv2d_transpose(straight, 1, 4, 2, "same")
    reconstruction = tf.reduce_mean((out - x) ** 2, axis=[0, 1, 2, 3])
    vq = tf.reduce_mean(tf.norm(tf.stop_gradient(z_e) - z_q, axis=-1) ** 2, axis=[0, 1, 2])
    commit = tf.reduce_mean(tf.norm(z_e - tf.stop_gradient(z_q), axis=-1) ** 2)
    loss = reconstruction + vq + 0.25 * commit
    decoder_grads = list(
        zip(tf.gradients(loss, tf.trainable_variables()), tf.trainable_variables())
    )
    train = tf.train.AdamOptimizer(0.002).apply_gradients(decoder_grads)
    return loop(loss, train, lambda i: {x: IMAGES[:4, :64].reshape(4, 8, 8, 1)})


@model
def boltzmann():
    x = tf.placeholder("float", [None, 20])
    w = tf.Variable(tf.random_normal([20, 6], 0.01), name="W")
    bv = tf.Variable(tf.zeros([1, 20], tf.float32, name="bv"))
    bh = tf.Variable(tf.zeros([1, 6], tf.float32, name="bh"))

    def sample(probs):
        return tf.floor(probs + tf.random_uniform(tf.shape(probs), 0, 1))

    def gibbs(k):
        def step(count, k, xk):
            hk = sample(tf.sigmoid(tf.matmul(xk, w) + bh))
            xk = sample(tf.sigmoid(tf.matmul(hk, tf.transpose(w)) + bv))
            return count + 1, k, xk

        counter = tf.constant(0)
        _, _, found = tf.while_loop(
            lambda count, n, *_: count < n,
            step,
            [counter, tf.constant(k), data],
            parallel_iterations=1,
            back_prop=False,
        )
        return tf.stop_gradient(found)

    data = tf.cast(x > 0, tf.float32)
    x_sample = gibbs(1)
    h = sample(tf.sigmoid(tf.matmul(data, w) + bh))
    h_sample = tf.nn.relu(tf.sign(tf.sigmoid(tf.matmul(x_sample, w) + bh) - tf.random_uniform([6])))
    size = tf.cast(tf.shape(x)[0], tf.float32)
    delta = tf.subtract(
        tf.matmul(tf.transpose(data), h), tf.matmul(tf.transpose(x_sample), h_sample)
    )
    updates = [
        w.assign_add(tf.multiply(0.05 / size, delta)),
        bv.assign_add(0.05 / size * tf.reduce_sum(tf.subtract(data, x_sample), 0, True)),
        tf.assign_add(bh, 0.05 / size * tf.reduce_sum(tf.subtract(h, h_sample), 0, True)),
    ]
    error = tf.reduce_mean(tf.square(data - x_sample))
    return loop(error, tf.group(*updates), lambda i: {x: IMAGES[:16, :20]})


@model
def denoising_autoencoder():
    def xavier_init(fan_in, fan_out, constant=1):
        low = -constant * np.sqrt(6.0 / (fan_in + fan_out))
        high = constant * np.sqrt(6.0 / (fan_in + fan_out))
        return tf.random_uniform((fan_in, fan_out), minval=low, maxval=high, dtype=tf.float32)

    x = tf.placeholder(tf.float32, [None, 784])
    scale = tf.placeholder(tf.float32)
    weights = {
        "w1": tf.get_variable(
            "w1", shape=[784, 12], initializer=tf.contrib.layers.xavier_initializer()
        ),
        "b1": tf.Variable(tf.zeros([12], dtype=tf.float32)),
        "w2": tf.Variable(xavier_init(12, 784)),
        "b2": tf.Variable(tf.zeros([784], dtype=tf.float32)),
    }
    noisy = x + scale * tf.random_normal((784,))
    keep = tf.nn.dropout(noisy, 0.9)
    hidden = tf.nn.softplus(tf.add(tf.matmul(keep, weights["w1"]), weights["b1"]))
    out = tf.add(tf.matmul(hidden, weights["w2"]), weights["b2"])
    cost = 0.5 * tf.reduce_sum(tf.pow(tf.subtract(out, x), 2.0)) / 784.0
    rho = tf.reduce_mean(tf.sigmoid(hidden), axis=0)
    kl = 0.05 * tf.log(0.05 / rho) + 0.95 * tf.log(0.95 / (1 - rho))
    loss = cost + 0.1 * tf.reduce_sum(kl)
    jacobian = tf.reduce_sum(tf.square(tf.gradients(tf.reduce_sum(hidden), x)[0]))
    loss += 1e-4 * jacobian
    train = tf.train.AdamOptimizer().minimize(loss)
    return loop(loss, train, lambda i: {x: batch(i)[0], scale: 0.1})
