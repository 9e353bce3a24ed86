"""The nodes of individual transformations."""

from typing import Any

from tensorflow.python.data.ops import (
    cache_op,
    dataset_ops,
    interleave_op,
    map_op,
    prefetch_op,
    readers,
    structured_function,
)
from tensorflow.python.data.util import convert
from tensorflow.python.framework import constant_op, dtypes, ops, sparse_tensor
from tensorflow.python.ops import (
    gen_dataset_ops,
    gen_experimental_dataset_ops,
    gen_sparse_ops,
)

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.names.modules import over


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


@replaces("data.ops.map_op:_MapDataset.__init__", "TensorFlow 2 keeps the number of elements")
def map_(
    self: Any,
    input_dataset: Any,
    map_func: object,
    force_synchronous: object = False,
    use_inter_op_parallelism: object = True,
    preserve_cardinality: object = True,
    use_legacy_function: object = False,
    name: str | None = None,
) -> None:
    options = use_legacy_function, name
    parallel = use_inter_op_parallelism
    original(map_)(self, input_dataset, map_func, force_synchronous, parallel, False, *options)


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
    self._structure = _returned_dataset(self._map_func)._element_spec
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


@replaces("data.ops.readers:ParallelInterleaveDataset.__init__", "TensorFlow 2 makes version 2")
def legacy_interleave(
    self: Any,
    input_dataset: Any,
    map_func: object,
    cycle_length: Any,
    block_length: Any,
    sloppy: object,
    buffer_output_elements: object,
    prefetch_input_elements: object,
    name: str | None = None,
) -> None:
    self._input_dataset = input_dataset
    self._name = name
    self._map_func = structured_function.StructuredFunctionWrapper(
        map_func, self._transformation_name(), dataset=input_dataset
    )
    self._element_spec = _returned_dataset(self._map_func)._element_spec
    self._cycle_length = _int64(cycle_length, "cycle_length")
    self._block_length = _int64(block_length, "block_length")
    sloppy = ops.convert_to_tensor(bool(sloppy), dtype=dtypes.bool, name="sloppy")
    optional = convert.optional_param_to_tensor
    self._buffer_output_elements = optional(
        "buffer_output_elements", buffer_output_elements, argument_default=2 * block_length
    )
    self._prefetch_input_elements = optional(
        "prefetch_input_elements", prefetch_input_elements, argument_default=2 * cycle_length
    )
    variant = gen_experimental_dataset_ops.parallel_interleave_dataset(
        input_dataset._variant_tensor,
        self._map_func.function.captured_inputs,
        self._cycle_length,
        self._block_length,
        sloppy,
        self._buffer_output_elements,
        self._prefetch_input_elements,
        f=self._map_func.function,
        **self._common_args,
    )
    super(readers.ParallelInterleaveDataset, self).__init__(input_dataset, variant)


def _returned_dataset(wrapper: Any) -> Any:
    """The structure of the dataset that a function returns."""
    returned = wrapper.output_structure
    if not isinstance(returned, dataset_ops.DatasetSpec):
        raise TypeError(f"`map_func` must return a `Dataset` object. Got {type(returned)}")
    return returned


@replaces(
    "data.ops.readers:_TFRecordDataset.__init__", "TensorFlow 2 chooses the buffer at run time"
)
def records(
    self: Any,
    filenames: object,
    compression_type: object = None,
    buffer_size: object = None,
    name: str | None = None,
) -> None:
    size = 256 * 1024 if buffer_size is None else buffer_size
    original(records)(self, filenames, compression_type, size, name)


@replaces("framework.sparse_tensor:SparseTensorSpec._from_compatible_tensor_list", "1.15 read it")
def sparse_from_tensors(self: Any, tensor_list: Any) -> Any:
    parts = gen_sparse_ops.deserialize_sparse(tensor_list[0], self._dtype)
    rank = self._shape.rank
    parts[0].set_shape([None, rank])
    parts[2].set_shape([rank])
    return sparse_tensor.SparseTensor(*parts)


_EXPERIMENTAL = "1.15 had it among tf.data.experimental only, as its functions' names show"


@replaces("data.ops.scan_op:_ScanDataset._transformation_name", _EXPERIMENTAL)
def scan(self: object) -> str:
    return "tf.data.experimental.scan()"


@replaces("data.ops.group_by_window_op:_GroupByWindowDataset._transformation_name", _EXPERIMENTAL)
def group_by_window(self: object) -> str:
    return "tf.data.experimental.group_by_window()"


@replaces("data.ops.take_while_op:_TakeWhileDataset._transformation_name", _EXPERIMENTAL)
def take_while(self: object) -> str:
    return "tf.data.experimental.take_while()"


class _BatchSizes(list[int]):
    """The sizes of the batches by bucket, whose constant 1.15 made in a scope."""


@replaces("data.ops.dataset_ops:DatasetV2.bucket_by_sequence_length", "1.15 had a scope around it")
def bucket_by_sequence_length(
    self: Any,
    element_length_func: object,
    bucket_boundaries: object,
    bucket_batch_sizes: Any,
    padded_shapes: object = None,
    padding_values: object = None,
    pad_to_bucket_boundary: object = False,
    no_padding: object = False,
    drop_remainder: object = False,
    name: str | None = None,
) -> Any:
    return original(bucket_by_sequence_length)(
        self,
        element_length_func,
        bucket_boundaries,
        _BatchSizes(bucket_batch_sizes),
        padded_shapes,
        padding_values,
        pad_to_bucket_boundary,
        no_padding,
        drop_remainder,
        name,
    )


def _constant(value: object, *args: Any, **options: Any) -> Any:
    if not isinstance(value, _BatchSizes):
        return constant_op.constant(value, *args, **options)
    with ops.name_scope("bucket_by_seq_length"):
        return constant_op.constant(list(value), *args, **options)


replaces_name(
    dataset_ops,
    "constant_op",
    over(constant_op, "constant_op", constant=_constant),
    "1.15 made the sizes of buckets in a scope",
)
