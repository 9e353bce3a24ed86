"""The checks of a module's source; the modules beside this one fill the registry."""

from tfv1.report.finding import Checks
from tfv1.source.summaries.code import Code

SOURCE_CHECKS: Checks[Code] = Checks()
source_check = SOURCE_CHECKS.check
