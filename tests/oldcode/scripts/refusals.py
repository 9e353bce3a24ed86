"""What 1.15 refused: names, fetches and files that mean nothing."""

import os
import tempfile

import answering
import tensorflow as tf

home = tempfile.mkdtemp()
os.chdir(home)
os.mkdir("sub")
open("a.txt", "w").close()
writer = tf.summary.FileWriter(home)
one = tf.constant(1.0)
saver = tf.train.Saver([tf.Variable(1.0, name="v")])
session = tf.Session()


def kind(call):
    """The error that a call raises, without its words, or what it gives."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        return type(error).__name__


def found(pattern):
    """What both functions that find files find."""
    return kind(lambda: tf.gfile.Glob(pattern)), kind(lambda: tf.io.gfile.glob(pattern))


def on_a_local_server():
    """What runs on a server of one task, by the name of its job, and the server's devices."""
    server = tf.train.Server.create_local_server()
    with tf.Graph().as_default(), tf.Session(server.target) as local:
        with tf.device("/job:local/task:0"):
            two = tf.constant(2.0) + 0
        return local.run(two), [d.name for d in local.list_devices() if "XLA" not in d.name]


def fed(tensor, dense=tf.sparse_tensor_to_dense):
    """What a session reads from a sparse tensor whose parts it is fed."""
    value = tf.SparseTensorValue([[0, 1]], [2.0], [1, 2])
    return kind(lambda: session.run(dense(tensor), {tensor: value}).tolist())


ones = tf.ones([2, 1])
size = tf.constant([1, 2], tf.int64)
rate = tf.constant(0.5)
doubled = rate * 2


answering.answer(
    globals(),
    """
tf.summary.scalar("", one)
kind(lambda: tf.summary.histogram("/", one))
kind(lambda: tf.summary.image("", tf.zeros([1, 2, 2, 1])))
kind(lambda: tf.summary.audio("", tf.zeros([1, 4, 1]), 8))
kind(lambda: tf.summary.text("", tf.constant("a")))
kind(lambda: tf.summary.tensor_summary("", one))
tf.summary.scalar("", one, family="f").op.name, tf.summary.scalar("a/", one).op.name
kind(lambda: writer.add_run_metadata(tf.RunMetadata(), None))
kind(lambda: writer.add_run_metadata(tf.RunMetadata(), 1))
writer.add_run_metadata(tf.RunMetadata(), "")
saver.restore(session, "/nope/model.ckpt")
kind(lambda: saver.restore(session, "nope"))
saver.restore(session, None)
tf.train.checkpoint_exists("/nope/x"), "unreached"
tf.train.checkpoint_exists("nope")
found("/nope/*"), found("/nope/x"), found("nope/*"), found("sub/nope/*"), found("~/x")
found("*.txt"), found("nope"), found("sub/*"), found("*/nope/x"), found([]), found("/nope*/x")
found(["*.txt", "/nope/x"]), found("a.txt/*")
kind(lambda: session.run(None)), kind(lambda: session.run([one, None]))
kind(lambda: session.make_callable(None))
tf.train.load_checkpoint("/nope/model.ckpt")
tf.train.load_checkpoint("sub/../nope/model.ckpt")
tf.train.load_checkpoint("nope"), "unreached"
tf.train.load_checkpoint("a.txt/model.ckpt")
tf.train.load_variable("/nope/model.ckpt", "v")
tf.train.list_variables("/nope/model.ckpt")
tf.train.NewCheckpointReader("/nope/model.ckpt")
tf.train.init_from_checkpoint("/nope/model.ckpt", {"v": "v"})
tf.train.init_from_checkpoint("nope", {"v": "v"})
tf.summary.FileWriter(home, filename_suffix=1)
kind(lambda: tf.summary.FileWriter(home, max_queue="a").add_summary(tf.Summary()))
kind(lambda: tf.summary.FileWriter(home, max_queue=None).add_summary(tf.Summary()))
tf.Session(37)
tf.Session(tf.ConfigProto())
tf.Session(graph=1)
tf.InteractiveSession(config=1)
on_a_local_server()
fed(tf.sparse_placeholder(tf.float32)), fed(tf.sparse_placeholder(tf.float32, [1, 2]))
fed(tf.sparse_placeholder(tf.float32, size)), fed(tf.sparse_placeholder(tf.float32, (None, 2)))
fed(tf.SparseTensor([[0, 0]], [1.0], size)), fed(tf.SparseTensor([[0, 0]], [1.0], [1, 2]))
fed(tf.sparse_placeholder(tf.float32, size), lambda x: tf.sparse_tensor_dense_matmul(x, ones))
fed(tf.SparseTensor([[0, 0]], [1.0], tf.identity(size)))
kind(lambda: session.run(size + 1, {size: [3, 3]}).tolist())
session.run(doubled, {rate: 2.0})
""",
)
