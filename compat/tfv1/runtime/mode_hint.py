"""A hint for scripts that run in the wrong mode, graph or eager."""

from typing import Any

from tfv1 import session, startup
from tfv1.names.modules import View


def offer(error: BaseException) -> str | None:
    """One line that suggests the other mode, if that would have avoided the error.

    Args:
      error: the exception that ended the script.
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
    """Whether `owner.name`, which is missing, exists in eager mode."""
    if name is None:
        return False
    if not isinstance(owner, View):
        return name == "numpy" and type(owner).__module__.startswith("tensorflow.")
    found: Any = startup.tensorflow()
    for part in (*owner.__name__.split(".")[1:], name):
        found = getattr(found, part, None)
    return found is not None
