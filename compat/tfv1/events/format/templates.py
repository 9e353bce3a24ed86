"""Serialised Summaries that differ from a valid one in the numbers of their scalars only.

What `session.run(merged)` returns has the same tags at every step, and whether such bytes are a
Summary need not be asked of the parser every time: four bytes that were a float32 still are one,
whatever they hold. So a parsed Summary of nothing but scalars leaves its shape here, which is every
byte of it but those, and the next ones are compared with that, as long integers.
"""

from tfv1.events.format.protos import Summary

_LONGEST = 4096  # bytes
_MOST = 4096  # shapes in a process: a script that makes up a tag for each step stops here

# float32 values whose bits are each other's opposites: 0xaaaaaaaa and 0x55555555.
_THIS, _OTHER = -3.0316488252093987e-13, 14660154687488.0

# Length -> the mask of the bytes that are part of the shape, and the shapes. Where Summaries of one
# length have their numbers at different places, those that came second go on being parsed.
_known: dict[int, tuple[int, set[int]]] = {}
_room = _MOST


def is_known(data: bytes) -> bool:
    """Whether `data` is certainly a serialised Summary with nothing but scalars in it."""
    shape = _known.get(len(data))
    return shape is not None and int.from_bytes(data, "little") & shape[0] in shape[1]


def learn(data: bytes, summary: Summary) -> None:
    """`data` has been parsed as `summary`; what has its shape is known from now on."""
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
    # Not so where a field comes twice, or in another order than the serialiser's.
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
