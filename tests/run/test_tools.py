"""`tfv1 run -m TOOL`: tools that execute the user's files see them as user code. No TensorFlow."""

import importlib.util
import subprocess

import pytest

SCRIPT = """\
import helper
def test_import():
    assert __import__.__module__ == helper.importer == "tfv1.importing.imports"
test_import()
print("as user code")
"""
TOOLS = {
    "IPython": "IPython --colors=NoColor script.py",
    "cProfile": "cProfile script.py",
    "coverage": "coverage run --data-file=data script.py",
    "debugpy": "debugpy --listen 0 script.py",
    "pdb": "pdb -c c -c q script.py",
    "pytest": "pytest -q -s -p no:cacheprovider script.py",
    "trace": "trace --listfuncs script.py",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_user_code_under_a_tool(tool, tfv1, tmp_path):
    """What a tool executes imports TensorFlow as a script of its own would."""
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed")
    (tmp_path / "script.py").write_text(SCRIPT)
    (tmp_path / "helper.py").write_text("importer = __import__.__module__\n")
    command = [*tfv1, "run", "-m", *TOOLS[tool].split()]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "as user code" in done.stdout


def test_notebook(tfv1, tmp_path):
    """A notebook is not run as a script; the error says how to run it."""
    (tmp_path / "train.ipynb").write_text('{"cells": null}')
    command = [*tfv1, "run", "train.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "train.ipynb is a notebook" in done.stderr
    assert "ipython --ext tfv1 train.ipynb" in done.stderr
