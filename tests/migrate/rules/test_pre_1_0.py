"""Names and arguments of before TensorFlow 1.0 become those of 1.15."""

from pathlib import Path

import pytest

from tests.support.cli import python
from tfv1.migrate.migrate import rewrite
from tfv1.migrate.rules import Module, pre_1_0
from tfv1.names.static import verdict
from tfv1.names.tables.removed_1_0 import OLDER

HEAD = "import tensorflow as tf\n"


def rewritten(source):
    module = Module(Path("a.py"), source)
    return pre_1_0.apply(module), [note.text for note in module.notes]


CHANGES = [
    ("tf.mul(x, y)", "tf.multiply(x, y)"),
    ("tf.pack([tf.neg(a), tf.sub(b, c)])", "tf.stack([tf.negative(a), tf.subtract(b, c)])"),
    ("tf.unpack(x, axis=1)", "tf.unstack(x, axis=1)"),
    ("f = tf.mul", "f = tf.multiply"),
    ("tf.select(c, x, y)", "tf.where(c, x, y)"),
    ("tf.select(c, t=x, e=y)", "tf.where(c, x=x, y=y)"),
    ("tf.batch_matmul(a, b, True)", "tf.matmul(a, b, adjoint_a=True)"),
    ("tf.batch_matmul(x=a, y=b, adj_y=True)", "tf.matmul(a=a, b=b, adjoint_b=True)"),
    ("tf.batch_cholesky(x)", "tf.cholesky(x)"),
    ("tf.listdiff(x, y, out_idx=i)", "tf.setdiff1d(x, y, index_dtype=i)"),
    ("tf.scalar_summary('a', x)", "tf.summary.scalar('a', x)"),
    ("tf.scalar_summary(tags='a', values=x)", "tf.summary.scalar(name='a', tensor=x)"),
    ("tf.scalar_summary('a', x, name='op')", "tf.summary.scalar('a', x)"),
    ("tf.scalar_summary('a', x, [k], 'op')", "tf.summary.scalar('a', x, [k])"),
    ("tf.histogram_summary(tag='a', values=x)", "tf.summary.histogram(name='a', values=x)"),
    (
        "tf.image_summary('a', x, max_images=2, name='i')",
        "tf.summary.image('a', x, max_outputs=2)",
    ),
    ("tf.audio_summary(tag='a', tensor=x)", "tf.summary.audio(name='a', tensor=x)"),
    ("tf.merge_summary([a, b])", "tf.summary.merge([a, b])"),
    ("m = tf.merge_all_summaries()", "m = tf.summary.merge_all()"),
    (
        "w = tf.train.SummaryWriter(d, graph_def=g)",
        "w = tf.summary.FileWriter(d, graph_def=g)",
    ),
    ("tf.nn.rnn(cell, xs, dtype=t)", "tf.nn.static_rnn(cell, xs, dtype=t)"),
    ("tf.nn.seq2seq.sequence_loss(a)", "tf.contrib.legacy_seq2seq.sequence_loss(a)"),
    ("tf.concat(1, [a, b])", "tf.concat(axis=1, values=[a, b])"),
    ("tf.concat(-1, xs)", "tf.concat(axis=-1, values=xs)"),
    ("tf.concat(d, [tf.mul(a, b), c])", "tf.concat(axis=d, values=[tf.multiply(a, b), c])"),
    ("tf.concat(concat_dim=d, values=x)", "tf.concat(axis=d, values=x)"),
    ("tf.split(0, 3, x)", "tf.split(axis=0, num_or_size_splits=3, value=x)"),
    (
        "tf.split(split_dim=a, num_split=b, value=x)",
        "tf.split(axis=a, num_or_size_splits=b, value=x)",
    ),
    ("tf.reverse(x, [True, False, True])", "tf.reverse(x, [0, 2])"),
    ("tf.reverse(x, dims=[False, True])", "tf.reverse(x, axis=[1])"),
    (
        "tf.nn.softmax_cross_entropy_with_logits(y, y_)",
        "tf.nn.softmax_cross_entropy_with_logits(logits=y, labels=y_)",
    ),
    (
        "tf.nn.sigmoid_cross_entropy_with_logits(y, targets=y_)",
        "tf.nn.sigmoid_cross_entropy_with_logits(logits=y, labels=y_)",
    ),
    (
        "from tensorflow import mul\nmul(x, y)",
        "from tensorflow import multiply as mul\nmul(x, y)",
    ),
    (
        "from tensorflow import select, mul as m",
        "from tensorflow import where as select, multiply as m",
    ),
    (
        "from tensorflow.train import SummaryWriter",
        "from tensorflow.summary import FileWriter as SummaryWriter",
    ),
    (
        "from tensorflow import nn\nnn.rnn(c, x)",
        "from tensorflow import nn\nnn.static_rnn(c, x)",
    ),
    (
        "def f():\n    import tensorflow as t\n    return t.mul(\n a,  # first\n b)",
        "def f():\n    import tensorflow as t\n    return t.multiply(\n a,  # first\n b)",
    ),
    (
        "x = (tf  # one\n     .mul  # two\n     (a, b))",
        "x = (tf  # one\n     .multiply  # two\n     (a, b))",
    ),
    ("x = tf\\\n  .sub(a, b)", "x = tf\\\n  .subtract(a, b)"),
    ("x = tf.nn\\\n  .seq2seq.f(a)", "x = tf.contrib.legacy_seq2seq\\\n.f(a)"),
    ("tf.train.SummaryWriterCache.get(d)", "tf.summary.FileWriterCache.get(d)"),
    ("tf.concat(axis, xs)", "tf.concat(axis=axis, values=xs)"),
    ("tf.concat(len(shape) - 1, xs)", "tf.concat(axis=len(shape) - 1, values=xs)"),
    ("tf.split_v(x, s, split_dim=1)", "tf.split(x, s, axis=1)"),
    ("tf.sparse_split(0, 2, x)", "tf.sparse_split(axis=0, num_split=2, sp_input=x)"),
    ("tf.nn.rnn_cell.GRUCell(n, input_size=m)", "tf.nn.rnn_cell.GRUCell(n)"),
    (
        "from tensorflow.python.ops import rnn_cell as c\nc.LSTMCell(n, input_size=m, num_proj=k)",
        "from tensorflow.python.ops import rnn_cell as c\nc.LSTMCell(n, num_proj=k)",
    ),
    ("tf.SparseTensor(i, v, shape=s)", "tf.SparseTensor(i, v, dense_shape=s)"),
    ("tf.image.resize_images(x, 224, 224, m)", "tf.image.resize_images(x, [224, 224], m)"),
    (
        "tf.image.resize_images(x, new_height=h, new_width=w)",
        "tf.image.resize_images(x, size=[h, w])",
    ),
    (
        "tf.nn.sampled_softmax_loss(w, b, embed, labels, 5, 9)",
        "tf.nn.sampled_softmax_loss(w, b, inputs=embed, labels=labels, "
        "num_sampled=5, num_classes=9)",
    ),
    (
        "tf.nn.weighted_cross_entropy_with_logits(y, targets, 2)",
        "tf.nn.weighted_cross_entropy_with_logits(logits=y, targets=targets, pos_weight=2)",
    ),
    (
        "from tensorflow.python.ops import array_ops\narray_ops.concat(1, [array_ops.pack(x)])",
        "from tensorflow.python.ops import array_ops\n"
        "array_ops.concat(axis=1, values=[array_ops.pack(x)])",
    ),
    (
        "from tensorflow.models.rnn import rnn, rnn_cell\nrnn.rnn(c, x)",
        "from tensorflow import nn as rnn\nfrom tensorflow.nn import rnn_cell\n"
        "rnn.static_rnn(c, x)",
    ),
    (
        "from tensorflow.python.ops import seq2seq as s, rnn_cell",
        "from tensorflow.contrib import legacy_seq2seq as s\n"
        "from tensorflow.python.ops import rnn_cell",
    ),
    (
        "import tensorflow.models.rnn.rnn_cell as c\nfrom tensorflow.python.ops.seq2seq import f",
        "import tensorflow.nn.rnn_cell as c\nfrom tensorflow.contrib.legacy_seq2seq import f",
    ),
    # Another name that 1.0 dropped shows which order the arguments have.
    (
        "tf.mul(a, b)\ntf.concat(d, xs)\ntf.split(d, n, x)\ntf.nn.ctc_loss(a, b, n)",
        "tf.multiply(a, b)\ntf.concat(axis=d, values=xs)\n"
        "tf.split(axis=d, num_or_size_splits=n, value=x)\n"
        "tf.nn.ctc_loss(inputs=a, labels=b, sequence_length=n)",
    ),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before, after):
    """The name, and arguments that are called otherwise or stand elsewhere."""
    assert rewritten(HEAD + before) == (HEAD + after, [])


@pytest.mark.parametrize(
    "source",
    [
        "tf.multiply(x, y)",
        "tf.concat([a, b], 1)",
        "tf.concat(a, b)",
        "tf.concat(xs, axis)",
        "tf.nn.nce_loss(w, b, labels, embed, 5, 9)",
        "tf.nn.nce_loss(w, b, x, y, 5, 9)",
        "tf.image.resize_images(x, [3, 4], method)",
        "tf.image.resize_images(x, size, method)",
        "try:\n    tf.concat(1, [a])\nexcept TypeError:\n    tf.concat([a], 1)",
        "tf.concat(axis=0, values=x)",
        "tf.split(x, 3, 0)",
        "tf.reverse(x, [0])",
        "tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)",
        # TensorFlow 2 takes these in another order again.
        "tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)",
        "tf.nn.sigmoid_cross_entropy_with_logits(y, logits=z)",
        "tf.GradientTape()\ntf.nn.softmax_cross_entropy_with_logits(y, z)",
        "try:\n    tf.mul(a, b)\nexcept AttributeError:\n    tf.multiply(a, b)",
        "if hasattr(tf, 'mul'):\n    tf.mul(a, b)",
        "def f(tf):\n    return tf.mul(a, b)",
        "import torch\ntorch.mul(a, b)",
        "a.pack(b)",
    ],
)
def test_leaves(source):
    """Names that 1.15 has, code ready for both, names of others, and unclear ones."""
    assert rewritten(HEAD + source) == (HEAD + source, [])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("tf.select(*a)", "the arguments of tf.select were left"),
        ("tf.scalar_summary(['a', 'b'], [x, y])", "for each of its tags"),
        ("tf.image.resize_images(x, new_width=w, new_height=h)", "size=[height, width]"),
        (
            "from tensorflow.train import (SummaryWriter,  # one\n    Saver)",
            "`from tensorflow.summary import FileWriter as SummaryWriter` on another line",
        ),
        ("tf.neg(x)\nf = tf.concat", "1.15's order of arguments"),
    ],
)
def test_says_what_was_left(source, words):
    """What is changed only in part is reported."""
    _, notes = rewritten(HEAD + source)
    assert any(words in note for note in notes), notes


@pytest.mark.parametrize("name", sorted(OLDER))
def test_every_name_of_the_table_is_rewritten_to_one_that_runs(name):
    """All of them, but for a package that became two."""
    text, _ = rewritten(f"import tensorflow\n{name}\n")
    new = text.splitlines()[1]
    if name == "tensorflow.models":
        assert new == name
    else:
        assert new != name
        assert verdict(new).runs or new.startswith("tensorflow.contrib.")


SCRIPT = """\
import numpy as np
import tensorflow as tf
x = tf.constant([[1., 2.], [3., 4.]])
y = tf.constant([[5., 6.], [7., 8.]])
found = [
    tf.mul(x, y), tf.concat(0, [x, y]), tf.split(1, 2, x)[1], tf.reverse(x, [True, False]),
    tf.select(x > 2., x, y), tf.batch_matmul(x, y, True), tf.pack([x, y])[1],
    tf.unpack(x, axis=1)[0],
    tf.nn.sigmoid_cross_entropy_with_logits(x, y), tf.listdiff([1, 2, 3], [2]).out,
    tf.nn.weighted_cross_entropy_with_logits(x, y, 2.), tf.nn.log_poisson_loss(x, y),
    tf.image.resize_images(tf.ones([1, 1, 1]), 2, 1),
]
summary = tf.scalar_summary('average', tf.reduce_mean(x), name='op')
with tf.Session() as sess:
    for one in sess.run(found):
        print(np.round(one.astype(float), 3).tolist())
    print(tf.Summary.FromString(sess.run(summary)).value[0].tag)
"""
PRINTED = """\
[[5.0, 12.0], [21.0, 32.0]]
[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]
[[2.0], [4.0]]
[[3.0, 4.0], [1.0, 2.0]]
[[5.0, 6.0], [3.0, 4.0]]
[[26.0, 30.0], [38.0, 44.0]]
[[5.0, 6.0], [7.0, 8.0]]
[1.0, 3.0]
[[-3.687, -9.873], [-17.951, -27.982]]
[1.0, 3.0]
[[-2.12, -9.112], [-17.611, -27.837]]
[[-2.282, -4.611], [-0.914, 22.598]]
[[[1.0]], [[1.0]]]
average
"""


@pytest.mark.parametrize("before", [before for before, _ in CHANGES])
def test_a_second_run_changes_nothing(before):
    """What was rewritten is 1.15's."""
    once, _ = rewritten(HEAD + before)
    assert rewritten(once)[0] == once


def test_a_rewritten_program_computes_what_it_did(tmp_path):
    """The values by hand, for what changed its arguments, under plain python."""
    (tmp_path / "a.py").write_text(SCRIPT)
    (tmp_path / "b.py").write_bytes(rewrite(tmp_path / "a.py").new)
    done = python("b.py", cwd=tmp_path)
    assert done.stdout == PRINTED, done.stderr
