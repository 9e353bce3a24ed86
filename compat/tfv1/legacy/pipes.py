"""The part of `pipes`, dropped in Python 3.13, that scripts used; the rest is standard-pipes."""

from shlex import quote

__all__ = ["quote"]
