"""From event files back to events.

scan.py     intact records, skipping any damage
checksums.py, many.py   the checksum computations behind scan.py
runs.py     the runs and event files in a directory tree
reader.py   events
series.py   scalars as NumPy arrays
runlog.py   a whole run, in a form that can be compared with another
kinds.py    what kind of value a tag has
"""
