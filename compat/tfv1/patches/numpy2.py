"""Arrays and scalars as they were before NumPy 2.

Arrays get back the methods that NumPy 2 dropped, and scalars print as numbers: `0.5`, where NumPy 2
prints `np.float64(0.5)`.
"""

from collections.abc import Callable
from typing import Any

import numpy

from tfv1 import session
from tfv1.patches.table import Patch, apply, value


def tostring(self: Any, order: Any = "C") -> bytes:
    """The bytes of the array, as `tobytes` gives them."""
    return self.tobytes(order)


def ptp(self: Any, axis: Any = None, out: Any = None, **kwargs: Any) -> Any:
    """The maximum minus the minimum along an axis."""
    return numpy.ptp(self, axis, out, **kwargs)


def itemset(self: Any, *args: Any) -> None:
    """Sets one element: ``itemset(value)`` or ``itemset(index, value)``."""
    *where, value = args
    index = where[0] if where else 0
    if isinstance(index, tuple):
        self[index] = value
    else:
        self.flat[index] = value


def newbyteorder(self: Any, new_order: str = "S", /) -> Any:
    """A view with another byte order."""
    return self.view(self.dtype.newbyteorder(new_order))


class _PrintOptions:
    """NumPy's print options as attributes."""

    legacy = property(
        lambda self: numpy.get_printoptions()["legacy"],
        lambda self, version: numpy.set_printoptions(legacy=version),
    )


PRINT_OPTIONS = _PrintOptions()


def _unless_there(method: Callable[..., Any]) -> Callable[[Any], Any]:
    return lambda original: method if original is None else original


# NumPy 1 is left as it is.
PATCHES = (
    ()
    if int(numpy.__version__.partition(".")[0]) < 2
    else (
        *(
            Patch(f"numpy:{kind}.{method.__name__}", _unless_there(method), "was removed")
            for kind in ("ndarray", "generic")
            for method in (tostring, ptp, itemset, newbyteorder)
        ),
        # The form of 1.14 to 1.26: other settings of print options keep it.
        Patch("tfv1.patches.numpy2:PRINT_OPTIONS.legacy", value("1.25"), "prints scalars as calls"),
    )
)


def give_back() -> None:
    """Applies the rows in this run."""
    apply(PATCHES, session.current().replaced)
