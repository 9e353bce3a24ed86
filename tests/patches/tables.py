"""The tables of the package, by the module that has them."""

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec

from tfv1 import startup
from tfv1.patches import Patch


def _rows(module: str, name: str = "PATCHES") -> Callable[[], Iterable[Patch]]:
    return lambda: getattr(import_module(f"tfv1.{module}"), name)


def _graph_families() -> Iterable[Patch]:
    return import_module("tfv1.graphs.replacing").rows()


def _flags() -> Iterable[Patch]:
    return import_module("tfv1.patches.flags").rows()


def _where_installed(library: str, module: str) -> Callable[[], Iterable[Patch]]:
    """Its rows, where the library is installed: most do without."""
    return lambda: _rows(module)() if find_spec(library) else ()


def _seeding() -> Iterable[Patch]:
    return [Patch(*row) for row in import_module("tfv1.runtime.seeding").rows(7)]


def _tracebacks() -> Iterable[Patch]:
    return [import_module("tfv1.runtime.tracebacks").excepthook("train.py", lambda error: None)]


TABLES: dict[str, Callable[[], Iterable[Patch]]] = {
    "graphs.replacing": _graph_families,
    "patches.flags": _flags,
    "patches.matplotlib2": _where_installed("matplotlib", "patches.matplotlib2"),
    "patches.pandas1": _where_installed("pandas", "patches.pandas1"),
    "patches.sklearn0": _where_installed("sklearn", "patches.sklearn0"),
    "cli.run": _seeding,
    "importing.python2texts": _rows("importing.python2texts", "_PATCHES"),
    "runtime.tracebacks": _tracebacks,
    "startup": lambda: startup.rows_of_graph_mode(),
    "runtime.spawn": lambda: (
        *_rows("runtime.spawn", "IN_PARENT")(),
        *_rows("runtime.spawn", "IN_CHILD")(),
    ),
    "summary.installation": _rows("summary.installation", "REPLACED"),
    **{
        module: _rows(module)
        for module in (
            "graphs.exporting",
            "graphs.importing",
            "patches.arguments",
            "patches.callbacks",
            "patches.classes",
            "patches.data",
            "patches.errors",
            "patches.keras",
            "patches.keras_configs",
            "patches.keras_eager",
            "patches.keras_images",
            "patches.keras_messages",
            "patches.keras_models",
            "patches.keras_summary",
            "patches.layers",
            "patches.messages",
            "patches.library",
            "patches.numpy2",
            "patches.protobuf",
            "patches.refusals",
            "patches.sessions",
            "patches.stacks",
            "patches.attributes",
            "runtime.numpy_hint",
            "runtime.run_report",
            "summary.histogram_kernel",
        )
    },
}
