"""The verdict on a TensorFlow-1 name: where tfv1 finds it, or why it cannot."""

import functools
from typing import NamedTuple

from tfv1.names import rows
from tfv1.names.resolve import PYTHON, ROOT, Legacy, Missing
from tfv1.names.static.bindings import Member
from tfv1.names.static.sources import Found, Sources, sources
from tfv1.names.tables import api

# Where a name comes from.
TENSORFLOW = "TensorFlow"
OURS = "tfv1"
KERAS = "legacy Keras"
ESTIMATOR = "estimator extra"
CONTRIB = "contrib"
LOST = "lost"

_ORIGINS = {"": LOST, "tfv1": OURS, "tf_keras": KERAS, "tensorflow_estimator": ESTIMATOR}


class Verdict(NamedTuple):
    """What a name is.

    `name` is the part of the asked name that was looked up: what follows a class or function is
    not. `reason` says what to do where the name is not available as things are.
    """

    name: str
    origin: str
    home: str = ""
    reason: str = ""

    @property
    def runs(self) -> bool:
        """Whether it is available now."""
        return not self.reason


def verdict(name: str) -> Verdict:
    """The verdict on a dotted name from `tensorflow` down."""
    return _verdict(sources(), name)


@functools.cache
def _verdict(world: Sources, name: str) -> Verdict:
    found, path, genuine = world.root(), ROOT, False
    parts = name.split(".")[1:]
    for number, part in enumerate(parts):
        if isinstance(found, Member) and found.attribute:
            break  # an attribute of a class or function: only known at run time
        above = found.name if isinstance(found, Legacy) and not genuine else path
        path = f"{above}.{part}"
        try:
            below = world.below(found, part, path)
        except Missing as missing:
            if missing.home.startswith("tfv1.contrib."):
                whole = ".".join((path, *parts[number + 1 :]))
                lost = rows.lost(whole)
                return Verdict(whole, LOST if lost else CONTRIB, reason=lost or missing.reason)
            return Verdict(path, _origin(missing.home), reason=missing.reason or _unknown(path))
        except ModuleNotFoundError as error:
            return Verdict(path, LOST, reason=f"{path} lives in {error}")
        except AttributeError as error:
            return Verdict(path, LOST, reason=f"{path}: {error} is not in what is installed")
        genuine = genuine or world.is_genuine(found) or world.is_genuine(below)
        found = below
    return _available(world, path, found, genuine)


def _available(world: Sources, path: str, found: Found, genuine: bool) -> Verdict:
    at = world.bases(found)[0] if isinstance(found, Legacy) else found
    assert isinstance(at, Member)
    home = f"{at.module}:{at.attribute}" if at.attribute else at.module
    return Verdict(path, CONTRIB if genuine else _origin(at.module), home)


def _origin(home: str) -> str:
    return _ORIGINS.get(home.partition(".")[0], TENSORFLOW)


def in_compat_v1(name: str) -> bool:
    """Whether tensorflow.compat.v1 has the name, and as 1.15 had it: not from Keras."""
    world, path = sources(), ROOT
    found = world.module("tensorflow.compat.v1")
    for part in name.split(".")[1:]:
        path = f"{path}.{part}"
        if path in api.KERAS or path in api.CONSTANTS or path in api.ESTIMATOR:
            return False
        assert isinstance(found, Member)
        if found.attribute:
            break
        found = world.within(found, part)
        if found is None:
            return False
    return True


def has_star(module: str, name: str) -> bool:
    """Whether ``from module import *`` gives `name`, for a legacy module."""
    return not name.startswith("_") and verdict(f"{module}.{name}").runs


def _unknown(full: str) -> str:
    if full.startswith(PYTHON):
        module, _, name = full.rpartition(".")
        plain = f"{module}.{name[1:]}"
        if name[:1] == "_" and name[1:2].isalpha() and verdict(plain).runs:
            return f"{full} is no longer in TensorFlow; use {plain}, without the underscore"
        return f"{full} is no longer in TensorFlow, and no other module has it"
    shown = legacy_spelling(full)
    if is_of_tensorflow2(full):
        return f"{shown} belongs to TensorFlow 2; tfv1 run --mode eager has it"
    return f"{shown} is unknown: neither TensorFlow 1.15 nor tfv1 has this name"


def is_of_tensorflow2(name: str) -> bool:
    """Whether TensorFlow 2 has the name under its own namespace."""
    prefix = "tensorflow.compat.v2."
    below = name[len(ROOT) + 1 :]
    if not below or name.startswith((prefix, "tensorflow.contrib.", PYTHON)):
        return False
    return verdict(prefix + below).runs


def legacy_spelling(name: str) -> str:
    """The name as scripts write it, `tf.nn.relu`; internals keep `tensorflow.python`."""
    internal = name.startswith((PYTHON, "tensorflow.core."))
    return name if internal or "." not in name else "tf" + name[len(ROOT) :]
