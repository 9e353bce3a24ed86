"""Golden event logs: a run's log as it should be, kept beside the test that compares with it.

lines.py       an event as one line of JSON
golden.py      a golden: its file, and how it is compared
plugin.py      the pytest plugin; loaded in every pytest session, so it imports next to nothing
regression.py  the fixture `event_log_regression`
unused.py      which goldens no test has used
"""
