"""Rewriting rules: each a module or package with `NAME` and `apply(module) -> str`, the new text.

A rule takes names from the syntax tree and puts text in the place of single tokens: formatting and
comments around them stay. What it cannot do safely it leaves, with a note.
"""

from tfv1.migrate.rules.module import Module

__all__ = ["Module"]
