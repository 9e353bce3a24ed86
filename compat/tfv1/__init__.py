"""TensorFlow 1.15's namespace on today's TensorFlow 2: ``import tfv1 as tf``.

Importing this package loads no TensorFlow. The first name that needs it does: legacy Keras is
chosen, TensorFlow 2 is loaded and switched to graph mode. Where each name comes from is written
down in `tfv1.namespace.table`.
"""

from typing import Any

from tfv1.namespace import finder as _finder
from tfv1.namespace.table import VERSION

__version__ = VERSION

_finder.install()


def __getattr__(name: str) -> Any:
    from tfv1.namespace import views

    return views.attribute(views.ROOT, name)


def __dir__() -> list[str]:
    from tfv1.namespace import views

    return dir(views.view(views.ROOT))
