"""shuffle().repeat(), which 1.15 ran as one kernel, in 1.15's order.

The dataset is one node, as in 1.15: a call to a function that returns the dataset. It reads the
input in chunks, scatters each chunk into lists of tensors, gets the next places from `shuffling`,
and gathers the elements there. No element passes through Python.
"""

from typing import Any

from tensorflow.python.data.ops import dataset_ops, shuffle_op
from tensorflow.python.data.util import random_seed
from tensorflow.python.framework import (
    constant_op,
    dtypes,
    function,
    ops,
    tensor_spec,
    tensor_util,
)
from tensorflow.python.ops import (
    array_ops,
    gen_dataset_ops,
    gen_functional_ops,
    gen_list_ops,
    gen_parsing_ops,
    math_ops,
    script_ops,
)

from tfv1.graphs.data.shuffling import State, fill_and_draw
from tfv1.graphs.replacing import original, replaces

_CHUNK = 1024  # elements, or fewer if the buffer is smaller

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
        specs = tuple(
            tensor_spec.TensorSpec(shape, dtype)
            for shape, dtype in zip(
                input_dataset._flat_shapes, input_dataset._flat_types, strict=True
            )
        )

        signature = function.Defun(*[dtypes.variant] * 2, *[dtypes.int64] * 4)

        @signature
        def shuffled_and_repeated(
            variant: Any, read: Any, buffer_size: Any, seed: Any, seed2: Any, count: Any
        ) -> Any:
            dataset = dataset_ops._VariantDataset(variant, specs)
            return _build(dataset, buffer_size, (seed, seed2), count)._variant_tensor

        @signature
        def repeated(variant: Any, read: Any, *rest: Any) -> Any:
            return gen_dataset_ops.repeat_dataset(read, rest[-1], **input_dataset._flat_structure)

        self._repeated = repeated
        # Without a seed there is no order to keep, and TensorFlow's own kernels are faster.
        is_seeded = any(tensor_util.constant_value(seed) != 0 for seed in seeds)
        (variant,) = gen_functional_ops.partitioned_call(
            [input_dataset._variant_tensor, read_by, buffer_size, *seeds, count],
            Tout=[dtypes.variant],
            f=shuffled_and_repeated if is_seeded else repeated,
            name=name,
        )
        super().__init__(input_dataset, variant)

    def run_as_two(self) -> None:
        """Makes shuffle and repeat two kernels, as they were if 1.15 did not optimize."""
        operation = self._variant_tensor.op
        if operation.get_attr("f").name != self._repeated.name:
            self._repeated.add_to_graph(operation.graph)
            operation._set_func_attr("f", self._repeated.name)


def _build(dataset: Any, buffer_size: Any, seeds: tuple[Any, Any], count: Any) -> Any:
    """The dataset, as tuples of tensors, shuffled and repeated."""
    specs = dataset.element_spec
    # Elements with varying shapes pass through the lists as strings.
    as_text = [not spec.shape.is_fully_defined() for spec in specs]
    if any(as_text):
        dataset = dataset.map(lambda *tensors: _encode(tensors, as_text))
    packed = dataset.element_spec
    size = math_ops.minimum(buffer_size, _CHUNK)
    chunks = dataset.enumerate().batch(size).repeat(count)
    nothing = tuple(array_ops.zeros([0, *spec.shape], spec.dtype) for spec in packed)
    no_positions = array_ops.zeros([0], dtypes.int64)
    end = dataset_ops.Dataset.from_tensors((no_positions, nothing))
    capacity = buffer_size + size
    lists = tuple(
        gen_list_ops.tensor_list_reserve(
            constant_op.constant(spec.shape.as_list(), dtypes.int32),
            math_ops.cast(capacity, dtypes.int32),
            spec.dtype,
        )
        for spec in packed
    )
    state = (
        math_ops.range(capacity),
        array_ops.zeros([1, 2], dtypes.int64),
        array_ops.zeros([], dtypes.int64),
        *lists,
    )

    def step(state: Any, chunk: Any) -> Any:
        (places, epochs, drawn), lists = state[:3], state[3:]
        positions, tensors = chunk
        taken, given, *order = script_ops.numpy_function(
            _next, [places, epochs, drawn, buffer_size, *seeds, positions], [dtypes.int64] * 5
        )
        for tensor, shape in zip(order, ([None], [None, 2], []), strict=True):
            tensor.set_shape(shape)
        given, taken = math_ops.cast(given, dtypes.int32), math_ops.cast(taken, dtypes.int32)
        given.set_shape([None])
        taken.set_shape([None])
        lists = tuple(
            gen_list_ops.tensor_list_scatter_into_existing_list(a_list, tensor, taken)
            for a_list, tensor in zip(lists, tensors, strict=True)
        )
        results = tuple(
            _gathered(a_list, given, spec) for a_list, spec in zip(lists, packed, strict=True)
        )
        return (*order, *lists), results

    drawn = chunks.concatenate(end).scan(state, step).unbatch()
    if any(as_text):
        drawn = drawn.map(lambda *tensors: _decode(tensors, as_text, specs))
    return drawn


def _next(
    places: Any, epochs: Any, drawn: Any, buffer_size: Any, seed: Any, seed2: Any, positions: Any
) -> tuple[Any, ...]:
    state: State = (places, epochs, drawn)
    seeds = int(seed), int(seed2)
    taken, given, after = fill_and_draw(state, int(buffer_size), seeds, positions.tolist())
    return (taken, given, *after)


def _gathered(a_list: Any, places: Any, spec: Any) -> Any:
    shape = constant_op.constant(spec.shape.as_list(), dtypes.int32)
    tensors = gen_list_ops.tensor_list_gather(a_list, places, shape, spec.dtype)
    tensors.set_shape([None, *spec.shape])
    return tensors


def _encode(tensors: tuple[Any, ...], as_text: list[bool]) -> tuple[Any, ...]:
    return tuple(
        gen_parsing_ops.serialize_tensor(tensor) if text else tensor
        for tensor, text in zip(tensors, as_text, strict=True)
    )


def _decode(tensors: tuple[Any, ...], as_text: list[bool], specs: Any) -> tuple[Any, ...]:
    decoded = []
    for tensor, text, spec in zip(tensors, as_text, specs, strict=True):
        if text:
            tensor = gen_parsing_ops.parse_tensor(tensor, spec.dtype)
            tensor.set_shape(spec.shape)
        decoded.append(tensor)
    return tuple(decoded)
