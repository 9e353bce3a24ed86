"""Python 2 sources, and errors that they cause, are recognised."""

import pytest

from tfv1.runtime.python2_hint import offer
from tfv1.source.dialect import python2_sign

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
]


@pytest.mark.parametrize(("source", "reason"), PYTHON2, ids=[row[1] for row in PYTHON2])
def test_python2(source, reason):
    """The reason names what only Python 2 has, and its line."""
    found = python2_sign(source)
    assert found is not None
    assert reason in str(found)
    assert found.line


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
    "this is no program",
    "x = (",
]


@pytest.mark.parametrize("source", NOT)
def test_not_python2(source):
    """Words in strings, names the source takes care of, Python 3 and nonsense are not Python 2."""
    assert python2_sign(source) is None


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
    ],
)
def test_no_offer(source):
    """Other errors are left alone."""
    assert offer(_error(source)) is None
