"""`scipy.optimize.minimize` from SciPy 1.1, whose SLSQP and TNC took float32."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

# Today these take float64 alone, which they computed in before, too.
_METHODS = frozenset({"SLSQP", "TNC"})
# What computes derivatives, if it is a function.
_DERIVATIVES = ("jac", "hess", "hessp")


def minimize(fun: Callable[..., Any], x0: object, *args: Any, **kwargs: Any) -> Any:
    """Minimizes a function whose values, derivatives and constraints may be float32.

    The arguments and the result are those of SciPy.
    """
    from scipy import optimize

    names = ("args", "method", *_DERIVATIVES, "bounds", "constraints", "tol", "callback", "options")
    given = dict(zip(names, args, strict=False)) | kwargs
    # Without a method SciPy takes SLSQP for constraints.
    method = given.get("method") or ("SLSQP" if given.get("constraints") else "")
    if str(method).upper() not in _METHODS:
        return optimize.minimize(fun, x0, **given)
    for name in _DERIVATIVES:
        if callable(given.get(name)):
            given[name] = _doubles(given[name])
    constraints = given.get("constraints", ())
    if isinstance(constraints, Mapping):
        given["constraints"] = _constraint(constraints)
    elif isinstance(constraints, (list, tuple)):
        given["constraints"] = [_constraint(constraint) for constraint in constraints]
    return optimize.minimize(_doubles(fun), _double(x0), **given)


def _constraint(constraint: Any) -> Any:
    """A constraint in float64, if it is one of SciPy 1.1's dictionaries."""
    if not isinstance(constraint, Mapping):
        return constraint
    return {key: _doubles(value) if callable(value) else value for key, value in constraint.items()}


def _doubles(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def computed(*args: Any, **kwargs: Any) -> Any:
        found = function(*args, **kwargs)
        return tuple(map(_double, found)) if isinstance(found, tuple) else _double(found)

    return computed


def _double(value: Any) -> Any:
    """Numbers of float16 and float32 as float64; everything else as it is."""
    array = np.asarray(value) if isinstance(value, (np.ndarray, np.generic)) else None
    small = array is not None and array.dtype in (np.float16, np.float32)
    return value.astype(np.float64) if small else value
