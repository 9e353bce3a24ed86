"""The command under test, as from a shell."""

import pytest

from tests.support.cli import python


@pytest.fixture(scope="session")
def tfv1_run(tmp_path_factory):
    """Runs `tfv1 run ARGUMENTS` in a folder, as its entry point does."""
    entry = tmp_path_factory.mktemp("bin") / "tfv1-command"
    entry.write_text("import sys\nfrom tfv1.cli import main\nsys.exit(main())\n")

    def run(*arguments, cwd):
        return python(entry, "run", *arguments, cwd=cwd)

    return run
