import pytest


@pytest.fixture(autouse=True)
def no_genuine_contrib(monkeypatch, tmp_path_factory):
    """Nothing is installed in the cache: these tests are about the parts that live here."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path_factory.getbasetemp() / "empty_cache"))
