"""The words of errors of tf_keras, where 1.15's tf.keras chose others."""

from tfv1.patches.table import Patch
from tfv1.patches.wording import WHY, Words, holders, saying

_WORDS: dict[str, Words] = {
    "tf_keras.src.layers.core.dense:Dense.build": (
        (
            r"A Dense layer can only be built with a floating-point dtype\. Received: dtype=",
            "Unable to build `Dense` layer with non-floating point dtype ",
        ),
        (
            r"The last dimension of the inputs to a Dense layer should be defined\..*",
            "The last dimension of the inputs to `Dense` should be defined. Found `None`.",
        ),
    ),
    "tf_keras.src.layers.convolutional.base_conv:Conv._get_input_channel": (
        (
            r"(The channel dimension of the inputs should be defined\.).*",
            r"\1 Found `None`.",
        ),
    ),
    "tf_keras.src.saving.legacy.save:load_model": (
        (
            r"No file or directory found at (.*)$",
            r"SavedModel file does not exist at: \1/{saved_model.pbtxt|saved_model.pb}",
        ),
    ),
    "tf_keras.src.saving.legacy.hdf5_format:load_weights_from_hdf5_group": (
        (
            r"Layer count mismatch when loading weights from file\. Model expected (\d+) layers, "
            r"found (\d+) saved layers\.",
            r"You are trying to load a weight file containing \2 layers into a model with \1 "
            r"layers.",
        ),
        (
            r"Weight count mismatch for layer #(\d+) \(named (\S+) in the current model, (\S+) in "
            r"the save file\)\. Layer expects (\d+) weight\(s\)\. Received (\d+) saved .*",
            r'Layer #\1 (named "\2" in the current model) was found to correspond to layer \3 in '
            r"the save file. However the new layer \2 expects \4 weights, but the saved weights "
            r"have \5 elements.",
        ),
    ),
    "tf_keras.src.layers.rnn.legacy_cells:MultiRNNCell.__init__": (
        (
            r"cells must be a list or tuple, but received: ",
            "cells must be a list or tuple, but saw: ",
        ),
    ),
}

PATCHES = tuple(
    Patch(target, saying(words), WHY, holders=holders(target)) for target, words in _WORDS.items()
)
