"""From the source of a program to its mode; nothing is run and TensorFlow is not loaded."""

import sys

import pytest

from tests.support.cli import python
from tfv1.runtime.mode import decision
from tfv1.source import eras

TF = "import tensorflow as tf\n"
V1 = "import tensorflow.compat.v1 as tf\n"

# What it is -> the source, or the files of a project that begins with main.py.
GRAPH = {
    "no TensorFlow": "import os\nprint(os.getcwd())",
    "TensorFlow without evidence": TF + "print(tf.add(1, 2))",
    "a session": TF + "with tf.Session() as sess: pass",
    "a session and Keras": TF + "tf.keras.backend.set_session(tf.Session())\nm = tf.keras.Model()",
    "placeholders, with a tape": TF + "x = tf.placeholder(tf.float32)\nt = tf.GradientTape()",
    "a session with TensorFlow 2's writer": TF
    + "s = tf.Session()\nw = tf.summary.create_file_writer('x')\ntf.summary.scalar('x', 1, step=2)",
    "contrib": "import tensorflow.contrib.slim as slim\nimport tensorflow.keras",
    "tf.app.run": TF + "from tensorflow import keras\nif __name__ == '__main__': tf.app.run()",
    "flags by another way": "from tensorflow import flags\n",
    "code that turns eager mode on itself": TF
    + "tf.enable_eager_execution()\nt = tf.GradientTape()\nprint(tf.constant(1).numpy())",
    "code that turns it on through compat.v1": TF
    + "tf.compat.v1.enable_eager_execution()\n@tf.function\ndef f(): pass",
    "compat.v1 with eager mode off": V1 + "tf.disable_v2_behavior()\nx = tf.placeholder(tf.int32)",
    "compat.v1 with eager mode off for TensorFlow 2 only": TF
    + "if tf.__version__ > '2':\n    tf.compat.v1.disable_eager_execution()\nm = tf.keras.Model()",
    "compat.v1 alone": V1 + "x = tf.placeholder(tf.float32)\nsess = tf.Session()",
    "placeholders of compat.v1 in no tf.Graph": TF
    + "x = tf.compat.v1.placeholder(tf.float32)\ny = tf.keras.layers.Dense(1)(x)",
    "Keras beside names that TensorFlow 2 dropped": TF
    + "m = tf.keras.Sequential()\nm.fit(tf.to_float(1))",
    "Keras beside a FileWriter": TF + "m = tf.keras.Model()\nw = tf.summary.FileWriter('x')",
    "Keras and losses of that time": TF
    + "m = tf.keras.Model()\ny = tf.losses.softmax_cross_entropy(1, 2)",
    "Keras with fit_generator": TF + "m = tf.keras.Model()\nm.fit_generator(iter([]))",
    "Keras with arguments of that time": "from tensorflow.keras import optimizers\n"
    "optimizers.Adam(lr=0.1)",
    "Keras and the iterators of tf.data": TF
    + "m = tf.keras.Model()\nd = tf.data.Dataset.range(3).make_one_shot_iterator()",
    "Keras of its own": "import keras\nm = keras.models.Sequential()",
    "names that may be missing": TF
    + "try:\n    tf.config.list_physical_devices()\nexcept AttributeError:\n    pass",
    "words in strings and comments": TF + "# tf.GradientTape()\nprint('tf.function')",
    "its own tf": "class tf: function = GradientTape = print\ntf.function(tf.GradientTape)",
    "TensorFlow 1 in a module": {
        "main.py": "import model\nfrom tensorflow import keras\nmodel.build()",
        "model.py": TF + "def build(): return tf.get_variable('x', [])",
    },
    "in a package, by a relative import": {
        "main.py": "from nets import small\nfrom tensorflow import keras",
        "nets/__init__.py": "",
        "nets/small.py": "from . import parts",
        "nets/parts.py": "from .. import nothing\n" + TF + "tf.variable_scope",
    },
    "tfv1's own name": "import tfv1 as tf\nsess = tf.Session()\nm = tf.keras.Model()",
    "a name that a module hands on": {
        "main.py": "from common import tf\nsess = tf.Session()\nk = tf.keras",
        "common.py": TF,
    },
    "summaries with global_step": TF + "tf.summary.scalar('loss', 1.0)\nk = tf.float32",
    "source that does not parse": "import tensorflow as tf\nif tf.function\n",
    "Python 2": TF + "print tf.function",
    "no text": b"\x00\xff\xfe",
}
EAGER = {
    "a tape": TF + "with tf.GradientTape() as tape: pass",
    "tf.function": TF + "@tf.function\ndef f(x): return x",
    "model.fit": "from tensorflow import keras\nm = keras.Sequential()\nm.compile('sgd')\nm.fit(1)",
    "Keras imported by parts": "from tensorflow.keras.layers import Dense\n",
    "tf.optimizers": TF + "o = tf.optimizers.Adam()",
    "a writer": TF + "w = tf.summary.create_file_writer('x')",
    "a step": TF + "tf.summary.scalar(\n    'loss', 1.0, step=1)",
    "a seed": TF + "tf.random.set_seed(1)",
    "devices": TF + "tf.config.list_physical_devices('GPU')",
    "values of tensors": TF + "print(tf.add(1, 2).numpy())",
    "a loop over a dataset": TF
    + "data = tf.data.Dataset.range(3)\nmore = data.batch(2)\n"
    + "for number, x in enumerate(more.take(1)): print(x)",
    "a loop over tf.data itself": TF + "for x in tf.data.Dataset.range(3): print(x)",
    "hparams": "from tensorboard.plugins.hparams import api as hp\nhp.hparams({})",
    "Keras 3": "import keras\nx = keras.ops.ones(3)",
    "Keras 2 with a tape": TF + "o = tf.keras.optimizers.Adam(lr=0.1)\nt = tf.GradientTape()",
    "fit_generator beside a seed": TF + "tf.random.set_seed(1)\nm.fit_generator(iter([]))",
    "a session of compat.v1 to set options": TF
    + "s = tf.compat.v1.Session(config=tf.compat.v1.ConfigProto())\nm = tf.keras.Model()\nm.fit(1)",
    "sessions in a tf.Graph, and FileWriters, beside a new writer": TF
    + "with tf.Graph().as_default():\n    x = tf.compat.v1.placeholder(tf.float32)\n"
    + "    op = tf.summary.merge_all()\nw = tf.summary.FileWriter('x')\n"
    + "v = tf.summary.create_file_writer('y')",
    "TensorFlow 2 in a module": {
        "main.py": "import nets.small as net\nnet.train()",
        "nets/__init__.py": "",
        "nets/small.py": TF + "@tf.function\ndef train(): pass",
    },
    "modules that import each other": {
        "main.py": "import a",
        "a.py": "import b",
        "b.py": "import a\n" + TF + "t = tf.GradientTape()",
    },
    "a name that a module hands on": {
        "main.py": "from common import *\n@tf.function\ndef f(): pass",
        "common.py": TF,
    },
}


def decide(source, folder):
    """The decision about a source, or about the project of several files, in `folder`."""
    files = source if isinstance(source, dict) else {"main.py": source}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return decision.decide(str(folder / "main.py"))


@pytest.mark.parametrize("what", GRAPH)
def test_graph_mode(what, tmp_path):
    """TensorFlow-1 code, and what shows no TensorFlow, runs in graph mode without a word."""
    assert decide(GRAPH[what], tmp_path) == decision.Decision("graph")


@pytest.mark.parametrize("what", EAGER)
def test_eager_mode(what, tmp_path):
    """TensorFlow-2 code runs in eager mode without a word."""
    assert decide(EAGER[what], tmp_path) == decision.Decision("eager")


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        (
            TF + "s = tf.Session()\n\no = tf.optimizers.Adam()",
            "tf.Session (main.py, line 2)",
            "tf.optimizers.Adam (main.py, line 4)",
        ),
        (
            TF + "x = tf.to_float(1)\n@tf.function\ndef f(): pass",
            "tf.to_float (main.py, line 2)",
            "tf.function (main.py, line 3)",
        ),
        (
            TF + "d.make_one_shot_iterator()\nwith tf.GradientTape() as tape: pass",
            ".make_one_shot_iterator() (main.py, line 2)",
            "tf.GradientTape (main.py, line 3)",
        ),
        (
            TF + "x = tf.compat.v1.placeholder(tf.float32)\ntf.random.set_seed(1)",
            "tf.compat.v1.placeholder (main.py, line 2)",
            "tf.random.set_seed (main.py, line 3)",
        ),
        (
            {
                "main.py": "import old\n" + TF + "tf.config.list_physical_devices('GPU')",
                "old.py": TF + "m = object()\ntf.app.run()",
            },
            "tf.app.run (old.py, line 3)",
            "tf.config.list_physical_devices (main.py, line 3)",
        ),
    ],
)
def test_evidence_for_both_is_graph_mode_and_named(source, old, new, tmp_path):
    """If each TensorFlow alone has one of two names, graph mode is chosen and both are named."""
    decision = decide(source, tmp_path)
    assert (decision.mode, str(decision.old), str(decision.new)) == ("graph", old, new)


@pytest.mark.parametrize("is_package", [False, True])
def test_a_module_is_found_as_by_python_m(is_package, tmp_path, monkeypatch):
    """`-m package.module` and `-m package` are looked up from the working directory."""
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    (tmp_path / "pkg" / "__main__.py").write_text("from . import work")
    (tmp_path / "pkg" / "work.py").write_text(TF + "t = tf.GradientTape()")
    monkeypatch.chdir(tmp_path)
    assert decision.decide("pkg" if is_package else "pkg.work", is_module=True).mode == "eager"


def test_a_folder_is_its_main_file(tmp_path):
    """A folder with `__main__.py` is a script."""
    (tmp_path / "__main__.py").write_text("import work")
    (tmp_path / "work.py").write_text(TF + "t = tf.GradientTape()")
    assert decision.decide(str(tmp_path)).mode == "eager"


@pytest.mark.parametrize(("start", "is_module"), [("nothere.py", False), ("nothere.x", True)])
def test_what_is_not_there_is_left_to_the_run(start, is_module, tmp_path, monkeypatch):
    """A missing script or module is not an error here."""
    monkeypatch.chdir(tmp_path)
    assert decision.decide(start, is_module) == decision.Decision("graph")


def test_only_modules_of_the_users_are_read(tmp_path, monkeypatch):
    """An installed package is a library, whatever it uses; a folder of PYTHONPATH is the user's."""
    for folder in ("site-packages", "shared"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "helper.py").write_text(TF + "t = tf.GradientTape()")
        monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / folder)])
        found = decide("import helper", tmp_path / f"project of {folder}").mode
        assert found == ("graph" if folder == "site-packages" else "eager")
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("file", "text", "mode"),
    [
        ("helper-1.0.dist-info/RECORD", "helper.py,sha256=abc,30\n", "graph"),
        ("helper-1.0.egg-info/installed-files.txt", "../helper.py\nPKG-INFO\n", "graph"),
        ("other-1.0.dist-info/RECORD", "other.py,sha256=abc,30\n", "eager"),
        ("helper.egg-info/SOURCES.txt", "setup.py\nhelper.py\n", "eager"),
    ],
)
def test_a_folder_of_pip_target_holds_libraries(file, text, mode, tmp_path, monkeypatch):
    """A file that a distribution lists is a library's, wherever; one being developed is not."""
    target = tmp_path / "target"
    (target / file).parent.mkdir(parents=True)
    (target / file).write_text(text)
    (target / "helper.py").write_text(TF + "t = tf.GradientTape()")
    monkeypatch.setattr(sys, "path", [*sys.path, str(target)])
    assert decide("import helper", tmp_path / "project").mode == mode


def test_the_table_is_right_about_tensorflow_2():
    """The installed TensorFlow 2 has each name that counts for it, and none that counts for 1."""
    from tfv1.names.static.dropped import is_dropped

    for name, era in eras.ERAS.items():
        plain = name.startswith("tensorflow.") and ".keras" not in name and ".compat" not in name
        if plain and name.rpartition(".")[2] not in ("contrib", "estimator", "examples"):
            assert is_dropped(name) == (era == eras.SESSION), name


def test_deciding_loads_nothing_heavy(tmp_path):
    """The decision needs neither TensorFlow nor NumPy, nor runs anything of the user's."""
    (tmp_path / "main.py").write_text("import model\n" + TF + "print('ran')")
    (tmp_path / "model.py").write_text("print('ran')\n" + TF + "m = tf.keras.Model(tf.nn.relu)")
    code = (
        "import sys; from tfv1.runtime.mode.decision import decide; print(decide('main.py').mode,"
        "{'tensorflow', 'numpy', 'google.protobuf', 'fissix'} & set(sys.modules))"
    )
    done = python("-c", code, cwd=tmp_path)
    assert done.stdout == "eager set()\n", done.stderr
