"""Names of TensorFlow 1's API that are not in TensorFlow 2's, from the lists of both.

Coarser than `verdicts`, but fast enough for startup: it follows no definitions.
"""

from tfv1.names.static import places
from tfv1.names.static.sources import sources

_NEW = "tensorflow"
_OLD = "tensorflow._api.v2.compat.v1"
# Keras makes these of TensorFlow 2 when they are used. Those of 1.15 are functions, in lower case.
_KERAS_MADE = frozenset({"losses", "metrics"})
_IN_BOTH = frozenset({"mean_absolute_error", "mean_squared_error"})


def is_dropped(name: str) -> bool:
    """Whether TensorFlow 1 has the dotted name, from `tensorflow` down, but not TensorFlow 2."""
    parts = name.split(".")[1:]
    if parts[0] in _KERAS_MADE and len(parts) > 1:
        return parts[1].islower() and parts[1] not in _IN_BOTH and _has(_OLD, parts)
    return not _has(_NEW, parts) and _has(_OLD, parts)


def _has(api: str, parts: list[str]) -> bool:
    """Whether the API has the name, as far down as its modules go."""
    module = api
    for part in parts:
        if part not in sources().names_of(module):
            return False
        below = f"{_NEW}._api.v2.{part}" if module == _NEW else f"{module}.{part}"
        if not places.exists(below):
            return True
        module = below
    return True
