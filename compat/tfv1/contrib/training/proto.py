"""TensorFlow 1.15's HParamDef proto, which TensorFlow 2 lacks, built from its description.

message HParamDef {
  message BytesList { repeated bytes value = 1; }   and FloatList, Int64List, BoolList
  message HParamType { oneof kind { a value or a list of each of the four types } }
  map<string, HParamType> hparam = 1;
}
"""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_Field = descriptor_pb2.FieldDescriptorProto
_PATH = "tensorflow/contrib/training/python/training/hparam.proto"
_ROOT = ".tensorflow.HParamDef"

# The four types in the order of 1.15's file: list message, protobuf type, whether a list is packed.
_LISTS = (
    ("BytesList", _Field.TYPE_BYTES, False),
    ("FloatList", _Field.TYPE_FLOAT, True),
    ("Int64List", _Field.TYPE_INT64, True),
    ("BoolList", _Field.TYPE_BOOL, True),
)
_VALUES = (
    ("int64_value", 1, _Field.TYPE_INT64),
    ("float_value", 2, _Field.TYPE_FLOAT),
    ("bytes_value", 3, _Field.TYPE_BYTES),
    ("bool_value", 7, _Field.TYPE_BOOL),
)
_VALUE_LISTS = (
    ("int64_list", 4, "Int64List"),
    ("float_list", 5, "FloatList"),
    ("bytes_list", 6, "BytesList"),
    ("bool_list", 8, "BoolList"),
)


def _describe() -> descriptor_pb2.FileDescriptorProto:
    file = descriptor_pb2.FileDescriptorProto(name=_PATH, package="tensorflow", syntax="proto3")
    file.options.cc_enable_arenas = True
    root = file.message_type.add(name="HParamDef")
    _add(root, "hparam", 1, _Field.TYPE_MESSAGE, f"{_ROOT}.HparamEntry", repeated=True)
    for name, kind, packed in _LISTS:
        values = _add(root.nested_type.add(name=name), "value", 1, kind, repeated=True)
        if packed:
            values.options.packed = True
    one = root.nested_type.add(name="HParamType")
    one.oneof_decl.add(name="kind")
    for name, number, kind in _VALUES:
        _add(one, name, number, kind).oneof_index = 0
    for name, number, message in _VALUE_LISTS:
        _add(one, name, number, _Field.TYPE_MESSAGE, f"{_ROOT}.{message}").oneof_index = 0
    entry = root.nested_type.add(name="HparamEntry")
    entry.options.map_entry = True
    _add(entry, "key", 1, _Field.TYPE_STRING)
    _add(entry, "value", 2, _Field.TYPE_MESSAGE, f"{_ROOT}.HParamType")
    return file


def _add(
    message: descriptor_pb2.DescriptorProto,
    name: str,
    number: int,
    kind: _Field.Type.ValueType,
    type_name: str | None = None,
    repeated: bool = False,
) -> _Field:
    label = _Field.LABEL_REPEATED if repeated else _Field.LABEL_OPTIONAL
    return message.field.add(name=name, number=number, type=kind, type_name=type_name, label=label)


# The default pool and 1.15's file name, so that a second definition of the file is the same class.
_pool = descriptor_pool.Default()
_pool.AddSerializedFile(_describe().SerializeToString())
DESCRIPTOR = _pool.FindFileByName(_PATH)
HParamDef: Any = message_factory.GetMessageClass(DESCRIPTOR.message_types_by_name["HParamDef"])
