"""A real TensorBoard server on a free loopback port, and questions to its HTTP API.

with serving(logdir, "true") as server:
    server.wait_for(["train"], "runs")
    points = server.points("train", "loss")
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# What --load_fast takes: TensorBoard's loader in Python, and the data server written in Rust.
DATA_SERVERS = {"python-loader": "false", "data-server": "true"}

_PATIENCE_SECS = 180.0
# For the environment of what talks over the loopback: there is no proxy on the way.
NO_PROXY = {"no_proxy": "127.0.0.1,localhost"}
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


@contextlib.contextmanager
def serving(logdir: Path | str, data_server: str, *arguments: str) -> Iterator["Server"]:
    """Runs TensorBoard over `logdir` until the block ends; `data_server` is what --load_fast gets.

    `arguments` are appended to the command line. A server that does not start, or ends early,
    fails the test with its output.
    """
    with tempfile.TemporaryDirectory() as folder:
        server = Server(logdir, data_server, arguments, Path(folder) / "output")
        try:
            server.wait_until_up()
            yield server
        finally:
            server.stop()


class Server:
    """A TensorBoard process; `url` is where its pages are, with a slash at the end."""

    def __init__(
        self, logdir: Path | str, data_server: str, arguments: tuple[str, ...], output: Path
    ) -> None:
        command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(logdir)]
        command += ["--host", "127.0.0.1", "--port", "0", "--reload_interval", "1"]
        command += [f"--load_fast={data_server}", *arguments]
        self._output = output
        with output.open("w") as log:
            self._process = subprocess.Popen(
                command, env={**os.environ, **NO_PROXY}, stdout=log, stderr=subprocess.STDOUT
            )
        self.url = ""

    def get_bytes(self, path: str, **query: str | int) -> bytes:
        """The body of the answer to data/`path`, such as a picture; `path` may contain a query."""
        with self._ask(path, query) as answer:
            return answer.read()

    def get(self, path: str, **query: str | int) -> Any:
        """The answer to data/`path`: JSON where it is JSON, else text."""
        with self._ask(path, query) as answer:
            body = answer.read().decode()
            return json.loads(body) if answer.headers.get_content_subtype() == "json" else body

    def post(self, path: str, content: Any) -> Any:
        """The JSON answer to JSON sent to data/`path`, as the hparams plugin wants it."""
        with self._ask(path, {}, json.dumps(content).encode()) as answer:
            return json.loads(answer.read())

    def _ask(self, path: str, query: dict[str, str | int], data: bytes | None = None) -> Any:
        url = f"{self.url}data/{path}"
        url += "?" + urllib.parse.urlencode(query) if query else ""
        headers = {"Content-Type": "application/json"} if data else {}
        return _open(urllib.request.Request(url, data, headers), timeout=_PATIENCE_SECS)

    def points(self, run: str, tag: str) -> list[tuple[int, float]]:
        """The (step, value) pairs of a scalar."""
        answer = self.get("plugin/scalars/scalars", run=run, tag=tag)
        return [(step, value) for _wall_time, step, value in answer]

    def wait_for(self, wanted: Any, path: str, **query: str | int) -> None:
        """Asks `get` until the answer is `wanted`: the server loads on a thread of its own."""
        self.wait_until(lambda: self.get(path, **query), wanted)

    def wait_for_points(self, wanted: list[tuple[int, float]], run: str, tag: str) -> None:
        """Asks `points` until it is `wanted`."""
        self.wait_until(lambda: self.points(run, tag), wanted)

    def wait_until(self, ask: Callable[[], Any], wanted: Any = True) -> None:
        """Calls `ask` until it returns `wanted`; fails when that takes minutes.

        What the server does not know yet it answers with a status such as 404, and is asked again.
        """
        deadline = time.monotonic() + _PATIENCE_SECS
        while (answer := _answer_or_error(ask)) != wanted:
            output = self._output.read_text()
            assert self._process.poll() is None, f"TensorBoard has ended:\n{output}"
            if time.monotonic() > deadline:
                asked = f"expected {wanted!s:.2000}\nlast got {answer!s:.2000}"
                raise AssertionError(f"{asked}\nTensorBoard said:\n{output}")
            time.sleep(0.1)  # between two questions: the server tells nobody that it has loaded

    def wait_until_up(self) -> None:
        """Returns when the server accepts requests; by then it has printed its address."""
        self.wait_until(self._find_url)

    def _find_url(self) -> bool:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self._output.read_text())
        self.url = found[0] if found else ""
        return bool(found)

    def pause(self) -> None:
        """Stops its work until `resume`."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Lets it go on, if it was paused."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends the process, and with it its data server."""
        self.resume()
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _answer_or_error(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except urllib.error.HTTPError as error:
        return f"status {error.code}: {error.read().decode()}"
