"""tf.contrib's generated op wrappers, on top of the ops that TensorFlow 2 has.

The signatures are read from the generated files, since callers pass arguments by position; the
files themselves are not executed. An op whose kernel is gone comes from `kernels`; if it is not
there either, calling the wrapper raises an error that says so.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any, NoReturn

from tfv1 import startup
from tfv1.contrib.upstream import kernels
from tfv1.names.loading import load
from tfv1.names.tables import contrib_files


@dataclass(frozen=True)
class Wrapper:
    """A generated function: its parameters in order, and the defaults of the last ones."""

    name: str
    op: str
    parameters: tuple[str, ...]
    defaults: tuple[Any, ...]

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """A call's arguments by name, including defaults, checked as Python would check them."""
        if len(args) > len(self.parameters):
            raise TypeError(
                f"{self.name}() takes at most {len(self.parameters)} arguments ({len(args)} given)"
            )
        bound = dict(zip(self.parameters, args, strict=False))
        for name, value in kwargs.items():
            if name not in self.parameters:
                raise TypeError(f"{self.name}() got an unexpected keyword argument {name!r}")
            if name in bound:
                raise TypeError(f"{self.name}() got multiple values for argument {name!r}")
            bound[name] = value
        first = len(self.parameters) - len(self.defaults)
        for name, value in zip(self.parameters[first:], self.defaults, strict=True):
            bound.setdefault(name, value)
        for name in self.parameters:
            if name not in bound:
                raise TypeError(f"{self.name}() missing required argument {name!r}")
        return bound


class OpsLoader(SourceFileLoader):
    """Fills a generated module with wrappers."""

    def exec_module(self, module: ModuleType) -> None:
        for wrapper in wrappers(ast.parse(self.get_data(self.path))):
            function = make(wrapper, module.__name__)
            function.__name__ = function.__qualname__ = wrapper.name
            function.__module__ = module.__name__
            setattr(module, wrapper.name, function)
            # Generated modules also had each op under this name.
            setattr(module, camel(wrapper.name), function)


def wrappers(source: ast.Module) -> list[Wrapper]:
    """The generated functions in a module, without the helpers for eager mode."""
    found = []
    for node in source.body:
        if isinstance(node, ast.FunctionDef) and not node.name.endswith("_eager_fallback"):
            op = _op(node)
            if op is not None:
                parameters = tuple(argument.arg for argument in node.args.args)
                defaults = tuple(_literal(value) for value in node.args.defaults)
                found.append(Wrapper(node.name, op, parameters, defaults))
    return found


def make(wrapper: Wrapper, module: str) -> Callable[..., Any]:
    """A function with the wrapper's signature that runs the op, or raises if the op is gone.

    `module` is the name of its module.
    """
    if wrapper.op in kernels.OPS:
        return _over_kernel(wrapper, kernels.OPS[wrapper.op])
    raw = getattr(startup.tensorflow().raw_ops, wrapper.op, None)
    if raw is not None:
        return _over_raw_op(wrapper, raw)
    return lost_op(wrapper.op, module.removeprefix("tfv1.contrib."))


def _over_raw_op(wrapper: Wrapper, raw: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: object, **kwargs: object) -> Any:
        return raw(**wrapper.bind(args, kwargs))

    return run


def _over_kernel(wrapper: Wrapper, home: str) -> Callable[..., Any]:
    def run(*args: object, **kwargs: object) -> Any:
        return load(home)(**wrapper.bind(args, kwargs))

    return run


def lost_op(op: str, path: str) -> Callable[..., NoReturn]:
    """A function that raises an error saying that the op is not available.

    `path` is that of its module, from tf.contrib down; the error says what to use instead.
    """
    instead = contrib_files.INSTEAD.get(path.partition(".")[0])

    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise NotImplementedError(
            f"the op {op} is not available: its C++ kernel was part of tf.contrib in "
            f"TensorFlow 1.15, and no TensorFlow 2 has it{f'; {instead}' if instead else ''}"
        )

    return refuse


def _op(function: ast.FunctionDef) -> str | None:
    """The op that a generated function creates."""
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "_apply_op_helper"
        ):
            op = ast.literal_eval(node.args[0])
            return str(op)
    return None


def _literal(node: ast.expr) -> Any:
    """A default value: a constant, a list, or `_dtypes.float32`."""
    if isinstance(node, ast.Attribute):
        return startup.tensorflow().dtypes.as_dtype(node.attr)
    return ast.literal_eval(node)


def camel(name: str) -> str:
    """The name of the op whose wrapper is called `name`."""
    return "".join(part.capitalize() for part in name.split("_"))
