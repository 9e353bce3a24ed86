"""Names of TensorFlow 1: each with where it comes from under tfv1, or what to do about it."""

from tfv1.migrate.findings import FINE, LOST, NEEDS, Finding
from tfv1.names.static import verdict
from tfv1.names.static.verdicts import CONTRIB, ESTIMATOR, legacy_spelling

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
        return Finding(FINE, TOPIC, shown, line, found.origin)
    if guarded:
        return Finding(FINE, TOPIC, shown, line, "is not available, and the code is ready for that")
    command = _COMMANDS.get(found.origin, "")
    return Finding(NEEDS if command else LOST, TOPIC, shown, line, found.reason, command)
