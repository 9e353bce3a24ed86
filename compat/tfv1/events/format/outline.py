"""An event without the bulk of its images, sounds, tensors and graphs.

In many logs most bytes are payloads that do not matter to whoever lists or renames what is in an
event. The parser would copy them, and need not check them: such a field may hold any bytes.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Iterator, Mapping

from tfv1.events.format.encode import varint
from tfv1.events.format.wire import BYTES, Field, walk

_LONG = 1 << 16  # bytes: less is parsed sooner than outlined
_KEPT = 64  # bytes: shorter payloads are left as they are
_FEW, _BYTES_OF_ONE = 16, 1024  # fields of a message, and bytes for each further one
_MARK = secrets.token_bytes(_KEPT)  # no file has this in it
_PLACE = struct.Struct("<QQ")

Shorten = Callable[[bytes, int, int], bytes]
"""Makes what stands for the long payload `data[start:stop]`, given `data`, `start` and `stop`.

More than 16 bytes, which a tensor of one number never has.
"""

_Tree = Mapping[int, "_Tree"]
_PAYLOAD: _Tree = {}
_TENSOR: _Tree = {4: _PAYLOAD, 8: _PAYLOAD}  # tensor_content, string_val
_VALUE: _Tree = {4: {4: _PAYLOAD}, 6: {4: _PAYLOAD}, 8: _TENSOR}  # image, audio, tensor
# summary.value, graph_def, tagged_run_metadata.run_metadata, meta_graph_def
_EVENT: _Tree = {5: {1: _VALUE}, 4: _PAYLOAD, 8: {2: _PAYLOAD}, 9: _PAYLOAD}


def beginning(data: bytes, start: int, stop: int) -> bytes:
    """The first bytes of a payload."""
    return data[start : min(stop, start + _KEPT)]


def stand_in(data: bytes, start: int, stop: int) -> bytes:
    """What stands for a payload in an outline that `whole` is to complete."""
    return _MARK + _PLACE.pack(start, stop)


def outline(data: bytes, start: int, stop: int, shorten: Shorten = beginning) -> bytes:
    """The event `data[start:stop]`; if it is long, `shorten` replaces its payloads.

    It is an event if and only if the whole is one, and has the same fields.
    """
    if stop - start < _LONG:
        return data[start:stop]
    try:
        return b"".join(_replaced(data, start, stop, _EVENT, shorten, _few_fields))
    except (ValueError, IndexError):
        return data[start:stop]  # many fields, or the parser says what is wrong with it


def whole(event: bytes, data: bytes) -> list[bytes]:
    """The event, in parts, with each payload of `data` that a `stand_in` stands for."""
    if _MARK not in event:
        return [event]

    def payload(event: bytes, start: int, stop: int) -> bytes:
        found = event[start:stop]
        if not found.startswith(_MARK):
            return found
        first, end = _PLACE.unpack_from(found, len(_MARK))
        return data[first:end]

    return _replaced(event, 0, len(event), _EVENT, payload, walk)


def _replaced(
    data: bytes,
    start: int,
    stop: int,
    tree: _Tree,
    replace: Shorten,
    fields: Callable[[bytes, int, int], Iterator[Field]],
) -> list[bytes]:
    """The message `data[start:stop]`, in parts, with its long payloads replaced."""
    parts = []
    copied = before = start
    for field in fields(data, start, stop):
        below = tree.get(field.number) if field.wire_type == BYTES else None
        if below is not None and field.stop - field.start > _KEPT:
            if below:
                content = _replaced(data, field.start, field.stop, below, replace, fields)
            else:
                content = [replace(data, field.start, field.stop)]
            key = varint(field.number << 3 | BYTES)
            parts += [data[copied:before], key, varint(sum(map(len, content))), *content]
            copied = field.stop
        before = field.stop
    return [*parts, data[copied:stop]]


def _few_fields(data: bytes, start: int, stop: int) -> Iterator[Field]:
    for number, field in enumerate(walk(data, start, stop)):
        if number > _FEW + (stop - start) // _BYTES_OF_ONE:
            raise ValueError("fields as short as these are parsed sooner than walked")
        yield field
