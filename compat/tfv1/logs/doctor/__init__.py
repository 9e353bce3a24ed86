"""`tfv1 doctor`: why do my summaries not appear?

examine.py   all checks, of a logdir and of source
finding.py   what a check finds; the two registries
facts.py     what is read of a logdir, once, for all checks
places.py    checks of where files are, whose, and how large
files.py     checks of what is in the files, and of several files in one run
steps.py     checks of steps and wall times
values.py    checks of tags and values
source.py    a module of Python as its checks see it
graphs.py    source checks of summary ops and how they are run
writers.py   source checks of writers
report.py    findings as text and as data
"""

from tfv1.logs.doctor.examine import examine, examine_source
from tfv1.logs.doctor.finding import Finding

__all__ = ["Finding", "examine", "examine_source"]
