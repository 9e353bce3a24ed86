"""Serialized Summaries that differ from a valid one only in their scalars' values.

What `session.run(merged)` returns has the same tags at every step, so the parser need not check
every time that the bytes are a Summary: four bytes that were a float32 still are one, whatever
their value. So a parsed Summary of nothing but scalars leaves its shape here (all of its bytes
except those), and later ones are compared with it, as long integers.
"""

from tfv1.events.format.protos import Summary

_LONGEST = 4096  # bytes
_MOST = 4096  # shapes per process: the bound for a script that makes a new tag at every step

# float32 values whose bits are complementary: 0xaaaaaaaa and 0x55555555.
_THIS, _OTHER = -3.0316488252093987e-13, 14660154687488.0

# Length -> the mask of the bytes that belong to the shape, and the shapes. If Summaries of the same
# length have their values at different offsets, only the first kind is known; others are parsed.
_known: dict[int, tuple[int, set[int]]] = {}
_room = _MOST


def is_known(data: bytes) -> bool:
    """Whether `data` is known to be a serialized Summary of nothing but scalars."""
    shape = _known.get(len(data))
    return shape is not None and int.from_bytes(data, "little") & shape[0] in shape[1]


def learn(data: bytes, summary: Summary) -> None:
    """Remember the shape of `data`, which has been parsed as `summary`."""
    global _room
    if not _room or not 0 < len(data) <= _LONGEST:
        return
    for value in summary.value:
        if value.WhichOneof("value") != "simple_value" or value.HasField("metadata"):
            return
    _room -= 1
    this, other = _with_values(summary, _THIS), _with_values(summary, _OTHER)
    mask = (1 << 8 * len(data)) - 1 ^ _as_int(this) ^ _as_int(other)
    shape = _as_int(data) & mask
    # This fails if a field is repeated, or the order is not the serializer's.
    if len(data) == len(this) and shape == _as_int(this) & mask:
        known_mask, shapes = _known.setdefault(len(data), (mask, set()))
        if known_mask == mask:
            shapes.add(shape)


def _with_values(summary: Summary, number: float) -> bytes:
    changed = Summary()
    changed.CopyFrom(summary)
    for value in changed.value:
        value.simple_value = number
    data: bytes = changed.SerializeToString()
    return data


def _as_int(data: bytes) -> int:
    return int.from_bytes(data, "little")
