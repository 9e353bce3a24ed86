"""The imports of the package, read from its source: no circle, and arrows between rooms one way."""

import ast
import graphlib
from pathlib import Path

import tfv1

PACKAGE = Path(tfv1.__file__).parent

# What each room may import. `tfv1` itself, the commands and what is used everywhere come first.
ARROWS = {
    "": "cli importing names runname runtime summary",
    "__main__": "cli",
    "atomic": "",
    "cachefolder": "atomic",
    "cli": "contrib events limits logs migrate patches report runtime session source startup "
    "testing",
    "contrib": "atomic cachefolder importing names session startup",
    "edits": "",
    "events": "limits report",
    "examples": "importing",
    "graphs": "names patches session startup",
    "importing": "names patches python2 session startup",
    "kernels": "",
    "legacy": "importing names startup",
    "limits": "",
    "logs": "atomic events limits report source",
    "migrate": "atomic edits limits logs names python2 report source startup",
    "names": "cachefolder session startup",
    "patches": "kernels names session",
    "python2": "cachefolder edits limits names",
    "report": "limits",
    "runname": "",
    "runtime": "events importing logs names patches python2 report session source startup",
    "session": "",
    "source": "atomic limits names python2 report",
    "startup": "graphs patches session summary",
    "summary": "events kernels limits patches startup",
    "testing": "events limits logs report",
}


def _modules():
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = ["tfv1", *file.relative_to(PACKAGE).with_suffix("").parts]
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def _imported(tree, known):
    """The modules of the package that the source imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in known else node.module


def graph():
    """Each module of the package with the modules of the package that it imports."""
    files = dict(_modules())
    return {
        name: set(_imported(ast.parse(file.read_bytes()), files)) - {name}
        for name, file in files.items()
    }


def rooms():
    """Each room of the package with the rooms that it imports."""
    found = {}
    for name, imported in graph().items():
        room = (*name.split("."), "")[1]
        found.setdefault(room, set()).update((*other.split("."), "")[1] for other in imported)
    return {room: others - {room} for room, others in found.items()}


def test_no_circle():
    """No module imports another that leads back to it, imports inside functions counted in."""
    graphlib.TopologicalSorter(graph()).prepare()


def test_rooms_import_in_one_direction():
    """Each room imports only what its row allows."""
    assert set(rooms()) == set(ARROWS)
    arrows = {(room, other) for room, others in rooms().items() for other in others}
    assert arrows <= {(room, other) for room in ARROWS for other in ARROWS[room].split()}


def test_our_parts_are_listed():
    """`tfv1.<part>` asks for a module of ours and loads no TensorFlow, for each part of ours."""
    also_tensorflows = {"summary", "contrib", "examples"}
    parts = set(rooms()) - {"", "__main__"} - also_tensorflows
    assert parts <= tfv1._OUR_PARTS
