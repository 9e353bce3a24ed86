"""session_program.py as a process that writes when a test says so."""

import subprocess
import sys
from pathlib import Path

from tests.support.environment import of_a_child


class RunningSession:
    """A running session_program.py; `name` is the directory of its runs below the logdir."""

    def __init__(self, logdir: Path) -> None:
        self.name = "session"
        self.steps: list[int] = []  # of its run live
        command = [sys.executable, str(Path(__file__).with_name("session_program.py"))]
        self._process = subprocess.Popen(
            [*command, str(logdir / self.name)],
            env=of_a_child(TF_CPP_MIN_LOG_LEVEL="3"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        """Returns when everything but the run live is written."""
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "session_program.py has ended"

    def write_a_step(self) -> None:
        """Lets the program write the next step of its run live; does not wait until it has."""
        self.steps.append(len(self.steps))
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self.steps[-1]}\n")
        self._process.stdin.flush()

    def stop(self) -> None:
        """Ends the process in the middle of its loop."""
        self._process.kill()
        self._process.communicate()
