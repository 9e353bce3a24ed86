"""Public: TensorFlow 1.15's namespace on today's TensorFlow 2, ``import tfv1 as tf``.

Besides TensorFlow's names these are public: `install`, `uninstall`, `run_name`, the notebook
extension, and the packages `tfv1.events`, `tfv1.legacy` and `tfv1.testing`. Every other package
here is private, as its first line says, and may change.

Importing this package does not load TensorFlow. The first name that needs it does: that selects
legacy Keras, loads TensorFlow 2 and switches it to graph mode. `tfv1.names.tables` records where
each name comes from.
"""

from typing import Any

from tfv1.importing import finder as _finder
from tfv1.names.tables.api import VERSION
from tfv1.runname import run_name as run_name

__version__ = VERSION

# All of TensorFlow's, besides those every module has. Tools that inspect modules, such as pytest's
# collection, look up others, and that must not load TensorFlow.
_UNDERSCORED = {
    "_api",
    "__all__",
    "__compiler_version__",
    "__cxx11_abi_flag__",
    "__git_version__",
    "__monolithic_build__",
}

# This package's own parts, whose names mean nothing in TensorFlow. `from tfv1 import startup` looks
# up the attribute before it imports the module.
_OUR_PARTS = frozenset(
    {
        "atomic",
        "cachefolder",
        "cli",
        "edits",
        "events",
        "graphs",
        "importing",
        "kernels",
        "legacy",
        "limits",
        "logs",
        "migrate",
        "names",
        "patches",
        "python2",
        "report",
        "runname",
        "runtime",
        "session",
        "source",
        "startup",
        "testing",
    }
)

_finder.install()


def install() -> None:
    """Makes everything in this process that writes TF1 summaries use tfv1's engine.

    For programs that use `tensorflow.compat.v1`: call it before creating a writer, hook or trainer.
    Nothing else in TensorFlow changes. ``import tfv1 as tf`` and `tfv1 run` do this themselves.
    """
    from tfv1.summary import installation

    installation.install()


def uninstall() -> None:
    """Restores TensorFlow's own writers. Existing writers keep working as they are."""
    from tfv1.summary import installation

    installation.uninstall()


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext tfv1`: cells, `%run` and modules next to the notebook run as TensorFlow-1 code.

    `%tfv1 show LOG`, `%tfv1 table LOG` and the other commands work in cells.
    """
    from tfv1.cli.magic import run_line
    from tfv1.runtime import notebook

    notebook.load(shell)
    shell.register_magic_function(run_line, "line", "tfv1")


def unload_ipython_extension(shell: Any) -> None:
    """`%unload_ext tfv1`: code run from now on sees the real TensorFlow 2."""
    from tfv1.runtime import notebook

    notebook.unload(shell)


def __getattr__(name: str) -> Any:
    if name in _OUR_PARTS or (name.startswith("_") and name not in _UNDERSCORED):
        raise AttributeError(f"module 'tensorflow' has no attribute {name!r}")
    from tfv1.importing import views

    return getattr(views.root(), name)


def __dir__() -> list[str]:
    from tfv1.importing import views

    return dir(views.root())
