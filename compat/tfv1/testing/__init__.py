"""Public: golden event logs, the expected logs of runs, kept beside the tests that use them.

    event_log_regression   the pytest fixture, an EventLogRegression; it needs no import
    EventLogRegression     its class, for annotations: `check(logdir, ...)`, `golden_path(name)`

The fixture adds the pytest options --regen-event-logs, --regen-all and --event-logs-new-only.
Everything below is private and may change:

    regression.py  what the fixture does
    plugin.py      the pytest plugin; every pytest session loads it, so it imports next to nothing
    lines.py       an event as one line of JSON
    golden.py      the file of a golden; comparison.py: how goldens are compared
    unused.py      which goldens no test has used
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfv1.testing.regression import EventLogRegression
else:

    def __getattr__(name: str) -> object:
        if name != "EventLogRegression":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from tfv1.testing.regression import EventLogRegression

        return EventLogRegression


__all__ = ["EventLogRegression"]
