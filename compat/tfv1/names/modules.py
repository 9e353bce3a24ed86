"""The two kinds of module that legacy code gets where a real one will not do.

A view presents chosen names on top of real modules. A refusing module can be imported but not used.
"""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NoReturn

from tfv1.names.contents import Contents, own

_ABSENT = object()
_STATE = "__tfv1_view__"
# What a view stores in its own dictionary for internal use.
OURS = frozenset({_STATE, "__getattr__"})


@dataclass(frozen=True)
class Shown:
    """What a view shows.

    Args:
      find: returns the value of a name that is not in the view's dictionary, or raises
        AttributeError. It may store values there, to be found faster next time.
      names: the names to list.
      owner: the real module on which to set a name that is set on the view, or None.
      keeps: whether the view stores such a name too, or asks the real module each time.
      text: the view's repr; None: that of a module.
      again: returns the view of a name, for copies and pickles.
      reload: reloads the real module, and what the view has copied from it.
    """

    find: Callable[[str], Any]
    names: Callable[[], Iterable[str]]
    owner: Callable[[str], ModuleType | None]
    keeps: bool = True
    text: Callable[[], str] | None = None
    again: Callable[[str], ModuleType | None] | None = None
    reload: Callable[[], None] | None = None
    # What was set through the view, and what the real module had there.
    replaced: dict[str, tuple[ModuleType, Any]] = field(default_factory=dict)


class View(ModuleType):
    """A module that presents names on top of real modules.

    What a script sets on it is also set on the real module, so the library's own code uses it.
    Deleting it restores the real module's.
    """

    def __init__(self, name: str, shown: Shown) -> None:
        super().__init__(name)
        # An entry, not a method: names in the dictionary then cost what they cost in any module.
        own(self).update({_STATE: shown, "__getattr__": shown.find})

    def __dir__(self) -> list[str]:
        return sorted(names(self))

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        return Contents(self)  # type: ignore[return-value]

    def __setattr__(self, name: str, value: object) -> None:
        shown: Shown = own(self)[_STATE]
        # The import system sets submodules, which may be views, on their packages.
        real = None if isinstance(value, View) else shown.owner(name)
        if real is not None:
            shown.replaced.setdefault(name, (real, vars(real).get(name, _ABSENT)))
            setattr(real, name, value)
        if real is None or shown.keeps:
            super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        shown: Shown = own(self)[_STATE]
        real, original = shown.replaced.pop(name, (shown.owner(name), _ABSENT))
        in_real = real is not None and name in vars(real)
        if not in_real and name not in own(self):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} of its own")
        own(self).pop(name, None)
        if real is not None and original is not _ABSENT:
            setattr(real, name, original)
        elif in_real:
            delattr(real, name)

    def __repr__(self) -> str:
        text = own(self)[_STATE].text
        return super().__repr__() if text is None else str(text())

    def __reduce__(self) -> Any:
        again = own(self)[_STATE].again
        return super().__reduce__() if again is None else (again, (self.__name__,))


def names(view: View) -> set[str]:
    """The names of a view, including those that are found on use."""
    return {*own(view), *own(view)[_STATE].names()} - OURS


def reload(module: ModuleType) -> ModuleType:
    """``importlib.reload`` that handles views, most of which have nothing to reload."""
    if not isinstance(module, View):
        return importlib.reload(module)
    again = own(module)[_STATE].reload
    if again is not None:
        again()
    return module


def over(real: ModuleType, name: str, **added: object) -> View:
    """A view of one real module, with names that take precedence over the module's."""
    view = View(
        name,
        Shown(
            find=lambda name: getattr(real, name),
            names=lambda: dir(real),
            owner=lambda name: None if name in added or name.startswith("__") else real,
            keeps=False,
        ),
    )
    own(view).update(added)
    return view


class Refusing(ModuleType):
    """A module that can be imported, because others import it on the way.

    Args:
      name: its name.
      refuse: returns the class or function for a name, which raises when it is called: the message
        says why it is not available.
    """

    def __init__(self, name: str, refuse: Callable[[str], Any]) -> None:
        super().__init__(name)

        def find(attribute: str) -> Any:
            if attribute.startswith("__"):
                raise AttributeError(attribute)
            value = vars(self)[attribute] = refuse(attribute)
            return value

        vars(self)["__getattr__"] = find


class _Anything(type):
    """Attributes of a refusing class are refusing classes too: they may be defaults or bases."""

    reason = ""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return refusing_class(f"{cls.__qualname__}.{name}", cls.reason)


def refusing_class(name: str, reason: str) -> type:
    """A class that raises when it is called: the message says why it is not available."""

    def refuse(self: object, *args: object, **kwargs: object) -> NoReturn:
        raise NotImplementedError(f"{name} is not available: {reason}")

    return _Anything(name, (), {"__init__": refuse, "reason": reason})


def refusing_module(name: str, reason: str) -> Refusing:
    """A module of refusing classes."""
    return Refusing(name, lambda attribute: refusing_class(attribute, reason))
