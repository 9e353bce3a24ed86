"""The notebook among the examples: as it is stored, and executed in a real kernel."""

import json
import os
import re
import shutil
import signal
import socket
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.notebook import kernels
from tests.support import event_logs

EXAMPLES = Path(__file__).resolve().parents[2] / "models_examples"
STORED = nbformat.read(EXAMPLES / "notebook" / "session_loop.ipynb", as_version=4)
CODE = [cell for cell in STORED.cells if cell.cell_type == "code"]
PATIENCE_SECS = 180.0
SILENT = {"train", "stop"}
# Nothing on the loopback goes through a proxy that the environment names.
open_url = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


def without_numbers(text):
    return re.sub(r"\d+", "0", text)


def servers(settings):
    """What TensorBoard has noted of the servers that notebooks have started."""
    notes = (settings / ".tensorboard-info").glob("pid-*.info")
    return [json.loads(note.read_text()) for note in notes]


def is_running(process):
    """Whether there is such a process; a zombie does not count."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_is_stored_executed():
    """Every cell has run once, in order and without an error, and shows what it printed."""
    nbformat.validate(STORED)
    assert [cell.execution_count for cell in CODE] == list(range(1, len(CODE) + 1))
    assert {cell.id for cell in CODE if not cell.outputs} == SILENT
    kinds = {output.output_type for cell in CODE for output in cell.outputs}
    assert kinds == {"stream", "display_data"}


def test_it_is_small_and_of_no_machine():
    """No path, machine or version of where it was run is in it, and it is a small file."""
    text = nbformat.writes(STORED)
    assert len(text) < 60_000
    assert not re.search(r"(?<![\w.])/(home|root|work|tmp|usr|Users|opt)/", text)
    assert not re.search(rf"tfevents|\b{re.escape(socket.gethostname())}\b", text)
    assert set(STORED.metadata) == {"kernelspec", "language_info"}
    assert not any(cell.metadata for cell in STORED.cells)


class Execution:
    """The notebook executed in a copy of its folder; `answers` are TensorBoard's meanwhile."""

    def __init__(self, folder):
        self.settings = folder / "settings"
        self.folder = folder / "notebook"
        self.folder.mkdir()
        shutil.copytree(EXAMPLES / "mnist", folder / "mnist")
        self.notebook = nbformat.from_dict(STORED)
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        self.answers = []
        try:
            with kernels.kernel(self.notebook, self.folder, self.settings) as run:
                for index, cell in enumerate(self.notebook.cells):
                    run(index)
                    if cell.id == "start":
                        self.started = servers(self.settings)
                        self.answers = [self._ask(server) for server in self.started]
                # Before the kernel ends: it takes its child processes with it.
                self.left = self._still_running()
        finally:
            for server in servers(self.settings):
                if is_running(server["pid"]):
                    os.kill(server["pid"], signal.SIGKILL)

    def _still_running(self):
        """The servers that do not end, although the notebook's last cell tells them to."""
        deadline = time.monotonic() + PATIENCE_SECS
        while time.monotonic() < deadline:
            left = [one["pid"] for one in servers(self.settings) if is_running(one["pid"])]
            if not left:
                break
            time.sleep(0.1)
        return left

    def _ask(self, server):
        url = f"http://localhost:{server['port']}/data/environment"
        with open_url(url, timeout=PATIENCE_SECS) as answer:
            return json.loads(answer.read())

    def output(self, cell):
        """What the cell has printed."""
        (found,) = [one for one in self.notebook.cells if one.id == cell]
        return kernels.printed(found)


@pytest.fixture(scope="module")
def execution(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        # %tensorboard looks for the program there; a venv need not be active here.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        patch.setenv("PATH", path)
        return Execution(tmp_path_factory.mktemp("examples"))


def test_executed_again_it_shows_the_same(execution):
    """Each cell runs here, too, and prints and shows the same but for the numbers."""
    for stored in CODE:
        (cell,) = [one for one in execution.notebook.cells if one.id == stored.id]
        obtained, expected = kernels.printed(cell), kernels.printed(stored)
        assert without_numbers(obtained) == without_numbers(expected), stored.id
        shown = [[o.data.keys() for o in one.outputs if "data" in o] for one in (cell, stored)]
        assert shown[0] == shown[1], stored.id


def test_the_curves_are_what_the_event_files_hold(execution):
    """What the notebook reads back is what TensorBoard's reader finds in the files."""
    lines = []
    directories = sorted((execution.folder / "logs").glob("*mlp*"))
    for rate, directory in zip(("0.05", " 0.5"), directories, strict=True):
        (path,) = directory.iterdir()
        values = [
            (event, value) for event in event_logs.read(path) for value in event.summary.value
        ]
        for tag in ("loss", "accuracy"):
            points = [(e.step, v.simple_value) for e, v in values if v.tag == tag]
            lines.append(
                f"{rate} {tag:8} {len(points)} points, steps {points[0][0]} to {points[-1][0]}, "
                f"from {points[0][1]:.2f} to {points[-1][1]:.2f}\n"
            )
        assert sum(v.tag == "activations" and v.HasField("histo") for _, v in values) == 20
    assert execution.output("read") == "".join(lines)
    assert lines[0].startswith("0.05 loss     20 points, steps 0 to 190, ")


def test_the_classifier_learns(execution):
    """Most test digits are right, and more with the larger learning rate."""
    slow, fast = (float(share) for share in re.findall(r"(\d+)% of", execution.output("runs")))
    assert 60 < slow < fast


def test_tensorboard_serves_the_logs_and_is_stopped(execution):
    """The cell starts one real server on the notebook's logs; the last one ends its process."""
    (server,), (answer,) = execution.started, execution.answers
    assert Path(execution.folder, answer["data_location"]) == execution.folder / "logs"
    (cell,) = [one for one in execution.notebook.cells if one.id == "start"]
    assert f"const port = {server['port']};" in str(cell.outputs)
    assert execution.left == []
