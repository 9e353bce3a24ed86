"""Names that TensorFlow dropped with release 1.0 say what took their place."""

import pytest

from tfv1.importing import views
from tfv1.names.tables.removed_1_0 import OLDER


@pytest.mark.parametrize("name", [name for name in OLDER if "tensorflow.models." not in name])
def test_a_name_of_tensorflow_0_names_its_successor(name):
    """Using it raises AttributeError with the sentence that `tfv1 check` prints."""
    module, _, last = name.rpartition(".")
    with pytest.raises(AttributeError) as caught:
        getattr(views.module(module), last)
    shown = name if "python.ops" in name else f"tf{name[len('tensorflow') :]}"
    assert str(caught.value) == f"{shown} was removed in TensorFlow 1.0; use {OLDER[name]}"


def test_a_module_of_tensorflow_0_names_its_successor():
    """So does importing it as a module."""
    with pytest.raises(ModuleNotFoundError, match=r"use tf\.contrib\.legacy_seq2seq"):
        views.module("tensorflow.nn.seq2seq")
    with pytest.raises(ModuleNotFoundError, match=r"use tf\.nn and tf\.contrib\.rnn"):
        views.module("tensorflow.models.rnn.rnn_cell")
