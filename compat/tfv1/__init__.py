"""Public: TensorFlow 1.15's namespace on today's TensorFlow 2, ``import tfv1 as tf``.

Beside TensorFlow's names these are public: `install`, `uninstall`, `run_name`, the notebook
extension, and the packages `tfv1.events`, `tfv1.legacy` and `tfv1.testing`. Every other package
here is private, as its first line says, and may change.

Importing this package loads no TensorFlow. The first name that needs it does: legacy Keras is
chosen, TensorFlow 2 is loaded and switched to graph mode. Where each name comes from is written
down in `tfv1.names.tables`.
"""

from typing import Any

from tfv1.importing import finder as _finder
from tfv1.names.tables.api import VERSION
from tfv1.runname import run_name as run_name

__version__ = VERSION

# All there are, beside what every module has. Tools that look through modules, pytest's collection
# among them, ask for others, and must not load TensorFlow by that.
_UNDERSCORED = {
    "_api",
    "__all__",
    "__compiler_version__",
    "__cxx11_abi_flag__",
    "__git_version__",
    "__monolithic_build__",
}

# This package's own parts, whose names mean nothing in TensorFlow. `from tfv1 import startup` asks
# for the name before it imports the module.
_OUR_PARTS = frozenset(
    {
        "atomic",
        "cachefolder",
        "cli",
        "events",
        "graphs",
        "importing",
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
    """Has everything in this process that writes TF1 summaries write through tfv1's engine.

    For programs on `tensorflow.compat.v1`, which call it before they make a writer, hook or
    trainer; nothing else of TensorFlow changes. ``import tfv1 as tf`` and `tfv1 run` do it anyway.
    """
    from tfv1.summary import installation

    installation.install()


def uninstall() -> None:
    """Gives TensorFlow its own writers back. Writers that exist go on as they are."""
    from tfv1.summary import installation

    installation.uninstall()


def load_ipython_extension(shell: object) -> None:
    """`%load_ext tfv1`: cells, `%run` and modules beside the notebook are TensorFlow-1 code."""
    from tfv1.runtime import notebook

    notebook.load(shell)


def unload_ipython_extension(shell: object) -> None:
    """`%unload_ext tfv1`: what runs from now on sees the real TensorFlow 2."""
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
