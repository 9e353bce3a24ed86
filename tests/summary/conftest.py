"""The helpers of the event log tests, and their log directory."""

import pytest

from tests.support import event_logs


@pytest.fixture
def logdir(tmp_path):
    """A directory that does not exist yet; TensorBoard reads its files when the test is over."""
    path = tmp_path / "logs"
    yield str(path)
    event_logs.check_with_tensorboard(path)
