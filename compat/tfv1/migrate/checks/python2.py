"""Sources of Python 2."""

from tfv1.migrate.findings import NEEDS, Finding


def find(reason: str, line: int) -> Finding:
    """The finding for a file that is one of Python 2, for the `reason` that was seen."""
    command = "tfv1 run --python2 ..."
    text = f"{reason}; run it with: {command}, or rewrite it with: tfv1 migrate"
    return Finding(NEEDS, "python2", "Python 2", line, text, command)
