"""`tfv1 check`: what it finds, and what it says."""

import ast
import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.migrate.projects import make, tfv1
from tests.support.cli import python
from tfv1.contrib.upstream import store
from tfv1.migrate.check import check
from tfv1.migrate.migrate import rewrite
from tfv1.migrate.report import as_text, summary, todo


def statuses(folder):
    """(status, subject) of every finding, without those that are fine."""
    return {
        (finding.status, finding.subject)
        for file in check([folder], processes=1).files
        for finding in file.findings
        if finding.status != "fine"
    }


_TF = "import tensorflow as tf"
_TENSOR = "add_summary is given a summary op, a tensor: it takes what running the op returns."
SLIM = ("needs", "tf.contrib.slim")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import tensorflow as tf\ntf.contrib.slim", SLIM),
        ("import tensorflow\ntensorflow.contrib.slim", SLIM),
        ("import tensorflow.contrib.slim as slim", SLIM),
        ("import tensorflow.contrib.slim", SLIM),
        ("from tensorflow.contrib import slim", SLIM),
        (
            "from tensorflow import contrib\ncontrib.slim.conv2d",
            ("needs", "tf.contrib.slim.conv2d"),
        ),
        ("from tensorflow.contrib.slim import *", SLIM),
        ("import tensorflow as tf\nc = tf.contrib\nc.slim", SLIM),
        ("import tensorflow as tf\ngetattr(tf.contrib, 'slim')", SLIM),
        ("import importlib\nimportlib.import_module('tensorflow.contrib.slim')", SLIM),
        ("m = __import__('tensorflow.contrib.slim')", SLIM),
        ("def f():\n    import tensorflow as t\n    return t.contrib.slim", SLIM),
        ("import tensorflow as tf\nclass A:\n    x = lambda: tf.contrib.slim", SLIM),
        ("import tensorflow.compat.v1 as tf\ntf.contrib.slim", SLIM),
        ("import tensorflow as tf\ntf.pack([1])", ("needs", "tf.pack")),
        ("import tensorflow as tf\ntf.concat(1, [a, b])", ("needs", "tf.concat")),
        ("import tensorflow as tf\ntf.pack(x)\ntf.split(d, n, x)", ("needs", "tf.split")),
        ("from tensorflow.models.rnn import ptb", ("lost", "tf.models")),
        ("from tensorflow.nn import nope", ("lost", "tf.nn.nope")),
        ("from tensorflow.python.ops import nope", ("lost", "tensorflow.python.ops.nope")),
        ("import tensorflow as tf\ntf.load_op_library('a.so')", ("needs", "tf.load_op_library")),
        ("import tflearn", ("needs", "tflearn")),
        ("import tensorflow_core as tf\ntf.contrib.slim", SLIM),
        ("import tensorflow_core as tf\ntf.pack([1])", ("needs", "tf.pack")),
        ("import tensorflow as tf\ntf.contrib.rnn.__dict__", ("needs", "tf.contrib.rnn")),
        ("import tensorflow as tf\ntf.nope.__dict__", ("lost", "tf.nope")),
        ("import keras.layers as k\nk.Merge", ("lost", "keras.layers.Merge")),
        ("from keras.engine import nope", ("lost", "keras.engine.nope")),
        ("import not_there_at_all", ("needs", "not_there_at_all")),
        ("from scipy.misc import lena", ("lost", "scipy.misc.lena")),
        ("import scipy.misc.common as c\nc.nope", ("lost", "scipy.misc.common.nope")),
        ("print 'hi'", ("needs", "Python 2")),
        (
            "import tensorflow as tf\nw = tf.summary.FileWriter('a')\n"
            "s = tf.summary.scalar('x', 1)\nw.add_summary(s, 1)",
            ("note", _TENSOR),
        ),
        ("for i in xrange(3): pass", ("needs", "Python 2")),
        ("x = '/home/somebody/data'", ("note", "/home/somebody/data")),
        ("x = 'C:\\\\data\\\\mnist'", ("note", "C:\\data\\mnist")),
    ],
)
def test_what_does_not_run_is_found(tmp_path, source, expected):
    """However a name is imported, called or reached, it is found under its own name."""
    make(tmp_path, {"a.py": source})
    assert expected in statuses(tmp_path)


@pytest.mark.parametrize(
    "source",
    [
        "import tensorflow as tf\ntf.nn.relu, tf.app.run, tf.summary.FileWriter, tf.layers.dense",
        "import tensorflow as tf\ndef f(tf):\n    return tf.contrib.slim",
        "import tensorflow as tf\ntry:\n    tf.contrib.slim\nexcept AttributeError:\n    pass",
        "try:\n    import nope_nope\nexcept ImportError:\n    nope_nope = None\n".replace(
            "nope_nope", "os"
        ),
        "import tensorflow as tf\nif tf.__version__ < '1':\n    tf.pack([1])",
        "import tensorflow as tf\nif hasattr(tf, 'pack'):\n    tf.pack([1])",
        "import tensorflow as tf\nn = int(tf.__version__[0])\nif n == 0:\n    tf.pack([1])",
        "import tensorflow as tf\ntry:\n    f = tf.nope\nexcept:\n    f = len\nf([1])",
        "import tensorflow as tf\nif before('1.0'):\n    tf.pack([1])",
        "import tensorflow as tf\ntf.model = 1\ntf.model",
        "import tensorflow as tf\ngetattr(tf, 'pack', None)",
        "import keras\nfrom keras.layers import Dense\nkeras.__version__, keras.engine.Layer",
        "import keras.backend as K\nK.tf.contrib.training.HParams, K.control_flow_ops.while_loop",
        "import numpy as np\nnp.float, np.product",
        "from scipy.misc import imread, common, pilutil",
        "from sklearn.externals import joblib",
        "import tensorflow as tf\ntf.GraphKeys.NOPE.nope",
        "import tensorflow as tf\ntf.__file__, tf.__dict__.keys(), tf.nn.__doc__, tf.__path__[0]",
        "from tensorflow import __file__, __version__",
        "import tensorflow as tf\nn = [tf for tf in x]\ntf.nn.relu",
        "x = '/tmp'\ny = '/usr'\n'''/home/a b'''",
        "from tensorflow.examples.tutorials.mnist import input_data",
    ],
)
def test_what_runs_is_not_complained_about(tmp_path, source):
    """No finding but fine ones."""
    make(tmp_path, {"a.py": source})
    assert not statuses(tmp_path)


@pytest.mark.parametrize(
    "files",
    [
        {"lib.py": _TF, "a.py": "from lib import tf\ntf.pack"},
        {"lib.py": _TF, "a.py": "import lib\nlib.tf.pack"},
        {"lib.py": _TF, "a.py": "from lib import *\ntf.pack"},
        {
            "p/__init__.py": "",
            "p/lib.py": "import tensorflow as tf",
            "p/a.py": "from . import lib\nlib.tf.pack",
        },
        {
            "p/__init__.py": "from .lib import *",
            "p/lib.py": "import tensorflow as tf",
            "a.py": "import p\np.tf.pack",
        },
        {
            "x.py": "from y import tf",
            "y.py": "from x import *\nimport tensorflow as tf",
            "a.py": "from x import tf\ntf.pack",
        },
    ],
)
def test_names_handed_on_by_the_users_own_modules_are_followed(tmp_path, files):
    """A name is found in the file that uses it, through modules that only pass it on."""
    make(tmp_path, files)
    found = {
        (file.path.name, finding.subject)
        for file in check([tmp_path], processes=1).files
        for finding in file.findings
    }
    assert ("a.py", "tf.pack") in found


COMPATIBLE = """
import tensorflow as tf
try:
    from not_there_at_all.ops import pool
except ImportError:
    pool = None
try:
    from tensorflow.contrib.nope import f
except ImportError:
    f = None
if tf.__version__ < "1":
    join = tf.pack
else:
    join = tf.stack
"""


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("from lib import pool, f, join\npool(), f(), join([1])", True),
        ("import lib\nlib.pool(), lib.f.g, lib.join([1])", True),
        (COMPATIBLE + "pool(), f(), join([1])", True),
        ("from lib import tf\ntf.contrib.other", False),
        ("import tensorflow as tf\njoin = tf.pack if 0 else tf.sub\njoin(1)", False),
        ("import tensorflow as tf\ntf.contrib.nope", False),
    ],
)
def test_a_switch_by_version_is_enough_in_one_module(tmp_path, source, runs):
    """What a module has another way for, its importers need not have a way for."""
    make(tmp_path, {"lib.py": COMPATIBLE, "a.py": source})
    found = {file.path.name: file.runs for file in check([tmp_path], processes=1).files}
    assert found == {"lib.py": True, "a.py": runs}


@pytest.mark.parametrize(
    ("files", "runs"),
    [
        ({"a.py": "import p.one"}, False),
        ({"p/__init__.py": "from .one import x"}, False),
        ({"p/three.py": "import one"}, True),  # a script beside it
        ({"a.py": "import sys, p.one\nsys.path.append('p')"}, True),
        ({"a.py": "import p.one", "two.py": ""}, True),
    ],
)
def test_a_module_of_the_own_package_needs_its_full_name(tmp_path, files, runs):
    """Only Python 2 finds it by its bare name."""
    make(tmp_path, {"p/__init__.py": "", "p/one.py": "import two", "p/two.py": "", **files})
    (file,) = [one for one in check([tmp_path], processes=1).files if one.path.name == "one.py"]
    assert file.runs is runs


def test_a_package_may_be_a_submodule_or_a_module_of_the_project(tmp_path):
    """Nothing advises to install what PyPI has under the name."""
    modules = '[submodule "x"]\n\tpath = third/Tensor-Vision\n\turl = https://example.org/x.git\n'
    source = "import tensor_vision\nimport utils\nimport png"
    make(tmp_path, {".gitmodules": modules, "code/a.py": source})
    (tmp_path / "third" / "Tensor-Vision").mkdir(parents=True)
    found = check([tmp_path], processes=1)
    (file,) = found.files
    texts = [finding.text for finding in file.findings]
    assert "tensor_vision is in the submodule third/Tensor-Vision, which is empty" in texts[0]
    assert texts[1] == "there is no module utils among these files; put its folder on PYTHONPATH"
    assert list(todo(found)) == ["git submodule update --init", "pip install pypng"]


def test_a_module_beside_the_file_is_not_to_be_installed(tmp_path):
    """A file that is checked alone says that what it imports from its folder was not checked."""
    make(tmp_path, {"a.py": "import nets.vgg\nimport helper", "helper.py": "", "nets/vgg.py": ""})
    (file,) = check([tmp_path / "a.py"], processes=1).files
    told = "{} is beside this file, and was not checked: give the folder of both"
    assert [one.text for one in file.findings] == [told.format("nets"), told.format("helper")]
    assert file.runs


def test_names_that_no_file_can_have(tmp_path, monkeypatch):
    """Imports of endless names are missing modules, and folders of endless paths are told of."""
    name = "a" * 300
    make(tmp_path, {"p/__init__.py": "", "p/b.py": f"import {name}\nfrom p import {name}"})
    monkeypatch.chdir(tmp_path / "p")
    for _ in range(25):
        os.mkdir("a" * 200)
        os.chdir("a" * 200)
    found = {file.path.name: file for file in check([tmp_path], processes=1).files}
    assert not found["b.py"].error and not found["b.py"].runs
    assert "File name too long" in found["a" * 200].error


def test_a_file_that_imports_one_that_does_not_run_does_not_run(tmp_path):
    """However many modules are between; one that only could import it does run."""
    files = {
        "a.py": "import b",
        "b.py": "from p import c",
        "p/__init__.py": "",
        "p/c.py": "import tensorflow as tf\ntf.pack",
        "d.py": "try:\n    import b\nexcept ImportError:\n    b = None",
        "e.py": "import d",
    }
    make(tmp_path, files)
    running = {file.path.name for file in check([tmp_path], processes=1).files if file.runs}
    assert running == {"__init__.py", "d.py", "e.py"}


def test_what_fails_in_a_function_fails_when_that_is_called(tmp_path):
    """The module can be imported: its importers run, and a note names the place."""
    files = {
        "lib.py": "import tensorflow as tf\ndef f(x):\n    return tf.pack(x)\n",
        "a.py": "import lib",
        "late.py": "def g():\n    import broken",
        "broken.py": "import tensorflow as tf\ntf.pack",
        "b.py": "import late",
        "both.py": "import broken\ndef g():\n    import broken",
        "c.py": "import both",
    }
    make(tmp_path, files)
    found = {file.path.name: file for file in check([tmp_path], processes=1).files}
    assert {name for name, file in found.items() if file.runs} == {"a.py", "b.py"}
    assert {name for name, file in found.items() if file.can_be_imported} == {
        *("a.py", "b.py", "lib.py", "late.py")
    }
    (note,) = [finding for finding in found["a.py"].findings if finding.kind == "imports"]
    assert note.text == "lib.py is imported, which fails at line 3, when that is called"
    text = "\n".join(as_text(check([tmp_path / "lib.py"])))
    assert "imports, and fails at line 3, when that is called" in text
    assert "line 3 when called: tf.pack" in text


@pytest.mark.parametrize(
    ("source", "subject"),
    [
        ("from keras.layers import Dense\nDense(output_dim=3)", "Dense"),
        ("import keras.layers as k\nk.Conv2D(4, 3, 3)", "k.Conv2D"),
        ("from keras.models import Model\nModel(input=a, output=b)", "Model"),
        ("import keras\nm = build()\nm.fit(x, nb_epoch=3)", "m.fit"),
        ("from keras.layers import Conv2D\nConv2D(4, (3, 3), 2, init_scale=1)", None),
        ("from keras.layers import Embedding\nEmbedding(9, output_dim=3)", None),
        ("from keras.models import Model\nrun(input=a, init=b)", None),
        ("from tensorflow.keras.layers import Conv2D\nConv2D(4, 3, 3)\nm.fit(nb_epoch=1)", None),
    ],
)
def test_arguments_of_keras_1_need_that_package(source, subject, tmp_path):
    """Where the keras package is imported, and no release that takes them is installed."""
    make(tmp_path, {"a.py": source})
    assert statuses(tmp_path) == ({("needs", subject)} if subject else set())


@pytest.mark.parametrize(
    ("name", "installed", "status", "text", "command"),
    [
        ("sonnet", "dm_sonnet-1.36", None, "", ""),
        ("tensorlayer", "tensorlayer-2.2.5", "note", "for TensorFlow 2", "tensorlayer==1.11.1"),
        ("tflearn", None, "needs", "was written for TensorFlow 1", "tflearn==0.3.2"),
    ],
)
def test_libraries_of_tensorflow_1_are_known(
    name, installed, status, text, command, tmp_path, monkeypatch
):
    """A release for TensorFlow 1 runs; without one, the command that installs it is named."""
    if installed:
        files = [f"{name}/__init__.py", f"{installed}.dist-info/RECORD"]
        make(tmp_path / "installed", dict.fromkeys(files, ""))
        monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    make(tmp_path / "p", {"a.py": f"import {name}\n{name}.nets"})
    (file,) = check([tmp_path / "p"], processes=1).files
    found = [
        (finding.status, finding.command.removeprefix("pip install --no-deps "))
        for finding in file.findings
        if finding.kind == "packages" and text in finding.text
    ]
    assert found == ([(status, command)] if command else [])


def test_an_old_release_that_is_installed_still_has_its_names(tmp_path, monkeypatch):
    """What later releases dropped is found where it is, as a module or as a name."""
    installed = {"moviepy/__init__.py": "", "moviepy/editor.py": "", "skimage/__init__.py": ""}
    make(tmp_path / "installed", {**installed, "skimage/measure.py": "from os import compare_psnr"})
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    source = "import moviepy.editor\nfrom skimage.measure import compare_psnr, compare_ssim"
    make(tmp_path / "p", {"a.py": source})
    (file,) = check([tmp_path / "p"], processes=1).files
    assert [finding.subject for finding in file.stopping] == ["skimage.measure.compare_ssim"]


def test_packages_are_named_as_pip_installs_them(tmp_path, monkeypatch):
    """What PyPI has under a module's own name is not advised where it is something else."""
    make(tmp_path / "installed", {"caffe/__init__.py": ""})
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    source = "import tree, caffe\nfrom scikits.audiolab import wavread\nimport bunch, deepmind_lab"
    make(tmp_path / "p", {"a.py": source})
    found = check([tmp_path / "p"], processes=1)
    commands = ["pip install dm-tree", "pip install scikits.audiolab", "pip install munch"]
    assert list(todo(found)) == commands
    (file,) = found.files
    assert "caffe" not in [finding.subject for finding in file.stopping]


def notebook(*cells):
    return json.dumps(
        {
            "cells": [
                {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
                for kind, text in cells
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 2,
        }
    )


def test_a_notebook_is_checked_without_its_magic(tmp_path):
    """The place is given by cell and line; lines of magic are not syntax errors."""
    text = notebook(
        ("markdown", "# hello"),
        ("code", "%matplotlib inline\n!pip install x\nimport tensorflow as tf"),
        ("code", "%%bash\nls -l | grep x"),
        ("code", "x = 1\ntf.pack(x)\ntf.nn?"),
    )
    make(tmp_path, {"a.ipynb": text})
    file = check([tmp_path], processes=1).files[0]
    needs = [finding for finding in file.findings if finding.status == "needs"]
    assert not file.error
    assert [file.where(finding.line) for finding in needs] == ["cell 4, line 2"]


MAGIC = [
    "x = !ls -l | grep 'x",
    "x, y = !ls",
    "data['x'] = !ls",
    "t = %timeit -o f(",
    "!pip install x \\\n    y \\\n    --upgrade (",
    "for i in range(3):\n    !echo {i} (\n    x = %magic (",
    "%run train.py --steps=10 \\\n  --rate 1 (",
    "/f 1 2",
    ",f a b",
    ";f a b",
    "np.*load*?",
    "??f",
    "%%capture out\nx = 1",
    "text = '''\n%s of\n!important\n'''",
    "y = (a\n     %b\n     /c)",
    "pip install tensorflow==1.15\ncd data\ncd ..\nls ./x\nconda install x\nls -l | grep (",
]


@pytest.mark.parametrize("with_ipython", [False, True])
@pytest.mark.parametrize("code", MAGIC)
def test_every_magic_leaves_the_rest_of_the_notebook_readable(
    tmp_path, monkeypatch, code, with_ipython
):
    """Commands and magics, assigned or continued, and calls without parentheses."""
    if not with_ipython:
        monkeypatch.setitem(sys.modules, "IPython.core", None)
    cells = [("code", code), ("code", "import tensorflow as tf\ntf.pack(1)")]
    make(tmp_path, {"a.ipynb": notebook(*cells)})
    file = check([tmp_path], processes=1).files[0]
    assert (file.error, file.unknown) == ("", [])
    needs = [finding for finding in file.findings if finding.status == "needs"]
    assert [file.where(finding.line) for finding in needs] == ["cell 2, line 2"]


def test_code_in_a_magic_is_not_read_and_this_is_said(tmp_path):
    """In check and in migrate, with its place; other magics need no word."""
    cells = [("code", "import tensorflow as tf\nx = 1\n%time y = tf.pack(x)\n%timeit f(x)")]
    make(tmp_path, {"a.ipynb": notebook(*cells)})
    text = "\n".join(as_text(check([tmp_path], processes=1)))
    assert "a.ipynb, cell 1, line 3: the code in this magic is not read" in text
    assert "line 4" not in text
    (note,) = rewrite(tmp_path / "a.ipynb").notes
    assert note.text == "left: the code in this magic is not read"


def test_a_cell_that_cannot_be_parsed_is_left_out_alone(tmp_path):
    """It is reported as not checked, with its place; the other cells are checked."""
    cells = [("code", "x = 1\nthis is no Python"), ("code", "import tensorflow as tf\ntf.pack(1)")]
    make(tmp_path, {"a.ipynb": notebook(*cells)})
    file = check([tmp_path], processes=1).files[0]
    assert [finding.subject for finding in file.findings if finding.status == "needs"] == [
        "tf.pack"
    ]
    ((line, reason),) = file.unknown
    assert (file.where(line), "cannot be parsed" in reason) == ("cell 1, line 2", True)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.py", b"def f(:\n", "cannot be parsed"),
        ("a.py", b"x = '\xe9'\n", "encoding"),
        ("a.py", b"x = 1\0\n", "null bytes"),
        ("a.py", b"# coding: nope\n", "encoding"),
        ("a.ipynb", b"{}", "not a notebook"),
        ("a.ipynb", b"not json", "not a notebook"),
        ("a.py", b"x = " + b"(" * 300 + b")" * 300, "cannot be parsed"),
    ],
)
def test_a_file_that_cannot_be_parsed_is_reported(tmp_path, name, data, words):
    """It is never passed over: the reason is reported, and the check does not pass."""
    make(tmp_path, {name: data})
    result = check([tmp_path], processes=1)
    assert words in result.files[0].error
    assert not result.runs
    assert any("not checked" in line for line in as_text(result))


def test_the_summary_counts_files_names_and_their_share(tmp_path):
    """One of four uses does not run: 75 %."""
    make(tmp_path, {"a.py": "import tensorflow as tf\ntf.nn\ntf.add\ntf.pack", "b.py": "x = 1"})
    counts = summary(check([tmp_path], processes=1))
    assert (counts["files"], counts["files_that_run"], counts["uses"]) == (2, 1, 4)
    assert counts["share_that_runs"] == 0.75


def test_what_was_not_checked_is_said(tmp_path):
    """Dynamic imports, exec and computed names are listed with their places."""
    source = "import tensorflow as tf\nn = 'x'\n__import__(n)\nexec(n)\ngetattr(tf, n)\n"
    make(tmp_path, {"a.py": source})
    text = "\n".join(as_text(check([tmp_path], processes=1))).split("not checked:")[1]
    for words in ("line 3: __import__", "line 4: exec", "line 5: getattr"):
        assert words in text


def test_processes_agree_with_one(tmp_path):
    """Many files in several processes give what one process gives."""
    make(tmp_path, {f"m{n}.py": f"import tensorflow as tf\ntf.pack({n})" for n in range(60)})
    seen = []
    several = check([tmp_path], lambda done, of: seen.append((done, of)), processes=2)
    assert several == check([tmp_path], processes=1)
    assert seen[-1] == (60, 60)


class TestCommand:
    """The command itself, in a process of its own."""

    def test_exit_0_when_all_runs(self, tmp_path):
        """A project of names that all run."""
        make(tmp_path, {"a.py": "import tensorflow as tf\ntf.nn.relu"})
        done = tfv1("check", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "100 % of them will run" in done.stdout

    def test_exit_1_when_something_does_not(self, tmp_path):
        """The slim import that TensorFlow's own upgrade script overlooks."""
        make(tmp_path, {"a.py": "from tensorflow.contrib import slim\nslim.conv2d"})
        done = tfv1("check", tmp_path, "--html", tmp_path / "page.html")
        assert done.returncode == 1
        assert "tfv1 contrib install" in done.stdout
        assert "tf.contrib.slim.conv2d" in (tmp_path / "page.html").read_text()

    @pytest.mark.parametrize("arguments", [[], ["nowhere"], ["."], [".", "-j", "0"]])
    def test_exit_2_on_misuse(self, tmp_path, monkeypatch, arguments):
        """No path, a path that is not there, nothing to check, no processes."""
        monkeypatch.chdir(tmp_path)
        done = tfv1("check", *arguments)
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1].startswith("tfv1 check: ")

    def test_few_files_load_few_modules(self, tmp_path):
        """Starting takes most of the time of a check of one file."""
        make(tmp_path, {"a.py": "import tensorflow as tf\ntf.nn.relu"})
        heavy = "concurrent.futures importlib.abc importlib.metadata numpy tempfile tensorflow"
        code = (
            "import sys; from tfv1.cli import main; main(['check', '.'])\n"
            f"print(set({heavy.split()}) & {{*sys.modules}}, len(sys.modules) < 250)"
        )
        done = python("-c", code, cwd=tmp_path)
        assert done.stdout.splitlines()[-1] == "set() True", done.stderr

    def test_each_file_is_parsed_once(self, tmp_path, monkeypatch):
        """And what is installed is not parsed again by the next check."""
        monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))
        files = {
            f"m{number}.py": f"import tensorflow as tf\ntf.nn.relu({number})" for number in range(9)
        }
        make(tmp_path / "project", files)
        parsed = Counter()
        parse = ast.parse

        def count(source, *rest, **named):
            parsed[source if isinstance(source, str) else source.decode()] += 1
            return parse(source, *rest, **named)

        monkeypatch.setattr(ast, "parse", count)
        check([tmp_path / "project"], processes=1)
        assert {parsed[text] for text in files.values()} == {1}
        assert set(parsed.values()) == {1}

    def test_a_terminal_gets_a_progress_bar(self, tmp_path):
        """On a large tree, on stderr, and only if that is a terminal."""
        make(tmp_path, {f"m{number}.py": "x = 1" for number in range(60)})
        ours, theirs = os.openpty()
        command = [sys.executable, "-m", "tfv1", "check", str(tmp_path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, timeout=500)
        shown = os.read(ours, 100_000).decode()
        os.close(theirs)
        os.close(ours)
        assert done.returncode == 0
        assert "60/60 files" in shown
        assert tfv1("check", tmp_path).stderr == ""

    def test_json_holds_every_name(self, tmp_path):
        """Those that run too, with where they come from."""
        make(tmp_path, {"a.py": "import tensorflow as tf\ntf.layers.dense"})
        found = json.loads(tfv1("check", tmp_path, "--json").stdout)
        rows = {row["subject"]: row["text"] for row in found["files"][0]["findings"]}
        assert rows["tf.layers.dense"] == "legacy Keras"
        assert found["summary"]["share_that_runs"] == 1.0

    @pytest.mark.parametrize("with_contrib", [False, True])
    def test_neither_tensorflow_nor_numpy_is_loaded(self, tmp_path, with_contrib):
        """A check starts fast, whether the genuine tf.contrib is installed or not."""
        if with_contrib:
            make(store.folder(), {"stamp.json": "{}", "contrib/__init__.py": ""})
        source = (
            "import tensorflow as tf\nfrom tensorflow.contrib import eager\n"
            "eager.Variable, tf.summary.scalar, tf.contrib.training.HParams\n"
            "tf.contrib.eager.nope if hasattr(tf, 'x') else None\n"
        )
        runner = (
            "import sys\nfrom tfv1.cli import main\n"
            "assert main(['check', 'a.py']) == 0\nassert main(['migrate', 'a.py']) == 0\n"
            "loaded = {'tensorflow', 'numpy', 'tf_keras', 'scipy'} & set(sys.modules)\n"
            "assert not loaded, loaded\n"
        )
        make(tmp_path, {"a.py": source, "run.py": runner})
        done = python("run.py", cwd=tmp_path)
        assert done.returncode == 0, done.stderr + done.stdout
