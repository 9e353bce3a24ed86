"""`%load_ext tfv1`: cells, `%run` and the modules next to a notebook run as legacy code."""

import builtins
import functools
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from tfv1 import session
from tfv1.importing import imports, shadowing, usercode


class Notebook:
    """An IPython shell whose user code sees TensorFlow 1.15 until `unload`."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._new_main_mod = shell.new_main_mod
        self._run = shell.find_line_magic("run")

    def load(self) -> None:
        # `display`, `get_ipython` and the like, which IPython adds to the builtins.
        added = {name: value for name, value in vars(builtins).items() if name != "__import__"}
        vars(imports.legacy_builtins).update(added)
        usercode.install()
        shadowing.look_for(os.getcwd())
        # The kernel's arguments, which tf.flags would parse as the program's.
        sys.argv[1:] = []
        self._shell.new_main_mod = self._legacy_main_mod
        self._shell.register_magic_function(self._legacy_run(), "line", "run")
        self._use(imports.main_builtins())

    def unload(self) -> None:
        self._shell.new_main_mod = self._new_main_mod
        self._shell.register_magic_function(self._run, "line", "run")
        self._use(builtins)
        usercode.uninstall()

    def _use(self, module: ModuleType) -> None:
        self._shell.user_ns["__builtins__"] = module

    def _legacy_main_mod(self, filename: str, modname: str) -> ModuleType:
        """Creates the module in which `%run` executes a file."""
        module: ModuleType = self._new_main_mod(filename, modname)
        module.__dict__["__builtins__"] = imports.main_builtins()
        _forget_flags(module)
        _start_graph()
        return module

    def _legacy_run(self) -> Callable[[str], Any]:
        @functools.wraps(self._run)
        def run(line: str) -> Any:
            try:
                return self._run(line)
            finally:
                self._use(imports.main_builtins())  # %run resets the cells to Python's own

        return run


def _forget_flags(module: ModuleType) -> None:
    """Undefines the flags of a file's last `%run`, which the next one defines again.

    Each run also has its own command line.
    """
    absl_flags = sys.modules.get("absl.flags")
    if absl_flags is None:
        return
    values = absl_flags.FLAGS
    own = {id(flag) for flag in values.flags_by_module_id_dict().get(id(module), ())}
    for name in list(values):
        if id(values[name]) in own:
            delattr(values, name)
    values.unparse_flags()


def _start_graph() -> None:
    """Starts a new graph: merge_all() in a script must not merge an earlier run's summaries.

    `%run -i` does not get here, and continues in the notebook's graph.
    """
    ops = sys.modules.get("tensorflow.python.framework.ops")
    if ops is not None:
        try:
            ops.reset_default_graph()
        except AssertionError:
            pass  # inside a `with graph.as_default()` of the cell


def load(shell: object) -> None:
    """Makes the user code of this shell see TensorFlow 1.15; IPython calls it once."""
    notebook = Notebook(shell)
    notebook.load()
    session.current().unload = notebook.unload


def unload(shell: object) -> None:
    """Undoes `load` for cells and imports from now on."""
    take_out = session.current().unload
    if take_out is not None:
        take_out()
