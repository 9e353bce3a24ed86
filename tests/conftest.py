"""Every test starts its children as a shell would; what this machine lacks skips its tests."""

import collections
import os
import shutil
import signal

import pytest
from hypothesis import HealthCheck, settings

from tests.support import environment

# The same examples each time, however long they take; --hypothesis-profile=default draws others.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")
# A step that reads a variable which it also updates, as hooks read the global step, has one result:
# the kernels of a session run one after the other, in an order that no load of the machine changes.
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
_OF_THE_SHELL = {
    name: os.environ[name] for name in environment.LEFT_BY_TENSORFLOW if name in os.environ
}
# What a marker needs: whether it is here, and what to say where it is not.
_NEEDED = {
    "oracle": (
        "TFV1_ORACLE" in os.environ,
        "TFV1_ORACLE names no TensorFlow 1.15.5; scripts/make_oracle makes one",
    ),
    "root": (os.geteuid() == 0, "only root may do what this test does"),
    "browser": (
        bool(shutil.which("chromium") and shutil.which("chromedriver")),
        "chromium and chromedriver are not installed",
    ),
}


def pytest_configure() -> None:
    """Children hear Ctrl-C, also where a shell has started all of this in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Takes back what TensorFlow, loaded in this process, tells the processes below."""
    for name in environment.LEFT_BY_TENSORFLOW:
        os.environ.pop(name, None)
    os.environ.update(_OF_THE_SHELL)
    for marker, (here, reason) in _NEEDED.items():
        if not here and item.get_closest_marker(marker):
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Ends with what was skipped, and why."""
    reasons = collections.Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("skipped")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count:5} {reason}")
