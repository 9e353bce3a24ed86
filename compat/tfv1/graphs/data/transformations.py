"""The nodes of individual transformations."""

from typing import Any

from tensorflow.python.data.ops import (
    cache_op,
    dataset_ops,
    interleave_op,
    map_op,
    prefetch_op,
    structured_function,
)
from tensorflow.python.framework import dtypes, ops
from tensorflow.python.ops import gen_dataset_ops

from tfv1.graphs.replacing import original, replaces


@replaces(
    "data.ops.dataset_ops:apply_rewrite", "1.15 marked nothing for a data service", since=(2, 21)
)
def apply_rewrite(dataset: object, rewrite: object) -> Any:
    return dataset


@replaces("data.ops.dataset_ops:_OptionsDataset.__init__", "1.15 had no node for options")
def options_dataset(
    self: Any, input_dataset: Any, options: object, name: str | None = None
) -> None:
    self._input_dataset = input_dataset
    self._name = name
    super(dataset_ops._OptionsDataset, self).__init__(input_dataset, input_dataset._variant_tensor)
    self._options_attr._set_mutable(True)
    self._options_attr = self._options_attr.merge(options)
    self._options_attr._set_mutable(False)


@replaces("data.ops.cache_op:CacheDataset.__init__", "In functions, TensorFlow 2 takes another op")
def cache(self: Any, input_dataset: Any, filename: object, name: str | None = None) -> None:
    self._input_dataset = input_dataset
    self._filename = ops.convert_to_tensor(filename, dtype=dtypes.string, name="filename")
    self._name = name
    variant = gen_dataset_ops.cache_dataset(
        input_dataset._variant_tensor, filename=self._filename, **self._common_args
    )
    super(cache_op.CacheDataset, self).__init__(input_dataset, variant)


@replaces("data.ops.prefetch_op:_PrefetchDataset.__init__", "TensorFlow 2 colocates the op")
def prefetch(
    self: Any,
    input_dataset: Any,
    buffer_size: object,
    slack_period: object = None,
    name: str | None = None,
) -> None:
    self._input_dataset = input_dataset
    self._name = name
    self._buffer_size = _int64(
        dataset_ops.AUTOTUNE if buffer_size is None else buffer_size, "buffer_size"
    )
    variant = gen_dataset_ops.prefetch_dataset(
        input_dataset._variant_tensor,
        buffer_size=self._buffer_size,
        slack_period=slack_period,
        **self._common_args,
    )
    super(prefetch_op._PrefetchDataset, self).__init__(input_dataset, variant)


@replaces("data.ops.map_op:_ParallelMapDataset.__init__", "TensorFlow 2 makes version 2 of the op")
def parallel_map(
    self: Any,
    input_dataset: Any,
    map_func: object,
    num_parallel_calls: object,
    deterministic: object,
    use_inter_op_parallelism: object = True,
    preserve_cardinality: object = False,
    use_legacy_function: object = False,
    use_unbounded_threadpool: object = False,
    name: str | None = None,
) -> None:
    if deterministic is not None or use_unbounded_threadpool:  # which 1.15 did not have
        original(parallel_map)(
            self,
            input_dataset,
            map_func,
            num_parallel_calls,
            deterministic,
            use_inter_op_parallelism,
            preserve_cardinality,
            use_legacy_function,
            name=name,
            # TensorFlow 2.16 and 2.17 do not know it.
            **({"use_unbounded_threadpool": True} if use_unbounded_threadpool else {}),
        )
        return
    self._input_dataset = input_dataset
    self._name = name
    self._map_func = structured_function.StructuredFunctionWrapper(
        map_func,
        self._transformation_name(),
        dataset=input_dataset,
        use_legacy_function=use_legacy_function,
    )
    self._num_parallel_calls = ops.convert_to_tensor(
        num_parallel_calls, dtype=dtypes.int32, name="num_parallel_calls"
    )
    variant = gen_dataset_ops.parallel_map_dataset(
        input_dataset._variant_tensor,
        self._map_func.function.captured_inputs,
        f=self._map_func.function,
        num_parallel_calls=self._num_parallel_calls,
        use_inter_op_parallelism=use_inter_op_parallelism,
        preserve_cardinality=preserve_cardinality,
        **self._common_args,
    )
    super(map_op._ParallelMapDataset, self).__init__(input_dataset, variant)


@replaces(
    "data.ops.interleave_op:_ParallelInterleaveDataset.__init__",
    "TensorFlow 2 makes version 4 of the op",
)
def parallel_interleave(
    self: Any,
    input_dataset: Any,
    map_func: object,
    cycle_length: object,
    block_length: object,
    num_parallel_calls: object,
    buffer_output_elements: object = dataset_ops.AUTOTUNE,
    prefetch_input_elements: object = dataset_ops.AUTOTUNE,
    deterministic: object = None,
    name: str | None = None,
) -> None:
    self._input_dataset = input_dataset
    self._name = name
    self._map_func = structured_function.StructuredFunctionWrapper(
        map_func, self._transformation_name(), dataset=input_dataset
    )
    returned = self._map_func.output_structure
    if not isinstance(returned, dataset_ops.DatasetSpec):
        raise TypeError(f"`map_func` must return a `Dataset` object. Got {type(returned)}")
    self._structure = returned._element_spec
    self._cycle_length = _int64(cycle_length, "cycle_length")
    self._block_length = _int64(block_length, "block_length")
    self._num_parallel_calls = _int64(num_parallel_calls, "num_parallel_calls")
    variant = gen_dataset_ops.parallel_interleave_dataset_v2(
        input_dataset._variant_tensor,
        self._map_func.function.captured_inputs,
        self._cycle_length,
        self._block_length,
        self._num_parallel_calls,
        f=self._map_func.function,
        sloppy=deterministic is False,
        **self._common_args,
    )
    super(interleave_op._ParallelInterleaveDataset, self).__init__(input_dataset, variant)


def _int64(value: object, name: str) -> Any:
    return ops.convert_to_tensor(value, dtype=dtypes.int64, name=name)


_EXPERIMENTAL = "1.15 had it among tf.data.experimental only, which its functions' names tell"


@replaces("data.ops.scan_op:_ScanDataset._transformation_name", _EXPERIMENTAL)
def scan(self: object) -> str:
    return "tf.data.experimental.scan()"


@replaces("data.ops.take_while_op:_TakeWhileDataset._transformation_name", _EXPERIMENTAL)
def take_while(self: object) -> str:
    return "tf.data.experimental.take_while()"
