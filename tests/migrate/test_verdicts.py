"""What `tfv1 check` says of a TensorFlow-1 name is what an import of it does."""

import ast
import json
import os

import pytest

from tests.support import oracle
from tests.support.cli import python
from tfv1.names import rows
from tfv1.names.static import bindings, outline, verdict
from tfv1.names.static.bindings import Member
from tfv1.names.static.kept import Lines, kept, state_of
from tfv1.names.tables import api, removed
from tfv1.names.tables.contrib import PACKAGES
from tfv1.names.tables.removed_1_0 import OLDER

NAMES = oracle.GOLDEN / "namespace"
RECORDED = [line.split()[0] for line in (NAMES / "names.txt").read_text().splitlines()]
# Can be imported, because other modules do, but refuses to be called: the verdict is "lost".
ABSENT = {*removed.ABSENT_MODULES, *removed.ABSENT_NAMES}
# Below `python_1_15` and the like is nothing that a script can name.
EVERY = sorted(
    {*RECORDED, *api.HOMES, *api.CONSTANTS, *removed.LOST}
    | {f"tensorflow.contrib.{name}" for name in PACKAGES}
    | {"tensorflow.nope", "tensorflow.nn.nope", "tensorflow.contrib.nope", *OLDER}
    | {"tensorflow.python.ops.array_ops.nope", "tensorflow.optimizers.Adam"}
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Name -> whether a process with TensorFlow, and without the genuine tf.contrib, has it."""
    done = python(
        oracle.TESTS / "namespace" / "names" / "resolve.py",
        input="\n".join(EVERY),
        env={**os.environ, "TFV1_CACHE": str(tmp_path_factory.mktemp("cache"))},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    kinds = json.loads(done.stdout)
    return {name: kind in ("module", "callable", "value") for name, kind in kinds.items()}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Name -> the verdict, without the genuine tf.contrib."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TFV1_CACHE", str(tmp_path_factory.mktemp("cache")))
        return {name: verdict(name) for name in EVERY}


def test_every_name_of_the_table_agrees_with_an_import(imported, verdicts):
    """A name that the verdict lets run can be had, and one that it does not cannot."""
    assert len(EVERY) > 3400
    wrong = {
        name: verdicts[name]
        for name in EVERY
        if name not in ABSENT
        and not any(name.startswith(f"{gone}.") for gone in ABSENT)
        and ".tf_decorator." not in name  # private, and compiled today
        and verdicts[name].runs != imported[name]
    }
    assert not wrong


def test_lost_names_keep_their_sentence(verdicts):
    """The reason of a lost name is the table's, with its remedy."""
    wrong = {n: verdicts[n].reason for n in removed.LOST if verdicts[n].reason != rows.lost(n)}
    assert not wrong


@pytest.mark.parametrize(
    ("name", "origin", "home"),
    [
        ("tensorflow.nn.relu", "TensorFlow", "tensorflow.python.ops.gen_nn_ops:relu"),
        ("tensorflow.layers.dense", "legacy Keras", None),
        ("tensorflow.summary.FileWriter", "tfv1", "tfv1.summary:FileWriter"),
        ("tensorflow.contrib.training.HParams", "tfv1", None),
        ("tensorflow.estimator.Estimator", "estimator extra", None),
        ("tensorflow.GraphKeys.SUMMARIES", "TensorFlow", None),
    ],
)
def test_a_name_that_runs_tells_where_it_comes_from(name, origin, home):
    """The origin is one of the packages behind tfv1, the home the module that defines it."""
    found = verdict(name)
    assert (found.runs, found.origin) == (True, origin)
    assert home is None or found.home == home


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tensorflow.pack", "tf.stack"),
        ("tensorflow.optimizers.Adam", "belongs to TensorFlow 2"),
        ("tensorflow.nn.nope", "unknown"),
        ("tensorflow.python.ops.gen_nn_ops._relu", "gen_nn_ops.relu, without the underscore"),
        ("tensorflow.python.ops.gen_nn_ops._nope", "no other module has it"),
        ("tensorflow.estimator.BoostedTreesClassifier", "tensorflow-decision-forests"),
    ],
)
def test_a_name_that_does_not_run_says_what_to_do(name, words):
    """The reason names the way out."""
    assert words in verdict(name).reason


def test_what_a_source_binds_is_kept_in_the_cache(tmp_path, monkeypatch):
    """It is read again only if the source, or the cache, was changed."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))
    source = tmp_path / "a.py"
    source.write_text("from b import c as d\nfrom e import *\ndef f(): pass\n")

    def read():
        """What another process would read."""
        lines = Lines("bindings")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bindings, "_lines", lambda cache: lines)
            found = bindings.read(source, "p.a", False)
        lines.save()
        return found

    first = read()
    assert first.names == {"d": Member("b", "c"), "f": Member("p.a", "f")}
    assert (first.defined, first.stars, first.kept) == ({"f"}, ("e",), None)
    (held,) = (file for file in (tmp_path / "cache").rglob("*") if file.is_file())
    held.write_text(held.read_text().replace('"f"', '"g"'))
    assert "g" in read().names
    held.write_text(held.read_text().replace('"g"', "g"))
    assert read() == first
    held.write_text("damaged")
    assert read() == first
    source.write_text("x = 1\n")
    assert set(read().names) == {"x"}


def test_what_is_kept_by_two_processes_at_once_is_kept_for_both(tmp_path, monkeypatch):
    """The one that ends last leaves what the other one has added."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))
    one, other = Lines("bindings"), Lines("bindings")
    one.add("a", "1")
    other.add("b", "2")
    one.save()
    other.save()
    assert [Lines("bindings").get(key) for key in "abc"] == ["1", "2", ""]


SOURCE = '''"""A text
def not_a_function(): pass
"""
import a, b as c  # it's
if a:
    def f(x=")"): return "def g(): pass"
else:
    from d import f
@f
async def g(x,
            y="""
import not_imported
"""
):
    "it\'s"
    import inner
# a comment in between

    z = \\
3
class Ä(g): x = 1; y = \'"""\'
class B:
    class C: pass
h = i = """
class D: pass
"""
def last(): return 1'''


@pytest.mark.parametrize(
    "source",
    [
        SOURCE,
        SOURCE.replace("\n", "\r\n"),
        "def f(\nx\n):\n  pass\ny = 1\n",
        "x = 'def f(): pass'",
        "def f(): return 1\ry = 1\r",
    ],
)
def test_the_outline_of_a_source_binds_what_the_source_binds(tmp_path, source, monkeypatch):
    """Whatever is in its texts, comments, functions and classes."""
    file = tmp_path / "a.py"
    file.write_bytes(source.encode())
    found = bindings._read(file, "a", False)
    monkeypatch.setattr(bindings.outline, "parse", ast.parse)
    assert found == bindings._read(file, "a", False)
    assert len(found.names) >= 1


def test_the_outline_has_no_bodies():
    """So that parsing costs only what stands outside of functions and classes."""
    body = b"def f():\n" + b"    x = y + z  # a comment\n" * 1000
    assert len(list(ast.walk(outline.parse(body)))) < 10


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
@pytest.mark.parametrize("before", ["x = ", "def f():\n    return "])
def test_a_text_without_an_end(before, quote):
    """It is a syntax error; looking for the end in more ways than one would never be done."""
    with pytest.raises(SyntaxError):
        outline.parse((before + quote + "a" * 1000).encode())


def test_tables_of_many_sources_are_made_once(tmp_path, monkeypatch):
    """Until a source below the folder is changed, added or removed, or the table is damaged."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "package"
    (folder / "below").mkdir(parents=True)
    made = []

    def count():
        made.append(1)
        return {"a": "b"}

    def times():
        before = len(made)
        assert kept("table", state_of([folder]), count) == {"a": "b"}
        return len(made) - before

    assert (times(), times()) == (1, 0)
    (folder / "below" / "a.py").write_text("x")
    assert (times(), times()) == (1, 0)
    (folder / "below" / "a.py").write_text("xy")
    assert (times(), times()) == (1, 0)
    for file in (tmp_path / "cache").rglob("*.json"):
        file.write_text("[1]")
    assert (times(), times()) == (1, 0)
