"""The errors of a script that runs in the wrong one of graph mode and eager mode."""

from typing import Any

from tfv1 import session, startup
from tfv1.names.modules import View


def offer(error: BaseException) -> str | None:
    """One line that offers the other mode, where the error is one that it would not have raised.

    Args:
      error: what the script ended with.
    """
    if session.current().eager:
        needs_graph = isinstance(error, RuntimeError) and (
            "eager execution" in str(error) or "Session graph is empty" in str(error)
        )
        return _sentence("TensorFlow 1", "graph") if needs_graph else None
    if isinstance(error, AttributeError):
        needs_eager = _is_of_tensorflow2(error.obj, error.name)
    else:
        needs_eager = isinstance(error, RuntimeError | TypeError) and "eager" in str(error).lower()
    return _sentence("TensorFlow 2", "eager") if needs_eager else None


def _sentence(release: str, mode: str) -> str:
    return f"if this was written for {release}, run it with tfv1 run --mode {mode}"


def _is_of_tensorflow2(owner: object, name: str | None) -> bool:
    """Whether `owner.name`, which is missing, is there in eager mode."""
    if name is None:
        return False
    if not isinstance(owner, View):
        return name == "numpy" and type(owner).__module__.startswith("tensorflow.")
    found: Any = startup.tensorflow()
    for part in (*owner.__name__.split(".")[1:], name):
        found = getattr(found, part, None)
    return found is not None
