"""Records what scipy.misc of SciPy 1.1 answers, into tests/golden/oldlibs.

Run it with Python 3.7, scipy==1.1.0, numpy==1.16.6 and pillow==5.4.1. The cases are shared with the
test, which runs them on this project's functions.
"""

import os
import sys

import numpy as np

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILE = os.path.join(TESTS, "golden", "oldlibs", "scipy_misc.npz")


def pictures():
    """Small arrays of every kind legacy code passes."""
    rng = np.random.RandomState(7)
    ramp = np.arange(12 * 17, dtype=np.float64).reshape(12, 17)
    return {
        "ramp": ramp,
        "ramp32": (ramp / 7 - 3).astype(np.float32),
        "unit": rng.rand(9, 8),
        "constant": np.full((5, 4), 2.5),
        "bytes": rng.randint(0, 256, (10, 13)).astype(np.uint8),
        "ints": rng.randint(-50, 500, (8, 6)),
        "colour": rng.randint(0, 256, (14, 11, 3)).astype(np.uint8),
        "colour_float": rng.rand(7, 9, 3) * 2 - 1,
        "colour_first": rng.rand(3, 6, 8),
        "rgba": rng.randint(0, 256, (6, 5, 4)).astype(np.uint8),
    }


def cases(misc):
    """Yields (name, array) for every case, computed with the functions of `misc`."""
    for name, data in sorted(pictures().items()):
        yield "bytescale/" + name, misc.bytescale(data)
        yield "bytescale_range/" + name, misc.bytescale(data, cmin=-1, cmax=300, high=200, low=10)
        yield "toimage/" + name, np.array(misc.toimage(data))
        yield "toimage_range/" + name, np.array(misc.toimage(data, cmin=0, cmax=1))
        for interp in ("nearest", "lanczos", "bilinear", "bicubic", "cubic"):
            yield f"imresize_{interp}/{name}", misc.imresize(data, (20, 15), interp)
        yield "imresize_percent/" + name, misc.imresize(data, 60)
        yield "imresize_factor/" + name, misc.imresize(data, 1.7)
        yield "imrotate/" + name, misc.imrotate(data, 30)
    for name in ("ramp", "unit", "ints"):
        data = pictures()[name]
        yield "imresize_F/" + name, misc.imresize(data, (5, 7), "bicubic", mode="F")
        yield "toimage_I/" + name, np.array(misc.toimage(data, mode="I"))
        yield "toimage_P/" + name, np.array(misc.toimage(data, mode="P").convert("RGB"))
    for name in ("bytes", "colour"):
        data = pictures()[name]
        image = misc.toimage(data)
        yield "fromimage/" + name, misc.fromimage(image)
        yield "fromimage_flat/" + name, misc.fromimage(image, flatten=True)
        yield "fromimage_mode/" + name, misc.fromimage(image, mode="L")
        yield "fromimage_palette/" + name, misc.fromimage(image.convert("P"))
        yield "fromimage_bit/" + name, misc.fromimage(image.convert("1"))
        for kind in ("blur", "sharpen", "find_edges"):
            yield f"imfilter_{kind}/{name}", misc.imfilter(data, kind)


def main():
    import warnings

    warnings.simplefilter("ignore")
    import scipy
    import scipy.misc

    assert scipy.__version__ == "1.1.0", scipy.__version__
    np.savez_compressed(FILE, **dict(cases(scipy.misc)))
    sys.stdout.write(f"{FILE}: {os.path.getsize(FILE)} bytes\n")


if __name__ == "__main__":
    main()
