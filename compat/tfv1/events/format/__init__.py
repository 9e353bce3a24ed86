"""What the bytes of an event file mean.

record.py      framing: length, payload, masked CRC32C
encode.py      the bytes of an Event around the bytes of its payload
protos.py      the message classes, and which objects count as instances of them
templates.py   Summaries known to be valid without parsing them
columns.py     the scalars of many events at once
outline.py     an event without the bulk of its images, sounds, tensors and graphs
wire.py        the fields of a message that has not been parsed
"""
