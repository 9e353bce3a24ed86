"""Pipelines, and the order of the elements that they give; prints it as JSON.

    python tests/graphs/orders.py         on 1.15.5
    python tests/graphs/orders.py --here  on this project

Keeps to Python 3.7's syntax. A pipeline is a function that returns a dataset, or tensors of queues.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if "--here" in sys.argv:
    import tfv1 as tf
else:
    import tensorflow as tf
import numpy as np

ELEMENTS = 40
PIPELINES = {}
data = tf.data.Dataset
experimental = tf.data.experimental


def pipeline(function):
    PIPELINES[function.__name__] = function
    return function


def add_shuffles():
    for size in (1, 7, 30):
        for buffer in (1, 5, 8):
            for count in (None, 2):
                name = f"shuffle {buffer} of {size} repeat {count}"
                PIPELINES[name] = lambda s=size, b=buffer, c=count: (
                    data.range(s).shuffle(b, seed=s + b).repeat(c)
                )


def add_shuffled_rows():
    for size, buffer, count in ((1, 5, None), (7, 5, 2), (7, 20, None), (30, 8, 2), (0, 3, None)):
        PIPELINES[f"shuffle {buffer} of {size} rows repeat {count}"] = (
            lambda s=size, b=buffer, c=count: (
                data.from_tensor_slices(np.arange(2.0 * s).reshape(s, 2))
                .shuffle(b, seed=3)
                .repeat(c)
            )
        )


add_shuffles()
add_shuffled_rows()


@pipeline
def once():
    return data.range(9).shuffle(4).repeat(1)


@pipeline
def unseeded():
    return data.range(9).shuffle(4).repeat()


@pipeline
def large_seed():
    return data.range(9).shuffle(4, seed=2**40 + 3).repeat()


@pipeline
def same_order_each_epoch():
    return data.range(9).shuffle(4, seed=1, reshuffle_each_iteration=False).repeat()


@pipeline
def reshuffled_without_repeat():
    return data.range(9).shuffle(4, seed=1)


@pipeline
def batch_between():
    return data.range(9).shuffle(4).batch(2).repeat()


@pipeline
def map_between():
    return data.range(9).shuffle(4).map(lambda x: 10 * x).repeat()


@pipeline
def batched():
    return data.range(9).shuffle(20).repeat().batch(4)


@pipeline
def repeat_first():
    return data.range(9).repeat(3).shuffle(5)


@pipeline
def twice():
    return data.range(9).shuffle(4).repeat(2).shuffle(5).repeat(2)


@pipeline
def in_flat_map():
    return data.range(3).flat_map(lambda x: data.range(4).shuffle(5, seed=3).repeat()).take(20)


@pipeline
def in_interleave():
    return data.range(4).interleave(
        lambda x: data.range(10 * x, 10 * x + 5).shuffle(3).repeat(), 2, 3
    )


@pipeline
def in_parallel_interleave():
    return data.range(4).interleave(
        lambda x: data.range(10 * x, 10 * x + 5).shuffle(3, seed=1).repeat(), 2, 3, 2
    )


@pipeline
def parallel_interleave():
    return data.range(4).apply(
        experimental.parallel_interleave(lambda x: data.range(x, x + 5), 2, sloppy=False)
    )


@pipeline
def shuffle_and_repeat():
    return data.range(9).apply(experimental.shuffle_and_repeat(4, 3, seed=5))


@pipeline
def zipped():
    return data.zip((data.range(9).shuffle(4).repeat(), data.range(7).shuffle(4).repeat()))


@pipeline
def zipped_with_itself():
    parts = data.range(9).shuffle(4).repeat()
    return data.zip((parts, parts))


@pipeline
def structures():
    parts = {
        "x": np.arange(12.0).reshape(6, 2),
        "y": (np.arange(6), ["a", "b", "c", "d", "e", "f"]),
    }
    return data.from_tensor_slices(parts).shuffle(3).repeat()


@pipeline
def other_shapes():
    return data.range(7).map(lambda x: (tf.fill([x], x), x)).shuffle(3).repeat()


@pipeline
def padded():
    return data.range(7).map(lambda x: tf.fill([x], x)).shuffle(3).repeat().padded_batch(3, [None])


@pipeline
def sparse():
    return (
        data.range(5)
        .map(lambda x: tf.SparseTensor([[x]], [x], [5]))
        .shuffle(3)
        .repeat()
        .map(tf.sparse.to_dense)
    )


@pipeline
def generated():
    return data.from_generator(lambda: iter(range(8)), tf.int64).shuffle(3).repeat()


@pipeline
def empty():
    return data.range(0).shuffle(3).repeat()


@pipeline
def draws():
    return data.range(9).map(lambda x: tf.random_uniform([])).shuffle(4).repeat(2)


@pipeline
def random_numbers():
    return experimental.RandomDataset(3).take(5)


@pipeline
def sampled():
    parts = [data.range(10 * i, 10 * i + 9) for i in range(3)]
    return experimental.sample_from_datasets(parts, [0.5, 0.3, 0.2], seed=4)


@pipeline
def with_options():
    options = tf.data.Options()
    options.experimental_deterministic = True
    return data.range(9).shuffle(4).with_options(options).repeat()


@pipeline
def prefetched():
    return data.range(9).shuffle(4).repeat(2).prefetch(2)


def queues():
    names = ["a", "b", "c", "d", "e"]
    return {
        "string_input_producer": lambda: tf.train.string_input_producer(names).dequeue(),
        "string_input_producer seed": lambda: tf.train.string_input_producer(
            names, seed=3
        ).dequeue(),
        "slice_input_producer": lambda: tf.train.slice_input_producer([names, list(range(5))]),
        "range_input_producer": lambda: tf.train.range_input_producer(6).dequeue(),
        "random_shuffle_queue": random_shuffle_queue,
    }


def random_shuffle_queue():
    queue = tf.RandomShuffleQueue(20, 0, tf.int32, [()], seed=1)
    fill = queue.enqueue_many([list(range(20))])
    return fill, queue.dequeue_many(20)


def plain(value):
    if isinstance(value, dict):
        return [plain(value[key]) for key in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    value = np.asarray(value).tolist()
    return json.loads(json.dumps(value, default=lambda text: text.decode()))


@pipeline
def given_later():
    """A pipeline for an iterator that exists before it."""
    return data.range(9).shuffle(4, seed=3).repeat()


@pipeline
def given_later_in_batches():
    return data.range(9).shuffle(4).repeat(2).batch(2)


def order(make):
    """What two runs over a pipeline give, with an initializable iterator, and with a one-shot."""
    found = []
    for one_shot in (False, True):
        with tf.Graph().as_default():
            tf.set_random_seed(1)
            dataset = make()
            if one_shot:
                iterator = tf.data.make_one_shot_iterator(dataset)
            elif make.__name__.startswith("given_later"):
                iterator = tf.data.Iterator.from_structure(
                    tf.data.get_output_types(dataset), tf.data.get_output_shapes(dataset)
                )
                iterator._initializer = iterator.make_initializer(dataset)
            else:
                iterator = tf.data.make_initializable_iterator(dataset)
            element = iterator.get_next()
            with tf.Session() as session:
                for _ in range(1 if one_shot else 2):
                    if not one_shot:
                        session.run(iterator.initializer)
                    for _ in range(ELEMENTS):
                        try:
                            found.append(plain(session.run(element)))
                        except tf.errors.OutOfRangeError:
                            found.append("end")
                            break
    return found


def queue_order(make):
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        tensors = make()
        config = tf.ConfigProto(inter_op_parallelism_threads=1, intra_op_parallelism_threads=1)
        with tf.Session(config=config) as session:
            session.run(tf.local_variables_initializer())
            if isinstance(tensors, tuple):  # an operation that fills a queue without a runner
                session.run(tensors[0])
                return [plain(session.run(tensors[1]))]
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            found = [plain(session.run(tensors)) for _ in range(ELEMENTS)]
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=5, ignore_live_threads=True)
            return found


def main():
    tf.logging.set_verbosity(tf.logging.FATAL)
    found = {}
    for name, make in PIPELINES.items():
        found[name] = order(make)
    for name, make in queues().items():
        found[name] = queue_order(make)
    print(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    main()
