"""What can be imported, because others import it on the way, but not be used: see `lost`."""

from types import ModuleType
from typing import Any, NoReturn

from tfv1.names.tables import removed


class _Anything(type):
    """Attributes of an absent class are absent classes too: they may be defaults or bases."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent_class(f"{cls.__qualname__}.{name}", cls.reason)

    reason = ""


def _absent_class(name: str, reason: str) -> type:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError(f"{name} is not available: {reason}")

    return _Anything(name, (), {"__init__": refuse, "reason": reason})


class AbsentModule(ModuleType):
    """Every name in it is a class that says, when it is called, why it is absent."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self._reason = reason

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _absent_class(name, self._reason)
        setattr(self, name, value)
        return value


_made: dict[str, Any] = {}


def find(name: str, default: Any) -> Any:
    """The absent module or class that stands at the legacy name, else `default`."""
    if name not in _made:
        if name in removed.ABSENT_MODULES:
            _made[name] = AbsentModule(f"tfv1.absent.{name}", removed.ABSENT_MODULES[name])
        elif name in removed.ABSENT_NAMES:
            _made[name] = _absent_class(name.rpartition(".")[2], removed.ABSENT_NAMES[name])
        else:
            return default
    return _made[name]
