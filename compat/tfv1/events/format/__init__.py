"""What the bytes of an event file mean.

record.py      framing: length, payload, masked CRC32C
encode.py      the bytes of an Event around the bytes of its payload
protos.py      the message classes, and which objects count as one of them
templates.py   Summaries that are known to be valid without being parsed
columns.py     the scalars of many events at once
"""
