"""Keras models in HDF5 files."""

from typing import Any

from tf_keras.src.optimizers.legacy import optimizer_v2
from tf_keras.src.saving.legacy import hdf5_format, saving_utils

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_HDF5 = "tf_keras.src.saving.legacy.hdf5_format"
_OWN = "_create_all_weights"


def _try_build_compiled_arguments(model: Any) -> None:
    saving_utils.try_build_compiled_arguments(model)
    optimizer = model.optimizer
    if not in_graph() or not isinstance(optimizer, optimizer_v2.OptimizerV2):
        return

    def create(variables: object) -> None:
        delattr(optimizer, _OWN)  # the training function needs the method
        model._make_train_function()

    if model._is_graph_network:
        setattr(optimizer, _OWN, create)


replaces_name(
    hdf5_format,
    "saving_utils",
    over(
        saving_utils,
        "saving_utils",
        try_build_compiled_arguments=_try_build_compiled_arguments,
    ),
    "1.15 made the training function where TensorFlow 2 makes an optimizer's weights to restore",
)


@replaces(f"{_HDF5}:load_model_from_hdf5", "a file without weights of an optimizer makes none")
def load_model_from_hdf5(
    filepath: object, custom_objects: object = None, compile: object = True
) -> Any:
    model = original(load_model_from_hdf5)(filepath, custom_objects, compile)
    vars(getattr(model, "optimizer", None) or model).pop(_OWN, None)
    return model
