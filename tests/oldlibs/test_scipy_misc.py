"""The image functions of scipy.misc give what SciPy 1.1 gave; so do its numeric ones."""

import io

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("PIL")

from PIL import Image

from tests.oldlibs.record_scipy_misc import FILE, cases
from tfv1.names import libraries

# Pillow itself rounds these otherwise today than in 5.4: nearest neighbours at exact halves, grey
# values of colours, palettes; floats differ in the last bit.
BY_PILLOW = {"imresize_nearest/rgba", "fromimage_mode/colour", "fromimage_palette/colour"}

# Printed by SciPy 1.1.0.
SECOND_DERIVATIVE_OF_SIN = -0.47942500638456637
SIMPS = {"avg": 1651.75, "first": 1653.5, "last": 1650.0}
SIMPS_OVER_X = 6596.744888840529


def test_against_scipy_11():
    """Every recorded case has the same type, shape and pixels."""
    recorded = np.load(FILE)
    computed = dict(cases(libraries.view("scipy.misc")))
    assert sorted(computed) == sorted(recorded.files)
    for name, found in computed.items():
        expected = recorded[name]
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape), name
        if name.startswith("imresize_F/"):
            np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6, err_msg=name)
        elif name not in BY_PILLOW:
            np.testing.assert_array_equal(found, expected, err_msg=name)


def test_files(tmp_path):
    """imsave stretches floats over 0..255 and imread reads them back, from files and streams."""
    misc = libraries.view("scipy.misc")
    picture = np.linspace(-1, 1, 24).reshape(4, 6)
    path = tmp_path / "x.png"
    misc.imsave(str(path), picture)
    np.testing.assert_array_equal(misc.imread(str(path)), misc.bytescale(picture))
    assert misc.imread(str(path), flatten=True).dtype == np.float32
    assert misc.imread(str(path), mode="RGB").shape == (4, 6, 3)
    stream = io.BytesIO()
    misc.imsave(stream, picture, "bmp")
    stream.seek(0)
    assert misc.imread(stream).shape == (4, 6)
    colour = np.zeros((4, 6, 3), np.uint8)
    colour[:, :, 1] = 200
    misc.imsave(str(path), colour)
    assert Image.open(path).getpixel((0, 0)) == (0, 200, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda misc: misc.toimage(np.ones((2, 2, 2))), "suitable array shape"),
        (lambda misc: misc.toimage(np.ones((2, 2)) * 1j), "complex"),
        (lambda misc: misc.toimage(np.ones((2, 2)), mode="RGB"), "Mode is unknown"),
        (lambda misc: misc.toimage(np.ones((2, 2, 3)), mode="RGBA"), "Invalid array shape"),
        (lambda misc: misc.toimage(np.ones((2, 2, 3)), channel_axis=0), "Channel axis"),
        (lambda misc: misc.bytescale(np.ones(3), high=256), "less than or equal to 255"),
        (lambda misc: misc.bytescale(np.ones(3), cmin=2, cmax=1), "cmax"),
        (lambda misc: misc.imresize(np.ones((2, 2)), 0.5, "best"), "'best'; expected one of"),
        (lambda misc: misc.imfilter(np.ones((2, 2)), "best"), "Unknown filter type"),
    ],
)
def test_bad_input(call, message):
    """What makes no image is a ValueError that says why."""
    with pytest.raises(ValueError, match=message):
        call(libraries.view("scipy.misc"))


def test_fromimage_of_no_image():
    """An array is not an image."""
    with pytest.raises(TypeError, match="not a PIL image, but ndarray"):
        libraries.view("scipy.misc").fromimage(np.ones((2, 2)))


def test_numeric_functions():
    """The functions that moved or are gone give SciPy 1.1's numbers."""
    misc, integrate = libraries.view("scipy.misc"), libraries.view("scipy.integrate")
    assert misc.comb(5, 2) == 10
    assert misc.factorial(4) == 24
    np.testing.assert_allclose(misc.logsumexp([1.0, 2.0]), 2.3132616875182228)
    np.testing.assert_allclose(misc.derivative(lambda x: x**3 + x**2, 1.0, dx=1e-6), 5.0)
    np.testing.assert_allclose(
        misc.derivative(np.sin, 0.5, dx=0.1, n=2, order=5), SECOND_DERIVATIVE_OF_SIN
    )
    np.testing.assert_allclose(misc.central_diff_weights(5, 2) * 12, [-1, 16, -30, 16, -1])
    y = np.arange(10.0) ** 3 + np.arange(10) % 3
    for even, expected in SIMPS.items():
        np.testing.assert_allclose(integrate.simps(y, even=even), expected)
    np.testing.assert_allclose(integrate.simps(y[:9], dx=0.5), 516.0)
    np.testing.assert_allclose(
        integrate.simps(np.stack([y, y]), x=np.arange(10) ** 1.5, axis=1), [SIMPS_OVER_X] * 2
    )
