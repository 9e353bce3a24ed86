"""Prints the public names of TensorFlow 1.15 as JSON: what each is, and its arguments.

    python walk.py               # on 1.15.5: all its names
    tfv1 run walk.py FILE        # here: the names that FILE, a JSON list, asks for

A name's entry is [kind, parameters]: kind is module, class, function or value; parameters is null,
or a list of [name, kind of parameter, representation of the default or null].
"""

import inspect
import json
import sys
import types
import warnings

import tensorflow as tf

# Compiled protocol buffers, and modules that stand in a namespace by their import only.
LEFT_OUT = ("python", "core", "tools", "examples", "compiler", "include")
GENERATED = ("tensorflow.pywrap_tensorflow", "tensorflow.compat.v")
FUTURE = ("absolute_import", "division", "print_function")


def unwrapped(function):
    """What the decorators of TensorFlow and functools are around."""
    while True:
        decorator = getattr(function, "_tf_decorator", None)
        inner = getattr(decorator, "decorated_target", None) or getattr(
            function, "__wrapped__", None
        )
        if inner is None or inner is function:
            return function
        function = inner


def parameters(value):
    """The parameters of a call, or None where Python does not know them."""
    if isinstance(value, type):
        if value.__init__ is object.__init__:
            return None
        value = value.__init__
    try:
        found = list(inspect.signature(value).parameters.values())
        if all(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in found if p.name != "self"):
            found = list(inspect.signature(unwrapped(value)).parameters.values())
    except (TypeError, ValueError):
        return None
    return [
        [p.name, str(p.kind), None if p.default is p.empty else shown(p.default)]
        for p in found
        if p.name != "self"
    ]


def shown(default):
    """A default as text that two releases have in common."""
    if isinstance(default, (type, types.FunctionType)):
        return default.__name__
    if isinstance(default, tf.DType):
        return default.name
    text = repr(default)
    return "..." if " at 0x" in text or "<" in text else text


def kind(value):
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    return "function" if callable(value) else "value"


def public():
    """Every name, by its shortest path; a module that is reached by two is walked once."""
    ways, seen = [("tensorflow", tf)], set()
    for prefix, module in ways:
        for name in sorted(set(dir(module))):
            full = prefix + "." + name
            if name.startswith("_") or name in FUTURE or (module is tf and name in LEFT_OUT):
                continue
            if name.endswith("_eager_fallback"):
                continue  # parts of generated functions, which only these call
            value = getattr(module, name)
            if not isinstance(value, types.ModuleType):
                yield full, entry(value)
            elif is_public(value.__name__):
                yield full, entry(value)
                if value.__name__ not in seen and not full.startswith(GENERATED):
                    seen.add(value.__name__)
                    ways.append((full, value))


def is_public(module):
    """Whether it exports names, and does not only hold the code behind them."""
    parts = module.split(".")
    if not parts[0].startswith("tensorflow"):
        return False
    return "_v1" in parts or not {"python", "ops", "core"} & set(parts)


def entry(value):
    return [kind(value), parameters(value) if callable(value) else None]


def asked(names):
    """The entries of the names, for a release whose own list is another."""
    for full in names:
        value = tf
        try:
            for part in full.split(".")[1:]:
                value = getattr(value, part)
        except Exception as error:  # noqa: BLE001 - it is reported
            yield full, ["error", str(error)[:300]]
            continue
        yield full, entry(value)


def main():
    warnings.simplefilter("ignore")
    tf.logging.set_verbosity(tf.logging.ERROR)
    if len(sys.argv) > 1:
        with open(sys.argv[1]) as names:
            found = dict(asked(json.load(names)))
    else:
        dir(tf.contrib)  # its submodules are found below a lazy module only once it is loaded
        found = dict(public())
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
