"""What NumPy had until 1.26 and dropped in 2: names and arguments.

All of it works on 1.26, too. `tfv1.patches.numpy2` restores array methods and how scalars print.
The silent change in NumPy 2, its promotion of scalars, cannot be undone.
"""

import builtins
import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy

from tfv1.legacy.ragged import taking_ragged

NINF = -numpy.inf
PZERO = 0.0
NZERO = -0.0

sctypes: dict[str, list[type]] = {
    "int": [numpy.int8, numpy.int16, numpy.int32, numpy.int64],
    "uint": [numpy.uint8, numpy.uint16, numpy.uint32, numpy.uint64],
    "float": [numpy.float16, numpy.float32, numpy.float64, numpy.longdouble],
    "complex": [numpy.complex64, numpy.complex128, numpy.clongdouble],
    "others": [builtins.bool, builtins.object, bytes, str, numpy.void],
}

trapz = getattr(numpy, "trapezoid", None) or numpy.trapz  # its name in 1.26


class _ByType:
    """A mapping from anything that names a type (`"float32"`, `numpy.float32`) to `make(dtype)`."""

    def __init__(self, make: Callable[[numpy.dtype[Any]], Any]) -> None:
        self._make = make

    def __getitem__(self, key: Any) -> Any:
        return self._make(numpy.dtype(key))


cast = _ByType(lambda dtype: lambda x: numpy.asarray(x).astype(dtype))
nbytes = _ByType(lambda dtype: dtype.itemsize)


def asfarray(a: Any, dtype: Any = numpy.float64) -> Any:
    """`a` as an array of floats; a dtype that is not inexact means float64."""
    if not numpy.issubdtype(dtype, numpy.inexact):
        dtype = numpy.float64
    return numpy.asarray(a, dtype=dtype)


def disp(mesg: Any, device: Any = None, linefeed: bool = True) -> None:
    """Writes the message to `device`, standard output by default."""
    device = device or sys.stdout
    device.write(f"{mesg}\n" if linefeed else str(mesg))
    device.flush()


def find_common_type(array_types: Sequence[Any], scalar_types: Sequence[Any]) -> Any:
    """The common type of arrays and scalars; scalars count only if they are of a higher kind.

    Returns:
      A dtype, or None if both lists are empty.
    """
    arrays = numpy.result_type(*array_types) if array_types else None
    scalars = numpy.result_type(*scalar_types) if scalar_types else None
    if arrays is None or scalars is None:
        return scalars if arrays is None else arrays
    kinds = "buifc"
    if kinds.find(scalars.kind) > kinds.find(arrays.kind):
        return numpy.result_type(scalars, arrays)
    return arrays


def in1d(
    ar1: Any, ar2: Any, assume_unique: bool = False, invert: bool = False, **kwargs: Any
) -> Any:
    """Whether each element of the first array, flattened, is in the second."""
    return numpy.isin(numpy.ravel(ar1), ar2, assume_unique, invert, **kwargs)


def issctype(rep: object) -> bool:
    """Whether `rep` denotes a scalar type."""
    if not isinstance(rep, type | numpy.dtype):
        return False
    return obj2sctype(rep) not in (None, numpy.object_)


def issubclass_(arg1: Any, arg2: Any) -> bool:
    """issubclass, but False if the arguments are not classes."""
    try:
        return issubclass(arg1, arg2)
    except TypeError:
        return False


def issubsctype(arg1: object, arg2: object) -> bool:
    """Whether the scalar type of `arg1` is a subclass of that of `arg2`."""
    return issubclass(obj2sctype(arg1), obj2sctype(arg2))


def maximum_sctype(t: Any) -> Any:
    """The highest-precision type of the same kind as `t`."""
    kind = {"i": "int", "u": "uint", "f": "float", "c": "complex"}.get(numpy.dtype(t).kind)
    return sctypes[kind][-1] if kind else obj2sctype(t)


def msort(a: Any) -> Any:
    """A copy sorted along the first axis."""
    return numpy.sort(a, axis=0)


def obj2sctype(rep: Any, default: Any = None) -> Any:
    """The scalar type of an object, a dtype or a name; `default` if there is none."""
    if isinstance(rep, type) and issubclass(rep, numpy.generic):
        return rep
    if isinstance(rep, numpy.ndarray):
        return rep.dtype.type
    try:
        return numpy.dtype(rep).type
    except (TypeError, ValueError):  # 1.26 returned the default for these
        return default


def recfromtxt(fname: Any, **kwargs: Any) -> Any:
    """``genfromtxt`` into a record array, with types inferred from the data."""
    kwargs.setdefault("dtype", None)
    return numpy.genfromtxt(fname, **kwargs).view(numpy.recarray)


def recfromcsv(fname: object, **kwargs: object) -> Any:
    """``recfromtxt`` for comma-separated values; the first line has the names, lower-cased."""
    return recfromtxt(
        fname, **{"case_sensitive": "lower", "names": True, "delimiter": ",", **kwargs}
    )


def sctype2char(sctype: object) -> str:
    """The one-letter code of a scalar type.

    Raises:
      ValueError: it does not denote a type.
    """
    found = obj2sctype(sctype)
    if found is None:
        raise ValueError("unrecognized type")
    return numpy.dtype(found).char


def source(object: Any, output: Any = None) -> None:
    """Prints the source of a function, class or module."""
    try:
        print(f"In file: {inspect.getsourcefile(object)}\n", file=output)
        print(inspect.getsource(object), file=output)
    except (TypeError, OSError):  # written in C or typed in: same message as in 1.26
        print("Not available for this object.", file=output)


def who(vardict: dict[str, Any] | None = None) -> None:
    """Prints name, shape, bytes and type of the arrays in a dictionary (default: the caller's)."""
    if vardict is None:
        vardict = sys._getframe(1).f_globals
    for name, value in vardict.items():
        if isinstance(value, numpy.ndarray):
            print(f"{name:<16}{value.shape!s:<20}{value.nbytes:<16}{value.dtype}")


# Functions that still exist, but no longer accept what they used to.


def _renamed(name: str, **arguments: str) -> Callable[..., Any]:
    """NumPy's function, which also accepts arguments under their former names."""
    function = getattr(numpy, name)

    @functools.wraps(function)
    def call(*args: object, **kwargs: object) -> Any:
        for old, new in arguments.items():
            if old in kwargs:
                kwargs[new] = kwargs.pop(old)
        return function(*args, **kwargs)

    call.__module__ = __name__  # pickle refers to it by module and name
    return call


nanpercentile = _renamed("nanpercentile", interpolation="method")
nanquantile = _renamed("nanquantile", interpolation="method")
percentile = _renamed("percentile", interpolation="method")
quantile = _renamed("quantile", interpolation="method")


@taking_ragged
@functools.wraps(numpy.reshape)
def reshape(a: Any, newshape: Any = None, order: Any = "C", **kwargs: Any) -> Any:
    """numpy.reshape, which still accepts the shape as `newshape`."""
    shape = kwargs.pop("shape", newshape)
    return numpy.reshape(a, shape, order, **kwargs)


def _listed(name: str) -> Callable[..., Any]:
    """NumPy's function of several arrays, which also accepts a generator."""
    function = getattr(numpy, name)

    @functools.wraps(function)
    def call(arrays: object, *args: object, **kwargs: object) -> Any:
        return function(list(arrays) if isinstance(arrays, Iterator) else arrays, *args, **kwargs)

    call.__module__ = __name__
    return call


column_stack = _listed("column_stack")
dstack = _listed("dstack")
hstack = _listed("hstack")
stack = _listed("stack")
vstack = row_stack = _listed("vstack")


@taking_ragged
@functools.wraps(numpy.sum)
def sum(a: Any, *args: Any, **kwargs: Any) -> Any:
    """numpy.sum, which uses Python's sum for a generator."""
    if isinstance(a, Iterator):
        return builtins.sum(a)
    return numpy.sum(a, *args, **kwargs)


@functools.wraps(numpy.histogram)
def histogram(
    a: Any,
    bins: Any = 10,
    range: Any = None,
    normed: bool | None = None,
    weights: Any = None,
    density: bool | None = None,
) -> Any:
    """numpy.histogram with `normed`, the former name of `density`, in its old position."""
    scaled = bool(normed if density is None else density)
    return numpy.histogram(a, bins, range, density=scaled, weights=weights)


@functools.wraps(numpy.fromstring)
def fromstring(
    string: Any, dtype: Any = float, count: int = -1, sep: str = "", **kwargs: Any
) -> Any:
    """numpy.fromstring, which also reads bytes if `sep` is empty, into a new array."""
    if sep:
        return numpy.fromstring(string, dtype, count, sep=sep, **kwargs)
    data = string.encode("latin-1") if isinstance(string, str) else string
    return numpy.frombuffer(data, dtype, count).copy()


@functools.wraps(numpy.cross)
def cross(
    a: object, b: object, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    """numpy.cross, which also accepts two-component vectors."""
    if axis is not None:
        axisa = axisb = axisc = axis
    vectors = [numpy.moveaxis(numpy.asarray(v), at, -1) for v, at in ((a, axisa), (b, axisb))]
    flat = all(v.shape[-1] == 2 for v in vectors)
    first, second = (_of_three(v) if v.shape[-1] == 2 else v for v in vectors)
    product = numpy.cross(first, second)
    return product[..., 2] if flat else numpy.moveaxis(product, -1, axisc)


def _of_three(vectors: Any) -> Any:
    return numpy.pad(vectors, [(0, 0)] * (vectors.ndim - 1) + [(0, 1)])
