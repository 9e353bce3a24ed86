"""Gradients of binary ops that broadcast, and of a Bessel function."""

from typing import Any

import numpy as np
from tensorflow.python.framework import dtypes, ops
from tensorflow.python.ops import array_ops, gen_array_ops, gen_math_ops, math_ops, special_math_ops

from tfv1.graphs.gradients.broadcasting import (
    needed,
    plain_reducers,
    reducers,
    same_static_shapes,
)
from tfv1.graphs.replacing import gradient

_WHY = "TensorFlow 2 leaves out what static shapes make needless"


@gradient("Add", "AddV2", why=_WHY)
def add(op: Any, grad: object) -> Any:
    x, y = op.inputs
    of_x, of_y = needed(op)
    if not of_y and y.shape.rank == 0:
        return grad, None
    if same_static_shapes(x, y, grad):
        return grad, grad
    to_x, to_y = reducers(x, y)
    return to_x(grad) if of_x else None, to_y(grad) if of_y else None


@gradient("Sub", why=_WHY)
def sub(op: Any, grad: Any) -> Any:
    x, y = op.inputs
    of_x, of_y = needed(op)
    if not of_y and y.shape.rank == 0:
        return grad, None
    if same_static_shapes(x, y, grad):
        return grad, -grad
    to_x, to_y = reducers(x, y)
    return to_x(grad) if of_x else None, to_y(-grad) if of_y else None


@gradient("Mul", why=_WHY)
def mul(op: Any, grad: Any) -> Any:
    x, y = op.inputs
    of_x, of_y = needed(op)
    if not of_y and y.shape.rank == 0:
        return gen_math_ops.mul(grad, math_ops.conj(y)), None
    if same_static_shapes(x, y, grad) and grad.dtype in (dtypes.int32, dtypes.float32):
        return gen_math_ops.mul(grad, y), gen_math_ops.mul(grad, x)
    to_x, to_y = reducers(x, y)
    x, y = math_ops.conj(x), math_ops.conj(y)
    return (
        to_x(gen_math_ops.mul(grad, y)) if of_x else None,
        to_y(gen_math_ops.mul(x, grad)) if of_y else None,
    )


@gradient("SquaredDifference", why=_WHY)
def squared_difference(op: Any, grad: object) -> Any:
    x, y = op.inputs
    with ops.control_dependencies([grad]):
        x_grad = math_ops.scalar_mul(2.0, grad) * (x - y)
    if same_static_shapes(x, y, grad):
        return x_grad, -x_grad
    to_x, to_y = reducers(x, y)
    return to_x(x_grad), -to_y(x_grad)


@gradient("Pow", why=_WHY)
def power(op: Any, grad: object) -> Any:
    x, y = op.inputs
    z = op.outputs[0]
    to_x, to_y = reducers(x, y)
    x, y = math_ops.conj(x), math_ops.conj(y)
    grad_x = to_x(grad * y * math_ops.pow(x, y - 1))
    z = math_ops.conj(z)
    positive = math_ops.not_equal(x, 0) if x.dtype.is_complex else x > 0
    safe_x = array_ops.where(positive, x, array_ops.ones_like(x))
    log_x = array_ops.where(positive, math_ops.log(safe_x), array_ops.zeros_like(x))
    return grad_x, to_y(grad * z * log_x)


@gradient("RealDiv", why=_WHY)
def real_div(op: Any, grad: object) -> Any:
    x, y = op.inputs
    to_x, to_y = plain_reducers(x, y)
    x, y = math_ops.conj(x), math_ops.conj(y)
    grad_x = to_x(math_ops.realdiv(grad, y))
    return grad_x, to_y(grad * math_ops.realdiv(math_ops.realdiv(-x, y), y))


@gradient("DivNoNan", why=_WHY)
def div_no_nan(op: Any, grad: object) -> Any:
    x, y = op.inputs
    to_x, to_y = plain_reducers(x, y)
    x, y = math_ops.conj(x), math_ops.conj(y)
    grad_x = to_x(math_ops.div_no_nan(grad, y))
    return grad_x, to_y(grad * math_ops.div_no_nan(math_ops.div_no_nan(-x, y), y))


def _chosen(op: Any, grad: Any, choose: Any) -> Any:
    x, y = op.inputs
    x_shape, y_shape = array_ops.shape(x), array_ops.shape(y)
    zeros = array_ops.zeros(array_ops.shape(grad), grad.dtype)
    from_x = choose(x, y)
    x_axes, y_axes = gen_array_ops.broadcast_gradient_args(x_shape, y_shape)
    of_x, of_y = needed(op)
    x_grad = y_grad = None
    if of_x:
        x_grad = array_ops.where(from_x, grad, zeros)
        x_grad = array_ops.reshape(math_ops.reduce_sum(x_grad, x_axes), x_shape)
    if of_y:
        y_grad = array_ops.where(from_x, zeros, grad)
        y_grad = array_ops.reshape(math_ops.reduce_sum(y_grad, y_axes), y_shape)
    return x_grad, y_grad


@gradient("Maximum", why=_WHY)
def maximum(op: object, grad: object) -> Any:
    return _chosen(op, grad, math_ops.greater_equal)


@gradient("Minimum", why=_WHY)
def minimum(op: object, grad: object) -> Any:
    return _chosen(op, grad, math_ops.less_equal)


@gradient("FloorMod", why=_WHY)
def floor_mod(op: Any, grad: object) -> Any:
    x, y = op.inputs
    to_x, to_y = plain_reducers(x, y)
    quotient = gen_math_ops.floor_div(x, y)
    grad_x = to_x(grad)
    return grad_x, to_y(grad * math_ops.negative(quotient))


@gradient("Sign", why="TensorFlow 2 makes a constant of the zeros")
def sign(op: Any, _: object) -> Any:
    x = op.inputs[0]
    return array_ops.zeros(array_ops.shape(x), dtype=x.dtype)


@gradient("Atan2", why="1.15 knew no broadcasting here")
def atan2(op: Any, grad: Any) -> Any:
    y, x = op.inputs
    with ops.control_dependencies([grad]):
        share = grad / (math_ops.square(x) + math_ops.square(y))
        return x * share, -y * share


@gradient("Cumprod", why="TensorFlow 2 divides by DivNoNan")
def cumprod(op: Any, grad: Any) -> Any:
    x, axis = op.inputs
    exclusive, reverse = op.get_attr("exclusive"), op.get_attr("reverse")
    product = math_ops.cumprod(x, axis, exclusive=exclusive, reverse=reverse)
    total = math_ops.cumsum(product * grad, axis, exclusive=exclusive, reverse=not reverse)
    return [total / x, None]


@gradient("Betainc", why="TensorFlow 2 takes Xlogy")
def betainc(op: Any, grad: Any) -> Any:
    a, b, x = op.inputs
    a_shape, x_shape = array_ops.shape(a), array_ops.shape(x)
    _, axes = gen_array_ops.broadcast_gradient_args(a_shape, x_shape)
    log_beta = gen_math_ops.lgamma(a) + gen_math_ops.lgamma(b) - gen_math_ops.lgamma(a + b)
    partial = math_ops.exp((b - 1) * math_ops.log(1 - x) + (a - 1) * math_ops.log(x) - log_beta)
    return None, None, array_ops.reshape(math_ops.reduce_sum(partial * grad, axes), x_shape)


@gradient("Complex", why=_WHY)
def complex_(op: Any, grad: Any) -> Any:
    to_real, to_imag = plain_reducers(*op.inputs)
    return to_real(math_ops.real(grad)), to_imag(math_ops.imag(grad))


@gradient("BesselI1e", why="TensorFlow 2 compares with 0, not with the least difference from 1")
def bessel_i1e(op: Any, grad: Any) -> Any:
    x, y = op.inputs[0], op.outputs[0]
    least = np.finfo(x.dtype.as_numpy_dtype).eps
    with ops.control_dependencies([grad]):
        zeros = array_ops.zeros_like(x)
        is_divisor = math_ops.abs(x) > least
        divisor = array_ops.where(is_divisor, x, least + zeros)
        slope = special_math_ops.bessel_i0e(divisor) - y * (
            math_ops.sign(divisor) + math_ops.reciprocal(divisor)
        )
        return grad * array_ops.where(is_divisor, slope, 0.5 + zeros)
