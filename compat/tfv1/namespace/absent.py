"""Modules of 1.15 that can be imported, because others import them, but not used."""

from types import ModuleType
from typing import Any, NoReturn

from tfv1.namespace import lost


class _Anything(type):
    """Attributes of an absent class are absent classes too: they may be defaults or bases."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent_class(f"{cls.__qualname__}.{name}", cls.reason)

    reason = ""


def _absent_class(name: str, reason: str) -> type:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError(f"{name} is not to be had: {reason}")

    return _Anything(name, (), {"__init__": refuse, "reason": reason})


class AbsentModule(ModuleType):
    """Every name in it is a class that says, when it is called, why it is absent."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        legacy_name = f"tensorflow.python.tpu.{self.__name__.rpartition('.')[2]}"
        value = _absent_class(name, lost.ABSENT_MODULES[legacy_name])
        setattr(self, name, value)
        return value


def __getattr__(name: str) -> Any:
    if f"tensorflow.python.tpu.{name}" not in lost.ABSENT_MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = globals()[name] = AbsentModule(f"{__name__}.{name}")
    return module
