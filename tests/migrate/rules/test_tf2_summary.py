"""With --to tf2-summary, FileWriters become writers of TensorFlow 2's summary API."""

from pathlib import Path
from textwrap import dedent

import pytest

from tfv1.migrate.rules import Module, tf2_summary
from tfv1.migrate.rules.tf2_summary.elsewhere import of_files

HEAD = "import tensorflow as tf\n"
HELPER = '''

def eagerly(function):
    """Calls the function in eager mode, in which TensorFlow 2 writes summaries."""
    results = []
    with tf.Graph().as_default(), tf.Session() as session:
        session.run(tf.py_function(lambda: results.append(function()), [], []))
    return results[0]


'''
MAKE = "writer = tf.summary.FileWriter('logs')\n"
RAW = "tf.compat.v2.summary.experimental.write_raw_pb"


def rewritten(source):
    module = Module(Path("a.py"), source)
    return tf2_summary.apply(module), [note.text for note in module.notes]


def two_texts(file):
    """The cases in a file: title -> the text before and the text after."""
    for block in (Path(__file__).parent / file).read_text().strip("\n").split("\n\n== ")[1:]:
        title, _, texts = block.partition("\n")
        yield title, texts.split("\n=>\n")


CHANGES = dict(two_texts("tf2_summary.txt"))


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("end", ["", "\n"])
def test_changes(before, after, end):
    """The writer and each of its uses; what comes out is Python and is not changed again."""
    text, notes = rewritten(HEAD + before + end)
    assert text == HEAD + HELPER + after + end
    compile(text, "a.py", "exec")
    assert rewritten(text)[0] == text
    assert bool(notes) == ("add_run_metadata" in before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import tensorflow.compat.v1 as tf", "tf.compat"),
        ("import tfv1 as tf", "tf.compat"),
        ("import os, tensorflow as tensors; import sys", "tensors.compat"),
        ("import tensorflow", "tensorflow.compat"),
    ],
)
def test_the_import_may_be_of_any_kind(before, after):
    """The new names are reached as the file reaches TensorFlow."""
    name = after.partition(".")[0]
    text, _ = rewritten(f"{before}\nw = {name}.summary.FileWriter('a')\n")
    helper = HELPER.replace("tf.", f"{name}.")
    assert (
        text
        == f"{before}\n{helper}w = eagerly(lambda: {after}.v2.summary.create_file_writer('a'))\n"
    )


def test_the_helper_follows_the_imports():
    """After TensorFlow's import and those below it, with two blank lines on either side."""
    text, _ = rewritten(f"import os\nx = 1\n{HEAD}from a import b\n\n\n{MAKE}import c\n")
    made = "writer = eagerly(lambda: tf.compat.v2.summary.create_file_writer('logs'))\n"
    assert text == f"import os\nx = 1\n{HEAD}from a import b\n{HELPER}{made}import c\n"


LEFT = {
    "w = tf.summary.FileWriter('a')\ntrain(w)": "w is passed to train()",
    "w = tf.summary.FileWriter('a')\ntrain(writer=w)": "w is passed to train()",
    "def f(w): w.add_event(e)\nv = tf.summary.FileWriter('a')\nf(v)": "has no equivalent",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)\nf(a or v)": "another writer",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)\nf(x)": "not clear what x is",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)\ng(f)": "v is passed to f()",
    "def f(w):\n    w = 1\nv = tf.summary.FileWriter('a')\nf(v)": "w is not always",
    "@d\ndef f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)": "v is passed to f()",
    "def f(*w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)": "v is passed to f()",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(*v)": "v is used in a way",
    "w = tf.summary.FileWriter('a')\nv = w": "w is used in a way",
    "w = tf.summary.FileWriter('a')\nw.add_event(e)": "w.add_event has no equivalent",
    "w = tf.summary.FileWriter('a')\nw.add_session_log(e)": "w.add_session_log has no equivalent",
    "w = tf.summary.FileWriter('a')\nw.add_run_metadata(r, 't')": "has no equivalent",
    "w = tf.summary.FileWriter('a')\natexit.register(w.close)": "w.close is not a statement",
    "w = tf.summary.FileWriter('a')\nw.add_summary(*a)": "its arguments are not all of",
    "w = tf.summary.FileWriter('a')\nw.add_graph(g, 3)": "its arguments are not all of graph",
    "w = tf.summary.FileWriter('a'); x = 1": "on a line of its own",
    "w = tf.summary.FileWriter('a')\nif x: w.flush()": "on a line of its own",
    "w = tf.summary.FileWriter('a', # c\n  g)": "a comment inside",
    "w = tf.summary.FileWriter('a', graph_def=g)": "graph_def has no equivalent",
    "w = tf.summary.FileWriter('a', session=s)": "its argument session has no equivalent",
    "w = tf.summary.FileWriter(**k)": "its argument ** has no equivalent",
    "w = {'a': tf.summary.FileWriter('a')}": "not assigned to a variable",
    "def f():\n    return tf.summary.FileWriter('a')": "not assigned to a variable",
    "w, v = tf.summary.FileWriter('a'), 1": "not assigned to a variable",
    "class A:\n    w = tf.summary.FileWriter('a')": "w is an attribute of a class",
    "a.w = tf.summary.FileWriter('a')": "not assigned to a variable",
    "with tf.summary.FileWriter('a') as w, tf.Session() as s:\n    pass": "statement of its own",
    "with (open('b')), tf.summary.FileWriter('a') as w:\n    pass": "statement of its own",
    "with a, tf.summary.FileWriter('a') as w:\n    @b\n    def f(): pass": "with a decorator",
    "with tf.summary.FileWriter('a') as w: pass": "on lines of its own",
    "w = tf.summary.FileWriter('a')\nw = open('b')": "w is not always a FileWriter",
    "eagerly = 1\nw = tf.summary.FileWriter('a')": "uses the name eagerly",
    "w = tf.summary.FileWriter('a')\nclass A:\n    w.add_graph(g)": "in the body of a class",
    "def f():\n    w = tf.summary.FileWriter('a')\n    return w": "w is returned",
    "class A:\n    def f(self):\n        self.w = tf.summary.FileWriter('a')\n"
    "class B(A):\n    def g(self):\n        self.w.flush()": "self.w may be the same writer",
    "class A:\n    def f(self):\n        self.w = tf.summary.FileWriter('a')\n"
    "class B(A):\n    def g(self):\n        self.v = b.w = 1\n        self.w.flush()": "may be",
    "class A:\n    def f(self):\n        self.w = tf.summary.FileWriter('a')\nA().w": "same writer",
    "make = tf.summary.FileWriter": "it is used without a call",
    "tf.train.SummarySaverHook(save_steps=1)": "through TensorFlow 1's summary API",
    "tf.train.MonitoredTrainingSession(checkpoint_dir='a')": "through TensorFlow 1's summary API",
    "tf.summary.FileWriterCache.get('a').flush()": "through TensorFlow 1's summary API",
    "tf = other\nw = tf.summary.FileWriter('a')": "write `import tensorflow as tf` at the top",
}


@pytest.mark.parametrize(("source", "words"), LEFT.items(), ids=range(len(LEFT)))
def test_leaves(source, words):
    """A writer with a use without an equivalent, and all its other uses; a note says why."""
    source = HEAD + source + "\n"
    text, notes = rewritten(source)
    assert text == source
    assert any(words in note for note in notes), notes


@pytest.mark.parametrize(
    "source",
    [
        "import csv\nw = csv.writer(f)\nw.add_summary(s, 1)",
        "import tensorflow as tf\ns = tf.summary.scalar('a', x)\nm = tf.summary.merge_all()",
        "import tensorflow as tf\nw = tf.compat.v2.summary.create_file_writer('a')",
        "from tensorboardX import SummaryWriter\nw = SummaryWriter('a')\nw.add_scalar('x', 1)",
    ],
)
def test_says_nothing_about_other_code(source):
    """Other writers, summary ops, what TensorFlow 2 writes."""
    assert rewritten(source) == (source, [])


def in_project(folder, files):
    for name, text in files.items():
        (folder / name).write_text(dedent(text))
    paths = sorted(folder.glob("*.py"))
    modules = [Module(path, path.read_text(), elsewhere=of_files(paths)) for path in paths]
    return {m.path.name: (tf2_summary.apply(m), [note.text for note in m.notes]) for m in modules}


USER = """\
    import tensorflow as tf
    {}
    class Trainer:
        def __init__(self):
            self.writer = tf.summary.FileWriter('logs')
        def train(self):
            self.writer.add_summary(self.sess.run(self.merged), 1)
    """


@pytest.mark.parametrize(
    ("other", "form"),
    [
        ("import tensorflow as tf\ntf.summary.scalar('a', x)", "scalar"),
        ("import tensorflow as tf\ntf.contrib.layers.fully_connected(x, 3)", "scalar"),
        ("import tensorflow as tf\ntf.summary.histogram('a', x)", "write_raw_pb"),
        ("import tensorflow as tf\ns = tf.summary\ns.image('a', x)", "write_raw_pb"),
        ("import tensorflow as tf\ngetattr(tf.summary, kind)('a', x)", "write_raw_pb"),
        ("import tensorflow as tf\ntf.contrib.layers.summarize_activation(x)", "write_raw_pb"),
        ("import tensorflow as tf\ntf.train.import_meta_graph('a')", "write_raw_pb"),
        ("from tensorflow import *", "write_raw_pb"),
        ("import sonnet as snt", "write_raw_pb"),
        ("print 'what is this", "write_raw_pb"),
    ],
)
def test_the_form_depends_on_what_the_program_logs(tmp_path, other, form):
    """Scalars alone become scalars; a module that may log more is looked for through imports."""
    files = {"train.py": USER.format("import model"), "model.py": other}
    text, notes = in_project(tmp_path, files)["train.py"]
    assert f"summary.{form}(" in text or f"experimental.{form}(" in text
    assert not notes
    files["train.py"] = USER.format("")  # two programs in one folder
    assert "summary.scalar(" in in_project(tmp_path, files)["train.py"][0]


@pytest.mark.parametrize(
    "other",
    [
        "from train import Trainer\nTrainer().writer.flush()",
        "import train\nclass Mine(train.Trainer):\n    def f(self):\n        self.writer.flush()",
        "def flush(trainer):\n    trainer.writer.flush()",
    ],
)
def test_a_writer_that_another_file_may_use_stays(tmp_path, other):
    """The file is named."""
    files = {"train.py": USER.format(""), "use.py": other}
    text, notes = in_project(tmp_path, files)["train.py"]
    assert "FileWriter" in text
    assert notes == ["the FileWriter in self.writer was left: use.py may use it as well"]


@pytest.mark.parametrize("how", ["import rules", "from . import model", "from .model import x"])
def test_a_module_that_was_not_given_may_log_anything(tmp_path, how):
    """Not even its folder's name makes it known."""
    (tmp_path / "rules").mkdir()
    text, _ = in_project(tmp_path / "rules", {"train.py": USER.format(how)})["train.py"]
    assert RAW in text


def test_a_writer_of_the_same_name_elsewhere_is_another_one(tmp_path):
    """Two classes in two files, each with its own self.writer."""
    done = in_project(tmp_path, {"one.py": USER.format(""), "two.py": USER.format("")})
    assert all("FileWriter" not in text and not notes for text, notes in done.values())
