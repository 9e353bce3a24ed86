"""The public names of tf.contrib's packages. Runs on 1.15.5 and here; Python 3.7.

On 1.15.5 it writes all names, here those of the recorded names that can be had.
"""

import json
import os
import sys
import types

import tensorflow as tf

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RECORDED = os.path.join(TESTS, "golden", "contrib_host", "name.json")
contrib = tf.contrib


def names():
    """package -> the names in it that are no modules."""
    found = {}
    for path in dir(contrib):
        package = getattr(contrib, path)
        if isinstance(package, types.ModuleType) and not path.startswith("_"):
            public = [name for name in dir(package) if not name.startswith("_")]
            found[path] = [
                name for name in public if not isinstance(getattr(package, name), types.ModuleType)
            ]
    return found


def obtainable():
    """The recorded names that are there."""
    with open(RECORDED) as stream:
        recorded = json.load(stream)
    return {
        path: [name for name in recorded[path] if hasattr(getattr(contrib, path), name)]
        for path in recorded
    }


if __name__ == "__main__":
    with open(sys.argv[1], "w") as out:
        json.dump(names() if sys.version_info[:2] == (3, 7) else obtainable(), out)
