"""The `__dict__` of a view: all names of the legacy module, looked up on demand."""

from collections.abc import Iterator, MutableMapping
from types import ModuleType
from typing import Any

_dictionary: Any = vars(ModuleType)["__dict__"]


def own(view: ModuleType) -> dict[str, Any]:
    """The view's actual dictionary, which has only what was used or set so far."""
    found: dict[str, Any] = _dictionary.__get__(view)
    return found


class Contents(MutableMapping[str, Any], dict[str, Any]):  # type: ignore[misc, metaclass]
    """The names of a module with a `__getattr__`; setting one sets it on the module.

    A subclass of dict, as `eval("constant(1)", tf.__dict__)` requires.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getitem__(self, name: str) -> Any:
        try:
            return getattr(self._module, name)
        except AttributeError as error:
            raise KeyError(name) from error

    def __setitem__(self, name: str, value: object) -> None:
        setattr(self._module, name, value)

    def __delitem__(self, name: str) -> None:
        try:
            delattr(self._module, name)
        except AttributeError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        # Without names that need an optional package which is not installed.
        return (name for name in dir(self._module) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<names of {self._module!r}>"
