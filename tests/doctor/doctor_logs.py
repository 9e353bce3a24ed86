"""Events at any second for the tests of tfv1 doctor."""

from tests.support import event_logs


def event(step=0, wall_time=1000.0, **fields):
    return event_logs.event(step, wall_time, **fields)


def scalar(step, tag, number, wall_time):
    return event_logs.summary(step, wall_time=wall_time, **{tag: number})
