"""Gives an error 1.15's words: a table's pattern finds today's message, its text replaces it."""

import functools
import inspect
import re
from collections.abc import Callable
from typing import Any

from tensorflow.python.framework import ops

# Today's message, as a pattern that matches all of it or its beginning; 1.15's text in its place,
# with the pattern's groups, or a function that makes it of the match and the call's arguments.
Text = str | Callable[[re.Match[str], tuple[Any, ...]], str]
Words = tuple[tuple[str, Text], ...]

WHY = "says it in other words"
_HOLDERS = ("tensorflow", "tf_keras", "tensorflow_estimator")

_NODE = re.compile(r"'\{\{node (\S+)\}\} = (\w+)(?:\[.*?\])?\([^()]*\)'", re.DOTALL)


def saying(words: Words) -> Callable[[Any], Any]:
    """Gives a function, or a property, 1.15's words for its errors."""
    compiled = [(re.compile(pattern, re.DOTALL), text) for pattern, text in words]

    def wrap(original: Any) -> Any:
        if original is None:
            return None  # another release of TensorFlow
        if isinstance(original, property):
            return property(wrap(original.fget), original.fset, original.fdel, original.__doc__)

        @functools.wraps(original)
        def call(*args: Any, **named: Any) -> Any:
            try:
                return original(*args, **named)
            except (ValueError, TypeError, AttributeError, RuntimeError, OSError) as error:
                if len(error.args) == 1 and isinstance(error.args[0], str):
                    error.args = (_in_old_words(error.args[0], compiled, args),)
                raise

        call.__signature__ = inspect.signature(original)  # type: ignore[attr-defined]
        return staticmethod(call) if inspect.ismethod(original) else call

    return wrap


def holders(target: str) -> tuple[str, ...]:
    """Who may have imported a function by name; nobody imports a method."""
    return () if "." in target.partition(":")[2] else _HOLDERS


def _in_old_words(
    message: str, words: list[tuple[re.Pattern[str], Text]], args: tuple[Any, ...]
) -> str:
    for pattern, text in words:
        if found := pattern.match(message):
            old = found.expand(text) if isinstance(text, str) else text(found, args)
            return old + message[found.end() :]
    return message


def node_in_old_words(message: re.Match[str], args: object) -> str:
    return _NODE.sub(r"'\1' (op: '\2')", message[0])


def fetch(found: re.Match[str], args: tuple[Any, ...]) -> str:
    """Names the fetch as repr() does, among those of the mapper that refuses it."""
    fetch = next((repr(one) for one in args[1] if f"{one}" == found[1]), found[1])
    if found[2]:
        kind = next((type(one) for one in args[1] if f"{one}" == found[1]), None)
        return f"Fetch argument {fetch} has invalid type {kind!r}, must be"
    return f"Fetch argument {fetch} cannot be"


def elements(found: re.Match[str], args: tuple[Any, ...]) -> str:
    return (
        f"Failed to convert object of type {type(args[0])} to Tensor. Contents: {found[1]}. "
        "Consider casting elements to a supported type."
    )


def other_type(found: re.Match[str], args: tuple[Any, ...]) -> str:
    """What was wrong with an operand: 1.15 made a tensor of it, of whatever type, and compared."""
    kind = ops.convert_to_tensor(args[1]).dtype.name
    return (
        f"Input 'y' of '{found[2]}' Op has type {kind} that does not match type {found[1]} of "
        "argument 'x'."
    )


def ragged(found: re.Match[str], args: tuple[Any, ...]) -> str:
    """What was wrong with lists of different lengths."""
    values, wanted = args[0], []
    inner = values
    while isinstance(inner, list | tuple):
        wanted.append(len(inner))
        inner = inner[0] if inner else None
    got = _common_shape(values)
    return f"Argument must be a dense tensor: {values} - got shape {got}, but wanted {wanted}."


def _common_shape(values: object) -> list[int]:
    """The sizes of nested lists, down to where they differ."""
    if not isinstance(values, list | tuple):
        return []
    shape = [len(values)]
    for sizes in zip(*map(_common_shape, values)):  # noqa: B905
        if len(set(sizes)) > 1:
            break
        shape.append(sizes[0])
    return shape


def not_allowed(task: str, old: str) -> tuple[str, str]:
    return (
        rf"{task} is not allowed\..*",
        f"{old} is not allowed in Graph execution. "
        "Use Eager execution or decorate this function with @tf.function.",
    )
