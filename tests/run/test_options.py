"""The options of `tfv1 run`, and its errors."""

import os
import subprocess

import pytest


def run(tfv1, *arguments, cwd=None):
    return subprocess.run(
        [*tfv1, "run", *arguments], cwd=cwd, text=True, capture_output=True, timeout=300
    )


@pytest.fixture
def script(tmp_path):
    """Writes a script and returns its name; it is run in its folder."""

    def write(text, name="t.py"):
        (tmp_path / name).write_text(text)
        return name

    return write


def test_report_tells_what_was_written_and_missed(tfv1, script, tmp_path):
    """After the script's own output: each run once with tags, steps, values; names that missed."""
    script(
        """
import tensorflow as tf
x = tf.placeholder(tf.float32, [])
op = tf.summary.scalar("loss", x)
tf.summary.FileWriter("logs").add_session_log(tf.SessionLog(status=tf.SessionLog.START))
with tf.Session() as sess, tf.summary.FileWriter("logs/train") as writer:
    for step in range(3):
        writer.add_summary(sess.run(op, {x: 2.5 * step}), step)
try:
    import tensorflow.contrib.slim
except ImportError:
    pass
print(hasattr(tf, "nonesuch"), hasattr(tf.lite.experimental, "nn"), hasattr(tf, "_private"))
1 / 0
"""
    )
    # TensorBoard's reader imports boto3, which needs a module that cannot be loaded at exit.
    script("import concurrent.futures.thread", "boto3.py")
    done = run(tfv1, "--report", "t.py", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == "False False False\n"
    report = done.stderr.partition("tfv1 report")
    assert "ZeroDivisionError" in report[0]
    lines = [line.split() for line in report[2].splitlines()]
    (row,) = [line for line in lines if line[:1] == ["loss"]]
    assert row[:4] == ["loss", "3", "0..2", "5"]
    assert str(tmp_path / "logs" / "train") in report[2]
    assert "tf.nonesuch: module 'tensorflow' has no attribute 'nonesuch'" in report[2]
    assert "tf.lite.experimental.nn: tf.lite.experimental.nn was a converter's helper" in report[2]
    assert "tf.contrib.slim: tf.contrib.slim is part of the genuine tf.contrib" in report[2]
    assert "_private" not in report[2]


def test_report_of_a_script_that_wrote_nothing(tfv1, script, tmp_path):
    """The report says so, and does not load TensorFlow for it."""
    script("import sys; print('tensorflow' in sys.modules)")
    done = run(tfv1, "--report", "t.py", cwd=tmp_path)
    assert done.stderr.count("  none\n") == 2
    assert done.stdout == "False\n"


_MODEL = """
import tensorflow as tf
{seed}
x = tf.random_normal([4, 3]{each})
loss = tf.reduce_mean(tf.square(tf.layers.dense(x, 2, tf.tanh)))
train = tf.train.{optimizer}(0.1).minimize(loss)
config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
with tf.Session(config={config}) as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
"""


def _reasons(tfv1, script, tmp_path, *options, **choices):
    names = {"seed": "", "each": "", "optimizer": "AdamOptimizer", "config": "None", **choices}
    script(_MODEL.format(**names))
    done = run(tfv1, *options, "--report", "t.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return done.stderr.partition("why the numbers can differ from those of TensorFlow 1.15")[2]


def test_report_says_why_numbers_differ(tfv1, script, tmp_path):
    """Operations without seeds, oneDNN, threads, and kernels that round differently."""
    found = _reasons(tfv1, script, tmp_path)
    assert "2 random operations have no seed" in found and "random_normal/Random" in found
    assert "oneDNN computes MatMul" in found and "several threads" in found
    assert "The last digits of ApplyAdam, Tanh differ" in found


def test_report_of_numbers_that_can_be_equal(tfv1, script, tmp_path):
    """With a seed, one thread and oneDNN off, only what rounds differently is left."""
    seeded = {"seed": "tf.set_random_seed(1)", "optimizer": "GradientDescentOptimizer"}
    found = _reasons(tfv1, script, tmp_path, "--seed", "1", config="config", **seeded)
    assert found.split(": ")[0].strip() == "The last digits of Tanh differ"


def test_seed_makes_runs_alike(tfv1, script, tmp_path):
    """Python's, NumPy's and TensorFlow's numbers are those of the seed."""
    script(
        """
import random, numpy as np, tensorflow as tf
with tf.Session() as sess:
    print(random.random(), np.random.rand())
    print(sess.run([tf.random_normal([]), tf.random_uniform([])]))
"""
    )
    first, again, other = (
        run(tfv1, "--seed", seed, "t.py", cwd=tmp_path).stdout for seed in ("3", "3", "4")
    )
    assert first == again != other


def test_old_names_of_libraries_can_be_switched_off(tfv1, script, tmp_path):
    """User code sees np.int and time.clock; with --no-old-libs it does not."""
    script("import numpy as np, time\nprint(hasattr(np, 'int'), hasattr(time, 'clock'))")
    assert run(tfv1, "t.py", cwd=tmp_path).stdout == "True True\n"
    assert run(tfv1, "--no-old-libs", "t.py", cwd=tmp_path).stdout == "False False\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("print 'a'", "a print statement"),
        ("{}.iteritems()", "iteritems"),
        ("import cPickle", "cPickle"),
        ("xrange(3)", "xrange"),
    ],
)
def test_python_2_code_is_recognised(text, reason, tfv1, script, tmp_path):
    """The error of a Python 2 script is followed by one line that offers --python2."""
    done = run(tfv1, script(text), cwd=tmp_path)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("tfv1: ")
    assert reason in last
    assert "--python2" in last


def test_an_ordinary_error_brings_no_offer(tfv1, script, tmp_path):
    """A NameError or AttributeError of Python 3 code stands alone."""
    done = run(tfv1, script("{}.itemz()"), cwd=tmp_path)
    assert "tfv1" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-m"],
        ["--seed"],
        ["--seed", "x", "t.py"],
        ["--seed", "-1", "t.py"],
        ["--sed", "1", "t.py"],
    ],
)
def test_misuse_is_told_with_status_2(arguments, tfv1, tmp_path):
    """A command line that makes no sense runs nothing."""
    done = run(tfv1, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "tfv1 run" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_command_names_the_nearest(tfv1):
    """`tfv1 rum` asks whether run was meant."""
    done = subprocess.run([*tfv1, "rum", "t.py"], text=True, capture_output=True, timeout=300)
    assert done.returncode == 2
    assert "did you mean 'run'?" in done.stderr


def test_keras_of_its_own_is_keras_2(tfv1, script, tmp_path):
    """`import keras` gives what it gave then, or with --no-old-libs what is installed."""
    script(
        """
import keras
import keras.backend as K
from keras.backend.tensorflow_backend import set_session
from keras.layers import Dense, LSTM
from keras.layers.core import Dropout
from keras.models import Sequential
from keras.utils.np_utils import to_categorical
import tensorflow as tf
assert keras.layers.Dense is Dense is tf.keras.layers.Dense
set_session(tf.Session())
model = Sequential([Dense(2, input_shape=(3,), kernel_initializer="ones"), Dropout(0.5)])
model.compile("sgd", "mse")
print(model.predict([[[1.0, 2.0, 3.0]]]).tolist(), to_categorical([1], 2).tolist(), K.floatx())
""",
        "old.py",
    )
    assert run(tfv1, "old.py", cwd=tmp_path).stdout == "[[6.0, 6.0]] [[0.0, 1.0]] float32\n"
    script("import keras; print(keras.__version__.split('.')[0])", "new.py")
    assert run(tfv1, "--no-old-libs", "new.py", cwd=tmp_path).stdout == "3\n"
    script("who = 'mine'", "keras.py")
    script("import keras; print(keras.who)", "own.py")
    assert run(tfv1, "own.py", cwd=tmp_path).stdout == "mine\n"


def test_the_keras_package_of_that_time_is_used_where_it_is_installed(
    tfv1, script, tmp_path, monkeypatch
):
    """Keras up to 2.3 in the environment is what `import keras` means, and sees TensorFlow 1.15."""
    installed = tmp_path / "site-packages"
    (installed / "keras").mkdir(parents=True)
    (installed / "keras" / "backend.py").write_text("import tensorflow as tf, keras_contrib")
    (installed / "keras_contrib.py").write_text("import tensorflow as tf, keras.backend")
    (installed / "keras_contrib-2.0.8.dist-info").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(installed), prepend=os.pathsep)
    script(
        """
import importlib
import keras
from keras import backend
print(keras.__version__, backend.tf.__version__[0], backend.keras_contrib.tf.__version__[0])
print(importlib.import_module("keras").__file__ == keras.__file__)
"""
    )

    def release(version):
        (installed / "keras" / "__init__.py").write_text(f"__version__ = '{version}'\n")
        for earlier in installed.glob("Keras-*"):
            earlier.rmdir()
        (installed / f"Keras-{version}.dist-info").mkdir()
        return run(tfv1, "t.py", cwd=tmp_path).stdout

    for version in ("1.2.2", "2.3.1"):
        assert release(version) == f"{version} 1 1\nTrue\n"
    assert "2.4.3" not in release("2.4.3")  # a copy of what TensorFlow has
    script("import tensorflow as tf; tf.Session(); print(tf.keras.layers.Dense(2).units)")
    assert release("2.2.4") == "2\n"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        ("Dense(output_dim=3)", "output_dim"),
        ("Conv2D(4, 3, 3, border_mode = 'same')", "border_mode"),
        ("Dense()", None),
    ],
)
def test_arguments_of_keras_1_are_explained(call, argument, tfv1, script, tmp_path):
    """An argument that only the Keras package took is named, with how to get that package."""
    script(f"from keras.layers import Conv2D, Dense\nlayer = {call}")
    last = run(tfv1, "t.py", cwd=tmp_path).stderr.splitlines()[-1]
    assert last.startswith(f"tfv1: {argument} is an argument of Keras 1,") == (argument is not None)
    assert last.endswith("keras-preprocessing==1.1.2") == (argument is not None)


def test_an_installed_package_can_be_legacy_code(tfv1, script, tmp_path, monkeypatch):
    """--legacy PACKAGE gives TensorFlow 1.15 to an installed package; others keep TensorFlow 2."""
    installed = tmp_path / "site-packages"
    for name in ("oldlib", "newlib"):
        (installed / name).mkdir(parents=True)
        (installed / name / "__init__.py").write_text("from .core import version")
        (installed / name / "core.py").write_text(
            "import tensorflow as tf\nversion = tf.__version__.split('.')[0]"
        )
    monkeypatch.setenv("PYTHONPATH", str(installed), prepend=os.pathsep)
    script("import newlib, oldlib; print(oldlib.version, newlib.version)")
    assert run(tfv1, "--legacy", "oldlib", "t.py", cwd=tmp_path).stdout == "1 2\n"


@pytest.mark.parametrize("line", ["flags = tf.app.flags", "import tensorflow.contrib"])
def test_an_installed_package_of_that_time_is_named(line, tfv1, script, tmp_path, monkeypatch):
    """An installed package that misses a name of TensorFlow 1 is named, with the option for it."""
    installed = tmp_path / "site-packages"
    installed.mkdir()
    (installed / "oldlib.py").write_text(f"import tensorflow as tf\n{line}\n")
    monkeypatch.setenv("PYTHONPATH", str(installed), prepend=os.pathsep)
    script("import oldlib")
    last = run(tfv1, "t.py", cwd=tmp_path).stderr.splitlines()[-1]
    assert last.startswith("tfv1: oldlib is an installed package")
    assert last.endswith("run with tfv1 run --legacy oldlib")
    (installed / "oldlib.py").write_text("import tensorflow as tf\ntf.nothing")
    assert "tfv1:" not in run(tfv1, "--legacy", "oldlib", "t.py", cwd=tmp_path).stderr
    script("import tensorflow as tf\ntf.nothing")
    assert "--legacy" not in run(tfv1, "t.py", cwd=tmp_path).stderr


def test_libraries_beside_the_script_see_tensorflow_2(tfv1, script, tmp_path):
    """What `pip install --target .` puts beside a script is no code of the script's."""
    (tmp_path / "newlib-1.0.dist-info").mkdir()
    (tmp_path / "newlib-1.0.dist-info" / "RECORD").write_text("newlib/__init__.py,,\n")
    for name in ("newlib", "own"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("import tensorflow\n")
    script("import newlib, own; print(*(m.tensorflow.__version__[0] for m in (newlib, own)))")
    assert run(tfv1, "t.py", cwd=tmp_path).stdout == "2 1\n"
    assert run(tfv1, "--legacy", "newlib", "t.py", cwd=tmp_path).stdout == "1 1\n"


def test_help_belongs_to_the_script_after_its_name(tfv1, script, tmp_path):
    """Options after SCRIPT, --help and --seed among them, reach the script untouched."""
    script("import sys; print(sys.argv[1:])")
    done = run(tfv1, "--no-old-libs", "t.py", "--help", "--seed", "1", "-m", "x", cwd=tmp_path)
    assert done.stdout == "['--help', '--seed', '1', '-m', 'x']\n"
    assert "--legacy PACKAGE" in run(tfv1, "--help").stdout
