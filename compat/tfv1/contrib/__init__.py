"""Public as `tf.contrib`: our own implementation of its summary-related parts.

`summary`, `deprecated`, `training` (HParams), `tensorboard` (the projector) and `eager` live here
and are loaded on first use. All other names in tf.contrib come from the genuine package: `genuine`
finds them if it is installed, and otherwise says how to install it. Importing `tfv1.contrib` does
not import TensorFlow.
"""

from __future__ import annotations

import importlib
from typing import Any

from tfv1.contrib import genuine as _genuine
from tfv1.importing import chain
from tfv1.names.tables.contrib import OURS

chain.install(_genuine.FINDER)


def __getattr__(name: str) -> Any:
    if name in OURS:
        return importlib.import_module(f"{__name__}.{name}")
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _genuine.attribute(name)


def __dir__() -> list[str]:
    return sorted({*OURS, *_genuine.available()})
