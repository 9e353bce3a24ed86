"""A Python 2 project runs as under Python 2.7."""

import io
import math
import os
import pickle
import subprocess
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent


def test_project_prints_what_python27_prints(tfv1, tmp_path):
    """`tfv1 run --python2` gives line for line what Python 2.7.18 printed, cached or not."""
    expected = (
        (HERE.parent / "golden" / "python2" / "expected.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    environment = {**os.environ, "TFV1_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        done = subprocess.run(
            [*tfv1, "run", "--python2", "main.py"],
            cwd=HERE / "project",
            env=environment,
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == expected
    cached = list((tmp_path / "cache").rglob("*.py"))
    executed_by_execfile = 1
    assert len(cached) == len(list((HERE / "project").rglob("*.py"))) + executed_by_execfile


def test_error_in_a_project_shows_the_source_line(tfv1, tmp_path):
    """The traceback has the file's own lines, and nothing of ours."""
    script = tmp_path / "train.py"
    body = "def f((a, b)):\n    return a / b + {}[a] / 2\n\nf((1, 2))\n"
    script.write_text(f"print 'start'\n\n{body}")
    done = subprocess.run(
        [*tfv1, "run", "--python2", str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == "start\n"
    # No markers under the lines: they would be those of the converted text.
    assert done.stderr.splitlines() == [
        "Traceback (most recent call last):",
        f'  File "{script}", line 6, in <module>',
        "    f((1, 2))",
        f'  File "{script}", line 4, in f',
        "    return a / b + {}[a] / 2",
        "KeyError: 1",
    ]


def test_division_of_tensors(run_python2):
    """Operands with their own __div__, such as tensors, are asked for it, on either side."""

    class Tensor:
        def __div__(self, other):
            return "div", other

        def __rdiv__(self, other):
            return "rdiv", other

    space = run_python2("a = t / 2; b = 2 / t; c = t; c /= 2.0", t=Tensor())
    assert (space["a"], space["b"], space["c"]) == (("div", 2), ("rdiv", 2), ("div", 2.0))


def test_in_place_division_keeps_the_array(run_python2):
    """x /= y changes an array in place, also as an attribute and a slice."""
    a, b = np.arange(4), np.arange(4.0)
    space = run_python2("a /= 2; h['x'][1:] /= 2", a=a, h={"x": b})
    assert space["a"] is a
    assert a.tolist() == [0, 0, 1, 1]
    assert b.tolist() == [0, 0.5, 1, 1.5]


def test_methods_of_other_objects_stay(run_python2):
    """keys(), values(), next and sort stay those of any other class."""

    class Other:
        def values(self):
            return {"a": 1}

        def iteritems(self):
            return "mine"

        def sort(self, axis):
            return axis

        next = 5

    space = run_python2("r = [o.values(), o.iteritems(), o.sort(0), o.next]", o=Other())
    assert space["r"] == [{"a": 1}, "mine", 0, 5]


def test_missing_attribute_names_what_was_asked(run_python2):
    """An object without iteritems raises the AttributeError it always raised."""
    with pytest.raises(AttributeError, match="'int' object has no attribute 'iteritems'"):
        run_python2("(5).iteritems()")


def test_pickles_of_python2(run_python2, tmp_path):
    """Arrays pickled by Python 2 load, from a file in either mode, and from a string."""
    # cPickle.dumps(numpy.array([200], 'uint8'), 2) under Python 2.7.18 with NumPy 1.16.6
    data = (
        b"\x80\x02cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85"
        b"U\x01b\x87Rq\x03(K\x01K\x01\x85cnumpy\ndtype\nq\x04U\x02u1K\x00K\x01\x87Rq\x05(K\x03U"
        b"\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89U\x01\xc8tb."
    )
    path = tmp_path / "x.pkl"
    path.write_bytes(data)
    space = run_python2(
        "import cPickle, pickle\n"
        "a = cPickle.load(open(path)); b = pickle.load(open(path, 'rb')); c = pickle.loads(data)",
        path=str(path),
        data=data,
    )
    assert [space[name].tolist() for name in "abc"] == [[200]] * 3
    assert pickle.load is not space["pickle"].load  # the real module stays as it was


def test_objects_of_python2_in_an_array(run_python2, tmp_path):
    """numpy.load reads the weights that Python 2 saved as a dictionary of byte strings."""
    path = tmp_path / "weights.npy"
    np.save(path, np.array({"conv": 1}, dtype=object), allow_pickle=True)
    header = path.read_bytes().partition(b"\n")[0] + b"\n"
    data = pickle.dumps(np.array({"conv": 1}, dtype=object), 2)
    old = data.replace(b"X\x04\x00\x00\x00conv", b"U\x04conv").replace(b"K\x01s", b"U\x02\xffas")
    path.write_bytes(header + old)
    space = run_python2(
        "import numpy as np\n"
        "a = np.load(path, allow_pickle=True).item()\n"
        "b = np.load(open(path), allow_pickle=True).item()",
        path=str(path),
    )
    assert space["a"] == space["b"] == {"conv": "\xffa"}


def test_image_bytes_through_a_text_file(run_python2, tmp_path):
    """open(path).read() of an image gives its bytes; text in another encoding stays text."""
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x00\xff")
    (tmp_path / "x.txt").write_bytes("caf\xe9\n".encode("latin-1"))
    space = run_python2(
        "image = open(folder + '/x.png').read(); text = open(folder + '/x.txt').read()\n"
        "f = open(folder + '/copy', 'w'); f.write(text); f.close()",
        folder=str(tmp_path),
    )
    assert space["image"] == b"\x89PNG\r\n\x00\xff"
    assert space["text"].startswith("caf")
    assert (tmp_path / "copy").read_bytes() == "caf\xe9\n".encode("latin-1")


def test_stringio_holds_an_image(run_python2):
    """StringIO takes the bytes of an encoded image, and gives them back as bytes."""
    from PIL import Image

    space = run_python2(
        "from StringIO import StringIO\ns = StringIO(); image.save(s, format='png')\n"
        "data = s.getvalue(); again = StringIO(data)",
        image=Image.new("L", (2, 3)),
    )
    assert Image.open(io.BytesIO(space["data"])).size == (2, 3)
    assert space["again"].read(4) == b"\x89PNG"
    mixed = run_python2(
        "import cStringIO\ns = cStringIO.StringIO('a'); s.read(); s.write(data); s.write('b')\n"
        "r = s.getvalue()",
        data=b"\xff",
    )
    assert mixed["r"] == b"a\xffb"


def test_real_library_is_untouched(run_python2):
    """The views of converted modules change nothing for others."""
    run_python2("import math, sys, string; x = math.floor(2.5), sys.maxint, string.letters")
    import string
    import sys

    assert type(math.floor(2.5)) is int
    assert not hasattr(sys, "maxint")
    assert not hasattr(string, "letters")


def test_sys_of_a_converted_module_is_live(run_python2, capsys):
    """Assigning sys.stdout in a converted module redirects print, as in Python 2."""
    run_python2(
        "import sys, StringIO\nkeep = sys.stdout; sys.stdout = out = StringIO.StringIO()\n"
        "print 'hidden'\nsys.stdout = keep\nprint out.getvalue()"
    )
    assert capsys.readouterr().out == "hidden\n\n"


def test_module_of_the_users_goes_before_an_old_name(run_python2, tmp_path, monkeypatch):
    """A user's own Queue.py is imported, not the library's."""
    (tmp_path / "Queue.py").write_text("mine = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert run_python2("import Queue")["Queue"].mine


def test_rounding(run_python2):
    """round() goes away from zero at a half and gives a float, for NumPy's numbers too."""
    cases = [(0.5, 0), (-2.5, 0), (2.675, 2), (1e300, 1), (-0.4, 0), (np.float32(1.5), 0), (7, 0)]
    expected = [1.0, -3.0, 2.67, 1e300, -0.0, 2.0, 7.0]
    found = run_python2("r = [round(x, n) for x, n in cases]", cases=cases)["r"]
    assert repr(found) == repr(expected)
    assert math.isnan(run_python2("r = round(float('nan'))")["r"])


def test_new_file_in_an_old_project(tfv1, tmp_path):
    """A file that only Python 3 knows keeps Python 3's builtins and division."""
    (tmp_path / "old.py").write_text("import new\nprint new.half(5), round(2.5), 5 / 2, new.kind\n")
    (tmp_path / "new.py").write_text(
        "def half(x: int) -> float:\n    return x / 2, round(2.5)\nkind = type(range(2)).__name__\n"
    )
    done = subprocess.run(
        [*tfv1, "run", "--python2", "old.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("(2.5, 2) 3.0 2 range\n", "")


def test_half_migrated_project(tfv1, tmp_path):
    """A Python 3 file gets back what only Python 2 had, and keeps what both have, also as main."""
    (tmp_path / "main.py").write_text(
        "import cPickle, math\n"
        "from part import part\n"
        "def f(x: int): return x\n"
        "d = {'b': 1, 'a': 2}\n"
        "k = d.keys()\n"
        "k.sort()\n"
        "for i in xrange(1):\n"
        "    print(k[0], d.has_key('b'), map(str, [7])[0], f'{i}', end=' ')\n"
        "print(5 / 2, len(range(5 / 2)), round(2.5), math.floor(2.5), type(range(2)), end=' ')\n"
        "print(type(map(f, k)), part.V)\n"
        "print(cPickle.loads(b'U\\x01\\xff.'), d.keys() & {'a'})\n"
    )
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "__init__.py").write_text("")
    (tmp_path / "part" / "part.py").write_text("import own\nV: int = own.V\n")
    (tmp_path / "part" / "own.py").write_text("V = 3 / 2\n")
    done = subprocess.run(
        [*tfv1, "run", "--python2", "main.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (
        "a True 7 0 2.5 2 2 2 <class 'range'> <class 'map'> 1\nÿ {'a'}\n",
        "",
    )


def test_offer_of_the_command(tfv1, tmp_path):
    """Without --python2 such a script fails as under python, with one more line that offers it."""
    (tmp_path / "train.py").write_text("d = {}\nfor k, v in d.iteritems():\n    pass\n")
    done = subprocess.run(
        [*tfv1, "run", "train.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "AttributeError: 'dict' object has no attribute 'iteritems'" in done.stderr
    assert done.stderr.splitlines()[-1].endswith(
        "iteritems is an attribute of Python 2. Run it with: tfv1 run --python2 ..."
    )


def test_pickles_that_come_once(run_python2):
    """A pickle of Python 2 loads from what cannot be wound back, such as a pipe."""

    class Pipe:
        def __init__(self, data):
            self.read, self.readline = io.BytesIO(data).read, io.BytesIO(data).readline

    class Socket(Pipe):
        def seekable(self):
            return False

    data = b"\x80\x02U\x01\xc8."  # cPickle.dumps("\xc8", 2)
    space = run_python2(
        "import cPickle\nr = [cPickle.load(one) for one in pipes]", pipes=[Pipe(data), Socket(data)]
    )
    assert space["r"] == ["\xc8", "\xc8"]


def test_binary_after_text(run_python2, tmp_path):
    """What was written as text stands before the pickle and the array that follow it."""
    path = str(tmp_path / "x")
    run_python2(
        "import cPickle, numpy\nf = open(path, 'w')\nf.write('head')\ncPickle.dump([1], f)\n"
        "f.write('middle')\nnumpy.save(f, numpy.array([2]))\nf.close()",
        path=path,
    )
    content = Path(path).read_bytes()
    array = content.index(b"middle") + len(b"middle")
    assert content.startswith(b"head\x80\x02") and pickle.loads(content[4:]) == [1]
    assert np.load(io.BytesIO(content[array:])).tolist() == [2]


def test_the_operator_module(run_python2):
    """The functions that Python 3 has dropped from it."""
    space = run_python2(
        "import operator\n"
        "r = [operator.sequenceIncludes([1], 1), operator.sequenceIncludes([1], 2),"
        " operator.isCallable(len), operator.isCallable(1), operator.isMappingType({}),"
        " operator.isMappingType([]), operator.isNumberType(1), operator.isNumberType('1'),"
        " operator.isSequenceType([]), operator.isSequenceType({}), operator.isSequenceType(1)]"
    )
    assert space["r"] == [True, False] * 4 + [True, False, False]


def test_input_is_evaluated_where_it_is_called(run_python2, monkeypatch):
    """input() is an expression in the names of the function that asks."""
    monkeypatch.setattr("builtins.input", lambda prompt: "local + outer")
    space = run_python2("outer = 1\ndef ask():\n    local = 2\n    return input('?')\nr = ask()")
    assert space["r"] == 3
