"""tf.RaggedTensor: how it is made of values and rows, checked and padded."""

from collections.abc import Callable
from typing import Any

from tensorflow.python.framework import constant_op, dtypes, ops, tensor, tensor_util
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    bincount_ops,
    check_ops,
    control_flow_ops,
    math_ops,
)
from tensorflow.python.ops.ragged import ragged_tensor, row_partition

from tfv1.graphs.replacing import original, replaces

_RAGGED = "ops.ragged.ragged_tensor:RaggedTensor"
_WHY = "TensorFlow 2 makes and checks the rows apart from the values"

_SCOPE = "TensorFlow 2 has no scope for it"

Checks = Callable[[str], list[Any]]  # takes the message of all


@replaces(f"{_RAGGED}.from_row_splits", _WHY)
def from_row_splits(
    values: Any, row_splits: Any, name: str | None = None, validate: bool = True
) -> Any:
    if not _is_usual(row_splits, validate):
        return original(from_row_splits)(values, row_splits, name, validate)
    with ops.name_scope(name, "RaggedFromRowSplits", [values, row_splits]):
        values, splits = _converted(values, row_splits, "row_splits")
        if validate:
            size = _size(values, splits.dtype)

            def checks(message: str) -> list[Any]:
                return [
                    check_ops.assert_rank(splits, 1, message=message),
                    _assert_zero(splits[0], message),
                    _assert_increasing(splits, message),
                    check_ops.assert_equal(splits[-1], size, message=message),
                ]

            splits = _after("from_row_splits", checks, splits, values)
        return _ragged(values, splits)


@replaces(f"{_RAGGED}.from_row_lengths", _WHY)
def from_row_lengths(
    values: Any, row_lengths: Any, name: str | None = None, validate: bool = True
) -> Any:
    if not _is_usual(row_lengths, validate):
        return original(from_row_lengths)(values, row_lengths, name, validate)
    with ops.name_scope(name, "RaggedFromRowLengths", [values, row_lengths]):
        values, lengths = _converted(values, row_lengths, "row_lengths")
        if validate:
            total, size = math_ops.reduce_sum(lengths), _size(values, lengths.dtype)

            def checks(message: str) -> list[Any]:
                return [
                    check_ops.assert_rank(lengths, 1, message=message),
                    check_ops.assert_non_negative(lengths, message=message),
                    check_ops.assert_equal(total, size, message=message),
                ]

            lengths = _after("from_row_lengths", checks, lengths, values)
        splits = array_ops.concat([[0], math_ops.cumsum(lengths)], axis=0)
        return _ragged(values, splits, row_lengths=lengths)


@replaces(f"{_RAGGED}.from_row_starts", _WHY)
def from_row_starts(
    values: Any, row_starts: Any, name: str | None = None, validate: bool = True
) -> Any:
    if not _is_usual(row_starts, validate):
        return original(from_row_starts)(values, row_starts, name, validate)
    with ops.name_scope(name, "RaggedFromRowStarts", [values, row_starts]):
        values, starts = _converted(values, row_starts, "row_starts")
        size = _size(values, starts.dtype)
        if validate:

            def checks(message: str) -> list[Any]:
                return [
                    check_ops.assert_rank(starts, 1, message=message),
                    _assert_zero(starts[:1], message),
                    _assert_increasing(starts, message),
                    check_ops.assert_less_equal(starts[-1:], size, message=message),
                ]

            starts = _after("from_row_starts", checks, starts, values)
        return _ragged(values, array_ops.concat([starts, [size]], axis=0))


@replaces(f"{_RAGGED}.from_row_limits", _WHY)
def from_row_limits(
    values: Any, row_limits: Any, name: str | None = None, validate: bool = True
) -> Any:
    if not _is_usual(row_limits, validate):
        return original(from_row_limits)(values, row_limits, name, validate)
    with ops.name_scope(name, "RaggedFromRowLimits", [values, row_limits]):
        values, limits = _converted(values, row_limits, "row_limits")
        if validate:
            size = _size(values, limits.dtype)

            def checks(message: str) -> list[Any]:
                return [
                    check_ops.assert_rank(limits, 1, message=message),
                    check_ops.assert_non_negative(limits[:1], message=message),
                    _assert_increasing(limits, message),
                    check_ops.assert_equal(limits[-1:], size, message=message),
                ]

            limits = _after("from_row_limits", checks, limits, values)
        zero = array_ops.zeros([1], limits.dtype)
        return _ragged(values, array_ops.concat([zero, limits], axis=0))


@replaces(f"{_RAGGED}.from_value_rowids", _WHY)
def from_value_rowids(
    values: Any,
    value_rowids: Any,
    nrows: Any = None,
    name: str | None = None,
    validate: bool = True,
) -> Any:
    if not _is_usual(value_rowids, validate):
        return original(from_value_rowids)(values, value_rowids, nrows, name, validate)
    with ops.name_scope(name, "RaggedFromValueRowIds", [values, value_rowids, nrows]):
        values, rows = _converted(values, value_rowids, "value_rowids")
        count = _row_count(rows, nrows)
        if validate:
            sizes = _size(values, dtypes.int32), _size(rows, dtypes.int32)

            def checks(message: str) -> list[Any]:
                return [
                    check_ops.assert_rank(rows, 1, message=message),
                    check_ops.assert_rank(count, 0, message=message),
                    check_ops.assert_equal(*sizes, message=message),
                    check_ops.assert_non_negative(rows[:1], message=message),
                    _assert_increasing(rows, message),
                    check_ops.assert_less(rows[-1:], count, message=message),
                ]

            rows = _after("from_value_rowids", checks, rows, values)
        rows_int32 = math_ops.cast(rows, dtypes.int32)
        count_int32 = math_ops.cast(count, dtypes.int32)
        lengths = bincount_ops.bincount_v1(
            rows_int32, minlength=count_int32, maxlength=count_int32, dtype=rows.dtype
        )
        splits = array_ops.concat([[0], math_ops.cumsum(lengths)], axis=0)
        known = tensor_util.constant_value(count)
        if known is not None:
            lengths.set_shape([known])
            splits.set_shape([known + 1])
        return _ragged(values, splits, row_lengths=lengths, value_rowids=rows, nrows=count)


def _row_count(rows: Any, nrows: Any) -> Any:
    known = tensor_util.constant_value(rows)
    if nrows is None:
        if known is None:
            return array_ops.concat([rows[-1:], [-1]], axis=0)[0] + 1
        nrows = known[-1] + 1 if known.size else 0
    count = ops.convert_to_tensor(nrows, rows.dtype, "nrows")
    count.shape.assert_has_rank(0)
    given = tensor_util.constant_value(count)
    if given is not None and given < 0:
        raise ValueError(f"Expected nrows >= 0; got {given}")
    if given is not None and known is not None and known.size and given <= known[-1]:
        raise ValueError(
            f"Expected nrows >= value_rowids[-1] + 1; got nrows={given}, "
            f"value_rowids[-1]={known[-1]}"
        )
    return count


@replaces(f"{_RAGGED}.from_tensor", _WHY)
def from_tensor(
    tensor: Any,
    lengths: Any = None,
    padding: Any = None,
    ragged_rank: int = 1,
    name: str | None = None,
    row_splits_dtype: Any = dtypes.int64,
) -> Any:
    if lengths is not None or padding is not None or ragged_rank != 1:
        return original(from_tensor)(tensor, lengths, padding, ragged_rank, name, row_splits_dtype)
    with ops.name_scope(name, "RaggedFromTensor", [tensor]):
        tensor = ops.convert_to_tensor(tensor, name="tensor")
        tensor.shape.with_rank_at_least(2)
        shape = array_ops.shape(tensor, out_type=dtypes.as_dtype(row_splits_dtype))
        columns, rows = shape[1], shape[0]
        size = rows * columns
        splits = math_ops.range(rows + 1) * columns
        values = array_ops.reshape(tensor, array_ops.concat([[size], shape[2:]], axis=0))
        return from_row_splits(values, splits, validate=False)


@replaces(f"{_RAGGED}.to_tensor", "TensorFlow 2 has a kernel for it")
def to_tensor(
    self: Any, default_value: Any = None, name: str | None = None, shape: Any = None
) -> Any:
    if shape is not None:
        return original(to_tensor)(self, default_value, name, shape)
    with ops.name_scope(name, "RaggedToTensor", [self, default_value]):
        if default_value is not None:
            default_value = ops.convert_to_tensor(
                default_value, name="default_value", dtype=self.dtype
            )
        values, splits = self.values, self.row_splits
        if isinstance(values, ragged_tensor.RaggedTensor):
            values = values.to_tensor(default_value)
        if default_value is not None and not _is_of_one(default_value, values):
            default_value = array_ops.broadcast_to(default_value, array_ops.shape(values)[1:])
        lengths = splits[1:] - splits[:-1]
        rows = array_ops.shape(splits, out_type=splits.dtype)[0] - 1
        columns = math_ops.maximum(math_ops.reduce_max([lengths]), 0)
        values_shape = array_ops.shape(values, out_type=splits.dtype)
        row_shape, size = values_shape[1:], values_shape[0]
        padding = default_value
        if padding is None:
            padding = array_ops.zeros(row_shape, self.dtype)
        starts = array_ops.expand_dims(splits[:-1], axis=1)
        limits = array_ops.expand_dims(splits[1:], axis=1)
        offsets = array_ops.expand_dims(math_ops.range(0, columns), axis=0)
        padded = array_ops.concat([values, array_ops_stack.stack([padding])], axis=0)
        places = starts + offsets
        inside = places < limits
        outside = array_ops.fill(array_ops_stack.stack([rows, columns]), size)
        return array_ops.gather(padded, array_ops.where(inside, places, outside))


@replaces(f"{_RAGGED}.nrows", _SCOPE)
def nrows(self: Any, out_type: Any = None, name: str | None = None) -> Any:
    with ops.name_scope(name, "RaggedNRows", [self]):
        splits, known = self.row_splits, self._row_partition._nrows
        out_type = out_type or splits.dtype
        if known is not None:
            return math_ops.cast(known, out_type)
        return array_ops.shape(splits, out_type=out_type)[0] - 1


@replaces(f"{_RAGGED}.row_lengths", _SCOPE)
def row_lengths(self: Any, axis: Any = 1, name: str | None = None) -> Any:
    if axis != 1:
        return original(row_lengths)(self, axis, name)
    with ops.name_scope(name, "RaggedRowLengths", [self]):
        known = self._row_partition._row_lengths
        return self.row_splits[1:] - self.row_splits[:-1] if known is None else known


def _is_of_one(value: Any, values: Any) -> bool:
    """Whether `value` has as many axes as one of `values`."""
    ranks = value.shape.rank, values.shape.rank
    return None not in ranks and ranks[0] + 1 == ranks[1]


def _is_usual(rows: Any, validate: object) -> bool:
    """Whether TensorFlow need not refuse the rows, or make the type of a ragged tensor of them."""
    given = isinstance(rows, tensor.Tensor) or (hasattr(rows, "__len__") and len(rows) > 0)
    return given and isinstance(validate, bool)


def _converted(values: Any, rows: Any, name: str) -> tuple[Any, Any]:
    """Tensors, whose rows have the type of the rows in ragged values."""
    values = ragged_tensor.convert_to_tensor_or_ragged_tensor(values, name="values")
    is_ragged = isinstance(values, ragged_tensor.RaggedTensor)
    wanted = values.row_splits.dtype if is_ragged else dtypes.int64
    rows = ops.convert_to_tensor(rows, preferred_dtype=wanted, name=name)
    if is_ragged and rows.dtype != wanted:
        if not ragged_tensor.ragged_config.auto_cast_partition_dtype():
            raise ValueError(
                f"dtype mismatch: {name} ({rows.dtype}) vs values.partition ({wanted})."
            )
        values, rows = values.with_row_splits_dtype(dtypes.int64), math_ops.cast(rows, dtypes.int64)
    rows.shape.assert_has_rank(1)
    return values, rows


def _size(values: Any, dtype: Any) -> Any:
    if isinstance(values, ragged_tensor.RaggedTensor):
        return values.nrows(out_type=dtype)
    return array_ops.shape(values, out_type=dtype)[0]


def _after(factory: str, checks: Checks, rows: Any, values: Any) -> Any:
    """The rows, once they are checked."""
    done = checks(f"Arguments to {factory} do not form a valid RaggedTensor")
    if not isinstance(values, ragged_tensor.RaggedTensor):
        done.append(check_ops.assert_rank_at_least(values, 1))
    return control_flow_ops.with_dependencies(done, rows)


def _assert_zero(value: Any, message: str) -> Any:
    return check_ops.assert_equal(
        value, constant_op.constant(0, dtype=value.dtype), message=message
    )


def _assert_increasing(values: Any, message: str) -> Any:
    return check_ops.assert_non_negative(values[1:] - values[:-1], message=message)


def _ragged(values: Any, splits: Any, **known: Any) -> Any:
    key = row_partition._row_partition_factory_key
    rows = row_partition.RowPartition(row_splits=splits, internal=key, **known)
    return ragged_tensor.RaggedTensor(values=values, internal=True, row_partition=rows)
