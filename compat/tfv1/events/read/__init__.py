"""From event files back to events.

scan.py     whole records, past any damage
reader.py   events
series.py   scalars as NumPy arrays
kinds.py    what kind of value a tag has
"""
