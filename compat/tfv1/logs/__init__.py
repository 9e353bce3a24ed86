"""Private: tools for event files, which do the work of the `tfv1` commands that read logs."""


class LogError(Exception):
    """The request cannot be carried out on these logs; the message is one sentence for a user."""


class CannotReadError(LogError):
    """A file cannot be read, or is damaged although it must be whole."""
