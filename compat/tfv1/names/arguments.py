"""Functions that take the arguments they took in 1.15: see `tables.arguments`."""

import ast
import functools
import inspect
from collections.abc import Callable
from inspect import Parameter
from typing import Any

from tfv1.names.loading import load
from tfv1.names.tables.arguments import FUNCTIONS, Arguments

Function = Callable[..., Any]
_TENSORFLOW = ("tensorflow", "tf_keras", "tfv1.")


_made: dict[Function, Function] = {}


def as_of_1_15(value: object) -> Any:
    """`value`, or its wrapper that takes 1.15's arguments, always the same one."""
    if not inspect.isfunction(value):
        return value
    key = f"{value.__module__}:{value.__qualname__}"
    if key not in FUNCTIONS or value in _made.values():
        return value
    if value not in _made:
        _made[value] = taking(FUNCTIONS[key])(value)
    return _made[value]


def without_annotations(function: Function, spec: inspect.FullArgSpec) -> inspect.FullArgSpec:
    """What inspection says of a function: TensorFlow's had no annotations."""
    return spec._replace(annotations={}) if is_of_tensorflow(function) else spec


def is_of_tensorflow(function: Function) -> bool:
    """Whether it is TensorFlow's, or a partial call of one."""
    inner = function.func if isinstance(function, functools.partial) else function
    return (getattr(inner, "__module__", None) or "").startswith(_TENSORFLOW)


def taking(arguments: Arguments, method: bool = False) -> Callable[[Function], Function]:
    """Decorates a function, or a method, to take the arguments of 1.15."""

    def decorate(function: Function) -> Function:
        today = dict(list(inspect.signature(function).parameters.items())[method:])
        old = (
            [
                it.replace(annotation=Parameter.empty)
                for name, it in today.items()
                if name not in arguments.added
            ]
            if arguments.added
            else _parameters(arguments.parameters)
        )
        names = [arguments.renamed.get(parameter.name, parameter.name) for parameter in old]
        same = method + next(
            (index for index, (a, b) in enumerate(zip(names, today)) if a != b),  # noqa: B905
            min(len(names), len(today)),
        )
        changed = {**arguments.renamed, **dict.fromkeys(arguments.ignored)}
        # Defaults that have changed: the argument's position, and 1.15's default.
        defaults = {
            name: (method + index, parameter.default)
            for index, (name, parameter) in enumerate(zip(names, old, strict=True))
            if name in today and today[name].default != parameter.default
        }

        @functools.wraps(function)
        def call(*args: object, **given: object) -> Any:
            if len(args) > same:
                if arguments.only_named:
                    raise ValueError(
                        f"Only call `{function.__name__}` with named arguments "
                        "(labels=..., logits=..., ...)"
                    )
                if len(args) > method + len(names):
                    raise TypeError(
                        f"{function.__name__}() takes {len(names)} positional arguments but "
                        f"{len(args) - method} were given"
                    )
                for parameter, value in zip(old[same - method :], args[same:]):  # noqa: B905
                    if parameter.name in given:
                        raise TypeError(
                            f"{function.__name__}() got multiple values for argument "
                            f"{parameter.name!r}"
                        )
                    given[parameter.name] = value
                args = args[:same]
            for name in changed.keys() & given.keys():
                value, today_name = given.pop(name), changed[name]
                if today_name is not None:
                    given[today_name] = value
            for name, (index, default) in defaults.items():
                if name not in given and len(args) <= index and default is not Parameter.empty:
                    given[name] = default
            return function(*args, **given)

        # Or TensorFlow's own inspection would look behind this wrapper.
        vars(call).pop("_tf_decorator", None)
        self = [Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)] if method else []
        call.__signature__ = inspect.Signature(self + old)  # type: ignore[attr-defined]
        return call

    return decorate


def _parameters(text: str) -> list[Parameter]:
    """Parses parameters as written in a def, with literals and dtypes as defaults."""
    found = ast.parse(f"lambda {text}: 0", mode="eval").body
    assert isinstance(found, ast.Lambda)
    names = [argument.arg for argument in found.args.args]
    defaults = [_value(default) for default in found.args.defaults]
    without = [Parameter.empty] * (len(names) - len(defaults))
    others = found.args.kwarg
    return [
        *(
            Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default)
            for name, default in zip(names, [*without, *defaults], strict=True)
        ),
        *([Parameter(others.arg, Parameter.VAR_KEYWORD)] if others else []),
    ]


def _value(default: ast.expr) -> Any:
    if isinstance(default, ast.Name):
        return load(f"tensorflow:{default.id}")
    return ast.literal_eval(default)
