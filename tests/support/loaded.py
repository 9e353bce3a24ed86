"""Programs in processes of their own that start with TensorFlow loaded, two seconds cheaper each.

They are forked from a process that has loaded it, and has done nothing else with it. Python 3.7
syntax, since the real 1.15 also runs this file.
"""

import atexit
import json
import os
import runpy
import subprocess
import sys
import tempfile
import warnings

try:
    from tests.support.environment import ROOT
except ImportError:  # as a script, which is the process that forks
    ROOT = ""

# What Python and TensorFlow read as they start.
_READ = ("TF_", "CUDA_", "PYTHON")
_servers = {}


def run(command, env, cwd=ROOT):
    """What subprocess.run returns of `command`, which begins with a Python, as text.

    Args:
      env: all of its environment; TensorFlow logs errors only, whatever is in it.
    """
    # tfv1 asks for the Keras of that time.
    variables = {"TF_USE_LEGACY_KERAS": "1", **env, "TF_CPP_MIN_LOG_LEVEL": "3"}
    read = {name: text for name, text in variables.items() if name.startswith(_READ)}
    server = _server(command[0], read)
    with tempfile.TemporaryDirectory() as folder:
        streams = [os.path.join(folder, name) for name in ("out", "err")]
        status = server.run(command[1:], env, str(cwd), streams)
        out, err = (_text(path) for path in streams)
    return subprocess.CompletedProcess(command, status, out, err)


def python(*arguments, cwd=ROOT, env=None):
    """The finished process of `python ARGUMENTS`, in this environment where no other is given."""
    return run([sys.executable, *map(str, arguments)], dict(env or os.environ), cwd)


def _text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def _server(python, variables):
    """The process with this Python and these variables; two are kept, as they take much memory."""
    key = python, tuple(sorted(variables.items()))
    if key not in _servers:
        if len(_servers) > 1:
            _servers.pop(next(iter(_servers))).end()
        _servers[key] = _Server(python, variables)
    return _servers[key]


@atexit.register
def _end_all():
    for server in _servers.values():
        server.end()


class _Server:
    """The process that forks; without its standard input, at the latest with this one, it ends."""

    def __init__(self, python, variables):
        others = {name: text for name, text in os.environ.items() if not name.startswith(_READ)}
        self._process = subprocess.Popen(
            [python, os.path.abspath(__file__)],
            env={**others, **variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            universal_newlines=True,
        )

    def run(self, *job):
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def _serve():
    """Forks for each job; returns, in the forked process alone, the arguments after `python`."""
    del sys.path[0]  # the folder of this file
    import tensorflow  # noqa: F401 - for those that are forked

    for line in sys.stdin:
        arguments, env, cwd, streams = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(env, cwd, streams)
            return arguments
        status = os.waitpid(pid, 0)[1]
        print(-(status & 127) if status & 127 else status >> 8, flush=True)
    sys.exit()


def _become(env, cwd, streams):
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    for number, path in enumerate((os.devnull, *streams)):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)


def _execute(arguments):
    """As `python [-W ignore] SCRIPT ...`, or -m MODULE, or -c PROGRAM."""
    if arguments[0] == "-W":
        warnings.simplefilter(arguments[1])
        arguments = arguments[2:]
    option, *rest = arguments
    if option in ("-m", "-c"):
        sys.path.insert(0, os.getcwd())
    if option == "-m":
        sys.argv[:] = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif option == "-c":
        sys.argv[:] = ["-c", *rest[1:]]
        exec(rest[0], {"__name__": "__main__"})
    else:
        sys.argv[:] = arguments
        sys.path.insert(0, os.path.dirname(os.path.abspath(option)))
        runpy.run_path(option, run_name="__main__")


if __name__ == "__main__":
    _execute(_serve())
