"""What functions give that NumPy and SciPy have dropped."""

import warnings

import answering
import numpy as np
from numpy.core.umath_tests import inner1d  # noqa: F401
from scipy import signal, special, stats  # noqa: F401
from scipy.spatial.distance import wminkowski  # noqa: F401

warnings.simplefilter("ignore")
values = np.array([3, 1, 1, 2, 3, 3])
wave = np.sin(np.arange(12) / 2.0)


def digits(value):
    """Six significant digits of each number."""
    return [f"{one:.5e}" for one in np.ravel(value)]


answering.answer(
    globals(),
    """
stats.itemfreq(values).tolist(), stats.itemfreq(["b", "a", "b"]).tolist()
digits([stats.binom_test(3, 10), stats.binom_test([3, 7], p=0.2, alternative="less")])
stats.binom_test([1, 2, 3])
digits(stats.median_absolute_deviation(values.reshape(2, 3)))
digits(stats.median_absolute_deviation(values, axis=None, scale=1))
digits(signal.ricker(7, 1.5))
digits(signal.cwt(wave, signal.ricker, [1, 2]))
digits([np.real(special.sph_harm(1, 2, 0.3, 0.7)), np.imag(special.sph_harm(1, 2, 0.3, 0.7))])
digits(wminkowski([1, 2, 3], [2, 4, 1], 3, [1, 0.5, 2]))
digits(inner1d(np.ones([2, 3]), [[1, 2, 3], [4, 5, 6]]))
""",
)
