"""Private: tools over event files, the work of the commands of `tfv1` that read logs."""


class LogError(Exception):
    """What was asked for cannot be done with these logs; the message is one sentence for a user."""


class CannotReadError(LogError):
    """A file cannot be read, or is damaged where it must be whole."""
