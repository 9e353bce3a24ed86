"""Whether `tfv1 run` lets TensorFlow compute with oneDNN; nothing here loads TensorFlow."""

import os

import pytest

from tfv1 import session
from tfv1.runtime import onednn

ATTENTION = "import tensorflow as tf\ncell = tf.contrib.seq2seq.AttentionWrapper(None, None)\n"
WORDS = (
    "import tensorflow as tf\nwords = tf.nn.embedding_lookup([], [])\n"
    "tf.nn.conv2d(tf.expand_dims(words, -1), [], [], 'VALID')\n"
)

# What it is -> the files, and the one that is named as the reason.
OFF = {
    "attention": ({"main.py": ATTENTION}, "main.py"),
    "words as an image": ({"main.py": WORDS}, "main.py"),
    "in a module": ({"main.py": "from model import Model", "model.py": WORDS}, "model.py"),
    "in a module of a package": (
        {"main.py": "import nets.text", "nets/__init__.py": "", "nets/text.py": WORDS},
        "text.py",
    ),
    "by a relative import": (
        {
            "main.py": "import nets",
            "nets/__init__.py": "from .text import x",
            "nets/text.py": WORDS,
        },
        "text.py",
    ),
}
ON = {
    "neither": {"main.py": "import tensorflow as tf\n"},
    "convolutions": {"main.py": "tf.layers.conv2d(x, 3, 3)"},
    "attention over an image": {"main.py": ATTENTION + "import cnn", "cnn.py": "tf.nn.conv2d(x)"},
    "a name that no file can have": {"main.py": ATTENTION + "tf.nn.conv2d(x)\nimport " + "a" * 300},
    "a module that is not imported": {"main.py": "import os", "model.py": WORDS},
    "no such file": {"other.py": ""},
    "two files that import each other": {"main.py": "import a", "a.py": "import main"},
}


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """What is chosen for the files of a program that begins with main.py."""

    def choose(files, is_module=False):
        monkeypatch.setattr(session, "_current", session.Session())
        monkeypatch.setattr(os, "environ", {})
        monkeypatch.chdir(tmp_path)
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
        onednn.choose("main" if is_module else str(tmp_path / "main.py"), is_module)
        return os.environ.get("TF_ENABLE_ONEDNN_OPTS"), session.current().without_onednn

    return choose


@pytest.mark.parametrize("is_module", [False, True])
@pytest.mark.parametrize("what", OFF)
def test_it_is_off_for_programs_that_lose_by_it(chosen, what, is_module):
    """By the words of a file that the program reaches, which --report names."""
    files, named = OFF[what]
    value, reason = chosen(files, is_module)
    assert value == "0"
    assert reason.startswith(f"{named} ")


@pytest.mark.parametrize("what", ON)
def test_it_is_left_for_others(chosen, what):
    """TensorFlow's own choice stays."""
    assert chosen(ON[what]) == (None, None)


def test_a_choice_of_the_users_is_kept(monkeypatch, tmp_path):
    """Whatever the sources say."""
    (tmp_path / "main.py").write_text(ATTENTION)
    monkeypatch.setenv("TF_ENABLE_ONEDNN_OPTS", "1")
    onednn.choose(str(tmp_path / "main.py"))
    assert os.environ["TF_ENABLE_ONEDNN_OPTS"] == "1"


def test_a_script_from_a_pipe_is_left_to_be_run():
    """It can be read only once, and that is for running it."""
    reading, writing = os.pipe()
    os.write(writing, b"print(1)")
    os.close(writing)
    onednn.choose(f"/dev/fd/{reading}")
    assert os.read(reading, 100) == b"print(1)"
    os.close(reading)
