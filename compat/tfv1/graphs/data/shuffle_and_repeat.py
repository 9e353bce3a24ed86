"""shuffle().repeat(), which 1.15 ran as one kernel, in 1.15's order.

The dataset is one node, as in 1.15: a call to a function that returns the dataset. It reads the
input in chunks, asks `shuffling` for places, stores each chunk there, and gathers the elements that
come next. Of tensors' rows it reads no chunks (see `shuffled_rows`). No element passes through
Python.
"""

import functools
from typing import Any

import numpy as np
from tensorflow.python.data.ops import dataset_ops, shuffle_op
from tensorflow.python.data.util import random_seed
from tensorflow.python.framework import (
    constant_op,
    dtypes,
    function,
    ops,
    tensor_shape,
    tensor_util,
)
from tensorflow.python.ops import (
    array_ops,
    cond,
    gen_array_ops,
    gen_dataset_ops,
    gen_experimental_dataset_ops,
    gen_functional_ops,
    gen_parsing_ops,
    gen_script_ops,
    math_ops,
    script_ops,
)

from tfv1.graphs.data.shuffled_rows import (
    Component,
    Components,
    many,
    rows_of,
    rows_shuffled_and_repeated,
    structure,
)
from tfv1.graphs.data.shuffling import EMPTY, State, fill_and_draw
from tfv1.graphs.replacing import original, replaces

# Elements are read in chunks as large as the buffer, within these limits.
_CHUNKS = 64, 1024

_WHY = "TensorFlow 2 seeds its generator anew for each epoch"


@replaces(
    "data.ops.shuffle_op:_ShuffleDataset.__init__",
    "In functions, TensorFlow 2 takes another kernel",
)
def shuffle(
    self: Any,
    input_dataset: Any,
    buffer_size: Any,
    seed: Any = None,
    reshuffle_each_iteration: Any = True,
    name: str | None = None,
) -> None:
    self._input_dataset = input_dataset
    self._buffer_size = ops.convert_to_tensor(buffer_size, dtypes.int64, name="buffer_size")
    self._seed, self._seed2 = random_seed.get_seed(seed)
    self._reshuffle_each_iteration = reshuffle_each_iteration in (None, True)
    self._name = name
    variant = gen_dataset_ops.shuffle_dataset(
        input_dataset._variant_tensor,
        buffer_size=self._buffer_size,
        seed=self._seed,
        seed2=self._seed2,
        reshuffle_each_iteration=self._reshuffle_each_iteration,
        **self._common_args,
    )
    super(shuffle_op._ShuffleDataset, self).__init__(input_dataset, variant)


@replaces("data.ops.repeat_op:_repeat", _WHY)
def _repeat(input_dataset: Any, count: Any, name: str | None) -> Any:
    shuffled = without_wrappers(input_dataset)
    if (
        not isinstance(shuffled, shuffle_op._ShuffleDataset)
        or not shuffled._reshuffle_each_iteration
        or count == 1
    ):
        return original(_repeat)(input_dataset, count, name)
    return ShuffledAndRepeated(
        shuffled._input_dataset,
        shuffled._variant_tensor,
        shuffled._buffer_size,
        (shuffled._seed, shuffled._seed2),
        _count(count),
        "RepeatDataset",
    )


@replaces("data.experimental.ops.shuffle_ops:shuffle_and_repeat", _WHY)
def shuffle_and_repeat(buffer_size: Any, count: Any = None, seed: Any = None) -> Any:
    def transform(dataset: Any) -> Any:
        size = ops.convert_to_tensor(buffer_size, dtype=dtypes.int64, name="buffer_size")
        times = _count(count)
        seeds = random_seed.get_seed(seed)
        variant = dataset._variant_tensor
        return ShuffledAndRepeated(dataset, variant, size, seeds, times, "ShuffleAndRepeatDataset")

    return transform


@replaces(
    "data.ops.iterator_ops:Iterator.make_initializer",
    "1.15 optimized no dataset that an iterator got later",
)
def make_initializer(self: Any, dataset: Any, name: str | None = None) -> Any:
    _run_as_two(dataset)
    return original(make_initializer)(self, dataset, name)


def _run_as_two(dataset: Any) -> None:
    dataset = without_wrappers(dataset)
    if isinstance(dataset, ShuffledAndRepeated):
        dataset.run_as_two()
    for part in dataset._inputs():
        _run_as_two(part)


def _count(count: Any) -> Any:
    return ops.convert_to_tensor(-1 if count is None else count, dtype=dtypes.int64, name="count")


def without_wrappers(dataset: Any) -> Any:
    while isinstance(dataset, dataset_ops.DatasetV1Adapter | dataset_ops._OptionsDataset):
        adapter = isinstance(dataset, dataset_ops.DatasetV1Adapter)
        dataset = dataset._dataset if adapter else dataset._input_dataset
    return dataset


class ShuffledAndRepeated(dataset_ops.UnaryUnchangedStructureDataset):
    """A dataset whose variant comes from a function."""

    def __init__(
        self,
        input_dataset: Any,
        read_by: Any,  # the input of 1.15's node, which checks the arguments
        buffer_size: Any,
        seeds: tuple[Any, Any],
        count: Any,
        name: str,
    ) -> None:
        self._input_dataset = input_dataset
        flat = input_dataset._flat_structure
        components = tuple(zip(flat["output_types"], flat["output_shapes"], strict=True))
        tensors = rows_of(without_wrappers(input_dataset), components)
        signature = _signature(tuple(tensor.dtype for tensor in tensors))

        @signature
        def repeated(variant: Any, read: Any, *rest: Any) -> Any:
            return gen_dataset_ops.repeat_dataset(read, rest[3], **flat)

        self._repeated = repeated
        # Without a seed there is no order to keep, and TensorFlow's own kernels are faster.
        is_seeded = any(tensor_util.constant_value(seed) != 0 for seed in seeds)
        (variant,) = gen_functional_ops.partitioned_call(
            [input_dataset._variant_tensor, read_by, buffer_size, *seeds, count, *tensors],
            Tout=[dtypes.variant],
            f=_seeded(components, bool(tensors)) if is_seeded else repeated,
            name=name,
        )
        super().__init__(input_dataset, variant)

    def run_as_two(self) -> None:
        """Makes shuffle and repeat two kernels, as they were if 1.15 did not optimize."""
        operation = self._variant_tensor.op
        if operation.get_attr("f").name != self._repeated.name:
            self._repeated.add_to_graph(operation.graph)
            operation._set_func_attr("f", self._repeated.name)


def _signature(types: tuple[Any, ...]) -> Any:
    """The input, what 1.15's node reads, the buffer's size, two seeds, the epochs, and tensors."""
    return function.Defun(*[dtypes.variant] * 2, *[dtypes.int64] * 4, *types)


@functools.cache  # as building it takes as long as a hundred nodes
def _seeded(components: Components, are_rows: bool) -> Any:
    """The function that returns a dataset with these components, shuffled and repeated."""
    if not are_rows:
        return _stored(components)

    @_signature(tuple(dtype for dtype, _ in components))
    def shuffled_and_repeated(variant: Any, read: Any, *rest: Any) -> Any:
        return rows_shuffled_and_repeated(components, *rest)

    return shuffled_and_repeated


def _stored(components: Components) -> Any:
    # What cannot be stored in rows of one type and shape is stored as strings.
    as_text = [
        not shape.is_fully_defined() or not (dtype.is_numpy_compatible or dtype == dtypes.string)
        for dtype, shape in components
    ]
    stored = tuple(
        (dtypes.string, tensor_shape.TensorShape([])) if text else component
        for component, text in zip(components, as_text, strict=True)
    )

    @_signature(())
    def shuffled_and_repeated(
        variant: Any, read: Any, buffer_size: Any, seed: Any, seed2: Any, count: Any
    ) -> Any:
        if any(as_text):
            variant = _mapped(variant, _encode, as_text, components, stored)
        size = math_ops.maximum(math_ops.minimum(buffer_size, _CHUNKS[1]), _CHUNKS[0])
        variant = _chunks(variant, stored, size, count)
        rows = [array_ops.zeros([0, *shape], dtype) for dtype, shape in stored]
        state = [*map(ops.convert_to_tensor, EMPTY), *rows]
        options = [buffer_size, seed, seed2]
        variant = gen_experimental_dataset_ops.scan_dataset(
            variant, state, options, f=_step(stored), **structure(many(stored))
        )
        variant = gen_experimental_dataset_ops.unbatch_dataset(variant, **structure(stored))
        if any(as_text):
            variant = _mapped(variant, _decode, as_text, stored, components)
        return variant

    return shuffled_and_repeated


def _chunks(variant: Any, components: Components, size: Any, count: Any) -> Any:
    """The elements of all epochs with their positions in chunks, and an empty chunk at the end."""
    position = dtypes.int64, tensor_shape.TensorShape([])
    bounds = (constant_op.constant(i, dtypes.int64) for i in (0, dtypes.int64.max, 1))
    positions = gen_dataset_ops.range_dataset(*bounds, **structure((position,)))
    parts = (position, *components)
    one, chunk = structure(parts), structure(many(parts))
    variant = gen_dataset_ops.zip_dataset([positions, variant], **one)
    variant = gen_dataset_ops.repeat_dataset(variant, count, **one)
    variant = gen_dataset_ops.batch_dataset_v2(variant, size, drop_remainder=False, **chunk)
    nothing = [array_ops.zeros([0, *shape], dtype) for dtype, shape in parts]
    end = gen_dataset_ops.tensor_dataset(nothing, chunk["output_shapes"])
    return gen_dataset_ops.concatenate_dataset(variant, end, **chunk)


def _step(components: Components) -> Any:
    """The function that stores a chunk of elements, and gathers those that come next."""
    types = [dtype for dtype, _ in components]
    order_types = [dtypes.int64] * len(EMPTY)

    @function.Defun(*order_types, *types, dtypes.int64, *types, *[dtypes.int64] * 3)
    def step(*inputs: Any) -> list[Any]:
        order, rest = inputs[: len(EMPTY)], inputs[len(EMPTY) :]
        rows, (positions, *elements) = list(rest[: len(types)]), rest[len(types) : -3]
        # Not by numpy_function, whose Python function lives only as long as the first graph.
        taken, given, needed, *order = gen_script_ops.py_func(
            [*order, positions, *rest[-3:]],
            token=script_ops._py_funcs.insert(_next),
            Tout=[dtypes.int32] * 3 + order_types,
        )
        known = array_ops.shape(rows[0])[0]
        rows = cond.cond(
            needed > known,
            lambda: [
                _extended(row, known, needed, shape)
                for row, (_, shape) in zip(rows, components, strict=True)
            ],
            lambda: rows,
            strict=True,
        )
        # In place: these rows are this iterator's alone, and the next step's.
        rows = [
            gen_array_ops.inplace_update(row, taken, element)
            for row, element in zip(rows, elements, strict=True)
        ]
        return [*order, *rows, *(array_ops.gather(row, given) for row in rows)]

    return step


def _next(*inputs: Any) -> tuple[Any, ...]:
    """Where a chunk of elements goes, which ones come next, and how many rows that takes."""
    *order, positions, buffer_size, seed, seed2 = inputs
    seeds = int(seed), int(seed2)
    taken, given, after = fill_and_draw(State(*order), int(buffer_size), seeds, positions)
    # Powers of two, so that rows are rarely copied to get more.
    rows = 1 << (len(after.waiting) + len(after.free)).bit_length()
    return (*(np.asarray(part, np.int32) for part in (taken, given, rows)), *after)


def _extended(rows: Any, known: Any, needed: Any, shape: Any) -> Any:
    more = gen_array_ops.empty([needed, *shape.as_list()], rows.dtype)
    return gen_array_ops.inplace_update(more, math_ops.range(known), rows)


def _mapped(
    variant: Any, how: Any, which: list[bool], before: Components, after: Components
) -> Any:
    """A dataset in which `how` makes the tensors of the elements that `which` selects."""

    @function.Defun(*(dtype for dtype, _ in before))
    def convert(*tensors: Any) -> list[Any]:
        return [
            how(tensor, component) if chosen else tensor
            for tensor, component, chosen in zip(tensors, after, which, strict=True)
        ]

    return gen_dataset_ops.map_dataset(variant, [], f=convert, **structure(after))


def _encode(tensor: Any, component: Component) -> Any:
    return gen_parsing_ops.serialize_tensor(tensor)


def _decode(text: Any, component: Component) -> Any:
    return gen_parsing_ops.parse_tensor(text, component[0])
