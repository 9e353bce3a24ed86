"""Mistakes with summaries, as they show in source.

code      a module as the checks see it
ops       checks of summary ops and how they are run
writers   checks of writers
checks    the registry of the checks
"""

from tfv1.source.summaries import ops, writers
from tfv1.source.summaries.checks import SOURCE_CHECKS
from tfv1.source.summaries.code import Code

__all__ = ["SOURCE_CHECKS", "Code", "ops", "writers"]
