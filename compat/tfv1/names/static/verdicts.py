"""The verdict on a TensorFlow-1 name: where tfv1 finds it, or why it does not.

The same tables and the same order as `tfv1.importing.views`, whose answers come from loaded
modules; here they come from source.
"""

import functools
from typing import NamedTuple

from tfv1.names import rows
from tfv1.names.static import installed
from tfv1.names.static.contrib import Contrib, contrib_member
from tfv1.names.tables import api, removed

# Where a name comes from.
TENSORFLOW = "TensorFlow"
OURS = "tfv1"
KERAS = "legacy Keras"
ESTIMATOR = "estimator extra"
CONTRIB = "contrib"
LOST = "lost"

ROOT = "tensorflow"
_PYTHON = "tensorflow.python."


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
        """Whether it can be had now."""
        return not self.reason


class _View(NamedTuple):
    """A legacy module, with the real modules behind it, most important first."""

    name: str
    bases: tuple[str, ...]
    more: tuple[str, ...] = ()


_Found = _View | Contrib | installed.Member | Verdict


@functools.cache
def verdict(name: str) -> Verdict:
    """The verdict on a dotted name from `tensorflow` down."""
    found: _Found = _root()
    path = ROOT
    for part in name.split(".")[1:]:
        if isinstance(found, Verdict):
            return found
        if isinstance(found, installed.Member) and found.attribute:
            break  # an attribute of a class or function, which only a run can tell
        above = found.name if isinstance(found, _View) else path
        path = f"{above}.{part}"
        found = _below(found, part, path)
    if isinstance(found, Verdict):
        return found
    return _available(path, found)


def _in_tensorflow(name: str) -> installed.Member | None:
    found = verdict(name)
    module, _, attribute = found.home.partition(":")
    return installed.Member(module, attribute) if found.runs else None


def in_compat_v1(name: str) -> bool:
    """Whether tensorflow.compat.v1 has the name, and as 1.15 had it: not from Keras."""
    found = installed.Member(_real("tensorflow.compat.v1"))
    path = ROOT
    for part in name.split(".")[1:]:
        path = f"{path}.{part}"
        if path in api.KERAS or path in api.CONSTANTS or path in api.ESTIMATOR:
            return False
        if found.attribute:
            break
        below = installed.member(found.module, part) or _submodule(f"{found.module}.{part}")
        if below is None:
            return False
        found = below
    return True


def has_star(module: str, name: str) -> bool:
    """Whether ``from module import *`` gives `name`, for a legacy module."""
    return not name.startswith("_") and verdict(f"{module}.{name}").runs


def _root() -> _View:
    return _View(ROOT, tuple(map(_real, rows.bases(ROOT))))


def _real(module: str) -> str:
    """TensorFlow 2 keeps its public modules below another name than they are imported by."""
    if module.startswith("tensorflow.compat."):
        return "tensorflow._api.v2." + module[len("tensorflow.") :]
    return module


def _below(holder: _Found, part: str, full: str) -> _Found:
    if isinstance(holder, _View):
        return _in_view(holder, part, full)
    if isinstance(holder, Contrib):
        found = None if rows.lost(full) else holder.below(part, _in_tensorflow)
        return found or Verdict(full, LOST, reason=_lost_reason(full))
    assert isinstance(holder, installed.Member)
    return _in_module(holder.module, part, full)


def _in_module(module: str, part: str, full: str) -> _Found:
    """What `part` is in a module of this project, or of another package."""
    if rows.lost(full):
        return Verdict(full, LOST, reason=_lost_reason(full))
    if module == "tfv1.contrib" or module.startswith("tfv1.contrib."):
        return contrib_member(module, part, _in_tensorflow) or Verdict(
            full, LOST, reason=_lost_reason(full)
        )
    return (
        installed.member(module, part)
        or _submodule(f"{module}.{part}")
        or Verdict(full, LOST, reason=_lost_reason(full))
    )


def _submodule(name: str) -> installed.Member | None:
    return installed.Member(name) if installed.exists(name) else None


def _in_view(holder: _View, part: str, full: str) -> _Found:
    if full in api.CONSTANTS:
        return installed.Member("tfv1.names.tables.api", "CONSTANTS")
    home = rows.home(full)
    if home is not None:
        return _at_home(full, home)
    for table in (removed.ABSENT_MODULES, removed.ABSENT_NAMES):
        if full in table:
            return Verdict(full, LOST, reason=f"{full}: {table[full]}")
    reason = rows.lost(full)
    if reason:
        return Verdict(full, LOST, reason=reason)
    for base in (*holder.bases, *holder.more):
        found = installed.member(base, part) or _loaded_submodule(base, part)
        if found is not None:
            return _as_seen(full, found)
    submodule = None if part.startswith("__") else _real_submodule(holder, part, full)
    moved = submodule or _moved(holder.name, part)
    if moved is None:
        return Verdict(full, LOST, reason=_unknown(full))
    return moved if isinstance(moved, _View) else _as_seen(full, moved)


def _at_home(full: str, home: str) -> _Found:
    module, _, attribute = home.partition(":")
    package = module.partition(".")[0]
    if package in api.EXTRAS and not installed.exists(package):
        return Verdict(full, ESTIMATOR, reason=api.EXTRAS[package])
    if module.startswith("tfv1.contrib.") and not installed.exists(module):
        return contrib_member(
            "tfv1.contrib", module[len("tfv1.contrib.") :], _in_tensorflow
        ) or Verdict(full, LOST, reason=_unknown(full))
    if not installed.exists(_real(module)):
        return Verdict(full, LOST, reason=f"{full} lives in {module}, which is not installed")
    found: installed.Member | None = installed.Member(_real(module))
    for part in attribute.split(".") if attribute else ():
        assert found is not None
        if found.attribute:
            break
        found = installed.member(found.module, part) or _submodule(f"{found.module}.{part}")
        if found is None:
            return Verdict(full, LOST, reason=f"{full}: {home} is not in what is installed")
    assert found is not None
    return _as_seen(full, found)


def _as_seen(full: str, found: installed.Member) -> _Found:
    """`found` as legacy code sees it at `full`: modules of TensorFlow and Keras become views."""
    module = found.module
    if found.attribute:
        return found
    if full == "tensorflow.compat.v1":
        return _root()
    if module.startswith("tfv1"):
        return found
    if module.startswith(_PYTHON):
        return _view(module)
    if module.startswith(("tensorflow", "tf_keras", "keras")):
        bases = _present(full)
        return _view(full) if bases else _View(full, (module,))
    return found


def _view(name: str) -> _View:
    bases = _present(name) or (name,)
    return _View(name, bases, tuple(filter(installed.exists, rows.more_bases(name))))


def _loaded_submodule(base: str, part: str) -> installed.Member | None:
    """A submodule that is an attribute of its package, because TensorFlow itself imports it."""
    internal = f"{base}.".startswith((_PYTHON, "tf_keras.src."))
    return _submodule(f"{base}.{part}") if internal and not part.startswith("__") else None


def _present(name: str) -> tuple[str, ...]:
    return tuple(base for base in map(_real, rows.bases(name)) if installed.exists(base))


def _real_submodule(holder: _View, part: str, full: str) -> _View | None:
    if _present(full):
        return _view(full)
    for base in holder.bases:
        real = f"{base}.{part}"
        if installed.exists(real):
            return _View(full, (real,))
    return None


def _moved(module: str, name: str) -> installed.Member | None:
    """Where a name of tensorflow.python is when its own module has lost it: see `whereabouts`."""
    if not module.startswith(_PYTHON) or name.startswith("__"):
        return None
    package = module.rpartition(".")[0]
    exported = [] if name.startswith("_") else _exports().get(name, [])
    rules = (
        [found for found in exported if found.module.rpartition(".")[0] == package],
        [installed.Member(m, name) for m in installed.modules_that_define(name, package + ".")],
        exported,
        []
        if name.startswith("_")
        else [installed.Member(m, name) for m in installed.modules_that_define(name, _PYTHON)],
        [] if module.startswith(_PYTHON + "keras") else _packages(name),
    )
    for candidates in rules:
        found = set(candidates)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _packages(name: str) -> list[installed.Member]:
    root = installed.place("tensorflow.python")
    folders = root.folder.glob(f"*/{name}.py") if root and root.folder else ()
    return [installed.Member(f"{_PYTHON}{file.parent.name}.{name}") for file in folders]


@functools.cache
def _exports() -> dict[str, list[installed.Member]]:
    """Everything that compat.v1 and its modules export, by name."""
    found: dict[str, list[installed.Member]] = {}
    root = installed.place(_real("tensorflow.compat.v1"))
    assert root is not None and root.folder is not None
    for file in sorted(root.folder.rglob("__init__.py")):
        parts = file.parent.relative_to(root.folder).parts
        if "v2" in parts or "raw_ops" in parts:
            continue
        module = ".".join((_real("tensorflow.compat.v1"), *parts))
        for name in installed.names_of(module):
            target = installed.member(module, name)
            if target and target.attribute and target.module.startswith(_PYTHON):
                found.setdefault(name, []).append(target)
    return found


def _available(path: str, found: _View | Contrib | installed.Member) -> Verdict:
    if isinstance(found, Contrib):
        return Verdict(path, CONTRIB, f"genuine tf.contrib.{found.path}", found.reason)
    if isinstance(found, _View):
        module, home = found.bases[0], found.bases[0]
    else:
        module = found.module
        home = f"{module}:{found.attribute}" if found.attribute else module
    return Verdict(path, _origin(module), home)


def _origin(module: str) -> str:
    top = module.partition(".")[0]
    return {"tfv1": OURS, "tf_keras": KERAS, "tensorflow_estimator": ESTIMATOR}.get(top, TENSORFLOW)


def _lost_reason(full: str) -> str:
    return rows.lost(full) or _unknown(full)


def _unknown(full: str) -> str:
    if full.startswith("tensorflow.python."):
        return f"{full} is no longer in TensorFlow, and no other module has it"
    shown = legacy_spelling(full)
    if is_of_tensorflow2(full):
        return f"{shown} belongs to TensorFlow 2; tfv1 run --mode eager has it"
    return f"{shown} is unknown: neither TensorFlow 1.15 nor tfv1 is known to have it"


def is_of_tensorflow2(name: str) -> bool:
    """Whether TensorFlow 2 has the name under its own namespace."""
    prefix = "tensorflow.compat.v2."
    below = name[len(ROOT) + 1 :]
    if not below or name.startswith((prefix, "tensorflow.contrib.", _PYTHON)):
        return False
    return verdict(prefix + below).runs


def legacy_spelling(name: str) -> str:
    """The name as scripts write it, `tf.nn.relu`; internals keep `tensorflow.python`."""
    internal = name.startswith(("tensorflow.python.", "tensorflow.core."))
    return name if internal or "." not in name else "tf" + name[len(ROOT) :]
