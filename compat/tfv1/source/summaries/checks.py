"""The registry of source checks, which the other modules of this package fill."""

from tfv1.report.finding import Checks
from tfv1.source.summaries.code import Code

SOURCE_CHECKS: Checks[Code] = Checks()
source_check = SOURCE_CHECKS.check
