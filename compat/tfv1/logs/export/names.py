"""File names for runs and tags, which may be called anything."""

from __future__ import annotations

import hashlib
import re

SUFFIXES = (
    ".png", ".gif", ".jpg", ".webp", ".wav", ".ogg", ".flac", ".mp3",
    ".txt", ".csv", ".json", ".npy", ".npz", ".pb", ".bin",
)  # fmt: skip
"""How files may end; directories never do."""

_MOST_PARTS, _LONGEST_PART = 16, 60  # of a tag; file names are limited to 255 bytes


def safe_parts(name: str) -> list[str]:
    """The parts of a run or tag as directory names that do not lead out of their directory.

    If they are too long or too deep for a file system, they are cut and end in a digest of `name`.
    """
    parts = [re.sub(r"[^\w.=,+ -]", "_", part).lstrip(".") for part in name.split("/")]
    parts = [f"{part}_" if part.endswith(SUFFIXES) else part for part in parts if part]
    if len(parts) > _MOST_PARTS or any(len(part) > _LONGEST_PART for part in parts):
        digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8)
        parts = [*(part[:_LONGEST_PART] for part in parts[:_MOST_PARTS]), digest.hexdigest()]
    return parts
