"""tfv1 check finds where NumPy 2's promotion gives another type than NumPy 1's."""

import numpy
import pytest

from tfv1.migrate import check
from tfv1.migrate.checks import promotion

NUMPY_2 = int(numpy.__version__.partition(".")[0]) >= 2

SOURCE = """\
import numpy as np
from numpy import uint8
scale = np.float32(3)
print(uint8(200) + 100)
print(scale * 2.0, -2 ** scale)
print(np.float64(2) * 2.0, np.int8(4) / 2, np.float32(3) * scale)
twice = np.int16(3)
twice = 5
print(twice * 2, np.int16(2) - 1)
"""


@pytest.fixture
def found(tmp_path, monkeypatch):
    """The findings, as line, subject and former type."""

    def look(version):
        monkeypatch.setattr(promotion, "_numpy_2", lambda: version == 2)
        file = tmp_path / "script.py"
        file.write_text(SOURCE)
        (result,) = check.check([file]).files
        assert result.runs
        return [
            (one.line, one.subject, "float64" in one.text)
            for one in result.findings
            if one.kind == "numpy"
        ]

    return look


def test_places(found):
    """Scalars of a small type that meet a number of Python's are named, through a variable, too."""
    assert found(2) == [
        (4, "uint8(200) + 100", False),
        (5, "2 ** scale", True),
        (5, "scale * 2.0", True),
        (9, "np.int16(2) - 1", False),
    ]


def test_numpy_1(found):
    """Nothing is reported if NumPy 1 is installed."""
    assert found(1) == []


@pytest.mark.parametrize(
    "expression, before",
    [
        (lambda: numpy.uint8(200) + 100, "int64"),
        (lambda: numpy.float32(3) * 2.0, "float64"),
        (lambda: numpy.int16(2) - 1, "int64"),
        (lambda: numpy.int8(4) / 2, "float64"),
        (lambda: numpy.int8(4) * 2.5, "float64"),
    ],
)
@pytest.mark.skipif(NUMPY_2, reason="NumPy 1's own answers")
def test_what_is_said_is_so(expression, before):
    """The types that are named are those of NumPy 1."""
    assert expression().dtype == before
