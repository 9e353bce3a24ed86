"""`tensorflow.contrib.eager.python.tfe`, the module behind tf.contrib.eager in 1.15."""

from __future__ import annotations

from typing import Any

from tfv1.contrib import eager as _eager


def __getattr__(name: str) -> Any:
    return getattr(_eager, name)


def __dir__() -> list[str]:
    return dir(_eager)
