"""Names of TensorFlow 1: where each comes from under tfv1, or what to do about it."""

import re

from tfv1.names import rows
from tfv1.names.static import verdict
from tfv1.names.static.verdicts import CONTRIB, ESTIMATOR, legacy_spelling
from tfv1.report.finding import FINE, LOST, NEEDS, Finding, Place

# From the first name such as __dict__ on.
_HIDDEN = re.compile(r"\.__\w+__\b.*")
TOPIC = "tensorflow"
NOT_NEEDED = "is not available, but the code is prepared for that"
MIGRATE = "tfv1 migrate"
# The command that makes the names of an origin available.
_COMMANDS = {CONTRIB: "tfv1 contrib install", ESTIMATOR: "pip install 'tfv1[estimator]'"}


def is_topic(name: str) -> bool:
    """Whether the dotted name is one of TensorFlow."""
    return name == "tensorflow" or name.startswith("tensorflow.")


def is_lost(name: str) -> bool:
    """Whether it is a name of TensorFlow that is not available."""
    return is_topic(name) and not verdict(name).runs


def find(name: str, line: int, guarded: bool) -> Finding:
    """The finding for a name of TensorFlow; code that expects it to be missing is fine."""
    found = verdict(name)
    if not found.runs and "__" in name:  # what every module has, such as __file__ and __dict__
        found = verdict(_HIDDEN.sub("", name))
    shown = legacy_spelling(found.name)
    if found.runs:
        return Finding(TOPIC, Place(line), shown, found.origin, status=FINE)
    if guarded:
        return Finding(TOPIC, Place(line), shown, NOT_NEEDED, status=FINE)
    command = _COMMANDS.get(found.origin, "")
    if rows.older(found.name) and found.name != "tensorflow.models":
        command = MIGRATE
    status = NEEDS if command else LOST
    return Finding(TOPIC, Place(line), shown, found.reason, command, status)
