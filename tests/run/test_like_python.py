"""`tfv1 run` beside `python`: the same script, the same arguments, the same outcome.

The interpreter itself is the reference, so every case runs twice. None of them needs TensorFlow.
"""

import os
import re
import subprocess
import sys

import pytest

# Name -> the files of a small project, and the command line that both get.
CASES = {
    "what the script sees of itself": (
        {
            "a/train.py": """
import os, sys
print(sys.argv, sys.path[0], __file__, __name__, __package__, __spec__, os.getcwd())
print(type(__builtins__).__name__, __cached__, sys.modules['__main__'].__dict__ is globals())
import __main__; print(__main__.__file__, __annotations__)
""",
        },
        ["a/train.py", "--lr", "0.1", "-m", "--", "--seed=3", "x y"],
    ),
    "what a module run by -m sees": (
        {
            "pkg/__init__.py": "print('package', __name__)",
            "pkg/mod.py": "import sys; from . import other\nprint(sys.argv, __name__, __package__, "
            "__spec__.name, __file__, sys.path[0])",
            "pkg/other.py": "print(__name__)",
        },
        ["-m", "pkg.mod", "--flag", "-m"],
    ),
    "a package's __main__": (
        {"pkg/__init__.py": "", "pkg/__main__.py": "import sys; print(sys.argv, __spec__.name)"},
        ["-m", "pkg", "1"],
    ),
    "a package that fails, run by -m": (
        {"pkg/__init__.py": "import nothere", "pkg/mod.py": ""},
        ["-m", "pkg.mod"],
    ),
    "a module that fails, run by -m": ({"mod.py": "def f():\n  1 / 0\nf()"}, ["-m", "mod"]),
    "a folder's __main__": (
        {"d/__main__.py": "import sys, x; print(sys.argv, sys.path[0], __file__)", "d/x.py": ""},
        ["d", "1"],
    ),
    "a script reached by a link": (
        {
            "real/t.py": "import sys, near; print(sys.path[0])",
            "real/near.py": "",
            "l.py": "->real/t.py",
        },
        ["l.py"],
    ),
    "sys.exit with a number": ({"t.py": "import sys; sys.exit(7)"}, ["t.py"]),
    "sys.exit with a text": ({"t.py": "import sys; sys.exit('no data')"}, ["t.py"]),
    "sys.exit with nothing": ({"t.py": "import sys; sys.exit()"}, ["t.py"]),
    "os._exit": ({"t.py": "import os; os._exit(9)"}, ["t.py"]),
    "an uncaught exception": (
        {"t.py": "def f(x):\n  return 1 / x\n\nprint('a')\nf(0)\n"},
        ["t.py"],
    ),
    "an exception in a module of the user's": (
        {"t.py": "import net\nnet.build(3)\n", "net.py": "def build(n):\n  raise ValueError(n)\n"},
        ["t.py"],
    ),
    "an exception while a module is imported": (
        {"t.py": "import a\n", "a.py": "import b\n", "b.py": "{}['missing']\n"},
        ["t.py"],
    ),
    "chained exceptions": (
        {
            "t.py": "import m\ntry:\n  m.f()\nexcept KeyError as e:\n  raise OSError('x') from e\n",
            "m.py": "def f():\n  try:\n    import nothere\n  except ImportError:\n    {}['k']\n",
        },
        ["t.py"],
    ),
    "a missing module": ({"t.py": "import json\nimport no_such_module.sub\n"}, ["t.py"]),
    "a missing name": ({"t.py": "from json import no_such_name\n"}, ["t.py"]),
    "a missing name of a module of the user's": (
        {"t.py": "from m import nope\n", "m.py": ""},
        ["t.py"],
    ),
    "a script that does not parse": ({"t.py": "x = 1\nif x\n  pass\n"}, ["t.py"]),
    "a module that does not parse": ({"t.py": "import m\n", "m.py": "def f(:\n"}, ["t.py"]),
    "a script in another encoding": (
        {"t.py": "# -*- coding: latin-1 -*-\nprint('\xe9'.encode('utf-8'))".encode("latin-1")},
        ["t.py"],
    ),
    "no such script": ({}, ["nothere.py", "x"]),
    "a folder without __main__": ({"d/x.py": ""}, ["d"]),
    "no such module": ({}, ["-m", "no_such_module"]),
    "no such submodule": ({"pkg/__init__.py": ""}, ["-m", "pkg.no_such"]),
    "a package that cannot be run": ({"pkg/__init__.py": ""}, ["-m", "pkg"]),
    "atexit and threads": (
        {
            "t.py": """
import atexit, threading
atexit.register(print, 'atexit')
def late():
    threading.main_thread().join(); print('thread done')
threading.Thread(target=late).start()
print('main done')
""",
        },
        ["t.py"],
    ),
    "an exception in a thread": (
        {
            "t.py": """
import threading
threading.excepthook = lambda a: print('hook', a.exc_type.__name__)
t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()
""",
        },
        ["t.py"],
    ),
    "its own excepthook": (
        {
            "t.py": "import sys\nsys.excepthook = lambda t, v, tb: print('mine', t.__name__, "
            "tb.tb_frame.f_code.co_name)\nraise KeyError(1)\n"
        },
        ["t.py"],
    ),
    "standard input": ({"t.py": "import sys; print(input() + sys.stdin.read())"}, ["t.py"]),
    "pickled classes of __main__": (
        {
            "t.py": """
import pickle
class C:
    def __init__(self, v): self.v = v
data = pickle.dumps(C(3)); print(data, pickle.loads(data).v, C.__module__)
""",
        },
        ["t.py"],
    ),
    "forked and spawned processes": (
        {
            "t.py": """
import multiprocessing as mp, os
import helper
def square(x):
    return x * x, helper.NAME, __name__ == '__main__'
if __name__ == '__main__':
    for method in ('fork', 'spawn', 'forkserver'):
        with mp.get_context(method).Pool(2) as pool:
            print(method, pool.map(square, [1, 2, 3]))
    p = mp.get_context('spawn').Process(target=os._exit, args=(4,)); p.start(); p.join()
    print(p.exitcode)
    p = mp.get_context('fork').Process(target=__import__('time').sleep, args=(60,))
    p.start(); p.terminate(); p.join(); print(p.exitcode)
""",
            "helper.py": "NAME = __name__",
        },
        ["t.py"],
    ),
    "processes spawned by a module": (
        {
            "pkg/__init__.py": "",
            "pkg/t.py": """
import multiprocessing as mp
from .helper import NAME
def job(x): return x, NAME, __name__
if __name__ == '__main__':
    with mp.get_context('spawn').Pool(1) as pool: print(pool.map(job, [1]))
""",
            "pkg/helper.py": "NAME = __name__",
        },
        ["-m", "pkg.t"],
    ),
    "relative imports": (
        {
            "t.py": "from pkg.sub import deep; print(deep.value, deep.__package__)",
            "pkg/__init__.py": "top = 1",
            "pkg/sub/__init__.py": "",
            "pkg/sub/deep.py": "from .. import top\nfrom . import near\nfrom .near import n\n"
            "value = top + n + near.n",
            "pkg/sub/near.py": "n = 10",
        },
        ["t.py"],
    ),
    "two modules that import each other": (
        {
            "a.py": "import b\nx = 1\ndef f(): return b.y\nif __name__ == '__main__': print(f())",
            "b.py": "import a\ny = 2\ndef g(): return a.x",
        },
        ["a.py"],
    ),
    "reload": (
        {
            "t.py": """
import importlib, m
m.v = 5
print(importlib.reload(m) is m, m.v, importlib.import_module('m') is m)
import importlib.util
print(importlib.util.find_spec('m').name, importlib.import_module('.sub', 'p').__name__)
""",
            "m.py": "v = 1",
            "p/__init__.py": "",
            "p/sub.py": "",
        },
        ["t.py"],
    ),
    "modules of its own with common names": (
        {
            "t.py": """
import compat, utils, summary, table, views, cli
print(compat.who, utils.who, summary.who, table.who, views.who, cli.who)
""",
            **{
                f"{n}.py": f"who = 'my {n}'"
                for n in ("compat", "utils", "summary", "table", "views", "cli")
            },
        },
        ["t.py"],
    ),
    "a module of its own called tfv1": (
        {
            "t.py": "import tfv1\nfrom tfv1 import who\nprint(tfv1.who, who)",
            "tfv1.py": "who = 'me'",
        },
        ["t.py"],
    ),
    "a package of its own called tfv1": (
        {
            "t.py": "import tfv1.nets.small as s\nfrom tfv1 import nets, top\nimport importlib\n"
            "print(s.size, nets.small is s, top, importlib.import_module('tfv1.nets') is nets)",
            "tfv1/__init__.py": "top = 1",
            "tfv1/nets/__init__.py": "from .. import top\nfrom .small import size",
            "tfv1/nets/small.py": "size = 3",
        },
        ["t.py"],
    ),
    "exec, eval and compile": (
        {
            "t.py": """
space = {}
exec('import m\\nv = m.v', space); print(space['v'], eval('__import__("m").v'))
exec(compile('def f(): import m; return m.v', 'x', 'exec')); print(f())
""",
            "m.py": "v = 4",
        },
        ["t.py"],
    ),
    "names put into builtins": (
        {
            "t.py": "import builtins\nbuiltins.profile = lambda f: f\nimport m\nprint(m.f(), "
            "hasattr(__builtins__, 'unicode'))",
            "m.py": "@profile\ndef f(): return 2",
        },
        ["t.py"],
    ),
    "source, warnings and logging of the script": (
        {
            "t.py": """
import inspect, logging, warnings
def f():
    return 1
print(inspect.getsource(f))
logging.basicConfig(format='%(filename)s:%(lineno)d %(message)s'); logging.error('hey')
warnings.warn('careful')
""",
        },
        ["t.py"],
    ),
    "a script that is a loop of links": ({"t.py": "->t.py"}, ["t.py"]),
    "runpy from the script": (
        {
            "t.py": "import runpy; print(runpy.run_path('o.py', run_name='__main__')['v'])",
            "o.py": "v = __name__",
        },
        ["t.py"],
    ),
}


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content.startswith("->"):
            path.symlink_to(folder / content[2:])
        else:
            path.write_text(content)


def outcome(command, folder):
    """Standard output, standard error and exit status of the command in `folder`."""
    done = subprocess.run(
        command,
        cwd=folder,
        input="one\ntwo\n",
        text=True,
        capture_output=True,
        timeout=500,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    # python's own frames when it runs a module, which ours lacks.
    errors = re.sub(r'  File "[^"]*\brunpy(\.py|>)".*\n(    .*\n)*', "", done.stderr)
    errors = re.sub(r"0x[0-9a-f]+", "0x", errors)
    return done.stdout, errors, done.returncode


@pytest.mark.parametrize("case", CASES)
def test_a_script_ends_as_with_python(case, tfv1, tmp_path):
    """Output, traceback and exit status are those of the interpreter."""
    files, arguments = CASES[case]
    write(tmp_path, files)
    expected = outcome([sys.executable, *arguments], tmp_path)
    obtained = outcome([*tfv1, "run", *arguments], tmp_path)
    assert obtained == expected


def test_a_script_that_is_not_python(tfv1, tmp_path):
    """A binary file is a SyntaxError without a traceback, and status 1."""
    (tmp_path / "t.py").write_bytes(b"\x00\x01\xff\xfe binary")
    output, errors, status = outcome([*tfv1, "run", "t.py"], tmp_path)
    assert (output, status) == ("", 1)
    assert re.fullmatch(r"( .*\n)*(SyntaxError|ValueError): .*\n", errors)
