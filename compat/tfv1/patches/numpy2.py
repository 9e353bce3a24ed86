"""NumPy as it was before 2, where code looks at arrays and scalars themselves.

Arrays get back the methods that NumPy 2 dropped, and scalars print as numbers: `0.5`, where NumPy 2
prints `np.float64(0.5)`.
"""

import ctypes
import gc
from typing import Any

import numpy


def tostring(self: Any, order: Any = "C") -> bytes:
    """The bytes of the array, as `tobytes` gives them."""
    return self.tobytes(order)


def ptp(self: Any, axis: Any = None, out: Any = None, **kwargs: Any) -> Any:
    """The maximum less the minimum along an axis."""
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


METHODS = (tostring, ptp, itemset, newbyteorder)


def give_back() -> None:
    """Makes NumPy 2 behave so; does nothing on NumPy 1, which does."""
    if int(numpy.__version__.partition(".")[0]) < 2:
        return
    for kind in (numpy.ndarray, numpy.generic):
        for method in METHODS:
            if not hasattr(kind, method.__name__):
                _set_on_type(kind, method.__name__, method)
    # The form of 1.14 to 1.26: other settings of print options keep it.
    numpy.set_printoptions(legacy="1.25")  # type: ignore[arg-type, unused-ignore]


def _set_on_type(kind: type, name: str, value: object) -> None:
    """Sets an attribute of a type written in C, which setattr refuses."""
    (attributes,) = (found for found in gc.get_referents(kind.__dict__) if isinstance(found, dict))
    attributes[name] = value
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
