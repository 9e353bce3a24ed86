"""Runs session_loop.ipynb from top to bottom and stores it with its outputs.

pip install nbclient ipykernel matplotlib scikit-learn
python execute.py
"""

import os

import nbformat
from nbclient import NotebookClient

HERE = os.path.dirname(os.path.abspath(__file__))
NOTEBOOK = os.path.join(HERE, "session_loop.ipynb")


def without_noise(notebook):
    """Removes what TensorFlow's own log has written, and the versions of this machine."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
        cell.metadata.clear()
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def main():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = {"metadata": {"path": HERE}}
    NotebookClient(notebook, timeout=600, record_timing=False, resources=folder).execute()
    nbformat.write(without_noise(notebook), NOTEBOOK)
    print("stored %s" % NOTEBOOK)


if __name__ == "__main__":
    main()
