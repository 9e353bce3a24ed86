"""Methods that pandas dropped before the releases that the recordings were made with."""

import pytest

from tfv1.patches import pandas1

pandas = pytest.importorskip("pandas")


@pytest.fixture(autouse=True)
def _methods():
    pandas1.give_back()


def test_tables_sort():
    """By columns or by index, as a new table or in place."""
    table = pandas.DataFrame({"a": [2, 1, 2], "b": [1, 3, 0]}, index=[5, 9, 7])
    assert list(table.sort(["a", "b"]).index) == [9, 7, 5]
    assert list(table.sort("b", ascending=False).index) == [9, 5, 7]
    assert list(table.sort(("a", "b"), ascending=[False, True]).index) == [7, 5, 9]
    assert list(table.sort().index) == [5, 7, 9]
    assert table.sort(["b"], inplace=True) is None
    assert list(table.index) == [7, 5, 9]


def test_series_sort():
    """`sort` changes the series, `order` returns another one."""
    series = pandas.Series([3.0, 1.0, None], index=["x", "y", "z"])
    assert list(series.order(ascending=False).index) == ["x", "y", "z"]
    assert list(series.order(na_last=False).index) == ["z", "y", "x"]
    series.sort()
    assert list(series.index) == ["y", "x", "z"]
