"""`scipy.special.sph_harm` from SciPy 1.1."""

from typing import Any


def sph_harm(m: Any, n: Any, theta: Any, phi: Any) -> Any:
    """Spherical harmonics: order m, degree n, azimuth theta, and phi from the pole."""
    from scipy.special import sph_harm_y

    return sph_harm_y(n, m, phi, theta)
