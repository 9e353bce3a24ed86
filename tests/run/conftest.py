"""The command under test."""

import sys

import pytest


@pytest.fixture(autouse=True)
def no_genuine_contrib(tmp_path, monkeypatch):
    """Whether tf.contrib is installed on this machine does not matter here: it is not."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def tfv1(tmp_path_factory):
    """The command line of `tfv1` as its entry point runs it: the folder is not on sys.path."""
    entry = tmp_path_factory.mktemp("bin") / "tfv1-command"
    entry.write_text("import sys\nfrom tfv1.cli import main\nsys.exit(main())\n")
    return [sys.executable, str(entry)]
