"""Python 2 sources become Python 3 sources, line by line."""

import ast
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfv1 import cachefolder
from tfv1.python2 import cache as disk
from tfv1.python2.convert import convert

CHANGED = [
    ("print 'a', b", "print('a', b)"),
    ("print", "print()"),
    ("print >>f, x,", "__py2_print_to__( f, x, end=' ')"),
    ("print (1, 2)", "print((1, 2))"),
    ("print 'a' % \\\n  b", "print('a' % \\\n  b)"),
    ("exec code in ns, loc", "exec (code, ns, loc)"),
    ("raise E, 'm'", "raise __py2_exception__(E, 'm')"),
    ("try: f()\nexcept E, e: pass", "try: f()\nexcept E as e: pass"),
    ("x = `a`, `1, 2`", "x = repr(a), repr((1, 2))"),
    ("x = a <> 0777 + 10L", "x = a != 0o777 + 10"),
    ("x = ur'\\d' + '\\u12'", "x = r'\\d' + '\\\\u12'"),
    ("def f(a, (b, c)): return c", None),
    (
        "print lambda (a, b): a",
        "print(lambda __py2_parameter_1_13__: (lambda a, b: a)"
        "(__py2_parameter_1_13__[0], __py2_parameter_1_13__[1]))",
    ),
    ("print >>f, [d.values() for d in 1, 2]", None),
    ("f(async=x.async)", "f(\uff41sync=x.\uff41sync)"),
    ("x = 7L.real", "x = 7 .real"),
    ("from __builtin__ import False", "from __builtin__ import bool"),
    ("x = a / b / 2", "x = __py2_div__(__py2_div__(a , b) , 2)"),
    ("x /= y[1]", "x = __py2_idiv__(x, y[1])"),
    ("x /=7", "x = __py2_idiv__(x,7)"),
    ("def f(a, ((b)), (c, (d))): return d", None),
    ("x = d.keys()[0]", "x = __py2_listed__(d.keys())[0]"),
    ("x = (a or\n     b).has_key(1)", "x = __py2_attribute__((a or\n     b), 'has_key')(1)"),
    ("l.sort(f)", "__py2_sort__(l, 'sort')(f)"),
    ("def g():\n  yield 1\n  raise StopIteration", "def g():\n  yield 1\n  return"),
]


@pytest.mark.parametrize(("source", "expected"), CHANGED, ids=[row[0] for row in CHANGED])
def test_changed(source, expected):
    """What Python 3 cannot parse, or understands otherwise, is rewritten on its line."""
    found = convert(source, "x.py")
    ast.parse(found)
    assert found.count("\n") == source.count("\n")
    if expected is not None:
        assert _bare(found) == _bare(expected)


UNCHANGED = [
    "",
    "# print x\n",
    "x = 'print y; a / b'\n",
    "from __future__ import division\nx = a / b\nx /= 2\n",
    "from __future__ import print_function\nprint('a', file=f)\n",
    "print('a')\n",
    "x = 1 // 2 + 1 / 2.0\n",
    "x.next = 5\ndel x.next\nd.keys(1)\nx.sort()\nx.sort(key=f)\n",
    "def f(a, b=(1, 2)): return a\n",
    "try: f()\nexcept E as e: pass\n",
    "x = u'\\u1234', r'\\u', '\\\\u'\n",
    "exec(code)\nexec(code, ns)\n",
    # Only Python 3 has these, so nothing is taken for Python 2's meaning.
    "x: int = a / b\n",
    "def f(*, a): return a / 2\n",
    "print(a / b, end='')\n",
    "x = f'{a / b}' + d.keys()\n",
    "class A(metaclass=B): x = 1 / 2\n",
]


@pytest.mark.parametrize("source", UNCHANGED)
def test_unchanged(source):
    """What means the same in both, and what only Python 3 has, stays as it is."""
    assert convert(source, "x.py") == source


def _bare(source):
    return "".join(source.split())


def test_tabs_beside_spaces():
    """A tab reaches the next eighth column where both are used, but in a string it stays."""
    source = 'if a:\n        b = """\n\tx\n"""\n\tprint b\n        print b\n'
    expected = 'if a:\n        b = """\n\tx\n"""\n        print(b)\n        print(b)\n'
    assert convert(source, "x.py") == expected


def test_neither_language():
    """A source of neither language is a SyntaxError that names file and line."""
    with pytest.raises(SyntaxError, match="neither Python 2 nor Python 3") as caught:
        convert("x = 1\nprint x y z\n", "broken.py")
    assert (caught.value.filename, caught.value.lineno) == ("broken.py", 2)


def test_what_has_no_place_on_its_line():
    """A tuple parameter that cannot be unpacked on a line that exists says what to write."""
    with pytest.raises(SyntaxError, match=r"unpack it by hand: \(a, b\) = "):
        convert("def f((a, b)):\n    while a: a -= b\n", "x.py")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", ""])
def test_line_ends(ending):
    """Any line ends are read, and a last line without one stays so."""
    found = convert(f"x = 1{ending or chr(10)}print x{ending}", "x.py")
    assert found.split("\n")[:2] == ["x = 1", "print(x)"]


def test_tracebacks_name_the_line(run_python2):
    """An error in a converted source is at the line where the source has it."""
    source = (
        "def f((a, b),\n      c):\n    '''doc\n    string'''\n    print a, \\\n b\n"
        "    return 1 / 0\n"
    )
    space = run_python2(source)
    with pytest.raises(ZeroDivisionError) as caught:
        space["f"]((1, 2), 3)
    lines = [entry.lineno for entry in caught.traceback if str(entry.path).endswith("source.py")]
    assert [line + 1 for line in lines] == [7]


numbers = st.one_of(st.integers(-50, 50), st.floats(-50, 50).filter(lambda x: abs(x) > 0.01))
leaves = numbers.map(lambda x: f"({x!r})" if x < 0 else repr(x))
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(" ".join),
        inner.map("({})".format),
        st.tuples(inner, inner).map("[{0[0]},\n {0[1]}][1]".format),
    ),
    max_leaves=8,
)


class Two:
    """A number that divides as in Python 2: an independent account of its rule."""

    def __init__(self, value):
        self.value = value

    def __truediv__(self, other):
        a, b = self.value, other.value
        exact = isinstance(a, int) and isinstance(b, int)
        return Two(divmod(a, b)[0] if exact else a / b)

    def __add__(self, other):
        return Two(self.value + other.value)

    def __sub__(self, other):
        return Two(self.value - other.value)

    def __mul__(self, other):
        return Two(self.value * other.value)


class _Numbers(ast.NodeTransformer):
    def visit_UnaryOp(self, node):
        return self._two(node)

    def visit_Constant(self, node):
        return self._two(node)

    def visit_Subscript(self, node):
        node.value = self.visit(node.value)  # the index stays a number
        return node

    def _two(self, node):
        return ast.Call(ast.Name("Two", ast.Load()), [node], [])


def _value(tree, **names):
    code = compile(ast.fix_missing_locations(tree), "expression", "eval")
    try:
        return eval(code, names)
    except (ZeroDivisionError, OverflowError) as error:
        return type(error)


@given(expressions)
@settings(deadline=None, max_examples=150)
def test_division_of_any_expression(expression):
    """/ gives what Python 2 gives, whatever stands around it."""
    from tfv1.python2.builtins import BUILTINS

    source = f"(\n{expression}\n)"
    found = convert(source, "x.py")
    assert found.count("\n") == source.count("\n")
    expected = _value(_Numbers().visit(ast.parse(source, mode="eval")), Two=Two)
    if isinstance(expected, Two):
        expected = expected.value
    got = _value(ast.parse(found, mode="eval"), **BUILTINS)
    assert (type(got), repr(got)) == (type(expected), repr(expected))


def test_cached_by_content(cache, monkeypatch):
    """A source is converted once; the same text under another name is found again."""
    source = "print 1 / 2\n"
    first = convert(source, "a.py")
    (kept,) = cache.rglob("*.py")
    kept.write_text("from the cache")
    assert convert(source, "b.py") == "from the cache"
    assert convert(source + "# other\n", "a.py") == first + "# other\n"


def test_cache_follows_the_converter(cache, monkeypatch, tmp_path):
    """What another version of this package has converted is not taken from the cache."""
    monkeypatch.setattr(disk, "__file__", str(tmp_path / "package" / "cache.py"))
    (tmp_path / "package").mkdir()
    for text in ("version = 1", "version = 2"):
        (tmp_path / "package" / "syntax.py").write_text(text)
        disk._converter.cache_clear()
        convert("print 1\n", "x.py")
    disk._converter.cache_clear()
    assert len(list(cache.rglob("*.py"))) == 2


@pytest.mark.parametrize("place", ["file", "gone"])
def test_cache_that_cannot_be_written(place, tmp_path, monkeypatch):
    """A cache folder that cannot be created is not an error."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "file" / "x"))
    if place == "gone":
        monkeypatch.setenv("TFV1_CACHE", "/proc/nowhere")
    assert convert("print 1", "x.py") == "print(1)"


def test_cache_folder(monkeypatch, tmp_path):
    """TFV1_CACHE goes before the platform's folder."""
    assert cachefolder.folder() == tmp_path / "cache"
    monkeypatch.delenv("TFV1_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cachefolder.folder() == tmp_path / "tfv1"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cachefolder.folder() == tmp_path / ".cache" / "tfv1"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cachefolder.folder() == tmp_path / "Library" / "Caches" / "tfv1"
