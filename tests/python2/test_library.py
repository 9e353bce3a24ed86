"""What converted modules run with, where the project's recording does not show it."""

import io
import sys

import numpy as np
import pytest


def test_arrays_go_through_files_of_text(run_python2, tmp_path):
    """numpy.save and numpy.load, with files opened as Python 2 scripts open them."""
    names = run_python2(
        "import numpy\n"
        "with open(path, 'w') as f:\n    numpy.save(f, numpy.arange(3))\n"
        "found = numpy.load(open(path))\n",
        path=str(tmp_path / "a.npy"),
    )
    np.testing.assert_array_equal(names["found"], [0, 1, 2])
    np.testing.assert_array_equal(np.load(tmp_path / "a.npy"), [0, 1, 2])


@pytest.mark.parametrize("mode", ["r", "U", "rU", "rb", "br", "b", "Ub"])
def test_the_modes_that_read(run_python2, tmp_path, mode):
    """In any order; a mode without r, w or a reads."""
    (tmp_path / "a").write_bytes(b"text")
    names = run_python2("found = open(path, mode).read()", path=str(tmp_path / "a"), mode=mode)
    assert names["found"] == (b"text" if "b" in mode else "text")


@pytest.mark.parametrize("mode", ["w", "a", "wb", "r+"])
def test_the_modes_that_write(run_python2, tmp_path, mode):
    """Text and bytes go into either kind of file."""
    (tmp_path / "a").write_bytes(b"")
    source = "f = open(path, mode)\nf.write('a')\nf.write(data)\nf.close()"
    run_python2(source, path=str(tmp_path / "a"), mode=mode, data=b"b")
    assert (tmp_path / "a").read_bytes() == b"ab"


def test_a_file_in_memory_keeps_its_place_when_it_becomes_one_of_bytes(run_python2):
    """What comes next is written where the text ended, or where seek() went."""
    names = run_python2(
        "from StringIO import StringIO\nout = StringIO('abcd')\nout.seek(2)\nout.write(data)\n",
        data=b"\xff",
    )
    assert names["out"].getvalue() == b"ab\xffd"


class Fraction:
    """Has `__round__` alone."""

    def __round__(self, digits):
        return "rounded", digits


def test_round(run_python2):
    """Halves go away from zero; what only knows how to round itself does so."""
    names = run_python2(
        "a = round(2.5), round(-0.5), round(x)\nb = round(y, 1)", x=np.float32(3.5), y=Fraction()
    )
    assert names["a"] == (3.0, -1.0, 4.0)
    assert names["b"] == ("rounded", 1)


def test_attributes_that_only_some_objects_had(run_python2):
    """message is an exception's, getchildren an element's."""
    names = run_python2(
        "import xml.etree.ElementTree as E\n"
        "found = [c.tag for c in E.XML('<a><b/><c/></a>').getchildren()], ValueError('m').message\n"
    )
    assert names["found"] == (["b", "c"], "m")
    for name in ("message", "getchildren"):
        with pytest.raises(AttributeError):
            run_python2(f"x.{name}", x=io.BytesIO())


def test_a_class_is_made_once_where_its_metaclass_is_inherited(run_python2):
    """Declared, it is made again by the metaclass; below that it has it already."""
    names = run_python2(
        "made = []\n"
        "class Meta(type):\n"
        "    def __init__(cls, name, bases, body):\n"
        "        made.append(name)\n"
        "class A(object):\n    __metaclass__ = Meta\n"
        "class B(A):\n    __metaclass__ = Meta\n"
    )
    assert names["made"] == ["A", "B"]


def test_sys_is_asked_anew_each_time(run_python2, monkeypatch):
    """A script rebinds sys.stdout, and other code does after it."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)  # put back at the end
    source = "import sys\nsys.stdout = f\ndef out():\n    return sys.stdout, sys.maxint\n"
    first, second = io.StringIO(), io.StringIO()
    out = run_python2(source, f=first)["out"]
    assert out() == (first, sys.maxsize)
    sys.stdout = second
    assert out() == (second, sys.maxsize)
