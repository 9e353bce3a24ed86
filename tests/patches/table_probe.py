"""A program: applies and undoes each table in turn, and prints what it found as JSON.

What the modules and classes hold is read here without the table's own code.
"""

import importlib
import inspect
import json
import os
import re
import sys
from types import ModuleType

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from tests.patches.tables import TABLES
from tfv1 import session, startup
from tfv1.patches import apply, undo
from tfv1.summary import installation

LIBRARIES = ("tensorflow", "tf_keras", "tensorflow_estimator", "absl", "numpy")


def held():
    """What the modules of the libraries and their classes hold, by where it stands."""
    found = {}
    for module_name, module in list(sys.modules.items()):
        if isinstance(module, ModuleType) and module_name.partition(".")[0] in LIBRARIES:
            for name, value in list(vars(module).items()):
                found[module_name, name] = value
                if inspect.isclass(value) and value.__module__ == module_name:
                    found.update(((value, key), one) for key, one in vars(value).items())
    return found


def stands(target):
    """What a row's target names, or None; of a class, what its dictionary or a base's has."""
    module, _, path = target.partition(":")
    found = importlib.import_module(module)
    for name, key in re.findall(r"(\w+)|\[(.+?)\]", path):
        if key:
            found = found.get(key) if isinstance(found, dict) else found[key]
        elif inspect.isclass(found) and name != "__name__":
            found = inspect.getattr_static(found, name, None)
        else:
            found = getattr(found, name, None)
    return found


def leaves(row, original):
    """Whether the row changes nothing here, as one for a later release of a library."""
    return callable(row.replacement) and row.replacement(original) is original


def changed(before, after):
    """The places that differ, as text."""
    places = before.keys() | after.keys()
    absent = object()
    return sorted(
        str(place) for place in places if before.get(place, absent) is not after.get(place, absent)
    )


def main():
    startup.tensorflow()
    undo(session.current().replaced)
    installation.uninstall()
    tables = {name: rows() for name, rows in TABLES.items()}
    report = {}
    for name, rows in tables.items():
        rows = tuple(rows)
        targets = {row.target for row in rows}
        everything, before = held(), {target: stands(target) for target in targets}
        done = []
        apply(rows, done)
        during = {target: stands(target) for target in targets}
        undo(done)
        report[name] = {
            "unchanged": sorted(
                row.target
                for row in rows
                if during[row.target] is before[row.target] and not leaves(row, before[row.target])
            ),
            "left behind": changed(before, {target: stands(target) for target in targets})
            + changed(everything, held()),
        }
    json.dump(report, sys.stdout)


main()
