"""The pytest plugin: the fixture `event_log_regression`, its options, and unused goldens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tfv1.testing.unused import Usage

if TYPE_CHECKING:
    from tfv1.testing.regression import EventLogRegression

_USAGE = pytest.StashKey[Usage]()
_WRITTEN = pytest.StashKey[list[str]]()
_OUTPUT = "tfv1_golden_usage"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("golden event logs (tfv1)")
    group.addoption(
        "--regen-event-logs",
        action="store_true",
        help="rewrite golden event logs that differ; their tests fail, unless --regen-all is given",
    )
    group.addoption(
        "--event-logs-new-only",
        action="store_true",
        help="write golden event logs that are missing, without failing; leave the others",
    )


def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    # pytest-regressions has an option of the same name and meaning, which then serves both.
    if not early_config.pluginmanager.hasplugin("regressions"):
        parser.addoption(
            "--regen-all",
            action="store_true",
            help="rewrite golden event logs that differ, without failing",
        )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--event-logs-new-only") and (
        config.getoption("--regen-event-logs") or config.getoption("--regen-all", False)
    ):
        raise pytest.UsageError("--event-logs-new-only leaves goldens as they are: drop --regen-*.")
    config.stash[_USAGE] = Usage()


@pytest.fixture
def event_log_regression(request: pytest.FixtureRequest) -> Iterator[EventLogRegression]:
    """Compares a run's event log with the golden beside the test: `check(logdir)`."""
    # Imported only when used, since it takes time.
    from tfv1.testing.regression import EventLogRegression, Mode

    config = request.config
    mode = Mode(
        regenerate=bool(
            config.getoption("--regen-event-logs") or config.getoption("--regen-all", False)
        ),
        regenerate_all=bool(config.getoption("--regen-all", False)),
        new_only=config.getoption("--event-logs-new-only"),
    )
    node = request.node
    written = node.stash.setdefault(_WRITTEN, [])
    used = config.stash[_USAGE].used
    yield EventLogRegression(
        node.path, node.nodeid, mode, used.add, written.append, config.rootpath
    )


@pytest.hookimpl(trylast=True)  # after the test itself has passed
def pytest_runtest_call(item: pytest.Item) -> None:
    if item.stash.get(_WRITTEN, []):
        pytest.fail(_what_was_written(item), pytrace=False)


def _what_was_written(item: pytest.Item) -> str:
    """A message about the goldens that a test has written, once for each."""
    written = item.stash.get(_WRITTEN, [])
    text = "\n".join([*written, "Review what was written, then commit it."]) if written else ""
    written.clear()
    return text


def pytest_collection_finish(session: pytest.Session) -> None:
    usage = session.config.stash[_USAGE]
    for item in session.items:
        usage.tests.setdefault(str(item.path), set()).add(item.nodeid)
    if any("::" in argument for argument in session.config.args):
        usage.complete = False


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        item.config.stash[_USAGE].partial.add(str(item.path))


@pytest.hookimpl(hookwrapper=True)  # the older form, since any pytest may load this plugin
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = (yield).get_result()
    usage = item.config.stash[_USAGE]
    written = _what_was_written(item)
    if written:  # not reported yet, because something else has failed
        report.sections.append(("golden event logs", written))
    if not report.passed:
        # A test that was skipped or stopped early may have used more goldens.
        usage.partial.add(str(item.path))
    if report.when == "teardown":
        usage.ran.add(item.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):  # a worker of pytest-xdist
        config.workeroutput[_OUTPUT] = config.stash[_USAGE].as_plain()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    usage = node.config.stash[_USAGE]
    usage.merge(getattr(node, "workeroutput", {}).get(_OUTPUT))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    unused = config.stash[_USAGE].unused_goldens()
    if unused:
        terminalreporter.section("unused golden event logs")
        for path in unused:
            terminalreporter.line(path)
        terminalreporter.line("No test uses them any more: delete them.")
