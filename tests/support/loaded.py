"""Programs in processes of their own that start with TensorFlow loaded, two seconds cheaper each.

They are forked from a process that has loaded it, and has done nothing else with it. Python 3.7
syntax, since the real 1.15 also runs this file.
"""

import atexit
import contextlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
import warnings

try:
    from tests.support.environment import ROOT
except ImportError:  # as a script, which is the process that forks
    ROOT = ""

TIMEOUT = 600  # seconds; a program takes a few
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
    with tempfile.TemporaryDirectory() as folder, _server(command[0], read) as ask:
        streams = [os.path.join(folder, name) for name in ("out", "err")]
        status = ask(command[1:], env, str(cwd), streams)
        out, err = (_text(path) for path in streams)
    return subprocess.CompletedProcess(command, status, out, err)


def python(*arguments, cwd=ROOT, env=None):
    """The finished process of `python ARGUMENTS`, in this environment where no other is given."""
    return run([sys.executable, *map(str, arguments)], dict(env or os.environ), cwd)


def _text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


@contextlib.contextmanager
def _server(python, variables):
    """Yields what sends a job to the process with this Python and these variables, and its answer.

    Two processes are kept, as they take much memory; one that did not answer is not.
    """
    key = python, tuple(sorted(variables.items()))
    server = _servers.pop(key, None) or _start(python, variables)

    def ask(*job):
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        answered = select.poll()  # select() refuses descriptors above 1023
        answered.register(server.stdout, select.POLLIN)
        if not answered.poll(1000 * TIMEOUT):
            raise subprocess.TimeoutExpired(job[0], TIMEOUT)
        return int(server.stdout.readline())

    try:
        yield ask
    except BaseException:
        os.killpg(server.pid, signal.SIGKILL)  # with what it has forked
        server.wait()
        raise
    _servers[key] = server
    while len(_servers) > 2:
        _end(_servers.pop(next(iter(_servers))))


def _start(python, variables):
    others = {name: text for name, text in os.environ.items() if not name.startswith(_READ)}
    return subprocess.Popen(
        [python, os.path.abspath(__file__)],
        env={**others, **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        universal_newlines=True,
        start_new_session=True,
    )


def _end(server):
    server.stdin.close()  # with its standard input it ends
    server.wait()
    server.stdout.close()


@atexit.register
def _end_all():
    for server in _servers.values():
        _end(server)


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
