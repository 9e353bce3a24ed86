"""Records which names TensorFlow 1.15 resolves, and as what: names only.

    python -m tests.namespace.names.record FOLDER    # on 1.15.5; writes names.txt into it

The public tree outside tf.contrib is walked; deep_imports.txt, kept by hand, lists internals that
published scripts import.
"""

import importlib
import os
import sys
import types
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.simplefilter("ignore")

import tensorflow as tf  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
# Generated from the op registry, or the C API, or not part of the namespace.
LEFT_OUT = ("contrib", "python", "core", "tools", "examples", "compiler", "include")
GENERATED = ("tensorflow.raw_ops", "tensorflow.pywrap_tensorflow", "tensorflow.compat.v")
FUTURE = ("absolute_import", "division", "print_function")


def kind(value):
    if isinstance(value, types.ModuleType):
        return "module"
    return "callable" if callable(value) else "value"


def resolve(name):
    value = tf
    path = "tensorflow"
    for part in name.split(".")[1:]:
        path += "." + part
        try:
            value = getattr(value, part)
        except AttributeError:
            value = importlib.import_module(path)
    return value


def public(module, prefix, above):
    for name in sorted(set(dir(module))):
        full = prefix + "." + name
        if name.startswith("_") or name in FUTURE or (not above and name in LEFT_OUT):
            continue
        value = getattr(module, name)
        if not isinstance(value, types.ModuleType):
            yield full, kind(value)
        elif value.__name__.startswith("tensorflow") and value not in above:
            yield full, "module"
            if not full.startswith(GENERATED):
                yield from public(value, full, above + [value])


def main():
    found = dict(public(tf, "tensorflow", []))
    with open(os.path.join(HERE, "deep_imports.txt")) as file:
        for name in file.read().split():
            try:
                found[name] = kind(resolve(name))
            except (ImportError, AttributeError) as error:
                print("not in 1.15:", name, error)
    with open(os.path.join(sys.argv[1], "names.txt"), "w") as file:
        file.writelines(name + " " + what + "\n" for name, what in sorted(found.items()))
    print(len(found), "names")


if __name__ == "__main__":
    main()
