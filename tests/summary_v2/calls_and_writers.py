"""What each kind of call does without a writer, with one, and with one that has a step."""

import numpy as np

import tfv1 as tf

s = tf.summary
KEYS = ["mine"]


def tensor():
    return tf.constant(0.5)


def images():
    return tf.constant(np.zeros([2, 2, 2, 3], np.uint8))


def sound():
    return tf.zeros([2, 20, 1])


CALLS = {
    "scalar": lambda: s.scalar("x", tensor()),
    "scalar, tensor=": lambda: s.scalar("x", tensor=tensor()),
    "scalar, collections": lambda: s.scalar("x", tensor(), KEYS),
    "scalar, family=": lambda: s.scalar("x", tensor(), family="f"),
    "scalar, step": lambda: s.scalar("x", tensor(), 3),
    "scalar, step=": lambda: s.scalar("x", tensor(), step=3),
    "scalar, data= and step=": lambda: s.scalar("x", data=tensor(), step=3),
    "scalar, description=": lambda: s.scalar("x", tensor(), 3, description="d"),
    "histogram": lambda: s.histogram("x", tensor()),
    "histogram, values=": lambda: s.histogram("x", values=tensor()),
    "histogram, step, buckets": lambda: s.histogram("x", tensor(), 3, 4),
    "text": lambda: s.text("x", tf.constant("words")),
    "text, collections": lambda: s.text("x", tf.constant("words"), KEYS),
    "text, step": lambda: s.text("x", "words", 3),
    "audio": lambda: s.audio("x", sound(), 44100),
    "audio, number": lambda: s.audio("x", sound(), 44100, 1),
    "audio, number, collections": lambda: s.audio("x", sound(), 44100, 1, KEYS),
    "audio, step, number": lambda: s.audio("x", sound(), 44100, 1, 1),
    "image": lambda: s.image("x", images()),
    "image, number": lambda: s.image("x", images(), 3),
    "image, number, collections": lambda: s.image("x", images(), 3, KEYS),
    "image, step=": lambda: s.image("x", images(), step=3),
    "image, number, number": lambda: s.image("x", images(), 3, 1),
}


def spoken(call):
    """Which API a call spoke, by what it returned, or the error."""
    try:
        dtype = call().dtype
    except ValueError as error:
        return str(error).partition(".")[0]
    return {tf.string: "TF1", tf.bool: "TF2"}[dtype]


def answers(logdir):
    """call -> [without a writer, with one, with one and a step]."""
    without = {name: spoken(call) for name, call in CALLS.items()}
    with s.create_file_writer(logdir).as_default():
        writer = {name: spoken(call) for name, call in CALLS.items()}
    with s.create_file_writer(logdir).as_default(step=7):
        step = {name: spoken(call) for name, call in CALLS.items()}
    return {name: [without[name], writer[name], step[name]] for name in CALLS}
