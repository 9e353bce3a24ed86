"""What scripts took from `pipes`, which Python 3.13 dropped; PyPI has the rest: standard-pipes."""

from shlex import quote

__all__ = ["quote"]
