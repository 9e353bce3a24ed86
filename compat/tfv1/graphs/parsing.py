"""tf.parse_example and its kin."""

import re
from typing import Any

from tensorflow.python.framework import constant_op, ops, sparse_tensor, tensor_util
from tensorflow.python.ops import gen_parsing_ops, parsing_ops

from tfv1.graphs.replacing import original, replaces

_SEQUENCE = "TensorFlow 2 makes ParseSequenceExampleV2"


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


@replaces("ops.parsing_ops:_parse_sequence_example_raw", _SEQUENCE)
def _parse_sequence_example_raw(
    serialized: Any, debug_name: Any, context: Any, feature_list: Any, name: str | None = None
) -> Any:
    if context.ragged_keys or feature_list.ragged_keys:
        own = original(_parse_sequence_example_raw)
        return own(serialized, debug_name, context, feature_list, name)
    outputs = gen_parsing_ops.parse_sequence_example(
        serialized=ops.convert_to_tensor(serialized, name="serialized"),
        debug_name=[] if debug_name is None else debug_name,
        context_dense_defaults=_unshaped_defaults(context),
        Ncontext_sparse=len(context.sparse_keys),
        Ncontext_dense=len(context.dense_keys),
        Nfeature_list_sparse=len(feature_list.sparse_keys),
        Nfeature_list_dense=len(feature_list.dense_keys),
        name=name,
        **_of_sequences(context, feature_list),
    )
    lengths = dict(zip(feature_list.dense_keys, outputs[8], strict=True))
    return _by_key(context, outputs[:4]), _by_key(feature_list, outputs[4:8]), lengths


@replaces("ops.parsing_ops:_parse_single_sequence_example_raw", _SEQUENCE)
def _parse_single_sequence_example_raw(
    serialized: Any, context: Any, feature_list: Any, debug_name: Any, name: str | None = None
) -> Any:
    if context.ragged_keys or feature_list.ragged_keys:
        own = original(_parse_single_sequence_example_raw)
        return own(serialized, context, feature_list, debug_name, name)
    serialized = ops.convert_to_tensor(serialized, name="serialized")
    outputs = gen_parsing_ops.parse_single_sequence_example(
        serialized=parsing_ops._assert_scalar(serialized, "serialized"),
        debug_name="" if debug_name is None else debug_name,
        context_dense_defaults=context.dense_defaults_vec,
        name=name,
        **_of_sequences(context, feature_list),
    )
    return _by_key(context, outputs[:4]), _by_key(feature_list, outputs[4:])


def _of_sequences(context: Any, feature_list: Any) -> dict[str, Any]:
    """The arguments that both ops have: keys, types and shapes."""
    return {
        "feature_list_dense_missing_assumed_empty": list(feature_list.dense_defaults),
        "context_sparse_keys": context.sparse_keys,
        "context_sparse_types": context.sparse_types,
        "context_dense_keys": context.dense_keys,
        "context_dense_shapes": context.dense_shapes_as_proto,
        "feature_list_sparse_keys": feature_list.sparse_keys,
        "feature_list_sparse_types": feature_list.sparse_types,
        "feature_list_dense_keys": feature_list.dense_keys,
        "feature_list_dense_types": feature_list.dense_types,
        "feature_list_dense_shapes": feature_list.dense_shapes,
    }


def _unshaped_defaults(params: Any) -> list[Any]:
    """What stands for missing features, in the shape in which it was given."""
    defaults = []
    for key, dtype in zip(params.dense_keys, params.dense_types, strict=True):
        value = params.dense_defaults.get(key)
        if value is None:
            value = constant_op.constant([], dtype=dtype)
        name = "key_" + re.sub(r"[^\w.\-/]", "_", key, flags=re.ASCII)
        defaults.append(ops.convert_to_tensor(value, dtype=dtype, name=name))
    return defaults


def _by_key(params: Any, outputs: Any) -> dict[str, Any]:
    """The tensors that an op has parsed, by the key of their feature."""
    *sparse, dense = outputs
    parts = zip(*sparse, strict=True)
    tensors = [sparse_tensor.SparseTensor(*part) for part in parts]
    return dict(zip(params.sparse_keys + params.dense_keys, tensors + dense, strict=True))
