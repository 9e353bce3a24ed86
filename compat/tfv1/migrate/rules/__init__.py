"""Rewriting rules: each a module or package with `NAME` and `apply(module) -> str`, the new text.

A rule finds names in the syntax tree and replaces single tokens of the text, so that formatting and
comments stay. What it cannot change safely it leaves alone, with a note.
"""

from tfv1.migrate.rules.module import Module

__all__ = ["Module"]
