"""Private: the run of TensorFlow-1 code in this process: how it was asked for, and what it has met.

Chosen once, before TensorFlow is loaded. Without `tfv1 run` it is a run in graph mode, as
`import tfv1 as tf` has it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Session:
    """What `tfv1 run` was told; then what happens in the run."""

    eager: bool = False  # the user's code is for TensorFlow 2
    old_libs: bool = True  # give back what NumPy, SciPy and Python have removed since
    python2: bool = False  # convert every file of the user's from Python 2
    packages: frozenset[str] = frozenset()  # installed packages that are legacy code too

    # What waits for TensorFlow: see `startup.when_loaded`.
    waiting: list[Callable[[], None]] = field(default_factory=list, compare=False)
    # The names of 1.15 that were asked for in vain, with the reason that was given, in order.
    missed: dict[str, str] = field(default_factory=dict, compare=False)

    def note_missing(self, name: str, reason: str) -> None:
        """Notes that the full legacy name was looked up in vain, unless it is a private one."""
        if not name.rpartition(".")[2].startswith("_"):
            self.missed.setdefault(name, reason)

    def for_child(self) -> "Session":
        """The session of a process that this one starts."""
        return Session(self.eager, self.old_libs, self.python2, self.packages)


_current = Session()


def current() -> Session:
    """The session of this process."""
    return _current


def begin(session: Session) -> None:
    """Makes `session` the one of this process; called before anything of the user's is loaded."""
    global _current
    _current = session
