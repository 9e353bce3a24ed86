"""Names of TensorFlow 1: each with where it comes from under tfv1, or what to do about it."""

from tfv1.names.static import verdict
from tfv1.names.static.verdicts import CONTRIB, ESTIMATOR, legacy_spelling
from tfv1.report.finding import FINE, LOST, NEEDS, Finding, Place

TOPIC = "tensorflow"
# What makes the names of an origin available.
_COMMANDS = {CONTRIB: "tfv1 contrib install", ESTIMATOR: "pip install 'tfv1[estimator]'"}


def is_topic(name: str) -> bool:
    """Whether the dotted name is one of TensorFlow."""
    return name == "tensorflow" or name.startswith("tensorflow.")


def find(name: str, line: int, guarded: bool) -> Finding:
    """The finding for a name of TensorFlow; code that expects it to be missing is fine."""
    found = verdict(name)
    shown = legacy_spelling(found.name)
    if found.runs:
        return Finding(TOPIC, Place(line), shown, found.origin, status=FINE)
    if guarded:
        text = "is not available, and the code is ready for that"
        return Finding(TOPIC, Place(line), shown, text, status=FINE)
    command = _COMMANDS.get(found.origin, "")
    status = NEEDS if command else LOST
    return Finding(TOPIC, Place(line), shown, found.reason, command, status)
