"""User code sees libraries with the names they have dropped; nobody else does."""

import collections
import importlib
import importlib.util
import inspect
import io
import json
import pickle
import random
import subprocess
import sys
import threading
import types

import numpy
import pytest

from tfv1.names import libraries, modules
from tfv1.names.tables import libraries as tables

ROWS = [(module, name) for module, names in tables.NAMES.items() for name in names]


def test_tables_are_data():
    """Reading the tables loads no library and no other part of this package."""
    code = (
        "import sys; from tfv1.names.tables import libraries as tables\n"
        "assert tables.home('numpy', 'int') == 'builtins:int'\n"
        "assert not {'numpy', 'scipy', 'PIL', 'tensorflow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(("module", "name"), ROWS, ids=[".".join(row) for row in ROWS])
def test_every_row(module, name):
    """Every name of the tables is there, as an attribute and in dir()."""
    top = module.partition(".")[0]
    if importlib.util.find_spec(top) is None and top not in tables.MODULES:
        pytest.skip(f"{top} is not installed")
    if module == "scipy.misc" and name in ("ascent", "electrocardiogram", "face"):
        pytest.importorskip("scipy.datasets")
    seen = libraries.view(module)
    assert seen is not None
    assert hasattr(seen, name)
    assert name in dir(seen)


def test_numpy_names_mean_what_they_meant():
    """The aliases are Python's types, and the functions do what NumPy 1.18's did."""
    np = libraries.view("numpy")
    assert (np.int, np.float, np.bool, np.object) == (int, float, bool, object)
    assert (np.str, np.complex, np.long, np.unicode) == (str, complex, int, str)
    assert np.asscalar(np.array([[3.5]])) == 3.5
    assert type(np.asscalar(np.ones(1, np.int32))) is int
    assert (np.rank(np.ones((2, 3))), np.alen(5), np.alen([1, 2])) == (2, 1, 2)
    assert np.product([2, 3]) == 6
    assert np.cumproduct([2, 3]).tolist() == [2, 6]
    assert np.sometrue([0, 1]) and not np.alltrue([0, 1])
    assert np.zeros(2, np.int).dtype == np.dtype(int)


def test_ragged_arrays_are_object_arrays():
    """Nested lists of unequal length make an object array, unless a dtype is given."""
    np = libraries.view("numpy")
    for function in (np.array, np.asarray, np.asanyarray):
        made = function([[1], [2, 3]])
        assert (made.dtype, made.tolist()) == (object, [[1], [2, 3]])
        assert function([1, 2]).dtype == np.dtype(int)
    with pytest.raises(ValueError, match="inhomogeneous"):
        np.array([[1], [2, 3]], dtype=float)
    with pytest.raises(ValueError, match="inhomogeneous"):
        np.array([[1], [2, 3]], float)


def test_real_modules_are_untouched():
    """After every view was used, the real modules still lack the names."""
    for module, name in ROWS:
        if importlib.util.find_spec(module.partition(".")[0]) is not None:
            getattr(libraries.view(module), name)
    for name in ("asscalar", "typeDict", "alen"):
        assert name not in vars(numpy)
    with pytest.raises(AttributeError):
        numpy.int  # noqa: B018  (the access is the test)
    assert not hasattr(collections, "Mapping")
    assert not hasattr(sys.modules["time"], "clock")


def test_a_view_is_a_module_like_the_real_one():
    """It is a module, has the same file and path, and the library's own objects."""
    np = libraries.view("numpy")
    assert isinstance(np, types.ModuleType)
    assert (np.__name__, np.__file__, np.__path__) == ("numpy", numpy.__file__, numpy.__path__)
    assert np.ndarray is numpy.ndarray
    assert np.ma is numpy.ma
    assert libraries.view("numpy") is np
    assert pickle.loads(pickle.dumps([np.float, np.zeros, np.array]))[1] is numpy.zeros
    with pytest.raises(AttributeError, match="nothing"):
        np.nothing  # noqa: B018  (the access is the test)


def test_setting_a_name_sets_it_for_the_library(monkeypatch):
    """What user code replaces in a library (`np.load = f`) is replaced for the library too."""
    seen = libraries.view("threading")
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    seen.excepthook = marker = lambda details: None
    assert threading.excepthook is marker
    assert seen.excepthook is marker


def test_star_import_has_the_public_names():
    """from numpy import * gives functions that were public, but hides no builtin type."""
    np = libraries.view("numpy")
    assert {"asscalar", "rank", "zeros"} <= set(np.__all__)
    assert not {"int", "float", "object"} & set(np.__all__)
    assert all(hasattr(np, name) for name in np.__all__)


def test_submodules_imported_later_are_there():
    """A submodule that the real library gets after the view was made is an attribute."""
    pytest.importorskip("scipy")
    scipy = libraries.view("scipy")
    stats = importlib.import_module("scipy.stats")
    assert scipy.stats is not None
    assert scipy.cluster is importlib.import_module("scipy.cluster")
    assert libraries.view("scipy.stats").norm is stats.norm
    assert scipy.misc is libraries.view("scipy.misc")


def test_scipy_repeats_numpy():
    """SciPy's namespace has NumPy's names again, as 1.1 had."""
    pytest.importorskip("scipy")
    scipy = libraries.view("scipy")
    assert scipy.interp(1.5, [1, 2], [3, 5]) == 4
    assert scipy.zeros(2).tolist() == [0, 0]


def test_interpolation_between_repeated_positions():
    """interp1d takes repeated positions for 'slinear', as SciPy 1.1 did; other kinds refuse."""
    interpolate = libraries.view("scipy.interpolate")
    x, y = numpy.array([0, 0, 0, 0.2, 0.2, 0.5, 1]), numpy.arange(7) / 10
    values = interpolate.interp1d(x, y, kind="slinear")([0, 0.1, 0.2, 0.3, 0.5, 0.7])
    assert values == pytest.approx(
        [0.2, 0.25, 0.4, 0.43333333333333335, 0.5, 0.54]
    )  # SciPy 1.2.1's
    with pytest.raises(ValueError, match="duplicates"):
        interpolate.interp1d(x, y, kind="quadratic")


def test_filter_of_objects():
    """lfilter takes ragged lists, as SciPy 1.5 did; numbers are left to SciPy."""
    lfilter = libraries.view("scipy.signal").lfilter
    ragged = numpy.empty(3, dtype=object)
    ragged[:] = [numpy.array([1.0]), numpy.array([2.0]), 0.5]
    filtered = lfilter([1], [1, -0.5], ragged)
    assert filtered.dtype == object
    assert [float(numpy.ravel(one)[0]) for one in filtered] == [1.0, 2.5, 1.75]
    numbers = numpy.random.RandomState(1).rand(3, 5)
    coefficients = [2.0, 1.0, 0.3], [2.0, -0.4]
    for axis in (0, 1):
        zi = numpy.ones([2, 5] if axis == 0 else [3, 2])
        expected, state = lfilter(*coefficients, numbers, axis, zi)
        objects, final = lfilter(*coefficients, numbers.astype(object), axis, zi)
        numpy.testing.assert_allclose(objects.astype(float), expected)
        numpy.testing.assert_allclose(final.astype(float), state)
        plain = lfilter(*coefficients, numbers.astype(object), axis=axis)
        numpy.testing.assert_allclose(plain.astype(float), lfilter(*coefficients, numbers, axis))
    assert lfilter([1], [1, -0.5], [1, 2]).dtype == float


def test_modules_without_a_view():
    """A module that lost nothing, or does not exist, has none."""
    assert libraries.view("struct") is None
    assert libraries.view("no_such_library") is None
    assert libraries.view("numpy.ma") is None
    assert libraries.view("scipy.no_such_module") is None


def test_library_that_is_not_installed(monkeypatch):
    """There is no view of it, so that importing it says what it always says."""
    monkeypatch.setattr(libraries, "_views", {})
    for name in ("yaml", "scipy", "PIL", "sklearn"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("yaml", "scipy", "scipy.misc", "PIL.Image", "sklearn.cross_validation"):
        assert libraries.view(name) is None


def test_modules_that_moved():
    """A module that is gone as a whole is its successor."""
    assert libraries.view("xml.etree.cElementTree").fromstring("<a/>").tag == "a"
    imp = libraries.view("imp")
    assert imp.new_module("x").__name__ == "x"
    assert libraries.view("distutils.version") is None or hasattr(
        libraries.view("distutils.version"), "LooseVersion"
    )


def test_imp_loads_a_file(tmp_path, monkeypatch):
    """imp.load_source and find_module/load_module run a file as a module."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "settings_of_test.py").write_text("rate = 5\n")
    imp = libraries.view("imp")
    path = str(tmp_path / "settings_of_test.py")
    assert imp.load_source("settings_of_test", path).rate == 5
    assert sys.modules.pop("settings_of_test").__file__ == path
    found = imp.find_module("settings_of_test")
    with found[0]:
        assert imp.load_module("settings_of_test", *found).rate == 5
    sys.modules.pop("settings_of_test")
    (tmp_path / "broken_of_test.py").write_text("1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        imp.load_source("broken_of_test", str(tmp_path / "broken_of_test.py"))
    assert "broken_of_test" not in sys.modules
    with pytest.raises(ImportError, match="no_such_of_test"):
        imp.find_module("no_such_of_test")


def test_reload(tmp_path, monkeypatch):
    """Reloading a view reloads the real module and keeps the view."""
    seen = libraries.view("json")
    real = sys.modules["json"]
    monkeypatch.setattr(real, "marker", 1, raising=False)
    assert modules.reload(seen) is seen
    assert seen.marker == 1
    assert seen.loads("[1]", encoding="utf-8") == [1]
    assert sys.modules["json"] is real


def test_getargspec():
    """inspect.getargspec gives names and defaults, and rejects what it rejected."""
    seen = libraries.view("inspect")

    def function(a, b=2, *rest, **more): ...

    assert tuple(seen.getargspec(function)) == (["a", "b"], "rest", "more", (2,))
    assert seen.getargspec(function).keywords == "more"
    assert seen.formatargspec(*seen.getargspec(function)) == "(a, b=2, *rest, **more)"

    def annotated(a: int): ...

    with pytest.raises(ValueError, match="getfullargspec"):
        seen.getargspec(annotated)
    assert seen.signature is inspect.signature


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(6, 4, 2), (6, -4, -2), (-6, 4, 2), (-6, 0, -6), (0, 0, 0), (0, -3, -3)],
)
def test_gcd(a, b, expected):
    """fractions.gcd has the sign it had in Python 3.7."""
    assert libraries.view("fractions").gcd(a, b) == expected


def test_random():
    """random.sample takes a set, shuffle takes a source of numbers; seeded streams are the same."""
    seen = libraries.view("random")
    assert seen.sample({3}, 1) == [3]
    random.seed(4)
    expected = random.sample(range(99), 5)
    seen.seed(4)
    assert seen.sample(range(99), 5) == expected
    numbers = [1, 2, 3]
    seen.shuffle(numbers, lambda: 0.0)
    assert numbers == [2, 3, 1]  # as Python 3.7.16 answers
    seen.shuffle(numbers)
    assert sorted(numbers) == [1, 2, 3]


def test_threads():
    """Thread has isAlive, and threads that others start are its instances."""
    Thread = libraries.view("threading").Thread

    class Worker(Thread):
        def run(self):
            self.done = True

    worker = Worker()
    assert not worker.isAlive()
    worker.start()
    worker.join()
    assert worker.done and not worker.isAlive()
    assert isinstance(threading.current_thread(), Thread)
    assert not isinstance(threading.current_thread(), Worker)


def test_settings_files():
    """Parsers of settings have readfp, and SafeConfigParser is there."""
    seen = libraries.view("configparser")
    for kind in (seen.ConfigParser, seen.RawConfigParser, seen.SafeConfigParser):
        parser = kind()
        parser.readfp(io.StringIO("[a]\nb = 1\n"))
        assert parser.getint("a", "b") == 1


def test_small_ones():
    """time.clock, cgi.escape, base64.encodestring, json's encoding and the ABCs work."""
    assert libraries.view("time").clock() >= 0
    assert libraries.view("cgi").escape('<a & "b">', True) == "&lt;a &amp; &quot;b&quot;&gt;"
    assert libraries.view("base64").encodestring(b"x") == b"eA==\n"
    assert libraries.view("json").dumps is json.dumps
    assert isinstance({}, libraries.view("collections").Mapping)
    assert len(libraries.view("platform").linux_distribution()) == 3


def test_text_sizes():
    """Pillow's fonts and drawings measure text again."""
    pytest.importorskip("PIL")
    from PIL import Image

    font = libraries.view("PIL.ImageFont").load_default()
    width, height = font.getsize("car: 97%")
    assert width > height > 5
    draw = libraries.view("PIL.ImageDraw").Draw(Image.new("RGB", (9, 9)))
    assert draw.textsize("car: 97%", font) == (width, height)
    assert libraries.view("PIL").Image.ANTIALIAS == Image.LANCZOS


def test_yaml_without_loader():
    """yaml.load needs no loader."""
    pytest.importorskip("yaml")
    seen = libraries.view("yaml")
    assert seen.load("a: [1]") == {"a": [1]}
    assert list(seen.load_all("1\n---\n2")) == [1, 2]


def test_concurrent_first_use(monkeypatch):
    """Threads that ask for a library at the same time get the same view."""
    monkeypatch.setattr(libraries, "_views", {})
    barrier = threading.Barrier(8)
    found = []

    def ask():
        barrier.wait()
        found.append(libraries.view("collections"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1
