"""Fixtures of the writer's tests."""

import pytest

from tests.support import event_logs
from tfv1.events.write import incident


@pytest.fixture
def logdir(tmp_path):
    """A directory that does not exist yet; TensorBoard must be able to read it afterwards."""
    path = tmp_path / "logs"
    yield str(path)
    event_logs.check_with_tensorboard(path)


@pytest.fixture
def no_retry(monkeypatch):
    """After a failure only what the test does makes the next attempt.

    Else the timer's may succeed before a caller on a busy machine learns of the failed one.
    """
    monkeypatch.setattr(incident, "_FIRST_RETRY_SECS", 1000.0)
    monkeypatch.setattr(incident, "_LAST_RETRY_SECS", 1000.0)
