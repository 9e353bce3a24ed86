"""From event files back to events.

scan.py     whole records, past any damage
checksums.py, many.py   what scan.py computes with
runs.py     the runs and event files in a tree of directories
reader.py   events
series.py   scalars as NumPy arrays
runlog.py   a whole run, as two runs can be compared
kinds.py    what kind of value a tag has
"""
