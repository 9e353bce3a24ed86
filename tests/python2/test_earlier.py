"""Sources that only earlier versions of Python 3 accepted are read as those read them."""

import builtins
from pathlib import Path

import pytest

from tfv1.importing.loaders import SourceLoader
from tfv1.migrate.rules import Module
from tfv1.migrate.rules.earlier import apply
from tfv1.python2 import earlier
from tfv1.source.dialect import python2_sign
from tfv1.source.parsing import parse_text

NAMES = """
class Options:
    def __init__(self, async=False, **await):
        self.async = async
        self.rest = await

answer = vars(Options(async=1, await=2))
"""
ARGUMENTS = """
def f(*shape, last=0):
    return shape, last

answer = f(1, (*(2, 3))), f((*[4]), last=5), f((*(6,),))
"""
GLOBALS = '''
steps = 1

def count():
    """Counts."""
    if steps:
        global steps
        steps = steps + 1
    return count.__doc__

count(), count()
answer = steps
global answer
'''
OLD = [
    (NAMES, {"async": 1, "rest": {"await": 2}}),
    (ARGUMENTS, (((1, 2, 3), 0), ((4,), 5), (((6,),), 0))),
    (GLOBALS, 3),
]


@pytest.mark.parametrize(("source", "answer"), OLD, ids=["names", "arguments", "globals"])
def test_an_old_source_runs(source, answer, tmp_path):
    """As earlier versions ran it: the names are the same, for getattr and keywords, too."""
    file = tmp_path / "old.py"
    file.write_text(source)
    with pytest.raises(SyntaxError):
        compile(source, str(file), "exec")
    loader = SourceLoader("old", str(file), vars(builtins))
    space = {}
    exec(loader.source_to_code(file.read_bytes(), str(file)), space)
    assert space["answer"] == answer


def test_an_old_source_is_no_python2():
    """It is parsed as it stands, and nothing advises to convert it from Python 2."""
    for source in (NAMES, ARGUMENTS):
        assert python2_sign(source) is None
        assert parse_text(source)


@pytest.mark.parametrize(
    "source",
    ["x = (*y)", "async = ", "def f(x):\n    global x", "async def f():\n    await = 1", "x = ("],
)
def test_what_no_python_accepts_stays_an_error(source):
    """Its error is Python's own, for the file as it is."""
    assert earlier.tree(source) is None


@pytest.mark.parametrize(
    "source",
    [
        "async def f():\n    async with x: await y\n    async for x in y: pass\n",
        "f((*a, b), (*c,))\n",
        "x = 'async', \"await\"  # async\n",
    ],
)
def test_what_python_accepts_is_left_alone(source):
    """Coroutines, tuples with a star, strings and comments."""
    assert earlier.convert(source) == source


def test_migrate_writes_what_today_accepts():
    """Other names instead of the keywords, and a note where only a person can decide."""
    module = Module(Path("a.py"), NAMES)
    assert "def __init__(self, async_=False, **await_)" in apply(module)
    assert not module.notes
    cell = "await f(x)\n"
    assert apply(Module(Path("a.ipynb"), cell)) == cell
    module = Module(Path("a.py"), GLOBALS)
    assert apply(module) == GLOBALS
    assert [note.place.line for note in module.notes] == [7]


def test_brackets_are_matched_in_one_pass():
    """However deep they are; each is looked at once."""
    source = "f" + "((*" * 10_000
    assert earlier.convert(source + "a" + "))" * 10_000) != source
