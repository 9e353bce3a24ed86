"""SummaryMetadata once per file: kept where a tag first carries it, left out of later values.

TensorFlow 1.15 keeps the metadata of a tag's first value and strips it from every later one. It
counts a tag as seen even if that first value carried no metadata or was never written, and it
remembers across files, so that a reopened file has none. Here the memory is of what the current
file holds.
"""

import re

from tfv1.events.format.protos import Summary, SummaryMetadata

# `Summary.Value.metadata` is field 9 (key 0x4a), and what follows is a length and then a field of
# SummaryMetadata: plugin_data, display_name, summary_description or data_class. A Summary without
# such bytes carries no metadata, as is usual; one with them is inspected value by value.
# Above this size the values are inspected straight away: they are few for their size (an image),
# and searching megabytes would cost more.
_SEARCH_BYTES = 4096
_KEY = 0x4A  # searching for a number costs a quarter of searching for bytes
_MAY_CARRY = re.compile(rb"\x4a(?:\x00|(?:[\x80-\xff]{1,4})?[\x01-\x7f][\x0a\x12\x1a\x20])").search


def carries_metadata(summary: Summary, data: bytes) -> bool:
    """Whether any value of `summary` has SummaryMetadata; `data` is the serialised summary."""
    if len(data) <= _SEARCH_BYTES and not (_KEY in data and _MAY_CARRY(data)):
        return False
    return any(value.HasField("metadata") for value in summary.value)


class MetadataMemory:
    """Which tags have their metadata in the file being written.

    What `describe` puts into a summary is remembered only when `wrote` is called: an event that is
    refused must not take the metadata with it.
    """

    def __init__(self) -> None:
        self._known: dict[str, SummaryMetadata] = {}
        self._in_file: set[str] = set()
        self._gained: dict[str, SummaryMetadata] = {}
        self.complete = True  # everything known is in the file

    def describe(self, data: bytes) -> bytes:
        """The serialised Summary as the current file should have it: each tag's metadata once."""
        summary = Summary.FromString(data)
        changed = False
        for value in summary.value:
            tag = value.tag
            described = tag in self._in_file or tag in self._gained
            if value.HasField("metadata"):
                if described:
                    value.ClearField("metadata")
                    changed = True
                else:
                    # A copy: a reference would keep the whole Summary (perhaps an image) alive.
                    self._gained[tag] = SummaryMetadata()
                    self._gained[tag].CopyFrom(value.metadata)
            elif tag in self._known and not described:
                # Known from an earlier file of this writer, but each file must stand on its own.
                value.metadata.CopyFrom(self._known[tag])
                self._gained[tag] = self._known[tag]
                changed = True
        # If nothing changes, the bytes stay exactly as the caller gave them.
        return summary.SerializeToString() if changed else data

    def wrote(self) -> None:
        """Records that what was described since the last call is in the file."""
        self._known.update(self._gained)
        self._in_file.update(self._gained)
        self._gained = {}
        self.complete = len(self._in_file) == len(self._known)

    def did_not_write(self) -> None:
        """Records that what was described since the last call is not in the file."""
        self._gained = {}

    def start_file(self) -> None:
        """Starts a new file, which has no metadata yet."""
        self._gained = {}
        self._in_file = set()
        self.complete = not self._known
