"""Functions and constructors called with the arguments that 1.15 gave them, by position."""

import inspect  # noqa: F401 - the questions use it

import answering
import numpy as np
import tensorflow as tf
from tensorflow.python.ops import (  # noqa: F401
    gen_array_ops,
    gen_dataset_ops,
    gen_math_ops,
    gen_nn_ops,
)
from tensorflow.python.platform import build_info  # noqa: F401
from tensorflow.python.util import tf_inspect  # noqa: F401

modes = []


class InBothModes(tf.test.TestCase):
    """A test that tf.contrib.eager's decorator runs twice."""

    @tf.contrib.eager.run_test_in_graph_and_eager_modes(reset_test=False)
    def notes_its_mode(self):
        """Notes whether it runs eagerly."""
        modes.append(tf.executing_eagerly())


InBothModes("notes_its_mode").debug()
image = tf.ones([1, 4, 4, 2])
x = tf.constant(np.arange(6, dtype=np.float32).reshape(2, 3))
y = tf.placeholder(tf.float32, [2])
square = tf.constant([[1.0, 2.0], [3.0, 4.0]])
numbers = tf.train.Feature(float_list=tf.train.FloatList(value=[5.0]))
features = tf.train.Features(feature={"a": numbers})
one = tf.FixedLenFeature([1], tf.float32)
example = tf.train.Example(features=features).SerializeToString()
k = tf.keras


def run(tensor):
    """The value of a tensor."""
    with tf.Session() as session:
        return session.run(tensor).tolist()


answering.answer(
    globals(),
    """
sorted(modes)
tf.matmul(x, x, False, True, False, False, False, False, "product").name
tf.scatter_nd([[1]], [2.0], [3], "scattered").name
tf.tensor_scatter_add(x, [[0, 1]], [2.0], "added").name
tf.tensor_scatter_sub(x, [[0, 1]], [2.0], "less").name
tf.nn.top_k(x, 1, True, "best")[0].name
tf.image.adjust_jpeg_quality(tf.ones([4, 4, 3]), 50, "worse").op.name.split("/")[0]
tf.numpy_function(lambda v: v, [x], tf.float32, "same").name
tf.nn.sigmoid_cross_entropy_with_logits(y, y)
tf.nn.softmax_cross_entropy_with_logits(y, y)
tf.nn.sparse_softmax_cross_entropy_with_logits(y, y)
tf.nn.sigmoid_cross_entropy_with_logits(_sentinel=None, labels=y, logits=y, name="s").name
tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=y, name="t").name
tf.function(lambda a: a, experimental_relax_shapes=True) is not None
k.layers.Conv2D(2, 1, (1, 1), "same", None, (1, 1), "relu").activation.__name__
k.layers.Conv1D(2, 1, 1, "same", "channels_last", 1, "relu").activation.__name__
k.layers.Conv3D(2, 1, (1, 1, 1), "same", None, (1, 1, 1), "relu").activation.__name__
k.layers.DepthwiseConv2D(1, (1, 1), "same", 1, None, "relu").activation.__name__
k.layers.Conv2D(2, 1, activation="relu", padding="same", name="c").get_config()["name"]
k.layers.Conv2D.from_config(k.layers.Conv2D(2, 1).get_config()).filters
k.losses.BinaryCrossentropy(True, 0, "none", "mine").name
k.losses.KLDivergence().name, k.losses.LogCosh().name
k.preprocessing.text.one_hot(text="a b a", n=20, lower=False)[0] > 0
k.preprocessing.text.text_to_word_sequence(text="A b")
k.regularizers.l1(l=0.5).l1, k.regularizers.l2(0.25).l2
k.utils.deserialize_keras_object("b", {"b": 3}, None, "thing")
tf.contrib.keras.initializers.RandomNormal(0.0, 0.5, 3, tf.float64).dtype
tf.contrib.keras.initializers.Constant(2, tf.int32).dtype
tf.contrib.keras.regularizers.l1(0.5).l1
k.experimental.LinearModel().kernel_initializer
gen_nn_ops.max_pool(image, [1, 2, 2, 1], [1, 1, 1, 1], "SAME", "NHWC", "pooled").name
gen_nn_ops.depthwise_conv2d_native(image, tf.ones([1, 1, 2, 1]), [1] * 4, "SAME", "NHWC").shape
gen_math_ops.mat_mul(x, x, False, True, "multiplied").name
gen_math_ops.sparse_segment_sum(x, [0, 1], [0, 0], "segments").name
gen_array_ops.gather_nd(x, [[0, 1]], "gathered").name
gen_dataset_ops.range_dataset(0, 3, 1, [tf.int64], [[]], "numbers").name
inspect.getargspec(gen_nn_ops.fused_batch_norm_v3)
tf.contrib.distribute.AllReduceCrossDeviceOps("nccl", 1, 0, 10) is not None
k.experimental.NoisyLinearCosineDecay(0.1, 10, 1.0, 0.5, 0.5, 0.0, 0.01, "decay").name
k.experimental.LinearCosineDecay(0.1, 10).get_config()
str(inspect.signature(tf.matmul))
str(inspect.signature(tf.scatter_nd))
inspect.getargspec(tf.nn.relu)
inspect.getfullargspec(tf.greater)
inspect.getfullargspec(tf.ones)
tf_inspect.getfullargspec(tf.compat.v2.zeros_like)
tf_inspect.getfullargspec(tf.size)
tf_inspect.getfullargspec(tf.compat.v2.shape)
tf_inspect.getfullargspec(tf.linalg.diag)
tf_inspect.getfullargspec(tf.map_fn).args[-1]
tf.size(x, "count", tf.int64).name, tf.shape(x, "form").dtype, tf.zeros([2], tf.int32, "none").name
inspect.getargspec(tf.nn.conv2d).args[:4]
inspect.getargspec(tf.reduce_mean).args, inspect.getargspec(tf.reshape).args
inspect.getargspec(tf.train.Saver.save).args[:4]
inspect.getargspec(k.layers.Conv2D.__init__).args[:7]
[tf.Dimension(number) for number in (4.0, np.float32(4), "4", None, tf.Dimension(4))]
tf.Dimension(4.5)
tf.Dimension("x")
tf.Dimension(-4.0)
tf.placeholder(tf.float32, [None, 8 / 2]).shape
tf.get_variable("half", [4 / 2, 3]).shape
tf.get_variable("halves", [5 / 2, 3]).shape
tf.nn.rnn_cell.LSTMCell(8 / 2).zero_state(2, tf.float32).c.shape
run(tf.linalg.diag_part(square, k=1)), run(tf.linalg.diag([1.0, 2.0], k=(0, 0), num_rows=3))
run(tf.linalg.set_diag(square, [7.0, 8.0], k=0)), run(tf.linalg.diag_part(square, k=(-1, 1)))
run(tf.parse_single_example(example, {"a": one}, example_names="b")["a"])
tf.distribute.get_strategy().experimental_run_v2(lambda a: a + 1, args=(2,))
tf.distribute.OneDeviceStrategy("/cpu:0").experimental_run_v2(lambda a: a + 1, kwargs={"a": 2})
tf.train.LooperThread(tf.train.Coordinator(), 1).isAlive()
tf.data.experimental.Optional.none_from_structure(tf.TensorSpec([], tf.float32)).value_structure
run(tf.linalg.tridiagonal_solve(square, tf.constant([[4.0, 2.0]]), "matrix", True))
run(tf.linalg.tridiagonal_solve(square, tf.constant([4.0, 2.0]), "matrix", True))
build_info.is_cuda_build, build_info.is_rocm_build
""",
)
