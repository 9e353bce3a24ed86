"""How this process runs TensorFlow-1 code: chosen once, before TensorFlow is loaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Session:
    """What `tfv1 run` was told. Without it: graph mode, as `import tfv1 as tf` has it."""

    eager: bool = False  # the user's code is for TensorFlow 2
    old_libs: bool = True  # give back what NumPy, SciPy and Python have removed since
    python2: bool = False  # convert every file of the user's from Python 2
    packages: frozenset[str] = frozenset()  # installed packages that are legacy code too


_current = Session()


def current() -> Session:
    """The session of this process."""
    return _current


def begin(session: Session) -> None:
    """Makes `session` the one of this process; called before anything of the user's is loaded."""
    global _current
    _current = session
