"""Statistics of tf.data, and the parameters of TPU embeddings."""

import answering
import tensorflow as tf

data = tf.data.experimental
tpu = tf.tpu.experimental
aggregator = data.StatsAggregator()
options = tf.data.Options()
options.experimental_stats.aggregator = aggregator
options.experimental_stats.prefix = "input"
options.experimental_optimization.map_vectorization.enabled = True
dataset = tf.data.Dataset.range(4).apply(data.latency_stats("latency"))
dataset = dataset.apply(data.bytes_produced_stats("bytes")).with_options(options)
element = tf.compat.v1.data.make_one_shot_iterator(tf.data.Dataset.range(4)).get_next()
iterator = tf.compat.v1.data.make_initializable_iterator(dataset)
element, summary = iterator.get_next(), aggregator.get_summary()


def collected():
    """Tag -> number of values, and their sum if that is not a time."""
    with tf.Session() as session:
        session.run(iterator.initializer)
        elements = [session.run(element) for _ in range(4)]
        found = tf.Summary.FromString(session.run(summary)).value
    counts = {one.tag: one.histo.num for one in found if "stats" in one.tag or "::" in one.tag}
    sums = {one.tag: one.histo.sum for one in found if "bytes" in one.tag}
    return elements, sorted(counts.items()), sums


answering.answer(
    globals(),
    """
collected()
data.StatsOptions().prefix, data.StatsOptions().aggregator
data.MapVectorizationOptions().enabled
vars(tpu.AdamParameters(0.1, 0.5))
vars(tpu.AdagradParameters(0.1, 0.2, False)), vars(tpu.StochasticGradientDescentParameters(1, 2, 3))
tpu.AdamParameters(0.1, beta1=1.5)
tpu.AdamParameters(0.1, beta2=-1)
tpu.AdamParameters(0.1, epsilon=0)
tpu.AdamParameters(0.1, use_gradient_accumulation=False, lazy_adam=False)
tpu.AdagradParameters(0.1, 0)
""",
)
