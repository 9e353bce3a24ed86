"""Every test starts its children as a shell would."""

import os

import pytest

from tests.support import environment

_OF_THE_SHELL = {
    name: os.environ[name] for name in environment.LEFT_BY_TENSORFLOW if name in os.environ
}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Takes back what TensorFlow, loaded in this process, tells the processes below."""
    for name in environment.LEFT_BY_TENSORFLOW:
        os.environ.pop(name, None)
    os.environ.update(_OF_THE_SHELL)
