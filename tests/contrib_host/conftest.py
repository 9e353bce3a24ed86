"""These tests need the genuine tf.contrib, which scripts/test installs."""

import pytest

from tfv1.contrib.upstream import store


@pytest.fixture(autouse=True)
def installed(request):
    """Skips, with the remedy, where tf.contrib is not installed."""
    if not request.module.__name__.endswith(".test_install") and not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")
