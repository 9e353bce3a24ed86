import numpy
import pytest

# The recordings are of NumPy 1, whose scalars print so; `tfv1 run` gives scripts the same.
if int(numpy.__version__.partition(".")[0]) >= 2:
    numpy.set_printoptions(legacy="1.25")


@pytest.fixture(autouse=True)
def no_genuine_contrib(monkeypatch, tmp_path_factory):
    """Nothing is installed in the cache: these tests are about the parts that live here."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path_factory.getbasetemp() / "empty_cache"))
