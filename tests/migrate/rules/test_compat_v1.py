"""With --to compat-v1, files that need nothing of tfv1 import tensorflow.compat.v1."""

from pathlib import Path

import pytest

from tfv1.migrate.rules import Module, compat_v1


def rewritten(source):
    return compat_v1.apply(Module(Path("a.py"), source))


CHANGES = [
    (
        "import tensorflow as tf  # c\ntf.Session, tf.nn.relu",
        "import tensorflow.compat.v1 as tf  # c\ntf.disable_v2_behavior()\ntf.Session, tf.nn.relu",
    ),
    (
        "import tensorflow\ntensorflow.summary.FileWriter",
        "import tensorflow.compat.v1 as tensorflow\ntensorflow.disable_v2_behavior()\n"
        "tensorflow.summary.FileWriter",
    ),
    (
        "import os; import tensorflow as tf; x = tf.app.flags.FLAGS",
        "import os; import tensorflow.compat.v1 as tf; tf.disable_v2_behavior(); "
        "x = tf.app.flags.FLAGS",
    ),
    (
        "import tensorflow as tf\nfrom tensorflow.python.framework import ops\n"
        "from tensorflow.python.ops.math_ops import add",
        "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\n"
        "from tensorflow.python.framework import ops\n"
        "from tensorflow.python.ops.math_ops import add",
    ),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before, after):
    """The import, and TensorFlow 2's behaviour is switched off behind it."""
    assert rewritten(before) == after
    assert rewritten(after) == after


@pytest.mark.parametrize(
    "source",
    [
        "import tensorflow as tf\ntf.layers.dense",
        "import tensorflow as tf\ntf.keras.Model",
        "import tensorflow as tf\ntf.contrib.slim",
        "import tensorflow as tf\ntf.nn.rnn_cell.LSTMCell",
        "import tensorflow as tf\ntf.pack",
        "import tensorflow as tf\nprint(tf.__version__)",
        "import tensorflow as tf\ntf.app.flags.DEFINE_string('log_dir', '', 'where')",
        "import tensorflow as tf\nimport tensorflow.contrib.slim as slim",
        "import tensorflow as tf\nfrom tensorflow.python.layers import core",
        "import tensorflow as tf\nfrom tensorflow.python.ops import seq2seq",
        "import tensorflow as tf\nfrom tensorflow.python.ops.control_flow_ops import cond",
        "from tensorflow import *",
        "def f():\n    import tensorflow as tf",
        "import tfv1 as tf\ntf.nn.relu",
        "import tensorflow_hub as hub",
    ],
)
def test_leaves(source):
    """What compat.v1 lacks, or takes from another Keras; other forms of import."""
    assert rewritten(source) == source
