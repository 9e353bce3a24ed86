"""`tfv1 doctor`: why do my summaries not appear?

examine.py   runs all checks, of a logdir and of source
finding.py   the registry of the checks of a logdir; groups findings into troubles
facts.py     what is read from a logdir, once, for all checks
places.py    checks of where files are, who owns them, and how large they are
files.py     checks of the contents of files, and of runs with several files
steps.py     checks of steps and wall times
values.py    checks of tags and values
report.py    troubles as text and as data

The checks of source are `tfv1.source.summaries`.
"""

from tfv1.logs.doctor.examine import examine, examine_source
from tfv1.logs.doctor.finding import Trouble

__all__ = ["Trouble", "examine", "examine_source"]
