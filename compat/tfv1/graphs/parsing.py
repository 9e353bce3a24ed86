"""tf.parse_example and tf.parse_single_example."""

from typing import Any

from tensorflow.python.framework import ops, sparse_tensor, tensor_util
from tensorflow.python.ops import gen_parsing_ops, parsing_ops

from tfv1.graphs.replacing import original, replaces


@replaces("ops.parsing_ops:_parse_example_raw", "TensorFlow 2 makes ParseExampleV2")
def _parse_example_raw(serialized: Any, names: Any, params: Any, name: str | None) -> Any:
    is_single = tensor_util.is_tf_type(serialized) and serialized.shape.rank == 0
    if params.ragged_keys or not params.num_features or is_single:
        return original(_parse_example_raw)(serialized, names, params, name)
    with ops.name_scope(name, "ParseExample", [serialized, names]):
        defaults = params.dense_defaults_vec
        outputs = gen_parsing_ops.parse_example(
            serialized=serialized,
            names=[] if names is None else names,
            dense_defaults=defaults,
            sparse_keys=params.sparse_keys,
            sparse_types=params.sparse_types,
            dense_keys=params.dense_keys,
            dense_shapes=params.dense_shapes_as_proto,
            name=name,
        )
        return _by_key(params, outputs)


@replaces("ops.parsing_ops:parse_single_example_v2", "TensorFlow 2 makes ParseExampleV2")
def parse_single_example_v2(
    serialized: Any, features: Any, example_names: Any = None, name: str | None = None
) -> Any:
    own = original(parse_single_example_v2)
    if not features or example_names is not None:
        return own(serialized, features, example_names, name)
    features = parsing_ops._prepend_none_dimension(features)
    kinds = ["VarLen", "Sparse", "FixedLen", "FixedLenSequence", "Ragged"]
    kinds = [getattr(parsing_ops, f"{kind}Feature") for kind in kinds]
    params = parsing_ops._ParseOpParams.from_features(features, kinds)
    if params.ragged_keys:
        return own(serialized, features, example_names, name)
    with ops.name_scope(name, "ParseSingleExample", [serialized]):
        serialized = ops.convert_to_tensor(serialized, name="serialized")
        outputs = gen_parsing_ops.parse_single_example(
            serialized=serialized,
            dense_defaults=params.dense_defaults_vec,
            num_sparse=len(params.sparse_keys),
            sparse_keys=params.sparse_keys,
            sparse_types=params.sparse_types,
            dense_keys=params.dense_keys,
            dense_shapes=params.dense_shapes_as_proto,
            name=name,
        )
    found = _by_key(params, outputs)
    return parsing_ops._construct_tensors_for_composite_features(features, found)


def _by_key(params: Any, outputs: Any) -> dict[str, Any]:
    """The tensors that an op has parsed, by the key of their feature."""
    *sparse, dense = outputs
    parts = zip(*sparse, strict=True)
    tensors = [sparse_tensor.SparseTensor(*part) for part in parts]
    return dict(zip(params.sparse_keys + params.dense_keys, tensors + dense, strict=True))
