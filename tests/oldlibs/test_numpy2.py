"""What NumPy 2 dropped is there for the user's files; on NumPy 1.26 the same tests hold."""

import io
import os
import pickle

import numpy
import pytest

from tests.support.cli import python
from tfv1.legacy import numpy2
from tfv1.names import libraries
from tfv1.runtime import numpy_hint

NUMPY_2 = int(numpy.__version__.partition(".")[0]) >= 2


@pytest.fixture
def np():
    """NumPy as the user's files see it."""
    return libraries.view("numpy")


def test_constants_and_types(np):
    """Constants and aliases mean what they meant."""
    assert np.Inf == np.infty == np.PINF == -np.NINF == float("inf")
    assert numpy.isnan([np.NaN, np.NAN]).all()
    assert (np.float_, np.complex_) == (numpy.float64, numpy.complex128)
    assert (np.string_, np.unicode_) == (numpy.bytes_, numpy.str_)
    assert (np.int, np.bool, np.long) == (int, bool, int)
    assert np.sctypes["float"][1] is numpy.float32
    assert np.nbytes[np.float32] == np.nbytes["float32"] == 4
    assert np.cast["int32"]([1.7]).tolist() == [1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_disp(np, capsys):
    """disp writes a line to standard output, or to the file that it is given."""
    file = io.StringIO()
    np.disp("there", file)
    np.disp("no line", file, linefeed=False)
    np.disp(5)
    assert (file.getvalue(), capsys.readouterr().out) == ("there\nno line", "5\n")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # 1.26 announces what 2 does
@pytest.mark.parametrize(
    "call, expected",
    [
        (lambda np: np.in1d([[1, 2]], [2]).tolist(), [False, True]),
        (lambda np: np.product([2, 3]), 6),
        (lambda np: np.asfarray([1, 2]).dtype.name, "float64"),
        (lambda np: np.asfarray([1], "float32").dtype.name, "float32"),
        (lambda np: np.asfarray([1], "int32").dtype.name, "float64"),
        (lambda np: np.trapz([1, 2, 3]), 4.0),
        (lambda np: np.msort([[2, 1], [0, 3]]).tolist(), [[0, 1], [2, 3]]),
        (lambda np: np.round_(2.567, 1), 2.6),
        (lambda np: np.find_common_type([np.float32], [np.int64]).name, "float32"),
        (lambda np: np.find_common_type([np.int16], [np.float32]).name, "float32"),
        (lambda np: np.find_common_type([], [np.int8]).name, "int8"),
        (lambda np: np.find_common_type([np.int8], []).name, "int8"),
        (lambda np: np.find_common_type([], []), None),
        (lambda np: np.issubclass_(3, int), False),
        (lambda np: np.issctype(np.float32), True),
        (lambda np: np.issctype("float32"), False),
        (lambda np: np.obj2sctype("nothing", 5), 5),
        (lambda np: np.obj2sctype(np.zeros(1, "f4")) is numpy.float32, True),
        (lambda np: np.maximum_sctype(np.int8) is numpy.int64, True),
        (lambda np: np.sctype2char("float32"), "f"),
        (lambda np: np.issubsctype(np.int32, np.integer), True),
        (lambda np: np.safe_eval("[1]"), [1]),
        (lambda np: np.sum(x for x in [1, 2]), 3),
        (lambda np: np.vstack(np.ones(2) for _ in range(3)).shape, (3, 2)),
        (lambda np: np.row_stack([[1], [2]]).shape, (2, 1)),
        (lambda np: np.reshape([1, 2, 3, 4], newshape=(2, 2)).shape, (2, 2)),
        (lambda np: np.reshape([1, 2, 3, 4], (2, 2)).shape, (2, 2)),
        (lambda np: np.percentile([1, 2, 3, 4], 50, interpolation="lower"), 2),
        (lambda np: np.histogram([1, 2, 2], bins=2, normed=True)[0].sum() * 0.5, 1.0),
        (lambda np: np.fromstring(b"\x01\x02", np.uint8).tolist(), [1, 2]),
        (lambda np: np.fromstring("1 2", sep=" ").tolist(), [1.0, 2.0]),
        (lambda np: int(np.cross([1, 2], [3, 4])), -2),
        (lambda np: np.cross([[1, 2], [3, 4]], [[3, 4], [1, 2]]).tolist(), [-2, 2]),
        (lambda np: np.cross([1, 2, 3], [4, 5, 6]).tolist(), [-3, 6, -3]),
        (lambda np: np.cross([1, 2], [4, 5, 6]).tolist(), [12, -6, -3]),
        (lambda np: np.array(3, copy=False).tolist(), 3),
        (lambda np: np.array([1, 2], copy=False).tolist(), [1, 2]),
        (lambda np: np.array([-1, 300], dtype=np.uint8).tolist(), [255, 44]),
        (lambda np: np.AxisError.__name__, "AxisError"),
        (lambda np: np.lib.pad([1], 1, "constant").tolist(), [0, 1, 0]),
    ],
)
def test_functions(np, call, expected):
    """Functions that were dropped, and arguments that others no longer take."""
    assert call(np) == expected


def test_copy_false_copies_nothing_it_need_not(np):
    """array(copy=False) hands back the array itself where it may."""
    array = numpy.zeros(2)
    assert np.array(array, copy=False) is array
    assert np.array(array) is not array


def test_methods(np):
    """Arrays and scalars have the methods that NumPy 2 dropped."""
    array = np.array([[3, 1], [2, 7]], dtype="int16")
    assert array.ptp() == 6
    assert array.ptp(axis=0).tolist() == [1, 6]
    array.itemset(0, 9)
    array.itemset((1, 1), 8)
    assert array.tolist() == [[9, 1], [2, 8]]
    assert array.newbyteorder().tolist()[0] == [9 * 256, 256]
    if hasattr(numpy.ndarray, "tostring"):
        assert array.tostring() == array.tobytes()


def test_modules(np):
    """Modules that became private are found by their former names."""
    assert libraries.view("numpy.lib.function_base").percentile([1, 3], 50) == 2
    assert np.lib.function_base.percentile([1, 3], 50) == 2
    assert libraries.view("numpy.linalg.linalg").norm([3, 4]) == 5


def test_functions_can_be_pickled():
    """What stands in for a function is found again by pickle."""
    assert pickle.loads(pickle.dumps(numpy2.vstack)) is numpy2.vstack


SCRIPT = """
import numpy as np
print([np.float64(0.5), np.float32(2)], repr(np.int64(3)), {"a": np.bool_(True)})
print(np.zeros(2, np.uint8).tobytes())
print(np.uint8(200) + 100)
print(np.uint8(200) + 100)
np.ones(1, np.uint8) + 300
"""


def test_a_script(tmp_path):
    """Scalars print as they did; what cannot be restored is explained, once."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONWARNINGS": "always"}
    done = python("-m", "tfv1", "run", script, env=environment)
    lines = done.stdout.splitlines()
    assert lines[0] == "[0.5, 2.0] 3 {'a': True}"
    if NUMPY_2:
        assert done.stderr.count("NumPy 2 keeps the small type of a scalar") == 1
        assert "NumPy 2 refuses a Python integer" in done.stderr.splitlines()[-1]
        assert done.returncode == 1
    else:
        assert "tfv1:" not in done.stderr
        assert done.returncode == 0


def test_a_list_of_slices_is_explained():
    """An index that was a tuple for NumPy before 1.23 is an error, which the hint knows."""
    with pytest.raises(IndexError) as caught:
        numpy.ones((2, 2))[[slice(0, 1), 0]]
    assert "write x[tuple(index)]" in numpy_hint.offer(caught.value)
    assert numpy_hint.offer(IndexError("list index out of range")) is None


def test_advice_on_files_of_objects(tmp_path):
    """The sentence names the argument with which NumPy loads them."""
    numpy.save(tmp_path / "a.npy", numpy.array({}, dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle=False") as caught:
        numpy.load(tmp_path / "a.npy")
    assert "np.load(..., allow_pickle=True)" in numpy_hint.offer(caught.value)


def test_a_script_that_does_not_import_numpy(tmp_path):
    """What a session returns prints as it did there, too."""
    script = tmp_path / "script.py"
    script.write_text(
        "import tensorflow as tf\nwith tf.Session() as session:\n"
        "    print([session.run(tf.constant(0.5))], repr(session.run(tf.constant(3))))\n"
    )
    assert python("-m", "tfv1", "run", script).stdout == "[0.5] 3\n"
