"""`tfv1 run` gives old libraries to the user's files, and to them alone."""

import os
import subprocess
import sys
import textwrap

import pytest

TFV1 = [sys.executable, "-m", "tfv1", "run"]

SCRIPT = """
import collections, fractions, imp, importlib, inspect, pickle, time, types
import numpy as np
import numpy.random as npr
import scipy.misc
import scipy.ndimage.filters
import xml.etree.cElementTree as ET
from collections import Mapping, OrderedDict
from distutils.version import LooseVersion
from numpy import *
from scipy import interp, misc
from scipy.misc import imresize
from scipy.stats import norm
import library_like

print(np.int is int, np.random is npr, isinstance(np, types.ModuleType), asscalar(ones(1)))
print(np.array([[1], [2, 3]]).dtype, imresize(np.eye(4), 50).shape, misc is scipy.misc)
print(pickle.loads(pickle.dumps(np.ones(2))).tolist(), time.clock() >= 0, fractions.gcd(4, 6))
print(inspect.getargspec(lambda a: 0).args, imp.reload(time) is time)
print(importlib.reload(time) is time)
print(importlib.import_module("collections").Mapping is Mapping, LooseVersion("1.10") > "1.9")
print(interp(1, [0, 2], [0, 4]), norm.cdf(0), OrderedDict.__name__)


def inner():
    import numpy as inner_np
    return inner_np.float is float


print(imp.load_source("settings", "settings.txt").kind)
print(inner(), library_like.has_int)
try:
    import scipy.no_such
except ImportError as error:
    print(error)
try:
    from scipy import no_such
except ImportError as error:
    print("cannot import name" in str(error))
"""


@pytest.fixture
def project(tmp_path):
    """A script, and a library of a kind that the user has not written."""
    (tmp_path / "train.py").write_text(textwrap.dedent(SCRIPT))
    library = tmp_path / "site-packages"
    library.mkdir()
    (library / "library_like.py").write_text("import numpy\nhas_int = 'int' in dir(numpy)\n")
    (tmp_path / "settings.txt").write_text("import numpy as np\nkind = np.float\n")
    (tmp_path / "short.py").write_text("import numpy as np\nprint(np.int)\n")
    return tmp_path


def _run(*arguments, cwd):

    path = os.pathsep.join(
        [str(cwd / "site-packages"), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    return subprocess.run(
        [*TFV1, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_ways_to_import(project):
    """Every kind of import statement gives the view; a library keeps the real module."""
    pytest.importorskip("scipy")
    done = _run("train.py", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "True True True 1.0",
        "object (2, 2) True",
        "[1.0, 1.0] True 2",
        "['a'] True",
        "True",
        "True True",
        "2.0 0.5 OrderedDict",
        "<class 'float'>",
        "True False",
        "No module named 'scipy.no_such'",
        "True",
    ]


def test_switched_off(project):
    """--no-old-libs leaves the libraries as they are."""
    assert _run("short.py", cwd=project).stdout == "<class 'int'>\n"
    done = _run("--no-old-libs", "short.py", cwd=project)
    assert done.returncode == 1
    assert "module 'numpy' has no attribute 'int'" in done.stderr
