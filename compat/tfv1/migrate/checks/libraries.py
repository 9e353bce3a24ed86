"""Other libraries: names dropped since TensorFlow 1's time, and packages that are gone."""

import functools
import sys

from tfv1.migrate.checks.packages import DEAD, INSTALL_AS, OWN, SHARED, Fate
from tfv1.names import packages, rows
from tfv1.names.static import bindings, places, verdict
from tfv1.names.tables import libraries, python2
from tfv1.names.tables.packages import PACKAGES
from tfv1.report.finding import FINE, LOST, NEEDS, NOTE, Finding, Place

_TAKE_LESS = (
    "column_stack cross dstack fromstring histogram hstack nanpercentile nanquantile percentile "
    "quantile reshape stack sum vstack"
)
# The library still has these; tfv1 restores something they used to do.
HABITS = frozenset(
    {"numpy.array", "numpy.asanyarray", "numpy.asarray", "json.load", "json.loads"}
    | {f"numpy.{name}" for name in _TAKE_LESS.split()}
    | {"random.sample", "random.shuffle", "threading.Thread", "yaml.load", "yaml.load_all"}
    | {"PIL.ImageDraw.Draw", "PIL.ImageFont.load_default", "PIL.ImageFont.truetype"}
    | {"configparser.ConfigParser", "configparser.RawConfigParser", "h5py.File"}
    | {f"numpy.{name}" for name in libraries.RAGGED.split()}
    | {"numpy.random.choice", "numpy.random.permutation", "scipy.signal.lfilter"}
)
# Modules that are gone as a whole: of their names, tfv1 has those in its tables.
GONE = (
    "scipy.misc",
    "sklearn.cross_validation",
    "sklearn.grid_search",
    "sklearn.externals",
    "sklearn.utils.linear_assignment_",
)
_BACK = "`tfv1 run` gives it back; its home today: "


def find(name: str, line: int, guarded: bool, imports: bool) -> list[Finding]:
    """What there is to say about a dotted name that is not TensorFlow's."""
    if name.partition(".")[0] == "keras":
        return [_keras(name, line, guarded)]
    removed = _removed(name, line)
    if removed is not None:
        return [removed]
    for gone in GONE:
        if name.startswith(gone + ".") and name not in libraries.NAMES:
            text = f"{name} is gone, and tfv1 does not give it back; look for its successor"
            return [Finding("libraries", Place(line), name, text, status=NOTE if guarded else LOST)]
    if imports or any("." in prefix and prefix in DEAD for prefix in _prefixes(name)):
        return [_package(name, line, guarded)]
    return []


def _keras(name: str, line: int, guarded: bool) -> Finding:
    """What `import keras` gives TensorFlow-1 code: as `tfv1.importing.views.keras` finds it."""
    if packages.has_keras():
        return _fine(name, line, "`tfv1 run` uses the keras package that is installed")
    module, _, last = name.rpartition(".")
    asked = module if last.startswith("__") else name
    if verdict(f"tensorflow.{asked}").runs or verdict(f"tensorflow.python.{asked}").runs:
        return _fine(name, line, "`tfv1 run` gives Keras 2, of tf-keras")
    text = f"{name} is not in Keras 2, which `tfv1 run` gives TensorFlow-1 code as keras"
    text = rows.lost(f"tensorflow.{name}") or text
    text += "; or install the release of Keras that has it, up to 2.3: `tfv1 run` uses that"
    return Finding("libraries", Place(line), name, text, status=NOTE if guarded else LOST)


def _fine(name: str, line: int, text: str) -> Finding:
    return Finding("libraries", Place(line), name, text, status=FINE)


def _removed(name: str, line: int) -> Finding | None:
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        module, attribute = ".".join(parts[:cut]), parts[cut]
        full = f"{module}.{attribute}"
        home = libraries.home(module, attribute)
        if home is None or full in HABITS:
            continue
        if home.startswith("tfv1."):
            home = "tfv1 itself"
        return _fine(full, line, _BACK + home.replace(":", "."))
    if parts[0] in libraries.MODULES and parts[0] not in sys.stdlib_module_names:
        return _fine(parts[0], line, _BACK + libraries.MODULES[parts[0]])
    return None


def _package(name: str, line: int, guarded: bool) -> Finding:
    status, text, command = _package_verdict(name)
    if guarded and status in (NEEDS, LOST):
        status, text = NOTE, f"{text} (the code has a way without it)"
    return Finding("packages", Place(line), _shown(name), text, command, status)


def _shown(name: str) -> str:
    return next((dead for dead in _prefixes(name) if dead in DEAD), name.partition(".")[0])


def _prefixes(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:cut]) for cut in range(len(parts), 0, -1)]


def _is_still_there(name: str) -> bool:
    """Whether an old release is installed, which has the name in its package."""
    module, _, attribute = name.rpartition(".")
    found = places.place(module) if module else None
    if found is None or places.exists(name):
        return found is not None
    file = found.file or (found.folder and found.folder / "__init__.py")
    if not found.source or file is None or not file.is_file():
        return False
    held = bindings.read(file, module, file.name == "__init__.py")
    return attribute in held.names or attribute in held.defined


def _of_tensorflow1(top: str) -> Fate:
    command = packages.install_command(top)
    found = places.place(top)
    if found is None:
        return Fate(
            NEEDS,
            f"{top} was written for TensorFlow 1, and is not installed here; run: {command}",
            command,
        )
    file = found.file or (found.folder and found.folder / "__init__.py")
    if file is not None and packages.is_of_tensorflow1(top, str(file)):
        return Fate(FINE, "")
    return Fate(
        NOTE,
        f"the {top} that is installed is for TensorFlow 2; a release for TensorFlow 1 runs as "
        f"the script does: {command}",
        command,
    )


@functools.cache
def _package_verdict(name: str) -> Fate:
    top = name.partition(".")[0]
    if top in PACKAGES:
        return _of_tensorflow1(top)
    for prefix in _prefixes(name):
        if prefix in DEAD and not _is_still_there(prefix):
            fate = DEAD[prefix]
            if fate.status == NOTE and not places.exists(top):
                command = f"pip install {top}"
                text = f"{top} is not installed here, run: {command}; {fate.text}"
                return Fate(NEEDS, text, command)
            if fate.status == NEEDS and places.exists(prefix):
                return Fate(FINE, "")
            return fate
    if top in libraries.MODULES or top in python2.MODULES:
        return Fate(FINE, "")
    if top in sys.stdlib_module_names or places.exists(top):
        return Fate(FINE, "")
    if top in OWN:
        text = f"there is no module {top} among these files; put its folder on PYTHONPATH"
        return Fate(NEEDS, text)
    if top in SHARED:
        top = ".".join(name.split(".")[:2])
    command = f"pip install {INSTALL_AS.get(top, top)}"
    return Fate(NEEDS, f"the module {top} is not installed here; run: {command}", command)
