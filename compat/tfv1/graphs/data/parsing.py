"""The nodes of datasets that parse lines and examples."""

from typing import Any

from tensorflow.python.data.experimental.ops import parsing_ops, readers
from tensorflow.python.data.util import convert
from tensorflow.python.ops import gen_experimental_dataset_ops

from tfv1.graphs.replacing import replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_OPS = "gen_experimental_dataset_ops"
_own = gen_experimental_dataset_ops


def _optional_param_to_tensor(name: str, value: Any, *default: Any, **options: Any) -> Any:
    if in_graph() and name == "exclude_cols" and value is None:
        return None
    return convert.optional_param_to_tensor(name, value, *default, **options)


def _csv_dataset(*inputs: Any, exclude_cols: Any, **options: Any) -> Any:
    if exclude_cols is None:
        return _own.csv_dataset(*inputs, **options)
    return _own.csv_dataset_v2(*inputs, exclude_cols=exclude_cols, **options)


def _parse_example_dataset(*inputs: Any, deterministic: str, **options: Any) -> Any:
    if in_graph():
        return _own.parse_example_dataset(*inputs, sloppy=deterministic == "false", **options)
    return _own.parse_example_dataset_v2(*inputs, deterministic=deterministic, **options)


replaces_name(
    readers,
    "convert",
    over(convert, "convert", optional_param_to_tensor=_optional_param_to_tensor),
    "1.15 could leave out no columns",
)
replaces_name(
    readers, _OPS, over(_own, _OPS, csv_dataset_v2=_csv_dataset), "1.15 could leave out no columns"
)
replaces_name(
    parsing_ops,
    _OPS,
    over(_own, _OPS, parse_example_dataset_v2=_parse_example_dataset),
    "1.15 had an earlier op",
)
