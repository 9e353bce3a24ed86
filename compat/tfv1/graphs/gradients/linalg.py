"""Gradients of tf.linalg."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, math_ops
from tensorflow.python.ops.linalg import linalg_impl

from tfv1.graphs.replacing import gradient, original

_SAFE = "TensorFlow 2 divides by squares that are never 0"


def _symmetric(x: Any) -> Any:
    return x + linalg_impl.adjoint(x)


def _differences(x: Any) -> Any:
    """By column j and row i: x[j] - x[i]."""
    return array_ops.expand_dims(x, -2) - array_ops.expand_dims(x, -1)


@gradient("SelfAdjointEigV2", why=_SAFE)
def self_adjoint_eig(op: Any, grad_e: Any, grad_v: Any) -> Any:
    if not op.get_attr("compute_v"):
        return original(self_adjoint_eig)(op, grad_e, grad_v)
    e, v = op.outputs
    with ops.control_dependencies([grad_e, grad_v]):
        inverse = math_ops.reciprocal(_differences(e))
        inverse = array_ops.matrix_set_diag(inverse, array_ops.zeros_like(e))
        from_e = array_ops.matrix_diag(grad_e)
        from_v = inverse * math_ops.matmul(v, grad_v, adjoint_a=True)
        grad = math_ops.matmul(v, math_ops.matmul(from_e + from_v, v, adjoint_b=True))
        # The kernel reads the lower triangle only.
        grad = array_ops.matrix_band_part(_symmetric(grad), -1, 0)
        return array_ops.matrix_set_diag(grad, 0.5 * array_ops.matrix_diag_part(grad))


@gradient("Svd", why=_SAFE)
def svd(op: Any, grad_s: Any, grad_u: Any, grad_v: Any) -> Any:
    a = op.inputs[0]
    rows, columns = a.shape[-2:].as_list()
    complete = op.get_attr("full_matrices") and rows != columns
    if not op.get_attr("compute_uv") or a.dtype.is_complex or None in (rows, columns) or complete:
        return original(svd)(op, grad_s, grad_u, grad_v)
    from_s = array_ops.matrix_diag(grad_s)
    s, u, v = op.outputs
    turned = rows > columns
    if turned:
        rows, columns, u, v, grad_u, grad_v = columns, rows, v, u, grad_v, grad_u
    with ops.control_dependencies([grad_s, grad_u, grad_v]):
        s_matrix = array_ops.matrix_diag(s)
        squares = math_ops.square(s)
        shape = array_ops.shape(s)
        ones = linalg_impl.eye(shape[-1], batch_shape=shape[:-1], dtype=s.dtype)
        inverse = math_ops.reciprocal(_differences(squares) + ones)
        inverse = array_ops.matrix_set_diag(inverse, array_ops.zeros_like(s))
        s_inverse = array_ops.matrix_diag(math_ops.reciprocal(s))
        v, grad_v = v[..., :, :rows], grad_v[..., :, :rows]
        turns = [math_ops.matmul(x, g, adjoint_a=True) for x, g in ((u, grad_u), (v, grad_v))]
        from_u, from_v = [inverse * turn for turn in turns]
        middle = from_s + math_ops.matmul(_symmetric(from_u), s_matrix)
        middle += math_ops.matmul(s_matrix, _symmetric(from_v))
        grad = math_ops.matmul(u, math_ops.matmul(middle, v, adjoint_b=True))
        if rows != columns:
            moved = array_ops.matrix_transpose(grad_v)
            inside = math_ops.matmul(math_ops.matmul(moved, v), v, adjoint_b=True)
            outside = moved - inside
            grad += math_ops.matmul(math_ops.matmul(u, s_inverse), outside)
        if turned:
            grad = array_ops.matrix_transpose(grad)
        grad.set_shape(a.shape)
        return grad


@gradient("MatrixInverse", why="1.15 did not ask whether the inverse is the adjoint's")
def matrix_inverse(op: Any, grad: Any) -> Any:
    inverse = op.outputs[0]
    right = math_ops.matmul(grad, inverse, adjoint_b=True)
    return -math_ops.matmul(inverse, right, adjoint_a=True)
