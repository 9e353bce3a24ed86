"""tf.contrib's optimizers, training, distributions and data, from the genuine files."""


def constructs(tf, t, v):
    opt = tf.contrib.opt
    training = tf.contrib.training
    distributions = tf.contrib.distributions
    bijectors = distributions.bijectors

    def minimized(make, **options):
        def build():
            loss = tf.reduce_sum(tf.square(tf.matmul(t(2, 3), v(3, 4))))
            return make().minimize(loss, **options), tf.random_uniform([2])

        return build

    def averaged():
        optimizer = opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(0.1))
        train = optimizer.minimize(tf.reduce_sum(tf.square(v(3))))
        return train, optimizer.swapping_saver().save is None, tf.random_uniform([2])

    def clipped():
        loss = tf.reduce_sum(tf.square(v(3)))
        optimizer = tf.train.AdamOptimizer(0.1)
        step = tf.train.get_or_create_global_step()
        clip = training.clip_gradient_norms_fn(1.0)
        train = training.create_train_op(loss, optimizer, step, transform_grads_fn=clip)
        return train, tf.random_uniform([2])

    def drawn(make):
        return lambda: (make().sample(3), tf.random_uniform([2]))

    def density(make, *shape):
        return lambda: make().log_prob(t(*shape))

    def once(dataset):
        return tf.data.make_one_shot_iterator(dataset).get_next()

    def numbers():
        return tf.data.Dataset.range(10)

    def scheduled():
        step = tf.train.get_or_create_global_step()
        return tf.train.cosine_decay(0.1, step, 10), tf.train.linear_cosine_decay(0.1, step, 10)

    normal, mixture = distributions.Normal, distributions.Mixture

    def mixed():
        return mixture(
            distributions.Categorical(probs=[0.3, 0.7]), [normal(0.0, 1.0), normal(1.0, 2.0)]
        )

    def diagonal():
        return distributions.MultivariateNormalDiag(t(3), t(3))

    return {
        "AdaMaxOptimizer": minimized(lambda: opt.AdaMaxOptimizer(0.1)),
        "AddSignOptimizer": minimized(lambda: opt.AddSignOptimizer(0.1)),
        "PowerSignOptimizer": minimized(lambda: opt.PowerSignOptimizer(0.1)),
        "GGTOptimizer": minimized(lambda: opt.GGTOptimizer(0.1)),
        "LARSOptimizer": minimized(lambda: opt.LARSOptimizer(0.1)),
        "LazyAdamOptimizer": minimized(lambda: opt.LazyAdamOptimizer(0.1)),
        "NadamOptimizer": minimized(lambda: opt.NadamOptimizer(0.1)),
        "RegAdagradOptimizer": minimized(lambda: opt.RegAdagradOptimizer(0.1)),
        "ShampooOptimizer": minimized(lambda: opt.ShampooOptimizer(0.1)),
        "AdamWOptimizer": minimized(lambda: opt.AdamWOptimizer(0.01, 0.1)),
        "MomentumWOptimizer": minimized(lambda: opt.MomentumWOptimizer(0.01, 0.1, 0.9)),
        "VariableClippingOptimizer": minimized(
            lambda: opt.VariableClippingOptimizer(
                tf.train.GradientDescentOptimizer(0.1), {tf.trainable_variables()[0]: [1]}, 1.0
            )
        ),
        "MultitaskOptimizerWrapper": minimized(
            lambda: opt.MultitaskOptimizerWrapper(tf.train.AdamOptimizer(0.1))
        ),
        "MovingAverageOptimizer": averaged,
        "create_train_op": clipped,
        "cosine decays": scheduled,
        "Normal sample": drawn(lambda: normal(t(2), 1.0)),
        "Normal log_prob": density(lambda: normal(0.0, 1.0), 2),
        "Mixture sample": drawn(mixed),
        "Mixture log_prob": density(mixed, 2),
        "MultivariateNormalDiag sample": drawn(diagonal),
        "MultivariateNormalDiag log_prob": density(diagonal, 3),
        "Logistic sample": drawn(lambda: distributions.Logistic(0.0, t())),
        "Poisson sample": drawn(lambda: distributions.Poisson(t(2))),
        "RelaxedBernoulli sample": drawn(lambda: distributions.RelaxedBernoulli(0.5, logits=t(2))),
        "RelaxedOneHotCategorical sample": drawn(
            lambda: distributions.RelaxedOneHotCategorical(0.5, logits=t(3))
        ),
        "QuantizedDistribution log_prob": density(
            lambda: distributions.QuantizedDistribution(normal(0.0, 1.0)), 2
        ),
        "TransformedDistribution sample": drawn(
            lambda: distributions.TransformedDistribution(normal(0.0, 1.0), bijectors.Exp())
        ),
        "Affine forward": lambda: bijectors.Affine(shift=t(3), scale_diag=t(3)).forward(t(2, 3)),
        "kl of normals": lambda: distributions.kl_divergence(normal(t(), 1.0), normal(0.0, 1.0)),
        "data.batch_and_drop_remainder": lambda: once(
            numbers().apply(tf.contrib.data.batch_and_drop_remainder(3))
        ),
        "data.shuffle_and_repeat": lambda: once(
            numbers().apply(tf.contrib.data.shuffle_and_repeat(5))
        ),
        "data.map_and_batch": lambda: once(
            numbers().apply(tf.contrib.data.map_and_batch(lambda x: x + 1, 2))
        ),
        "data.unbatch": lambda: once(numbers().batch(2).apply(tf.contrib.data.unbatch())),
        "data.Counter": lambda: once(tf.contrib.data.Counter()),
        "bucket_by_sequence_length": lambda: training.bucket_by_sequence_length(
            tf.constant(3), [t(3)], 2, [2, 4], dynamic_pad=True
        )[1],
        "weighted_resample": lambda: training.weighted_resample([t(4, 2)], t(4), 0.5)[0],
        "stratified_sample": lambda: training.stratified_sample(
            [t(2)], t(dtype=tf.int32), [0.5, 0.5], 3
        )[0],
        "rejection_sample": lambda: training.rejection_sample(
            [t(2)], lambda tensors: tf.constant(0.5), 3
        ),
        "image.rotate": lambda: tf.contrib.image.rotate(t(2, 4, 4, 1), t(2)),
        "image.translate": lambda: tf.contrib.image.translate(t(4, 4, 1), [1.0, 2.0]),
        "stateless_uniform": lambda: tf.contrib.stateless.stateless_random_uniform([2], [1, 2]),
        "cohen_kappa": lambda: tf.contrib.metrics.cohen_kappa(
            t(4, dtype=tf.int64), t(4, dtype=tf.int64), 3
        ),
    }
