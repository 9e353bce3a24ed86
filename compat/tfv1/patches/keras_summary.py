"""`Model.summary`: the table that 1.15 printed, which scripts log and parse."""

import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tensorflow.python import tf2
from tf_keras.src.utils import layer_utils

from tfv1.patches.table import Patch

_COLUMNS = ["Layer (type)", "Output Shape", "Param #", "Connected to"]


def _as_in_1_15(print_of_today: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(print_of_today)
    def print_summary(
        model: Any,
        line_length: int | None = None,
        positions: Sequence[float] | None = None,
        print_fn: Callable[[str], object] | None = None,
        **options: Any,
    ) -> None:
        if tf2.enabled() or any(options.values()):
            print_of_today(model, line_length, positions, print_fn, **options)
            return
        for line in _lines(model, line_length, positions):
            (print_fn or print)(line)

    return print_summary


def _lines(model: Any, length: int | None, positions: Sequence[float] | None) -> Iterable[str]:
    nodes = _nodes_of(model)
    in_row = nodes is None or _is_row(model, nodes)
    length = length or (65 if in_row else 98)
    ends = positions or ([0.45, 0.85, 1.0] if in_row else [0.33, 0.55, 0.67, 1.0])
    widths = [int(length * end) for end in ends] if ends[-1] <= 1 else [int(end) for end in ends]
    yield f'Model: "{model.name}"'
    yield "_" * length
    yield _row(_COLUMNS[: 3 if in_row else 4], widths)
    yield "=" * length
    for number, layer in enumerate(model.layers, 1):
        cells = [f"{layer.name} ({type(layer).__name__})", _shape(layer), str(layer.count_params())]
        first, *more = _connections(layer, nodes) if nodes and not in_row else [""]
        yield _row([*cells, first], widths)
        yield from (_row(["", "", "", connection], widths) for connection in more)
        yield ("=" if number == len(model.layers) else "_") * length
    trained, fixed = map(
        layer_utils.count_params, (model.trainable_weights, model.non_trainable_weights)
    )
    yield f"Total params: {trained + fixed:,}"
    yield f"Trainable params: {trained:,}"
    yield f"Non-trainable params: {fixed:,}"
    yield "_" * length


def _nodes_of(model: Any) -> list[list[Any]] | None:
    """The nodes of a functional model by depth."""
    if type(model).__name__ == "Sequential" or not model._is_graph_network:
        return None
    return list(model._nodes_by_depth.values())


def _is_row(model: Any, nodes: list[list[Any]]) -> bool:
    """Whether each layer of a functional model is called once, on one tensor."""
    if any(len(level) > 1 or len(list(level[0].iterate_inbound())) > 1 for level in nodes):
        return False
    used = [level[0] for level in nodes]
    return all(sum(node in used for node in layer._inbound_nodes) <= 1 for layer in model.layers)


def _connections(layer: Any, nodes: list[list[Any]]) -> list[str]:
    used = list(itertools.chain.from_iterable(nodes))
    return [
        f"{inbound.name}[{node_index}][{tensor_index}]"
        for node in layer._inbound_nodes
        if node in used
        for inbound, node_index, tensor_index, _ in node.iterate_inbound()
    ] or [""]


def _shape(layer: Any) -> str:
    try:
        return str(layer.output_shape)
    except AttributeError:  # it was called more than once, or never
        return "multiple"
    except RuntimeError:  # it was called eagerly
        return "?"


def _row(cells: list[str], ends: list[int]) -> str:
    line = ""
    for cell, end in zip(cells, ends, strict=False):
        line = f"{line[:-1]} {cell}" if line else cell
        line = line[:end].ljust(end)
    return line


PATCHES = (
    Patch("tf_keras.src.utils.layer_utils:print_summary", _as_in_1_15, "prints another table"),
)
