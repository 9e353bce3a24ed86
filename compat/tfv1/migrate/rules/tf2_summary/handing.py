"""Writers that a module passes to its own functions: from the argument to the parameter."""

import ast

from tfv1.source.model import Model

Function = ast.FunctionDef | ast.AsyncFunctionDef


def receiver(place: ast.expr, model: Model) -> tuple[ast.FunctionDef, str] | None:
    """The function of the module, and the parameter, that the argument `place` is passed to.

    None if that is uncertain: the function must be defined once, without decorators or variable
    arguments, and only be called, with plain arguments.
    """
    parent = model.parents[place]
    call = model.parents[parent] if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    function = _function(call.func, model)
    if function is None:
        return None
    for name in _parameters(function):
        if argument(call, function, name) is place:
            return function, name
    return None


def calls(function: ast.FunctionDef, model: Model) -> list[ast.Call]:
    """The calls of a function that `receiver` gave."""
    found = [model.parents[use] for use in _uses(function, model)]
    return [call for call in found if isinstance(call, ast.Call)]


def argument(call: ast.Call, function: ast.FunctionDef, name: str) -> ast.expr | None:
    """What the call passes for the parameter; else its default, or None."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    arguments = function.args
    positional = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    if name in positional:
        number = positional.index(name)
        if number < len(call.args):
            return call.args[number]
        number -= len(positional) - len(arguments.defaults)
        return arguments.defaults[number] if number >= 0 else None
    number = [one.arg for one in arguments.kwonlyargs].index(name)
    return arguments.kw_defaults[number]


def _parameters(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    everyone = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return [one.arg for one in everyone]


def _function(name: ast.Name, model: Model) -> ast.FunctionDef | None:
    owner = model.owner(name)
    found = [
        node
        for node in model.nodes
        if isinstance(node, Function | ast.ClassDef)
        and node.name == name.id
        and model.around(node) is owner
    ]
    if len(found) != 1 or not isinstance(found[0], ast.FunctionDef):
        return None
    function = found[0]
    if function.decorator_list or function.args.vararg or function.args.kwarg:
        return None
    if isinstance(owner, ast.ClassDef) or not all(
        _is_plain_call(model.parents[use], use) for use in _uses(function, model)
    ):
        return None
    return function


def _uses(function: ast.FunctionDef, model: Model) -> list[ast.Name]:
    return model.named(model.around(function), function.name)


def _is_plain_call(call: ast.AST, use: ast.Name) -> bool:
    return (
        isinstance(call, ast.Call)
        and call.func is use
        and isinstance(use.ctx, ast.Load)
        and not any(isinstance(one, ast.Starred) for one in call.args)
        and all(keyword.arg for keyword in call.keywords)
    )
