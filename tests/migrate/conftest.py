"""The genuine tf.contrib is not installed in these tests."""

import pytest


@pytest.fixture(autouse=True)
def empty_cache(tmp_path_factory, monkeypatch):
    """A cache folder without tf.contrib."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path_factory.mktemp("cache")))
