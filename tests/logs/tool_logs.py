"""Event logs for the tests of the log tools."""

from tests.support.event_logs import summary


def scalars(**functions):
    """Twenty summary events with a scalar for each tag=function of the step."""
    return [summary(step, **{tag: f(step) for tag, f in functions.items()}) for step in range(20)]
