"""Functions in processes of their own that start warm: with the command line imported."""

import atexit
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.support.imported", "tests.support.warm"])


def run(
    function: Callable[..., int],
    *arguments: object,
    environment: dict[str, str],
    cwd: str | os.PathLike[str] = ".",
    timeout: float = 300,
) -> "subprocess.CompletedProcess[bytes]":
    """What subprocess.run returns, of a process that ends with the status `function(*arguments)`.

    It is forked from one that has imported what commands need: a tenth of the cost of a new Python.

    Args:
      function: of a module, not of a function, as pickle demands.
      environment: all of it. What Python reads at its start, such as PYTHONPATH, has no effect.
    """
    with tempfile.TemporaryDirectory() as folder:
        streams = [os.path.join(folder, name) for name in ("out", "err")]
        call = (function, arguments, environment, os.path.abspath(cwd), streams)
        child = _context.Process(target=_call, args=call)
        child.start()
        child.join(timeout)
        if child.exitcode is None:
            child.kill()
            raise subprocess.TimeoutExpired([function.__name__, *map(str, arguments)], timeout)
        out, err = (Path(path).read_bytes() for path in streams)
        return subprocess.CompletedProcess(arguments, child.exitcode, out, err)


def _call(
    function: Callable[..., int],
    arguments: tuple[object, ...],
    environment: dict[str, str],
    cwd: str,
    streams: list[str],
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(cwd)
    for number, path in enumerate((os.devnull, *streams)):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    encoding, _, errors = environment.get("PYTHONIOENCODING", "utf-8").partition(":")
    sys.stdout.reconfigure(encoding=encoding, errors=errors or "strict")
    sys.stderr.reconfigure(encoding=encoding)
    try:
        status = function(*arguments)
    finally:
        atexit._run_exitfuncs()  # which processes of multiprocessing leave out
    sys.exit(status)
