"""A script for Matplotlib 2 or 3.0 draws."""

from pathlib import Path

import pytest

from tests.support.cli import tfv1

SCRIPT = Path(__file__).with_name("matplotlib_script.py")
# A density integrates to 1: its two bins of width 0.5 add up to 2.
PRINTED = """\
2.0
3.0 2.0
True
5 3 10
True
(1.0, 0.0, 0.0) (0.0, 0.0, 1.0)
(1.0, 1.0, 1.0) red
2.6 1.0
text other
True
['a']
log 2.0
True
3d True True
True
0.176033
0.049849
"""


def test_old_arguments_and_names(tmp_path):
    """They do what they did: histograms are normed, axes coloured, pixels read."""
    pytest.importorskip("matplotlib")
    assert tfv1("run", SCRIPT, cwd=tmp_path).stdout == PRINTED
