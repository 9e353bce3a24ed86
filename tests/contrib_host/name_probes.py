"""The public names of tf.contrib's packages. Runs on 1.15.5 and here; Python 3.7."""

import json
import sys
import types

import frame
import tensorflow as tf

contrib = tf.contrib


def names_of(path):
    """name -> its kind, for what stands in the package and is no module."""
    found = {}
    package = getattr(contrib, path)
    for name in dir(package):
        if not name.startswith("_"):
            value = getattr(package, name)
            if not isinstance(value, types.ModuleType):
                found[name] = (
                    "function"
                    if callable(value) and not isinstance(value, type)
                    else type(value).__name__
                )
    return found


def main():
    chosen = sys.argv[2:] or [
        name for name in dir(contrib) if isinstance(getattr(contrib, name), types.ModuleType)
    ]
    with open(sys.argv[1], "w") as stream:
        json.dump({path: sorted(names_of(path)) for path in chosen}, stream, sort_keys=True)


if __name__ == "__main__":
    assert frame
    main()
