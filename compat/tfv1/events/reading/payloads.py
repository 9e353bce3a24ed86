"""What stands for long payloads while the contents of two runs are compared by digests."""

from __future__ import annotations

import hashlib
import os
import struct

# No log can hold a payload that equals what stands for another one.
_SECRET = hashlib.sha256(os.urandom(64))
_PLACE = struct.Struct("<QQ")


def payload_digest(data: bytes, start: int, stop: int) -> bytes:
    """What stands for the payload `data[start:stop]` wherever it is."""
    digest = _SECRET.copy()
    digest.update(memoryview(data)[start:stop])
    return digest.digest()


def payload_place(number: int, data: bytes, start: int, stop: int) -> bytes:
    """What stands for the payload in the buffer `data`, the `number`-th that both runs have."""
    return _SECRET.digest() + _PLACE.pack(number, start)
