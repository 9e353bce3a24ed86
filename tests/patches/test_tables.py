"""Every table of replacements, on the real TensorFlow: applied, undone, nothing left behind."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tfv1
from tests.patches.tables import TABLES
from tests.support.environment import of_a_child

PACKAGE = Path(tfv1.__file__).parent


@pytest.fixture(scope="module")
def report():
    """What the probe has found, by table."""
    command = [sys.executable, "-m", "tests.patches.table_probe"]
    done = subprocess.run(command, capture_output=True, text=True, env=of_a_child())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_applied_and_undone(report, table):
    """Each row changes its target; afterwards every object of the libraries is the one before."""
    assert report[table] == {"unchanged": [], "left behind": []}


def test_every_table_is_tested():
    """The modules of the package that make rows are those that the other test goes through."""
    making = {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        for file in PACKAGE.rglob("*.py")
        if re.search(r"\bPatch\(", file.read_text())
    }
    assert making - {"patches.table"} == TABLES.keys() - {"startup"}
