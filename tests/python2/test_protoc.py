"""Modules that an earlier protoc generated load with today's protobuf, under `tfv1 run`."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2

from tfv1.python2 import protoc


def _file():
    file = descriptor_pb2.FileDescriptorProto(name="shop.proto", package="shop", syntax="proto3")
    message = file.message_type.add(name="Order")
    message.field.add(name="price", number=1, type=1, label=1)
    inner = message.nested_type.add(name="Item")
    inner.field.add(name="count", number=1, type=5, label=1)
    kinds = file.enum_type.add(name="Kind")
    kinds.value.add(name="NEW", number=0)
    kinds.value.add(name="OLD", number=1)
    return file.SerializeToString()


# As protoc wrote it for protobuf 3.6, with a service of gRPC, and for 2.4, which is Python 2.
NEWER = """
import sys
_b=sys.version_info[0]<3 and (lambda x:x) or (lambda x:x.encode('latin1'))
from google.protobuf.internal import enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from google.protobuf import reflection as _reflection
from google.protobuf import symbol_database as _symbol_database
_sym_db = _symbol_database.Default()
DESCRIPTOR = _descriptor.FileDescriptor(name='shop.proto', package='shop', syntax='proto3',
  serialized_options=None, serialized_pb=_b({text}))
_KIND = _descriptor.EnumDescriptor(name='Kind', full_name='shop.Kind', file=DESCRIPTOR, values=[])
_sym_db.RegisterEnumDescriptor(_KIND)
Kind = enum_type_wrapper.EnumTypeWrapper(_KIND)
NEW = 0
OLD = 1
_ORDER = _descriptor.Descriptor(name='Order', full_name='shop.Order', file=DESCRIPTOR, fields=[])
_ORDER.fields_by_name['price'].enum_type = _KIND
DESCRIPTOR.message_types_by_name['Order'] = _ORDER
Order = _reflection.GeneratedProtocolMessageType('Order', (_message.Message,), dict(
  DESCRIPTOR = _ORDER, __module__ = 'shop_pb2'))
_sym_db.RegisterMessage(Order)
class ShopStub(object):
  def __init__(self, channel):
    self.deserializer = Order.FromString
def add_to_server(servicer):
  return Order.FromString
"""
OLDER = """
from google.protobuf import descriptor
from google.protobuf import message
from google.protobuf import reflection
from google.protobuf import descriptor_pb2
DESCRIPTOR = descriptor.FileDescriptor(name='shop.proto', package='shop',
  serialized_pb={text})
_ORDER = descriptor.Descriptor(name='Order', full_name='shop.Order', filename=None,
  file=DESCRIPTOR,
  fields=[descriptor.FieldDescriptor(name='x', default_value=unicode("", "utf-8"))])
class Order(message.Message):
  __metaclass__ = reflection.GeneratedProtocolMessageType
  DESCRIPTOR = _ORDER
"""
SCRIPT = """
import shop_pb2
order = shop_pb2.Order(price=2.5)
assert shop_pb2.Order.FromString(order.SerializeToString()).price == 2.5
assert shop_pb2.Order.Item(count=3).count == 3 and shop_pb2._ORDER.full_name == "shop.Order"
assert (shop_pb2.OLD, shop_pb2.Kind.Name(1)) == (1, "OLD")
assert shop_pb2.DESCRIPTOR.name == "shop.proto" and shop_pb2.Order.__module__ == "shop_pb2"
"""


@pytest.mark.parametrize("option", [[], ["--python2"]])
@pytest.mark.parametrize("source", [NEWER, OLDER])
def test_messages(source, option, tmp_path):
    """Messages, nested ones, enums and descriptors are there, whatever __pycache__ has."""
    text = repr(_file().decode("latin-1"))
    module = tmp_path / "shop_pb2.py"
    module.write_text(source.replace("{text}", text))
    (tmp_path / "use.py").write_text(SCRIPT)
    subprocess.run([sys.executable, "-m", "py_compile", str(module)], check=True)
    command = [sys.executable, "-m", "tfv1", "run", *option, "use.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_services_stay():
    """Services are kept, and the names that they use when they are called."""
    source = NEWER.replace("{text}", repr(_file().decode("latin-1")))
    names = {"__name__": "shop_pb2"}
    exec(compile(protoc.rewritten(source.encode()), "shop_pb2.py", "exec"), names)
    assert names["ShopStub"](None).deserializer == names["Order"].FromString
    assert names["add_to_server"](None) == names["Order"].FromString


def test_others_stay():
    """Sources that no protoc generated, or today's, are left alone."""
    assert protoc.rewritten(b"print(1)") is None
    assert protoc.rewritten(b"file = make(serialized_pb=data)") is None
    assert protoc.rewritten(b"serialized_pb= (") is None
    today = Path(descriptor_pb2.__file__).with_name("any_pb2.py").read_bytes()
    assert protoc.rewritten(today) is None
    assert isinstance(protoc.rewritten(OLDER.replace("{text}", "''").encode()), ast.Module)
