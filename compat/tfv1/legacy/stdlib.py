"""Names in Python 3.7's standard library that later releases dropped."""

import configparser
import html
import inspect
import json
import math
import random
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterable, MutableSequence, Sequence
from typing import Any

from tfv1.names.arguments import is_of_tensorflow, without_annotations

ArgSpec = namedtuple("ArgSpec", "args varargs keywords defaults")


def clock() -> float:
    """This process's CPU time in seconds, which is what time.clock returned on Unix."""
    return time.process_time()


def getargspec(func: Callable[..., Any]) -> ArgSpec:
    """Names and defaults of the positional parameters.

    TensorFlow's functions had no annotations then, so theirs are ignored.

    Raises:
      ValueError: the function has keyword-only parameters or annotations.
    """
    spec = inspect.getfullargspec(func)
    if (spec.kwonlyargs or spec.annotations) and not is_of_tensorflow(func):
        raise ValueError(
            "Function has keyword-only parameters or annotations, use getfullargspec() API which "
            "can support them"
        )
    return ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)


def getfullargspec(func: Callable[..., Any]) -> inspect.FullArgSpec:
    """Names, defaults and annotations of all parameters; TensorFlow's functions have none."""
    return without_annotations(func, inspect.getfullargspec(func))


def formatargspec(
    args: Sequence[str],
    varargs: str | None = None,
    varkw: str | None = None,
    defaults: Sequence[Any] | None = None,
) -> str:
    """The parameters as written in a def: ``(a, b=1, *args, **kwargs)``."""
    defaults = defaults or ()
    plain = len(args) - len(defaults)
    parts = [*args[:plain]]
    parts += [f"{name}={value!r}" for name, value in zip(args[plain:], defaults, strict=True)]
    parts += [f"*{varargs}"] if varargs else []
    parts += [f"**{varkw}"] if varkw else []
    return f"({', '.join(parts)})"


def gcd(a: int, b: int) -> int:
    """Greatest common divisor, with the sign of b (or of a, if b is 0), as in fractions.gcd."""
    divisor = math.gcd(a, b)
    return -divisor if (b or a) < 0 else divisor


def sample(population: Any, k: int) -> list[Any]:
    """``random.sample``, which also accepts a set."""
    if not isinstance(population, Sequence) and isinstance(population, Iterable):
        population = tuple(population)
    return random.sample(population, k)


def shuffle(x: MutableSequence[Any], random: Callable[[], float] | None = None) -> None:
    """``random.shuffle`` with its old second argument, a source of numbers in [0, 1)."""
    if random is None:
        _shuffle(x)
        return
    for i in reversed(range(1, len(x))):
        j = int(random() * (i + 1))
        x[i], x[j] = x[j], x[i]


_shuffle = random.shuffle


def load(fp: Any, encoding: str | None = None, **kwargs: Any) -> Any:
    """``json.load``; `encoding`, which had no effect in Python 3, is still accepted."""
    return json.load(fp, **kwargs)


def loads(s: Any, encoding: str | None = None, **kwargs: Any) -> Any:
    """``json.loads``; `encoding`, which had no effect in Python 3, is still accepted."""
    return json.loads(s, **kwargs)


def cgi_escape(s: str, quote: bool = False) -> str:
    """Escapes &, < and >, and double quotes on request."""
    escaped = html.escape(s, quote=False)
    return escaped.replace('"', "&quot;") if quote else escaped


def linux_distribution(*args: object, **kwargs: object) -> tuple[str, str, str]:
    """(name, version, code name) of the distribution; empty strings if unknown."""
    import platform

    try:
        release = platform.freedesktop_os_release()
    except OSError:  # not Linux, or no os-release file
        return "", "", ""
    return (
        release.get("NAME", ""),
        release.get("VERSION_ID", ""),
        release.get("VERSION_CODENAME", ""),
    )


def dist(*args: object, **kwargs: object) -> tuple[str, str, str]:
    """See `linux_distribution`."""
    return linux_distribution()


class RawConfigParser(configparser.RawConfigParser):
    """``configparser.RawConfigParser`` with readfp."""

    def readfp(self, fp: Iterable[str], filename: str | None = None) -> None:
        """Reads the settings in an open file."""
        self.read_file(fp, filename)


class ConfigParser(configparser.ConfigParser):
    """``configparser.ConfigParser`` with readfp."""

    def readfp(self, fp: Iterable[str], filename: str | None = None) -> None:
        """Reads the settings in an open file."""
        self.read_file(fp, filename)


SafeConfigParser = ConfigParser


class _ThreadType(type):
    """Makes isinstance accept threads started by libraries."""

    def __instancecheck__(cls, instance: object) -> bool:
        if cls is Thread:
            return isinstance(instance, threading.Thread)
        return super().__instancecheck__(instance)


class Thread(threading.Thread, metaclass=_ThreadType):
    """``threading.Thread`` with the old name of is_alive."""

    def isAlive(self) -> bool:
        """Whether the thread is running."""
        return self.is_alive()
