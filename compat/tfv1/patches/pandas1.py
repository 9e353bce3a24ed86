"""Methods that tables and series of pandas had before 1.0: `append`, `ix`, `sort` and others."""

import warnings
from collections.abc import Callable
from typing import Any

from tfv1 import session
from tfv1.patches.table import Patch, apply


def _append_rows(
    self: Any,
    other: Any,
    ignore_index: bool = False,
    verify_integrity: bool = False,
    sort: bool | None = None,
) -> Any:
    """The table with the rows of others, or with one row: a dictionary or a series."""
    import pandas

    if isinstance(other, dict | pandas.Series):
        row = pandas.Series(other)
        if row.name is None and not ignore_index:
            raise TypeError(
                "Can only append a Series if ignore_index=True or if the Series has a name"
            )
        other = pandas.DataFrame([row.values], index=[row.name], columns=row.index).infer_objects()
        sort = False
    elif isinstance(other, list) and not isinstance(other[0], pandas.DataFrame):
        other = pandas.DataFrame(other)
        if other.columns.isin(self.columns).all():
            other = other.reindex(columns=self.columns)
    parts = other if isinstance(other, list | tuple) else [other]
    unsorted = sort is False or all(part.columns.equals(self.columns) for part in parts)
    return _joined([self, *parts], ignore_index, verify_integrity, not unsorted)


def _append_values(
    self: Any, to_append: Any, ignore_index: bool = False, verify_integrity: bool = False
) -> Any:
    """The series with the values of others."""
    parts = to_append if isinstance(to_append, list | tuple) else [to_append]
    return _joined([self, *parts], ignore_index, verify_integrity)


def _joined(
    parts: list[Any], ignore_index: bool, verify_integrity: bool, sort: bool = False
) -> Any:
    import pandas

    def joined(some: list[Any]) -> Any:
        return pandas.concat(
            some, ignore_index=ignore_index, verify_integrity=verify_integrity, sort=sort
        )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # about the types of empty tables
        result = joined(parts)
        filled = [part for part in parts if len(part)]
        if 0 < len(filled) < len(parts) and result.ndim == 2:
            # A table without rows did not affect the types.
            result = joined(filled).reindex(columns=result.columns)
        return result


class _Ix:
    """Rows and columns by label, or by position if the labels are not numbers."""

    def __init__(self, held: Any) -> None:
        self._held = held

    def __getitem__(self, key: Any) -> Any:
        return self._held.loc[self._labels(key)]

    def __setitem__(self, key: Any, value: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # about values of another type
            self._held.loc[self._labels(key)] = value

    def _labels(self, key: Any) -> Any:
        if isinstance(key, tuple) and len(key) <= self._held.ndim:
            return tuple(map(_label, key, self._held.axes))
        return _label(key, self._held.axes[0])


def _label(key: Any, index: Any) -> Any:
    """What `loc` takes for the key of one axis."""
    from pandas.api import types

    if index.nlevels > 1 or types.is_numeric_dtype(index.dtype):
        return key
    if isinstance(key, slice):
        if not any(map(types.is_integer, (key.start, key.stop))):
            return key
        chosen = index.to_series().isna() & False
        chosen.iloc[key] = True
        return chosen.to_numpy()
    if types.is_integer(key):
        return key if key in index else index[key]
    if types.is_list_like(key) and types.infer_dtype(key) == "integer":
        return index[list(key)]
    return key


def _as_matrix(self: Any, columns: Any = None) -> Any:
    return self.values if columns is None else self.reindex(columns=columns).values


def _get_cell(self: Any, index: Any, col: Any, takeable: bool = False) -> Any:
    return (self.iat if takeable else self.at)[index, col]


def _get_value(self: Any, label: Any, takeable: bool = False) -> Any:
    return (self.iat if takeable else self.at)[label]


def _set_cell(self: Any, index: Any, col: Any, value: Any, takeable: bool = False) -> Any:
    (self.iat if takeable else self.at)[index, col] = value
    return self


def _set_value(self: Any, label: Any, value: Any, takeable: bool = False) -> Any:
    (self.iat if takeable else self.at)[label] = value
    return self


def _lookup(self: Any, row_labels: Any, col_labels: Any) -> Any:
    import pandas

    return pandas.Series([self.at[key] for key in zip(row_labels, col_labels, strict=True)]).values


def _sort_table(
    self: Any,
    columns: Any = None,
    axis: int = 0,
    ascending: Any = True,
    inplace: bool = False,
    kind: str = "quicksort",
    na_position: str = "last",
    **keywords: Any,
) -> Any:
    """The rows in the order of the columns, or of the index without any."""
    how = {"axis": axis, "ascending": ascending, "inplace": inplace, "kind": kind}
    if columns is None:
        return self.sort_index(na_position=na_position, **how, **keywords)
    by = list(columns) if isinstance(columns, tuple) else columns
    return self.sort_values(by, na_position=na_position, **how, **keywords)


def _sort_series(
    self: Any,
    axis: int = 0,
    ascending: bool = True,
    kind: str = "quicksort",
    na_position: str = "last",
    inplace: bool = True,
) -> Any:
    return self.sort_values(
        axis=axis, ascending=ascending, kind=kind, na_position=na_position, inplace=inplace
    )


def _order(
    self: Any,
    na_last: bool | None = None,
    ascending: bool = True,
    kind: str = "quicksort",
    na_position: str = "last",
    inplace: bool = False,
) -> Any:
    place = na_position if na_last is None else "last" if na_last else "first"
    return self.sort_values(ascending=ascending, kind=kind, na_position=place, inplace=inplace)


_METHODS: dict[str, object] = {
    "DataFrame.sort": _sort_table,
    "Series.sort": _sort_series,
    "Series.order": _order,
    "DataFrame.append": _append_rows,
    "Series.append": _append_values,
    "DataFrame.as_matrix": _as_matrix,
    "Series.as_matrix": _as_matrix,
    "DataFrame.get_value": _get_cell,
    "Series.get_value": _get_value,
    "DataFrame.set_value": _set_cell,
    "Series.set_value": _set_value,
    "DataFrame.lookup": _lookup,
}
for _class in ("DataFrame", "Series"):
    _METHODS[f"{_class}.ix"] = property(_Ix)
    _METHODS[f"{_class}.get_values"] = lambda self: self.values
    _METHODS[f"{_class}.iteritems"] = lambda self: self.items()


def _dropped(method: object) -> Callable[[Any], Any]:
    return lambda original: original or method


PATCHES = tuple(
    Patch(f"pandas:{path}", _dropped(method), "is gone", "pandas 1 or 2")
    for path, method in _METHODS.items()
)


def give_back() -> None:
    """Gives the methods back to the classes of pandas, once they are loaded."""
    apply(PATCHES, session.current().replaced)
