"""The Summary that TensorFlow's histogram kernel makes, to the byte, from one walk over the values.

The kernel looks for the bucket of each value in a list of 1,551 limits, which grow by a tenth. In
float32 the upper 16 bits of a value leave a choice of at most two buckets, so a table of 65,536
entries takes the place of the search.
"""

from __future__ import annotations

import functools
import struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tfv1.events.format.encode import varint

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PART = 1 << 15  # values at a time: what is made of them stays in the processor's cache
_LARGEST = float(np.finfo(np.float64).max)

# Field keys of the messages: field number << 3 | wire type.
_VALUE, _TAG, _HISTOGRAM = b"\x0a", b"\x0a", b"\x2a"
_NUMBERS = (0x09, 0x11, 0x19, 0x21, 0x29)  # min, max, num, sum, sum_squares
_LIMITS, _COUNTS = b"\x32", b"\x3a"


class NotFiniteError(ValueError):
    """A value that no bucket holds; the message is "Nan" or "Infinity"."""


class _Buckets(NamedTuple):
    """`limits` are the buckets' upper limits, float64 [buckets], in ascending order.

    `lower` and `cuts`, both [65536], are indexed by the upper 16 bits of a float32: a value is in
    bucket `lower`, or in the next one if it is at least `cuts`.
    """

    limits: NDArray[np.float64]
    lower: NDArray[np.intp]
    cuts: NDArray[np.float32]


@functools.cache
def _buckets() -> _Buckets:
    positive = [1e-12]
    while positive[-1] * 1.1 < 1e20:
        positive.append(positive[-1] * 1.1)
    positive.append(_LARGEST)
    limits = np.array([*(-limit for limit in reversed(positive)), 0.0, *positive])
    upper_bits = np.arange(1 << 16, dtype=np.uint32) << np.uint32(16)
    with np.errstate(all="ignore"):  # some bits are NaN: those values are rejected
        ends = [(upper_bits | rest).view(np.float32) for rest in np.array([0, 0xFFFF], np.uint32)]
        lower = np.searchsorted(limits, np.minimum(*ends).astype(np.float64), side="right")
        exact = limits[np.minimum(lower, len(limits) - 1)]
        cuts = exact.astype(np.float32)
        is_below = cuts.astype(np.float64) < exact
        cuts[is_below] = np.nextafter(cuts[is_below], np.float32(np.inf))
    return _Buckets(limits, lower, cuts)


def summary(tag: bytes, values: NDArray[np.float32]) -> bytes:
    """A serialized Summary with the histogram of `values`, float32 [N], under `tag`.

    Sums are added up in double precision from the first value to the last, as in the kernel.

    Raises:
      NotFiniteError: a value is NaN or infinite.
    """
    with np.errstate(all="ignore"):  # the caller may have asked for errors
        return _summary(tag, values)


def _summary(tag: bytes, values: NDArray[np.float32]) -> bytes:
    limits, lower, cuts = _buckets()
    counts = np.zeros(len(limits), np.int64)
    least, largest = _LARGEST, -_LARGEST
    # Two running sums, of the values and of their squares, in the two halves of complex numbers:
    # the processor adds them at the same time.
    sums = np.zeros(min(len(values), _PART) + 1, np.complex128)
    total = sums[0]
    for start in range(0, len(values), _PART):
        part = values[start : start + _PART]
        sums[0] = total
        running = sums[: len(part) + 1]
        running.real[1:] = part
        np.multiply(running.real[1:], running.real[1:], out=running.imag[1:])
        total = np.add.accumulate(running, out=running)[-1]
        if not np.isfinite(total.imag):
            raise NotFiniteError(_first_not_finite(part))
        # The first of equal values: 0.0 equals -0.0.
        least = min(least, float(part[part.argmin()]))
        largest = max(largest, float(part[part.argmax()]))
        # Little-endian: the upper half of a value is the second one.
        upper = part.view(np.uint16)[1::2].astype(np.intp)
        bucket = lower.take(upper, mode="clip")
        bucket += part >= cuts.take(upper, mode="clip")
        counts += np.bincount(bucket, minlength=len(limits))
    numbers = (least, largest, float(len(values)), float(total.real), float(total.imag))
    return _encoded(tag, numbers, *_without_empty(limits, counts))


def _first_not_finite(values: NDArray[np.float32]) -> str:
    first = values[~np.isfinite(values)][0]
    return "Nan" if np.isnan(first) else "Infinity"


def _without_empty(
    limits: NDArray[np.float64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The limits and counts that are written: of empty buckets in a row, the last."""
    is_empty = counts == 0
    keep = ~is_empty
    keep[:-1] |= keep[1:]
    keep[-1] = True
    return limits[keep], counts[keep].astype(np.float64)


def _encoded(
    tag: bytes,
    numbers: tuple[float, ...],
    limits: NDArray[np.float64],
    counts: NDArray[np.float64],
) -> bytes:
    """The message, as protobuf serializes it: zeros are left out."""
    fields = [
        struct.pack("<Bd", key, number)
        for key, number in zip(_NUMBERS, numbers, strict=True)
        if number or np.signbit(number)
    ]
    for key, column in ((_LIMITS, limits), (_COUNTS, counts)):
        fields.append(_field(key, column.astype("<f8").tobytes()))
    name = _field(_TAG, tag) if tag else b""
    return _field(_VALUE, name + _field(_HISTOGRAM, b"".join(fields)))


def _field(key: bytes, payload: bytes) -> bytes:
    return key + varint(len(payload)) + payload
