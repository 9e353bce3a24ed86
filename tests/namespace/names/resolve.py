"""Prints, as JSON, what each name given on standard input resolves to: its kind, or the error."""

import json
import sys
import types

from tfv1.importing import views


def resolve(name):
    value = views.root()
    path = "tensorflow"
    for part in name.split(".")[1:]:
        path += f".{part}"
        try:
            value = getattr(value, part)
        except AttributeError as error:
            try:
                value = views.module(path)
            except ModuleNotFoundError:
                return str(error)
    if isinstance(value, types.ModuleType):
        dir(value)  # its real modules are there
        return "module"
    return "callable" if callable(value) else "value"


json.dump({name: resolve(name) for name in sys.stdin.read().split()}, sys.stdout)
