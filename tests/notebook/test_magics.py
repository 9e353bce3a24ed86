"""What a notebook shows of logs: %tfv1 in a real kernel, and the HTML of runs and tables."""

from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest

from tests.logs.tool_logs import scalars
from tests.notebook import kernels
from tests.support.event_logs import summary, write
from tfv1.events import read

HOSTILE = "<script>alert(1)</script>&'\"<img src=x>"
CELLS = {
    "load": "%load_ext tfv1",
    "show": "%tfv1 show logs",
    "curves": "%tfv1 show logs --tag 'lo*' --smooth 0.5",
    "table": "%tfv1 table logs --sort loss",
    "diff": "%tfv1 diff logs/a logs/b",
    "value": "runs = %tfv1 show logs --runs b\nprint(list(runs), runs['b'].scalars)",
    "printed": "%tfv1 aggregate logs -o means.csv",
    "json": "%tfv1 diff logs/a logs/b --json",
    "wrong": "%tfv1 table nowhere",
    "unknown": "%tfv1 shw logs",
    "misused": "%tfv1 table logs --sort",
    "run": "%tfv1 run train.py",
    "light": "import sys; print('tensorflow' in sys.modules)",
}


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """The cells by name, executed beside a log of two runs."""
    folder = tmp_path_factory.mktemp("magics")
    for name, first in (("a", 1), ("b", 2)):
        functions = {"loss": lambda step, a=first: a / (step + 1), HOSTILE: float}
        write(folder / "logs" / name, *scalars(**functions))
    found = {name: nbformat.v4.new_code_cell(source) for name, source in CELLS.items()}
    notebook = nbformat.v4.new_notebook(cells=list(found.values()))
    with kernels.kernel(notebook, folder, folder / "settings") as run:
        for index in range(len(found)):
            run(index)
    return dict(zip(found, notebook.cells, strict=True))


def html(cell):
    """The HTML that a cell shows."""
    (one,) = [one for one in cell.outputs if one.output_type == "execute_result"]
    return one.data["text/html"]


@pytest.mark.parametrize("name", ["show", "curves", "table", "diff"])
def test_html(cells, name):
    """Runs, curves, a table and a comparison are shown as HTML, in which tags are text."""
    shown = html(cells[name])
    assert ">loss<" in shown
    assert "<script" not in shown and "<img" not in shown
    ElementTree.fromstring(f"<div>{shown.replace('<br>', '<br/>')}</div>")
    assert ("<svg" in shown) is (name != "table")


def test_values(cells):
    """A line has a value to go on with; other commands print, and no TensorFlow is loaded."""
    assert kernels.printed(cells["value"]).startswith("['b'] {'loss': ScalarSeries('loss': 20 poi")
    errors = "".join(one.text for one in cells["printed"].outputs)
    assert errors == "all: 2 runs, 2 tags\n"
    assert kernels.printed(cells["json"]).startswith("{")
    assert kernels.printed(cells["light"]) == "False\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wrong", "tfv1: Cannot read nowhere: No such file or directory."),
        ("unknown", "%tfv1 shw logs: see above."),
        ("misused", "%tfv1 table logs --sort: see above."),
        ("run", "%tfv1 run: use %run SCRIPT, after %load_ext tfv1."),
    ],
)
def test_errors(cells, name, message):
    """What cannot be done is a sentence, not a traceback."""
    (*_, last) = "".join(one.text for one in cells[name].outputs).splitlines()
    assert last == f"UsageError: {message}"


def test_a_run_and_a_series(tmp_path):
    """A run is a table of its tags with curves, and says if it was not read to the end."""
    write(tmp_path, *scalars(**{"loss": lambda step: 1 / (step + 1), HOSTILE: float}))
    (path,) = tmp_path.iterdir()
    run = read(path)["."]
    shown = run._repr_html_()
    root = ElementTree.fromstring(f"<div>{shown}</div>")
    assert [row[0].text for row in root.iter("tr")] == ["tag", "loss", HOSTILE]
    assert len(list(root.iter("polyline"))) == 2 and "not read to the end" not in shown
    assert "<script" not in run.scalars[HOSTILE]._repr_html_()
    path.write_bytes(path.read_bytes()[:-3])
    assert "not read to the end: 1 gap" in read(path, on_gap=lambda gap: None)["."]._repr_html_()


def test_many_runs(tmp_path):
    """Of many runs the first ones are read and shown, and the others counted."""
    for number in range(40):
        write(tmp_path / f"r{number}", summary(1, loss=np.nan if number else 1.0))
    runs = read(tmp_path)
    shown = runs._repr_html_()
    assert "40 runs" in shown and "and 16 more runs" in shown
    assert sum(run.was_read for run in runs.values()) == 24
