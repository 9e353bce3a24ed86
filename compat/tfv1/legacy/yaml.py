"""Names from PyYAML before 6."""

from collections.abc import Iterator
from typing import Any


def load(stream: object, Loader: object = None) -> Any:
    """``yaml.load``, whose loader was optional; it defaults to the full loader."""
    import yaml

    return yaml.load(stream, Loader or yaml.FullLoader)


def load_all(stream: object, Loader: object = None) -> Iterator[Any]:
    """``yaml.load_all``, see `load`."""
    import yaml

    documents: Iterator[Any] = yaml.load_all(stream, Loader or yaml.FullLoader)
    return documents
