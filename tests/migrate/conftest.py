"""The genuine tf.contrib is not installed in these tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def empty_cache(tmp_path_factory, monkeypatch):
    """A cache folder without tf.contrib."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path_factory.mktemp("cache")))
