"""The bodies of functions: those that tf.data calls, Defun's and tf.function's."""

from typing import Any

from tensorflow.python.util import nest

from tfv1.graphs.replacing import original, replaces


@replaces(
    "framework.auto_control_deps:AutomaticControlDependencies.__exit__",
    "TensorFlow 2 gathers what must run in a NoOp",
)
def finish_body(self: Any, unused_type: object, unused_value: object, unused_traceback: Any) -> Any:
    returned, self._returned_tensors = self._returned_tensors, type(self._returned_tensors)()
    original(finish_body)(self, unused_type, unused_value, unused_traceback)
    self._returned_tensors = returned
    for tensor in nest.flatten(list(returned), expand_composites=True):
        context = tensor.op._control_flow_context
        tensor.op._add_control_inputs(
            [one for one in self.ops_which_must_run if one._control_flow_context is context]
        )
