"""Which names of libraries a source uses: through scopes, aliases and the user's own modules."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from tfv1.source.model import Model
from tfv1.source.nodes import children
from tfv1.source.parsing import parse_text
from tfv1.source.project import Project
from tfv1.source.scopes import Target

TF = "import tensorflow as tf\n"


def model(source: str) -> Model:
    return Model(parse_text(dedent(source)))


def used(source: str) -> set[str]:
    """The names that are used, but for those that import statements name."""
    return {
        use.target.name for use in model(TF + dedent(source)).references.uses if not use.imports
    }


USES = {
    "a walrus in an assignment": ("y = [m := tf.nn]\nm.relu", {"nn", "nn.relu"}),
    "a walrus in a comprehension": (
        "y = [m for x in z if (m := tf.nn)]\nm.relu",
        {"nn", "nn.relu"},
    ),
    "a walrus in a statement": ("if (m := tf.nn): pass\nm.relu", {"nn", "nn.relu"}),
    "a walrus in a lambda is the lambda's": ("y = lambda: (m := tf.nn)\nm.relu", {"nn"}),
    "nonlocal means a function's name, not a class's": (
        """
        def f():
            x = tf.nn
            class C:
                x = tf.layers
                def g(self):
                    nonlocal x
                    x = tf.image
            return x.relu
        """,
        {"nn", "layers", "image", "nn.relu", "image.relu"},
    ),
    "global means the module's": (
        "def f():\n    x = 1\n    def g():\n        global x\n        x = tf.nn\nx.relu",
        {"nn", "nn.relu"},
    ),
    "global at the top changes nothing": ("global tf\ntf.nn", {"nn"}),
    "a class's names are not its methods'": (
        "class C:\n    tf = 1\n    def f(self):\n        tf.nn",
        {"nn"},
    ),
    "pairs are assigned one by one": (
        "a, (b, c) = tf.nn, (tf.layers, 1)\nb.x",
        {"nn", "layers", "layers.x"},
    ),
    "of unequal lengths nothing is known": ("a, b = tf.nn, tf.layers, 1\na.x", {"nn", "layers"}),
    "a loop binds nothing known": ("for tf in x:\n    tf.nn\n", {"nn"}),
    "an exception's name": ("try: f()\nexcept E as m:\n    m = tf.nn\nm.x", {"nn", "nn.x"}),
    "the names of patterns": (
        "match x:\n    case [tf.nn, *r]: r = tf.image\nr.x",
        {"nn", "image", "image.x"},
    ),
    "getattr of a text": ("getattr(tf, 'nn').relu", {"nn.relu"}),
    "a module by a text": (
        "m = __import__('tensorflow.nn')\nm.image",
        {"image"},
    ),
    "a text that is no module's": ("m = f('tensorflow.nn')\nm.relu\n__import__().image", set()),
    "what the file itself puts into the module": ("tf.mine = 1\ntf.mine.x\ntf.nn", {"nn"}),
}


@pytest.mark.parametrize(("source", "expected"), USES.values(), ids=USES)
def test_names_are_followed_through_scopes(source, expected):
    """What each scope binds, in whichever statement or expression that stands."""
    names = {f"tensorflow.{name}".rstrip(".") for name in expected}
    assert used(source) - {"tensorflow"} == names - {"tensorflow"}


def project(folder: Path, files: dict[str, str]) -> Project:
    """The files, which need not exist, as a project that was checked from `folder`."""
    held = {folder / name: model(text).references for name, text in files.items()}
    return Project(held, [folder])


def test_names_are_followed_through_modules(tmp_path):
    """Packages, star imports, re-exports and modules that import each other."""
    files = {
        "main.py": "from pkg import *\nfrom pkg.deep.low import layers",
        "pkg/__init__.py": "from .high import *\nfrom . import deep",
        "pkg/high.py": TF + "from pkg import *\nfrom tensorflow import nn\nown = 1",
        "pkg/deep/__init__.py": "",
        "pkg/deep/low.py": "from ...pkg.high import tf\nlayers = tf.layers",
    }
    found, main = project(tmp_path, files), tmp_path / "main.py"
    assert found.external_free("nn.relu", main) == ["tensorflow.nn.relu"]
    assert found.external_free("tf.x", main) == ["tensorflow.x"]
    assert found.external_free("own.x", main) == []
    assert found.external_free("deep.low.layers", main) == ["tensorflow.layers"]
    assert found.external(Target("pkg.deep.low.layers.dense"), main) == ["tensorflow.layers.dense"]
    assert found.external(Target("numpy.zeros"), main) == ["numpy.zeros"]
    modules = found.modules(Target("pkg.deep.low.layers"), main)
    assert [str(module.relative_to(tmp_path)) for module in modules] == [
        "pkg/__init__.py",
        "pkg/deep/__init__.py",
        "pkg/deep/low.py",
    ]
    assert found.has_module(Target("pkg.nothing"), main)
    assert not found.has_module(Target("numpy"), main)
    assert found.has_module(Target("x", 1), main)


def test_a_name_that_many_modules_pass_on_is_looked_up_once(tmp_path):
    """Ten ways to one name leave room for another one below it."""
    files = {f"b{n}.py": "import m\nq = m.x" for n in range(10)}
    files |= {"m.py": "from tensorflow import nn as x", "c.py": "import m\nq = m.x.relu"}
    files["main.py"] = "".join(f"from b{n} import *\n" for n in range(10)) + "from c import *"
    found = project(tmp_path, files).external_free("q", tmp_path / "main.py")
    assert found == ["tensorflow.nn", "tensorflow.nn.relu"]


def test_the_nearest_module_of_a_name_is_meant(tmp_path):
    """From the file's own folder up to the folder that is checked; else the first one."""
    files = {"util.py": "from a import x", "sub/util.py": "from b import x", "sub/main.py": ""}
    found = project(tmp_path, files)
    assert found.external(Target("util.x"), tmp_path / "sub" / "main.py") == ["b.x"]
    assert found.external(Target("util.x"), tmp_path / "main.py") == ["a.x"]
    assert found.external(Target("util.x"), tmp_path / "other" / "main.py") == ["a.x"]


@pytest.mark.parametrize(
    ("package", "is_missing"),
    [
        ("", True),
        ("gone = 1", False),
        ("from x import gone", False),
        ("from x import *", False),
        ("def __getattr__(name): pass", False),
        ("exec(text)", False),
        ("there = 1", True),
    ],
)
def test_a_name_that_a_package_has_is_no_missing_module(tmp_path, package, is_missing):
    """Its own, an imported one, and one that only a run can tell."""
    found = project(tmp_path, {"pkg/__init__.py": package, "a.py": ""})
    places = found.missing(Target("pkg.gone"), tmp_path / "a.py")
    assert (tmp_path / "pkg" / "gone" in places) is is_missing
    assert bool(places) is is_missing


def test_children_are_those_of_the_ast_module_without_contexts():
    """For every kind of node that Python's own tests of its syntax have."""
    source = Path(ast.__file__).read_text() + dedent(KINDS)
    kinds = set()
    for node in ast.walk(ast.parse(source)):
        kinds.add(type(node))
        theirs = [c for c in ast.iter_child_nodes(node) if not isinstance(c, ast.expr_context)]
        assert children(node) == theirs
    assert len(kinds) > 75


KINDS = """
    async def f(a, /, b: int = 1, *c, d=2, e, **g) -> None:
        global h
        async with x as y, z: await y
        async for i in j: continue
        import os
        [k async for k in l if m]
        {**n, o: p}, {q: r for q in s}, {*t}, {u for u in v}, (w for w in y)
        lambda z, *, aa=1, bb: f"{aa!r:>{bb}}"
        return (cc := (yield)), (yield from dd)
    class A(B, metaclass=C):
        x: int = 1
        x @= y << 1 | ~z ^ w & v
        def g(self):
            nonlocal_ = 1
            def h():
                nonlocal nonlocal_
            del self.x[1:2:3], self.y[...]
    match x:
        case {"a": 1, **rest} | A(1, b=[2, *c]) | None | (1 as d) | E.f if g: pass
        case _: raise B from c
    assert a is not b, c not in d
    while a: break
"""
