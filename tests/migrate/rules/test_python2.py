"""Python 2 becomes Python 3."""

from pathlib import Path

import pytest

from tfv1.migrate.rules import Module, python2
from tfv1.source.dialect import python2_sign


def rewritten(source, is_python2=True):
    return python2.apply(Module(Path("a.py"), source, is_python2))


def again(source):
    return rewritten(source, python2_sign(source) is not None)


CHANGES = [
    ("print 'a', b  # c\n", "print('a', b)  # c\n"),
    ("print >>f, x", "print(x, file=f)"),
    ("for i in xrange(3):\n\tpass\n", "for i in range(3):\n\tpass\n"),
    (
        "if x:\n\tif y:\n\t    a = 1\n        b = '''\\n\\t'''\n",
        "if x:\n        if y:\n            a = 1\n        b = '''\\n\\t'''\n",
    ),
    ("for k, v in d.iteritems(): pass", "for k, v in d.items(): pass"),
    ("if d.has_key(k): pass", "if k in d: pass"),
    (
        "try:\n    f()\nexcept IOError, e:\n    raise ValueError, 'x'\n",
        "try:\n    f()\nexcept IOError as e:\n    raise ValueError('x')\n",
    ),
    ("import cPickle as pickle", "import pickle as pickle"),
    ("from urllib import urlretrieve", "from urllib.request import urlretrieve"),
    ("x = raw_input('>')", "x = input('>')"),
    ("x = unicode(y) <> 0777", "x = str(y) != 0o777"),
    (
        "import string\nx = string.letters + string.maketrans(a, b) + string.upper(c)",
        "import string\nx = string.ascii_letters + str.maketrans(a, b) + str.upper(c)",
    ),
    ("n = len(x) / 2", "n = len(x) // 2"),
    ("n = 7 / 2", "n = 7 // 2"),
    ("for i in range((a) / (b)): pass", "for i in range((a) // (b)): pass"),
    ("from __builtin__ import False\nprint x", "from builtins import bool\nprint(x)"),
    ("n = (len(x) + 1) / 2 / 3", "n = (len(x) + 1) // 2 // 3"),
    ("f = file(name)", "f = open(name)"),
    ("import sys\nif x:\n    sys.setdefaultencoding('utf8')", "import sys\nif x:\n    pass"),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before, after):
    """Statements, names and modules of Python 2, and divisions that were surely of integers."""
    assert rewritten(before) == after
    assert again(after) == after


@pytest.mark.parametrize(
    "source",
    [
        "print('a')\n",
        "from __future__ import division\nn = len(x) / 2\n",
        "x = 1.0 / 2",
        "x = float(n) / len(y)",
        "x = a / b",
        "s = '7 / 2'",
    ],
)
def test_leaves(source):
    """What means the same in Python 3, true division, and divisions of unknown values."""
    assert rewritten(source) == source


def test_leaves_python3():
    """A file that is Python 3 is not touched."""
    source = "n = len(x) / 2\nd.items()\nmap(f, x)\n"
    assert rewritten(source, is_python2=False) == source


MIXED = [
    ("import cPickle\nn = xrange(len(x) / 2)", "import pickle\nn = range(len(x) / 2)"),
    ("if d.has_key(k): y = d.iteritems()", "if k in d: y = d.items()"),
    ("y = d.keys()[0] + map(f, x)[1]", "y = list(d.keys())[0] + list(map(f, x))[1]"),
    ("import string\ny = string.letters", "import string\ny = string.ascii_letters"),
    ("k = d.keys()\nk.sort()\nprint(k)", "k = list(d.keys())\nk.sort()\nprint(k)"),
    ("y = range(n / 2), n / 2", "y = range(n // 2), n / 2"),
    ("class D:\n    def iteritems(self): return self.x.iteritems()", None),
    ("string = ''\ny = string.replace('a', 'b')", None),
    ("y = map(f, x), d.keys() & e.keys(), round(2.5), len(d.items())", None),
    ("def map(f, x): return []\ny = map(f, x)[0]", None),
]


@pytest.mark.parametrize(("before", "after"), MIXED)
def test_mixed(before, after):
    """In a Python 3 source only what fails there changes, and what Python 3 knows stays."""
    newer = "def new(x: int): return f'{x.keys()[0]}'\n"
    expected = newer + (before if after is None else after)
    assert again(newer + before) == expected


def test_lists_in_a_source_without_a_sign():
    """d.keys()[0] works only with list(), whatever d is; everything else is left."""
    source = "y = d.keys()[0] / 2\nz = map(f, x)\n"
    assert again(source) == "y = list(d.keys())[0] / 2\nz = map(f, x)\n"


def test_notes_divisions_that_may_be_of_integers():
    """They are left alone, and reported with their line."""
    module = Module(Path("a.py"), "x = 1\ny = a / b\nz /= 2\n", True)
    python2.apply(module)
    assert sorted(note.line for note in module.notes) == [2, 3]


def test_leaves_a_file_that_it_could_only_change_in_part():
    """A second run must not take the rest for Python 2 again: all of it changes, or nothing."""
    module = Module(Path("a.py"), "x = raw_input()\ny = cmp(a, b)\n", True)
    assert python2.apply(module) == "x = raw_input()\ny = cmp(a, b)\n"
    assert ["cmp" in note.text for note in module.notes] == [True]


def test_says_what_keeps_a_file_from_being_read():
    """No other rule can read a file that stays Python 2, so the reason is the error."""
    with pytest.raises(SyntaxError, match=r"by hand first: it uses cmp \(line 2\)"):
        python2.apply(Module(Path("a.py"), "print x\ny = cmp(a, b)\n", True))
