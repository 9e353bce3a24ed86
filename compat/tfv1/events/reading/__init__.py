"""From event files back to events.

scan.py     intact records, skipping any damage
checksums.py, many.py   the checksum computations behind scan.py
remote.py   what is at a URL
remotefile.py   files there, whose blocks are fetched a little ahead
runs.py     the runs and event files in a directory tree
reader.py   events
series.py, collected.py   scalars as NumPy arrays
log.py, run.py   `read`: all runs of a log, and all that is in a run
points.py, values.py, hparams.py   what is not scalar, read from its file when it is used
frames.py   points as pandas tables
runlog.py   a whole run, in a form that can be compared with another
kinds.py    what kind of value a tag has
superseded.py   which points of a resumed run count
patterns.py glob patterns and natural order of names
"""
