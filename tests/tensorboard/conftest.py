"""One log directory for all tests, and a TensorBoard of each kind over it."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.examples import example_runs
from tests.support.tensorboard import DATA_SERVERS, Server, serving
from tests.tensorboard.running_session import RunningSession


@pytest.fixture(scope="session")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the servers show; every run of a test has a directory of its own in it."""
    return tmp_path_factory.mktemp("tensorboard")


@pytest.fixture(scope="session")
def started() -> list[Server]:
    """The servers that have been started."""
    return []


@pytest.fixture(scope="session")
def server_of(logdir: Path, started: list[Server]) -> Iterator[Callable[[str], Server]]:
    """A function from what --load_fast gets to a TensorBoard over `logdir`.

    Both run to the end: starting one takes longer than any of the tests.
    """
    with contextlib.ExitStack() as stack:

        @functools.cache
        def running(data_server: str) -> Server:
            started.append(stack.enter_context(serving(logdir, data_server)))
            return started[-1]

        yield running


@pytest.fixture(scope="module", autouse=True)
def awake(started: list[Server]) -> Iterator[None]:
    """The servers read the logs every second; between the files of these tests they are paused."""
    for server in started:
        server.resume()
    yield
    for server in started:
        server.pause()


@pytest.fixture(scope="module", params=DATA_SERVERS.values(), ids=DATA_SERVERS)
def server(request: pytest.FixtureRequest, server_of: Callable[[str], Server]) -> Server:
    """A TensorBoard over `logdir`."""
    return server_of(request.param)


@pytest.fixture(scope="session")
def run_example(logdir: Path) -> Callable[[str], None]:
    """A function that runs an example once, which makes the runs NAME/logs/... of the logdir."""

    @functools.cache
    def run(name: str) -> None:
        (logdir / name).mkdir()
        example_runs.run_here(name, logdir / name)

    return run


@pytest.fixture(scope="session")
def session_program(logdir: Path) -> Iterator[RunningSession]:
    """The program, which has written its finished runs and waits to be told to write on."""
    program = RunningSession(logdir)
    try:
        program.wait_until_ready()
        yield program
    finally:
        program.stop()
