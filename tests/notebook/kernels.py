"""Cells in a real Jupyter kernel, one after the other."""

import contextlib
import os

import nbformat
from nbclient import NotebookClient


@contextlib.contextmanager
def kernel(notebook, folder, settings):
    """A started kernel in `folder`; yields a function that runs the cell of an index.

    Jupyter's and IPython's files go to `settings`, and none of this machine's are looked for.
    """
    names = ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    settings.mkdir()
    environment = {name: str(settings) for name in names} | {"TMPDIR": str(settings)}
    before = os.environ.copy()
    os.environ.update(environment, JUPYTER_PREFER_ENV_PATH="1", TF_CPP_MIN_LOG_LEVEL="3")
    try:
        folder = {"metadata": {"path": str(folder)}}
        client = NotebookClient(
            notebook, timeout=500, startup_timeout=500, resources=folder, allow_errors=True
        )
        with client.setup_kernel():
            yield lambda index: client.execute_cell(notebook.cells[index], index)
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_cells(sources, folder, settings):
    """What each cell has printed, followed by its error if it has raised one."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with kernel(notebook, folder, settings) as run:
        for index in range(len(cells)):
            run(index)
    return [printed(cell) for cell in notebook.cells]


def printed(cell):
    """A cell's standard output, and its error, without its traceback."""
    text = "".join(one.text for one in cell.outputs if one.get("name") == "stdout")
    errors = [one for one in cell.outputs if one.output_type == "error"]
    return text + "".join(f"{one.ename}: {one.evalue}" for one in errors)
