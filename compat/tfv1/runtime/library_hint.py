"""A hint for installed packages written for TensorFlow 1, which see TensorFlow 2."""

import sys
import traceback
from types import FrameType

from tfv1.importing.userfiles import is_legacy

# Packages that are never TensorFlow-1 code.
_NOT_OF_THAT_TIME = ("tensorflow", "tf_keras", "keras", "tensorboard", "tfv1", "importlib")


def offer(error: BaseException) -> str | None:
    """One line that names the package, if the error is about a name that TensorFlow 2 dropped.

    Args:
      error: the exception that ended the script.
    """
    if isinstance(error, AttributeError):
        owner = getattr(error.obj, "__name__", "")
    elif isinstance(error, ModuleNotFoundError):
        owner = error.name or ""
    else:
        return None
    if owner.partition(".")[0] != "tensorflow":
        return None
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    asking = [frame for frame in frames if _package(frame) not in _NOT_OF_THAT_TIME]
    if not asking or is_legacy(_name(asking[-1]), asking[-1].f_code.co_filename):
        return None
    package = _package(asking[-1])
    if package in sys.stdlib_module_names:
        return None
    return (
        f"{package} is an installed package, and those see TensorFlow 2; if it was written for "
        f"TensorFlow 1, run with tfv1 run --legacy {package}"
    )


def _package(frame: FrameType) -> str:
    """The top-level package whose code the frame runs."""
    return _name(frame).partition(".")[0]


def _name(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name
