"""Run a script or a module as ``python`` would, with the user's files loaded as legacy code."""

import contextlib
import importlib.util
import io
import os
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType

from tfv1 import session, startup
from tfv1.importing import imports, shadowing, usercode
from tfv1.names import libraries
from tfv1.runtime import numpy_hint, sigterm, spawn, tracebacks

_SHELLS = ("IPython", "ipykernel", "ipykernel_launcher")


class CannotStart(Exception):
    """There is nothing to run; message and exit status are those of python."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(f"{sys.executable}: {message}")
        self.status = status


def run_file(path: str, arguments: list[str]) -> None:
    """Runs the file, or a folder's `__main__.py`, as ``python path arguments...``.

    Raises:
      CannotStart: no such file, a notebook, or a folder without `__main__.py`.
      Whatever the script raises, SystemExit included.
    """
    sys.argv[:] = [path, *arguments]
    if os.path.isdir(path):
        _run_folder(path)
        return
    file = os.path.abspath(path)
    try:
        with io.open_code(file) as opened:
            source = opened.read()
    except OSError as error:
        reason = f"[Errno {error.errno}] {error.strerror}"
        raise CannotStart(f"can't open file {file!r}: {reason}", 2) from error
    if path.endswith(".ipynb"):
        raise CannotStart(
            f"{path} is a notebook: begin it with %load_ext tfv1 in Jupyter, or run all of it here "
            f"with: ipython --ext tfv1 {path}",
            2,
        )
    _prepare(os.path.dirname(os.path.realpath(path)))
    module = _new_main(None, file)
    module.__file__ = file
    module.__dict__["__cached__"] = None
    loader = imports.user_loader("__main__", file)
    module.__loader__ = loader
    _execute(lambda: loader.source_to_code(source, file), module)


def _run_folder(path: str) -> None:
    spec = PathFinder.find_spec("__main__", [path])
    if spec is None or spec.origin is None:
        raise CannotStart(f"can't find '__main__' module in {os.path.abspath(path)!r}", 1)
    _prepare(os.path.abspath(path))
    spec.loader = imports.user_loader("__main__", spec.origin)
    _run_spec(spec)


def run_module(name: str, arguments: list[str]) -> None:
    """Runs a module or a package's `__main__` as ``python -m name arguments...``.

    Raises:
      CannotStart: no such module, or a package that cannot be executed.
      Whatever the module raises, SystemExit included.
    """
    if name in _SHELLS:
        # It executes code in a namespace of its own, which the extension replaces.
        place = arguments[:1] == ["kernel"]
        arguments = [*arguments[:place], "--ext", "tfv1", *arguments[place:]]
    sys.argv[:] = ["-m", *arguments]
    _prepare(os.getcwd())
    with _reported_as_by_python():
        spec = _find_module(name)
    assert spec.origin is not None
    sys.argv[0] = spec.origin
    _run_spec(spec)


def _run_spec(spec: ModuleSpec) -> None:
    assert spec.origin is not None
    module = _new_main(spec, spec.origin)
    module.__file__ = spec.origin
    module.__dict__["__cached__"] = spec.cached
    module.__package__ = spec.parent
    module.__loader__ = spec.loader
    loader = spec.loader
    _execute(lambda: loader.get_code(spec.name), module)  # type: ignore[union-attr]


def _advice(error: BaseException) -> str | None:
    """The line to print after the traceback of an uncaught exception."""
    if session.current().python2:
        return numpy_hint.offer(error)
    from tfv1.runtime import keras_hint, library_hint, mode_hint, python2_hint

    hints = (python2_hint, numpy_hint, keras_hint, library_hint, mode_hint)
    return next((line for hint in hints if (line := hint.offer(error))), None)


def _find_module(name: str) -> ModuleSpec:
    if name.startswith("."):
        raise CannotStart("Relative module names not supported", 1)
    try:
        __import__(
            name.rpartition(".")[0] or "sys"
        )  # called directly, so that no helper's frame shows
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        if isinstance(error, ModuleNotFoundError) and f"{name}.".startswith(f"{error.name}."):
            raise CannotStart(
                f"Error while finding module specification for {name!r} "
                f"({type(error).__name__}: {error})",
                1,
            ) from error
        raise
    if spec is None:
        raise CannotStart(f"No module named {name}", 1)
    if spec.submodule_search_locations is not None:
        if name == "__main__" or name.endswith(".__main__"):
            raise CannotStart("Cannot use package as __main__ module", 1)
        try:
            return _find_module(name + ".__main__")
        except CannotStart as error:
            message = f"{name!r} is a package and cannot be directly executed"
            raise CannotStart(f"No module named {name}.__main__; {message}", 1) from error
    if not hasattr(spec.loader, "get_code") or spec.origin is None:
        raise CannotStart(f"No code object available for {name}", 1)
    return spec


def _prepare(folder: str) -> None:
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = folder
    # Before the script: the first library that it imports may load TensorFlow and Keras.
    startup.set_environment()
    shadowing.look_for(folder)
    usercode.install()
    spawn.install()
    sigterm.install()
    startup.when_loaded(sigterm.watch)
    numpy_hint.install()
    startup.when_loaded(_settle_numpy)


def _settle_numpy() -> None:
    """What a session returns prints as it did, in a script that never imports NumPy, too."""
    current = session.current()
    if current.old_libs and not current.eager:
        libraries.view("numpy")


def _new_main(spec: ModuleSpec | None, file: str) -> ModuleType:
    module = ModuleType("__main__")
    module.__spec__ = spec
    module.__dict__["__builtins__"] = imports.main_builtins(file)
    module.__annotations__ = {}
    sys.modules["__main__"] = module
    return module


def _execute(compiled: Callable[[], CodeType], module: ModuleType) -> None:
    with _reported_as_by_python():
        exec(compiled(), module.__dict__)


@contextlib.contextmanager
def _reported_as_by_python() -> Iterator[None]:
    """Lets the interpreter report exceptions at exit, as it would without us."""
    try:
        yield
    except SystemExit as error:
        sigterm.note_end(error)
        raise
    except CannotStart:
        raise
    except BaseException:
        tracebacks.report_at_exit(__file__, _advice)
        raise
