"""TensorFlow 1.15's tf.contrib.eager, as far as TensorFlow 2 still has its names.

`NAMES` lists each name and where TensorFlow keeps it now. `compat` has the few that need a thin
adapter. The rest comes from the genuine tf.contrib. Nothing is imported before it is used.
"""

from __future__ import annotations

import importlib
from typing import Any

from tfv1 import startup
from tfv1.contrib import genuine as _genuine
from tfv1.names.arguments import as_of_1_15

_ADAPTER = "tfv1.contrib.eager.compat"
_CONTEXT = "tensorflow.python.eager.context"
_BACKPROP = "tensorflow.python.eager.backprop"
_TEST_UTIL = "tensorflow.python.framework.test_util"
_CALLBACKS = "tfv1.names.stand_ins.execution_callbacks"

NAMES = {
    "ASYNC": (_CONTEXT, "ASYNC"),
    "Checkpoint": ("tensorflow.compat.v1", "train.Checkpoint"),
    "Checkpointable": ("tensorflow.python.trackable.autotrackable", "AutoTrackable"),
    "DEVICE_PLACEMENT_EXPLICIT": (_CONTEXT, "DEVICE_PLACEMENT_EXPLICIT"),
    "DEVICE_PLACEMENT_SILENT": (_CONTEXT, "DEVICE_PLACEMENT_SILENT"),
    "DEVICE_PLACEMENT_WARN": (_CONTEXT, "DEVICE_PLACEMENT_WARN"),
    "EagerVariableStore": ("tensorflow.python.ops.variable_scope", "EagerVariableStore"),
    "GradientTape": ("tensorflow.compat.v1", "GradientTape"),
    "Iterator": ("tensorflow.python.data.ops.iterator_ops", "OwnedIterator"),
    "SYNC": (_CONTEXT, "SYNC"),
    "Saver": (_ADAPTER, "Saver"),
    "TensorSpec": ("tensorflow.compat.v1", "TensorSpec"),
    "Variable": ("tensorflow.python.ops.resource_variable_ops", "ResourceVariable"),
    "async_clear_error": (_CONTEXT, "async_clear_error"),
    "async_wait": (_CONTEXT, "async_wait"),
    "connect_to_remote_host": ("tensorflow.python.eager.remote", "connect_to_remote_host"),
    "custom_gradient": ("tensorflow.compat.v1", "custom_gradient"),
    "defun": (_ADAPTER, "defun"),
    "enable_eager_execution": ("tensorflow.compat.v1", "enable_eager_execution"),
    "enable_remote_eager_execution": (
        "tensorflow.python.framework.ops",
        "enable_eager_execution_internal",
    ),
    "executing_eagerly": ("tensorflow.compat.v1", "executing_eagerly"),
    "execution_mode": (_CONTEXT, "execution_mode"),
    "function": ("tensorflow.compat.v1", "function"),
    "get_optimizer_variables": (_ADAPTER, "get_optimizer_variables"),
    "gradients_function": (_BACKPROP, "gradients_function"),
    "implicit_gradients": (_BACKPROP, "implicit_grad"),
    "implicit_value_and_gradients": (_BACKPROP, "implicit_val_and_grad"),
    "in_eager_mode": ("tensorflow.compat.v1", "executing_eagerly"),
    "list_devices": (_ADAPTER, "list_devices"),
    "make_template": ("tensorflow.python.ops.template", "make_template_internal"),
    "metrics": ("tfv1.contrib.eager.metrics", ""),
    "num_gpus": (_CONTEXT, "num_gpus"),
    "py_func": ("tensorflow.compat.v1", "py_function"),
    "run": ("tensorflow.python.framework.ops", "eager_run"),
    "run_all_tests_in_graph_and_eager_modes": (_TEST_UTIL, "run_all_in_graph_and_eager_modes"),
    "run_test_in_graph_and_eager_modes": (_TEST_UTIL, "run_in_graph_and_eager_modes"),
    "set_execution_mode": (_CONTEXT, "set_execution_mode"),
    "set_server_def": (_CONTEXT, "set_server_def"),
    "value_and_gradients_function": (_BACKPROP, "val_and_grad_function"),
    **{
        name: (_CALLBACKS, name)
        for name in (
            *("ExecutionCallback", "add_execution_callback", "clear_execution_callbacks"),
            *("errstate", "inf_callback", "inf_nan_callback", "nan_callback", "seterr"),
        )
    },
}


def __getattr__(name: str) -> Any:
    if name in NAMES:
        startup.tensorflow()
        module, path = NAMES[name]
        value: Any = importlib.import_module(module)
        for part in path.split(".") if path else ():
            value = getattr(value, part)
        value = as_of_1_15(value)
        globals()[name] = value
        return value
    return _genuine.attribute(f"eager.{name}")


def __dir__() -> list[str]:
    return sorted(NAMES)
