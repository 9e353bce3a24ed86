"""SummaryMetadata once a file: kept where a tag first carries it, left out of later values.

TensorFlow 1.15 keeps the metadata of a tag's first value and strips every later one. It counts a
tag as seen when that first value carried no metadata, or was never written, and it remembers across
files, so that a reopened file has none. Here the memory is of what the current file holds.
"""

import re
from collections.abc import Mapping

from tfv1.events.format import record
from tfv1.events.format.protos import Event, Summary, SummaryMetadata

# `Summary.Value.metadata` is field 9 (key 0x4a), and what follows is a length and then a field of
# SummaryMetadata: plugin_data, display_name, summary_description or data_class. A Summary without
# such bytes carries no metadata, and most have none; one with them is looked at value by value.
# Above this size the values are looked at straight away: they are few for their bytes (an image),
# and a search through megabytes costs more.
_SEARCH_BYTES = 4096
_KEY = 0x4A  # searched for as a number: for bytes the search costs four times as much
_MAY_CARRY = re.compile(rb"\x4a(?:\x00|(?:[\x80-\xff]{1,4})?[\x01-\x7f][\x0a\x12\x1a\x20])").search


class AsGiven(bytes):
    """A record that goes into every file as it is, its metadata included: what add_event takes."""


class MetadataMemory:
    """Which tags have their metadata in the file that is being written."""

    def __init__(self) -> None:
        self._known: dict[str, SummaryMetadata] = {}
        self._in_file: set[str] = set()
        self.complete = True  # everything known is in the file

    def concerns(self, summary: Summary, data: bytes) -> bool:
        """Whether `describe` might change `summary`, or learn from it; `data` is it, serialised."""
        if not self.complete:
            return True
        if len(data) <= _SEARCH_BYTES:
            return _KEY in data and _MAY_CARRY(data) is not None
        return any(value.HasField("metadata") for value in summary.value)

    def describe(self, data: bytes) -> tuple[bytes, Mapping[str, SummaryMetadata]]:
        """The serialised Summary as the current file should have it.

        Returns:
          The bytes, with each tag's metadata at most once in the file, and the metadata that the
          file gains with them. Nothing is remembered until `wrote` is told: an event that is
          refused must not take the metadata with it.
        """
        summary = Summary.FromString(data)
        gained: dict[str, SummaryMetadata] = {}
        changed = False
        for value in summary.value:
            tag = value.tag
            described = tag in self._in_file or tag in gained
            if value.HasField("metadata"):
                if described:
                    value.ClearField("metadata")
                    changed = True
                else:
                    # A copy: a reference would keep the whole Summary, an image perhaps, alive.
                    gained[tag] = SummaryMetadata()
                    gained[tag].CopyFrom(value.metadata)
            elif tag in self._known and not described:
                # Known from an earlier file of this writer; this file is to be read alone.
                value.metadata.CopyFrom(self._known[tag])
                gained[tag] = self._known[tag]
                changed = True
        # What needs no change stays as the caller gave it, to the byte.
        return (summary.SerializeToString() if changed else data), gained

    def wrote(self, gained: Mapping[str, SummaryMetadata]) -> None:
        """The file has this metadata now."""
        self._known.update(gained)
        self._in_file.update(gained)
        self.complete = len(self._in_file) == len(self._known)

    def carry(self, records: list[bytes]) -> list[bytes]:
        """A new file begins, and `records`, framed Events, go into it: as it should have them."""
        self._in_file.clear()
        self.complete = not self._known
        if self.complete:
            return records
        return [self._carry_event(data) for data in records]

    def _carry_event(self, framed: bytes) -> bytes:
        if isinstance(framed, AsGiven):
            return framed
        event = Event.FromString(record.data_of(framed))
        if not event.HasField("summary"):
            return framed
        data, gained = self.describe(event.summary.SerializeToString())
        self.wrote(gained)
        event.summary.ParseFromString(data)
        return record.frame(event.SerializeToString())
