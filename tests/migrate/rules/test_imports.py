"""Imports of TensorFlow and tf.contrib become imports of tfv1, and nothing else changes."""

from pathlib import Path

import pytest

from tfv1.migrate.rules import Module, imports


def rewritten(source):
    return imports.apply(Module(Path("a.py"), source))


CHANGES = [
    ("import tensorflow as tf", "import tfv1 as tf"),
    ("import tensorflow", "import tfv1 as tensorflow"),
    ("import os, tensorflow as tf, sys  # x", "import os, tfv1 as tf, sys  # x"),
    ("import  tensorflow  as  tf ;x=1", "import  tfv1  as  tf ;x=1"),
    ("def f():\n\timport tensorflow as tf", "def f():\n\timport tfv1 as tf"),
    ("import tensorflow.keras as K", "import tfv1.keras as K"),
    ("from tensorflow import keras, nn as n", "from tfv1 import keras, nn as n"),
    (
        "from  tensorflow.python.ops  import (a,\n  b)",
        "from  tfv1.python.ops  import (a,\n  b)",
    ),
    ("from tensorflow.python import debug as d", "from tfv1.python import debug as d"),
    ("m = __import__('tensorflow')", "m = __import__('tfv1')"),
    (
        "import importlib\nimportlib.import_module('tensorflow.nn')",
        "import importlib\nimportlib.import_module('tfv1.nn')",
    ),
    ("é = 1; import tensorflow as tf", "é = 1; import tfv1 as tf"),
    # tf.contrib
    ("import tensorflow.contrib.slim as slim", "import tfv1.contrib.slim as slim"),
    ("import tensorflow.contrib.slim", "import tfv1.contrib.slim, tfv1 as tensorflow"),
    ("from tensorflow.contrib import slim", "from tfv1.contrib import slim"),
    (
        "import tensorflow as tf\ntf.summary.create_file_writer\ntf.placeholder",
        "import tfv1 as tf\ntf.summary.create_file_writer\ntf.placeholder",
    ),
    ("from tensorflow.contrib.rnn import *", "from tfv1.contrib.rnn import *"),
    (
        "from tensorflow.examples.tutorials.mnist import input_data",
        "from tfv1.examples.tutorials.mnist import input_data",
    ),
    # The folder in which 1.15 kept its files.
    ("import tensorflow_core as tf", "import tfv1 as tf"),
    ("from tensorflow_core.python import ops", "from tfv1.python import ops"),
    ("import tensorflow_core.nn", "import tfv1.nn, tfv1 as tensorflow_core"),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before, after):
    """The module's name is replaced, in any form of import, at any place."""
    assert rewritten(before) == after
    assert rewritten(after) == after


@pytest.mark.parametrize(
    "source",
    [
        "import tensorflow.compat.v1 as tf",
        "from tensorflow.compat import v1 as tf",
        "from tensorflow.compat.v1 import nn",
        "import tensorflow_hub as hub",
        "import tensorflow_probability.python as p",
        "from .tensorflow import x",
        "from . import tensorflow",
        "from mylib.tensorflow import x",
        "import mylib.tensorflow",
        "tensorflow = 1\ntensorflow.x",
        "x = 'import tensorflow as tf'",
        "'''\nimport tensorflow as tf\n'''",
        "# import tensorflow as tf",
        "f('tensorflow.nn')",
        "import tensorflow as tf\ntf.optimizers.Adam",
        "import tensorflow as tf\ntf.summary.create_file_writer\ntf.summary.scalar",
    ],
)
def test_leaves(source):
    """Other packages, text, what was migrated before, and code of TensorFlow 2 stay."""
    assert rewritten(source) == source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("from tensorflow import *", "was left"),
        ("import tensorflow as tf\ntf.pack", "tf.stack"),
        ("from tensorflow.contrib import slim", "tfv1 contrib install"),
        ("import tensorflow as tf\ntf.optimizers.Adam", "of TensorFlow 2"),
    ],
)
def test_notes(source, words):
    """What a person has to do is noted."""
    module = Module(Path("a.py"), source)
    imports.apply(module)
    assert any(words in note.text for note in module.notes)
