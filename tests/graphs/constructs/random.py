"""Random ops, and what the seeds of the next one follow from."""


def constructs(tf, t, v):
    uniform = tf.random_uniform

    def several():
        return [uniform([2]), uniform([2]), tf.random_normal([3]), uniform([2])]

    def scopes():
        with tf.name_scope("a"):
            first = uniform([2])
        with tf.variable_scope("b"):
            return first + uniform([2])

    def control():
        with tf.control_dependencies([tf.constant(1)]):
            return uniform([2])

    def imported():
        with tf.Graph().as_default() as other:
            tf.constant(1.0, name="c") + tf.constant(2.0, name="d")
        tf.import_graph_def(other.as_graph_def(), name="imported")
        return uniform([2])

    def nested_graph():
        with tf.Graph().as_default():
            for _ in range(5):
                tf.constant(1.0)
        return uniform([2])

    def seed_changed():
        first = uniform([2])
        tf.set_random_seed(2)
        return first, uniform([2])

    def seed_zero():
        tf.set_random_seed(0)
        return uniform([]), tf.random_shuffle(t(2))

    def in_map():
        dataset = tf.data.Dataset.range(3).map(lambda x: tf.random_uniform([2]) + 1.0)
        return tf.data.make_one_shot_iterator(dataset).get_next(), uniform([2])

    def in_cond():
        chosen = tf.cond(t() > 0, lambda: uniform([2]), lambda: tf.random_normal([2]))
        return chosen, uniform([2])

    def in_while():
        loop = tf.while_loop(lambda i: i < 3, lambda i: i + tf.reduce_sum(uniform([2])), [0.0])
        return loop, uniform([2])

    def in_function():
        @tf.function
        def draw():
            return uniform([2]) + uniform([2])

        return draw(), uniform([2])

    def get_seeds():
        tf.get_seed(None), tf.constant(1.0), tf.get_seed(None)
        tf.get_seed(4)
        return uniform([2])

    return {
        "uniform": lambda: uniform([2, 3]),
        "uniform with seed": lambda: uniform([2, 3], seed=7),
        "uniform of range": lambda: uniform([2, 3], -1.0, 1.0),
        "uniform of maxval": lambda: uniform([2, 3], maxval=5.0),
        "uniform of int": lambda: uniform([2, 3], 0, 10, tf.int32),
        "uniform of int maxval": lambda: uniform([2, 3], maxval=10, dtype=tf.int64),
        "uniform of double": lambda: uniform([2, 3], dtype=tf.float64),
        "uniform of tensors": lambda: uniform([2, 3], t(), t()),
        "uniform dynamic": lambda: uniform(tf.shape(t(None, 3))),
        "uniform of mixed shape": lambda: uniform([tf.shape(t(None, 3))[0], 4]),
        "normal": lambda: tf.random_normal([2, 3]),
        "normal of parameters": lambda: tf.random_normal([2, 3], 1.0, 2.0),
        "normal of tensors": lambda: tf.random_normal([2, 3], t(3), t(3)),
        "normal dynamic": lambda: tf.random_normal(tf.shape(t(None, 3))),
        "truncated_normal": lambda: tf.truncated_normal([2, 3]),
        "truncated_normal stddev": lambda: tf.truncated_normal([2, 3], stddev=0.1),
        "shuffle": lambda: tf.random_shuffle(t(3, 2)),
        "random_crop": lambda: tf.random_crop(t(4, 4, 3), [2, 2, 3]),
        "multinomial": lambda: tf.multinomial(t(2, 3), 4),
        "categorical": lambda: tf.random.categorical(t(2, 3), 4),
        "gamma": lambda: tf.random_gamma([3], 2.0),
        "gamma beta": lambda: tf.random_gamma([3], t(2), t(2)),
        "poisson": lambda: tf.random_poisson(t(2), [3]),
        "poisson number": lambda: tf.random_poisson(3.0, [3]),
        "stateless_uniform": lambda: tf.random.stateless_uniform([2, 3], [1, 2]),
        "stateless_normal": lambda: tf.random.stateless_normal([2, 3], [1, 2]),
        "stateless_truncated_normal": lambda: tf.random.stateless_truncated_normal([2], [1, 2]),
        "stateless_categorical": lambda: tf.random.stateless_categorical(t(2, 3), 4, [1, 2]),
        "uniform_candidate_sampler": lambda: tf.nn.uniform_candidate_sampler(
            t(2, 1, dtype=tf.int64), 1, 4, True, 50
        ),
        "log_uniform_candidate_sampler": lambda: tf.nn.log_uniform_candidate_sampler(
            t(2, 1, dtype=tf.int64), 1, 4, True, 50
        ),
        "learned_unigram_candidate_sampler": lambda: tf.nn.learned_unigram_candidate_sampler(
            t(2, 1, dtype=tf.int64), 1, 4, True, 50
        ),
        "fixed_unigram_candidate_sampler": lambda: tf.nn.fixed_unigram_candidate_sampler(
            t(2, 1, dtype=tf.int64), 1, 2, True, 3, unigrams=[1.0, 2.0, 3.0]
        ),
        "all_candidate_sampler": lambda: tf.nn.all_candidate_sampler(
            t(2, 1, dtype=tf.int64), 1, 4, True
        ),
        "several": several,
        "scopes": scopes,
        "control dependency": control,
        "imported graph": imported,
        "nested graph": nested_graph,
        "seed changed": seed_changed,
        "seed zero": seed_zero,
        "in Dataset.map": in_map,
        "in cond": in_cond,
        "in while_loop": in_while,
        "in tf.function": in_function,
        "get_seed": get_seeds,
        "sum of draws": lambda: uniform([2]) + tf.random_normal([2]) * uniform([2]),
    }
