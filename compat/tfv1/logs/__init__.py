"""Tools over event files: each is a module here and a command of the same name."""


class LogError(Exception):
    """What was asked for cannot be done with these logs; the message is one sentence for a user."""
