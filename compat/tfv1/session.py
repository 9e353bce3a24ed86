"""Private: this process's run of TensorFlow-1 code: its options, and what has happened so far.

Chosen once, before TensorFlow is loaded. Without `tfv1 run` it is the graph-mode run that
`import tfv1 as tf` implies.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


@dataclass
class Session:
    """The options of `tfv1 run`, then what happens during the run."""

    eager: bool = False  # the user's code is for TensorFlow 2
    old_libs: bool = True  # restore what NumPy, SciPy and Python have since removed
    python2: bool = False  # convert all of the user's files from Python 2
    packages: frozenset[str] = frozenset()  # installed packages to treat as legacy code, too

    # The real TensorFlow, once it is loaded, and callbacks to run then: see `startup`.
    tensorflow: ModuleType | None = field(default=None, compare=False)
    waiting: list[Callable[[], None]] = field(default_factory=list, compare=False)
    # What undoes the replacements in TensorFlow, libraries and Python: see `tfv1.patches`.
    replaced: list[Callable[[], None]] = field(default_factory=list, compare=False)
    # A package of the user's that is called tfv1, too, and its modules: see `importing.shadowing`.
    users_tfv1: ModuleSpec | None = field(default=None, compare=False)
    users_modules: dict[str, ModuleType] = field(default_factory=dict, compare=False)
    # What takes the notebook extension out again, while it is loaded.
    unload: Callable[[], None] | None = field(default=None, compare=False)
    # Directories of event files that were written, in order, for `tfv1 run --report`.
    logdirs: dict[str, None] = field(default_factory=dict, compare=False)
    # The graphs of sessions and the first ConfigProto of each, in order, for --report too.
    sessions: dict[Any, Any] = field(default_factory=dict, compare=False)
    # Why oneDNN is off, if `runtime.onednn` has switched it off.
    without_onednn: str | None = field(default=None, compare=False)
    # Names from 1.15 that were looked up but do not exist, with the reason given, in order.
    missed: dict[str, str] = field(default_factory=dict, compare=False)

    def note_missing(self, name: str, reason: str) -> None:
        """Records that the full legacy name was looked up but does not exist, unless private."""
        if not name.rpartition(".")[2].startswith("_"):
            self.missed.setdefault(name, reason)

    def for_child(self) -> "Session":
        """The session for a child process."""
        return Session(self.eager, self.old_libs, self.python2, self.packages)


_current = Session()


def current() -> Session:
    """The session of this process."""
    return _current


def begin(session: Session) -> None:
    """Makes `session` this process's session; called before any user code is loaded.

    If there was one before, in a program that has imported tfv1 and then runs a script, what that
    one replaced is undone: replaced twice, a function would call itself.
    """
    global _current
    while _current.replaced:
        _current.replaced.pop()()
    _current = session
