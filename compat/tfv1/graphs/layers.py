"""Layers: tf.layers and tf.keras.layers in graph mode, both on legacy Keras."""

from typing import Any

from tensorflow.python.framework import constant_op, tensor_shape
from tensorflow.python.ops import array_ops, array_ops_stack, math_ops, nn_ops

from tfv1.graphs.replacing import original, replaces

_CONVOLUTIONS = "tf_keras.src.layers.convolutional"


@replaces(
    f"{_CONVOLUTIONS}.base_conv:Conv.build", "1.15 prepared the convolution with the variables"
)
def build(self: Any, input_shape: object) -> None:
    original(build)(self, input_shape)
    causal = self.padding == "causal"
    self._prepared_convolution = nn_ops.Convolution(
        tensor_shape.TensorShape(input_shape),
        filter_shape=self.kernel.shape,
        dilation_rate=self.dilation_rate,
        strides=self.strides,
        padding="VALID" if causal else self.padding.upper(),
        data_format=self._tf_data_format,
    )


@replaces(f"{_CONVOLUTIONS}.base_conv:Conv.convolution_op", "as for its build")
def convolution_op(self: Any, inputs: object, kernel: object) -> Any:
    prepared = getattr(self, "_prepared_convolution", None)
    if prepared is None or self.groups > 1:
        return original(convolution_op)(self, inputs, kernel)
    return prepared(inputs, kernel)


@replaces(
    f"{_CONVOLUTIONS}.conv2d_transpose:Conv2DTranspose.call",
    "TensorFlow 2 takes the sizes that it knows for the output's shape",
)
def conv2d_transpose(self: Any, inputs: Any) -> Any:
    from tf_keras.src import backend
    from tf_keras.src.utils import conv_utils

    shape = array_ops.shape(inputs)
    first = self.data_format == "channels_first"
    batch = shape[0]
    height, width = (shape[2], shape[3]) if first else (shape[1], shape[2])
    paddings = self.output_padding or (None, None)
    sizes = tuple(
        conv_utils.deconv_output_length(
            size,
            self.kernel_size[i],
            padding=self.padding,
            output_padding=paddings[i],
            stride=self.strides[i],
            dilation=self.dilation_rate[i],
        )
        for i, size in enumerate((height, width))
    )
    output_shape = (batch, self.filters, *sizes) if first else (batch, *sizes, self.filters)
    outputs = backend.conv2d_transpose(
        inputs,
        self.kernel,
        array_ops_stack.stack(output_shape),
        strides=self.strides,
        padding=self.padding,
        data_format=self.data_format,
        dilation_rate=self.dilation_rate,
    )
    outputs.set_shape(self.compute_output_shape(inputs.shape))
    if self.use_bias:
        data_format = conv_utils.convert_data_format(self.data_format, ndim=4)
        outputs = nn_ops.bias_add(outputs, self.bias, data_format=data_format)
    return outputs if self.activation is None else self.activation(outputs)


@replaces(
    "tf_keras.src.layers.reshaping.flatten:Flatten.call",
    "TensorFlow 2 takes the size that it knows",
)
def flatten(self: Any, inputs: Any) -> Any:
    if self._channels_first and (inputs.shape.rank or 0) > 1:
        inputs = array_ops.transpose(inputs, [0, *range(2, inputs.shape.rank), 1])
    batch = tensor_shape.dimension_value(inputs.shape[0])
    outputs = array_ops.reshape(inputs, (batch or array_ops.shape(inputs)[0], -1))
    outputs.set_shape(self.compute_output_shape(inputs.shape))
    return outputs


_REGULARIZERS = "tf_keras.src.regularizers"


@replaces(f"{_REGULARIZERS}:L1L2.__call__", "1.15 had one class, without tf.nn.l2_loss")
def l1_l2(self: Any, x: object) -> Any:
    return _regularization(x, self.l1, self.l2)


@replaces(f"{_REGULARIZERS}:L1.__call__", "as L1L2")
def l1(self: Any, x: object) -> Any:
    return _regularization(x, self.l1, 0.0)


@replaces(f"{_REGULARIZERS}:L2.__call__", "as L1L2")
def l2(self: Any, x: object) -> Any:
    return _regularization(x, 0.0, self.l2)


def _regularization(x: object, l1: object, l2: object) -> Any:
    if not l1 and not l2:
        return constant_op.constant(0.0)
    regularization: Any = 0.0
    if l1:
        regularization += l1 * math_ops.reduce_sum(math_ops.abs(x))
    if l2:
        regularization += l2 * math_ops.reduce_sum(math_ops.square(x))
    return regularization
