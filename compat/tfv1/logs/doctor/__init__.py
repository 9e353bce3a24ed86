"""`tfv1 doctor`: why do my summaries not appear?

examine.py   all checks, of a logdir and of source
finding.py   the registry of the checks of a logdir; findings together as troubles
facts.py     what is read of a logdir, once, for all checks
places.py    checks of where files are, whose, and how large
files.py     checks of what is in the files, and of several files in one run
steps.py     checks of steps and wall times
values.py    checks of tags and values
report.py    troubles as text and as data

The checks of source are `tfv1.source.summaries`.
"""

from tfv1.logs.doctor.examine import examine, examine_source
from tfv1.logs.doctor.finding import Trouble

__all__ = ["Trouble", "examine", "examine_source"]
