"""A log directory whose files TensorBoard must be able to read when the test is over."""

import event_logs
import pytest


@pytest.fixture
def logdir(tmp_path):
    """A directory that does not exist yet."""
    path = tmp_path / "logs"
    yield str(path)
    event_logs.check_with_tensorboard(path)
