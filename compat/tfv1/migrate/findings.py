"""One thing that a check has to say about a place in a file."""

from typing import NamedTuple

# How bad it is, from nothing to do up to what stops the program.
FINE = "fine"  # runs as it is; said so that it is known where it comes from
NOTE = "note"  # may matter, a person has to look
NEEDS = "needs"  # runs once something is done: a package, an option
LOST = "lost"  # does not run; the code must change

STATUSES = (FINE, NOTE, NEEDS, LOST)


class Finding(NamedTuple):
    """`subject` is what was found, `text` what to know and do, `command` what to run for that."""

    status: str
    topic: str
    subject: str
    line: int
    text: str
    command: str = ""
