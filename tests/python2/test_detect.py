"""Python 2 sources, and errors that they cause, are recognised."""

import ast

import pytest

from tfv1.runtime.python2_hint import offer
from tfv1.source.dialect import python2_doubts, python2_sign
from tfv1.source.model import Model

PYTHON2 = [
    ("print 'x'", "print statement"),
    ("x = 1\nprint >>f, x", "print"),
    ("try: f()\nexcept E, e: pass", "except X, e (line 2)"),
    ("raise E, 'm'", "raise X, value"),
    ("exec 'x'", "exec statement"),
    ("x = `y`", "backquotes"),
    ("a <> b", "the operator <>"),
    ("x = 0777", "literals"),
    ("def f((a, b)): pass", "tuple among parameters"),
    ("if x:\n\ta = 1\n        b = 2\n", "tabs and spaces"),
    ("for k in d.iteritems(): pass", "d.iteritems"),
    ("for i in xrange(3): pass", "xrange"),
    ("f().has_key(1)", ".has_key"),
    ("isinstance(x, unicode)", "unicode"),
    ("try:\n    xrange(3)\nexcept KeyboardInterrupt:\n    pass", "xrange"),
    ("x = raw_input()", "raw_input"),
    ("import cPickle", "cPickle"),
    ("from itertools import izip", "itertools.izip"),
    ("print >>sys.stderr, 'x'", "print"),
    ("f = file('x')", "it uses file"),
    ("import urllib\nurllib.urlretrieve(a, b)", "urllib.urlretrieve (line 2)"),
    ("import types\nx = types.ListType", "types.ListType"),
    ("x = map(f, y)[0]", "map(...)[...] needs the list that Python 2 returned (line 1)"),
    ("x = len(zip(a, b))", "len(zip(...))"),
    ("d.items().sort()", "d.items().sort(...)"),
    ("def f(d):\n    k = d.keys()\n    k.sort()", "d.keys().sort(...)"),
    ("x = range(9)\nx[0] = 1", "range(...)[...] = ..."),
    ("x = range(9) + [1]", "range(...) + ..."),
    ("x = range(3) * 2", "range(...) * ..."),
    ("import random\nx = range(9)\nrandom.shuffle(x)", "random.shuffle(range(...))"),
    ("import numpy as np\nx = np.array(zip(*y))", "np.array(zip(...))"),
    ("for i in range(n / 2): pass", "n / 2 has to be an integer, as Python 2 made it"),
    ("import numpy as np\nx = np.zeros((n / 2, 3))", "n / 2 has to be"),
    ("x = [0] * (len(y) / 2)", "len(y) / 2 has to be"),
    ("def f(x: int): return xrange(x)", "xrange"),
    ("def f(x: int): return map(f, y)[0]", "map(...)[...]"),
]


@pytest.mark.parametrize(("source", "reason"), PYTHON2, ids=[row[1] for row in PYTHON2])
def test_python2(source, reason):
    """The reason names what only Python 2 has, and its line."""
    found = python2_sign(source)
    assert found is not None
    assert reason in str(found)
    assert found.line


CALLED = [
    ("def f():\n    return xrange(3)", True),
    ("def f(d):\n    return d.has_key(1) or map(f, d)[0]", True),
    ("x = lambda: unicode('a')", True),
    ("def f():\n    return xrange(3)\nx = file('x')", False),
    ("def f(x=xrange(3)): pass", False),
]


@pytest.mark.parametrize(("source", "called"), CALLED)
def test_called(source, called):
    """Where all of it is in functions, the file can be imported as Python 3."""
    sign = python2_sign(source)
    assert sign is not None
    assert sign.called == called


NOT = [
    "print('x')",
    "x = 'print y'  # xrange, iteritems",
    "'''\nprint x\n'''",
    "try:\n    xrange\nexcept NameError:\n    xrange = range\nxrange(3)",
    "from six.moves import xrange\nxrange(3)",
    "import six\nfor k in six.iteritems(d): pass",
    "try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle",
    "if sys.version_info[0] < 3:\n    text = unicode\nelse:\n    text = str",
    "def f(x: int): return x.iteritems()",
    "x = d.keys()[0]",  # may be an index of pandas
    "import numpy as np\nx = range(int(n / 2)), np.zeros(n // 2), np.ones(3) * (n / 2), [n / 2]",
    "from __future__ import division\nx = range(n / 2)",
    "x = hparams.values().pop('rate') + hparams.values()['rate']",
    "x = range(9)[0] + len(range(9))",
    "x = map(f, y)\nx = list(x)\nx[0]",
    "from six.moves import map\nx = map(f, y)[0]",
    "def f(map): return map(1)[0]",
    "k = d.keys()\ndef f(k): return k.sort()",
    "import numpy as np\nx = np.array(range(3)) + np.arange(3)",
    "if sys.version_info[0] < 3:\n    x = zip(a, b)[0]",
    "this is no program",
    "x = (",
]


@pytest.mark.parametrize("source", NOT)
def test_not_python2(source):
    """Words in strings, names the source takes care of, Python 3 and nonsense are not Python 2."""
    assert python2_sign(source) is None


DOUBTS = [
    ("x = d.keys()[0]", ["d.keys()[...] needs the list that Python 2 returned (line 1)"]),
    ("def f(x: int): return x.iteritems()", ["it uses x.iteritems (line 1)"]),
    ("def iteritems(x: int): return x.iteritems()", []),
    ("x = d.keys()", []),
    ("v = hparams.values()\nx = v[name], v['rate']", []),
    ("x = d.values()[-1]", ["d.values()[...] needs the list that Python 2 returned (line 1)"]),
]


@pytest.mark.parametrize(("source", "reasons"), DOUBTS)
def test_doubts(source, reasons):
    """What fails if the object is a dictionary, and not if it is of pandas, is no sure sign."""
    assert [str(doubt) for doubt in python2_doubts(Model(ast.parse(source)))] == reasons


def _error(source):
    try:
        exec(compile(source, "x.py", "exec"), {})
    except Exception as error:  # noqa: BLE001  (whatever the source raises)
        return error
    raise AssertionError("no error")


OFFERED = [
    ("{}.iteritems()", "iteritems is an attribute of Python 2"),
    ("xrange(3)", "xrange is a builtin of Python 2"),
    ("import cPickle", "cPickle is a module of Python 2"),
    ("from itertools import izip", "itertools.izip is a function of Python 2"),
    ("import sys; sys.maxint", "maxint is an attribute of Python 2"),
    ("{}.keys()[0]", "the result of dict.keys() was a list in Python 2"),
    ("{}.items().sort()", "the result of dict.items() was a list in Python 2"),
    ("len(map(int, ''))", "the result of map() was a list in Python 2"),
    ("open('old.png', 'w').write(b'a')", "text and bytes were the same"),
    ("open('old.png', 'wb').write('a')", "text and bytes were the same"),
    ("open('old.png', encoding='utf-8').read()", "reads a file that is not text as text"),
    ("import pickle; pickle.loads(b'U\\x01\\xff.')", "reads a pickle that Python 2 wrote"),
    ("import random; random.shuffle(range(9))", "the result of range() was a list in Python 2"),
    ("h = 4 / 2; [1, 2][:h]", "/ of integers gave an integer in Python 2"),
    ("class A: h = 4\nA.h /= 2\nfor i in range(A.h): pass", "/ of integers gave an integer"),
    ("import numpy as np; np.ones(3)[4 / 2]", "/ of integers gave an integer in Python 2"),
    ("import numpy as np; np.zeros((8 / 2, 1))", "/ of integers gave an integer in Python 2"),
]


@pytest.mark.parametrize(("source", "reason"), OFFERED)
def test_offer(source, reason, tmp_path, monkeypatch):
    """An error over what Python 2 had otherwise offers --python2 in one sentence."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.png").write_bytes(b"\x89PNG\0")
    (tmp_path / "x.py").write_text(source)  # tracebacks show its lines
    error = _error(source)
    assert reason in offer(error)
    assert "tfv1 run --python2" in offer(error)


def test_offer_for_a_function_that_tensorflow_called():
    """tf.py_func hands over bytes; TensorFlow's error has the function's in its text."""
    kind = type("UnknownError", (Exception,), {"__module__": "tensorflow.errors"})
    assert "were the same" in offer(kind("TypeError: a bytes-like object is required, not 'str'"))
    assert offer(kind("TypeError: another one")) is None


def test_offer_for_a_module_of_the_own_package(tmp_path, monkeypatch):
    """Python 2 looked there first."""
    package = tmp_path / "own_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text("import two_of_own_package")
    (package / "two_of_own_package.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "two_of_own_package is in the package" in offer(_error("import own_package.one"))


def test_offer_for_a_file_that_does_not_parse(tmp_path):
    """A SyntaxError offers it when the file is Python 2, and only then."""
    file = tmp_path / "old.py"
    file.write_text("x = 1\nprint x\n")
    with pytest.raises(SyntaxError) as caught:
        compile(file.read_text(), str(file), "exec")
    assert f"{file}: it has a print statement (line 2)" in offer(caught.value)
    file.write_text("x = = 1\n")
    assert offer(caught.value) is None


@pytest.mark.parametrize(
    "source",
    [
        *("{}.items_()", "nothing", "import nothing_", "1 / 0", "x = =", "1 + ''"),
        *("b'\\xff'.decode('ascii')", "b'\\xff'.decode()"),
        *("h = 4 * 0.5; [1, 2][:h]", "from __future__ import division\nrange(4 / 2)"),
    ],
)
def test_no_offer(source):
    """Other errors are left alone."""
    assert offer(_error(source)) is None
