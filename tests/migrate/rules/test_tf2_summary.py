"""With --to tf2-summary, FileWriters become writers of TensorFlow 2's summary API."""

from pathlib import Path
from textwrap import dedent

import pytest

from tfv1.migrate.rules import Module, tf2_summary
from tfv1.migrate.rules.tf2_summary.elsewhere import of_files

HEAD = "import tensorflow as tf\n"
EAGER = (
    "eager_mode = tf.compat.v2.__internal__.eager_context.eager_mode"
    "  # TF2 writes summaries eagerly\n"
)
HISTOGRAM = "tf.summary.histogram('h', x)\n"
MAKE = "writer = tf.summary.FileWriter('logs')\n"
MADE = "with eager_mode():\n    writer = tf.compat.v2.summary.create_file_writer('logs')\n"
RAW = "tf.compat.v2.summary.experimental.write_raw_pb"
SCALAR = "tf.compat.v2.summary.scalar"
WRITE = "with eager_mode(), writer.as_default():\n"


def rewritten(source):
    module = Module(Path("a.py"), source)
    return tf2_summary.apply(module), [note.text for note in module.notes]


CHANGES = {
    "a summary that the session computes, where there is a histogram": (
        HISTOGRAM + MAKE + "s = sess.run(merged)\nwriter.add_summary(s, 3)\n",
        HISTOGRAM + MADE + f"s = sess.run(merged)\n{WRITE}    {RAW}(s, step=3)\n",
    ),
    "a summary of scalars that the session computes": (
        MAKE + "s = sess.run(merged)\nwriter.add_summary(s, 3)\n",
        MADE + f"s = sess.run(merged)\n{WRITE}    for value in tf.Summary.FromString(s).value:\n"
        f"        {SCALAR}(value.tag, value.simple_value, step=3)\n",
    ),
    "scalars made by hand": (
        MAKE + "writer.add_summary(tf.Summary(value=[\n    tf.Summary.Value(tag='a', "
        "simple_value=x[0]),\n    tf.Summary.Value(simple_value=2, tag=t)]), global_step=step)\n",
        MADE + f"{WRITE}    {SCALAR}('a', x[0], step=int(step))\n"
        f"    {SCALAR}(t, 2, step=int(step))\n",
    ),
    "a Summary that is filled in front of the call": (
        MAKE + "s = tf.Summary()\ns.value.add(tag='a', simple_value=x)\n"
        "s.value.add(tag='b', simple_value=y)\nwriter.add_summary(s, 1)\n"
        "s = tf.Summary(value=[tf.Summary.Value(tag='c', simple_value=z)])\n"
        "writer.add_summary(s, 2)\n",
        MADE + f"{WRITE}    {SCALAR}('a', x, step=1)\n    {SCALAR}('b', y, step=1)\n"
        f"{WRITE}    {SCALAR}('c', z, step=2)\n",
    ),
    "a Summary with more than scalars": (
        MAKE + "s = tf.Summary(value=[tf.Summary.Value(tag='i', image=i)])\n"
        "writer.add_summary(s, 1)\n",
        MADE + "s = tf.Summary(value=[tf.Summary.Value(tag='i', image=i)])\n"
        f"{WRITE}    {RAW}(s.SerializeToString(), step=1)\n",
    ),
    "a Summary that is used again": (
        MAKE + "s = tf.Summary(value=[tf.Summary.Value(tag='a', simple_value=1)])\n"
        "writer.add_summary(s, 1)\nprint(s)\n",
        MADE + "s = tf.Summary(value=[tf.Summary.Value(tag='a', simple_value=1)])\n"
        f"{WRITE}    {RAW}(s.SerializeToString(), step=1)\nprint(s)\n",
    ),
    "a comment between the parts of a Summary": (
        MAKE + "s = tf.Summary()\n# why\ns.value.add(tag='a', simple_value=x)\n"
        "writer.add_summary(s, 1)\n",
        MADE + "s = tf.Summary()\n# why\ns.value.add(tag='a', simple_value=x)\n"
        f"{WRITE}    {RAW}(s.SerializeToString(), step=1)\n",
    ),
    "what may be a Summary or its bytes": (
        MAKE + "def log(s):\n    writer.add_summary(s, 1)\n    _, s = model.step()\n"
        "    writer.add_summary(s, 2)\nwriter.add_summary(results[0], 3)\n",
        MADE + "def log(s):\n    with eager_mode(), writer.as_default():\n"
        f"        {RAW}(s if isinstance(s, bytes) else s.SerializeToString(), step=1)\n"
        "    _, s = model.step()\n    with eager_mode(), writer.as_default():\n"
        f"        {RAW}(s if isinstance(s, bytes) else s.SerializeToString(), step=2)\n"
        f"summary = results[0]\n{WRITE}"
        f"    {RAW}(summary if isinstance(summary, bytes) else summary.SerializeToString(), "
        "step=3)\n",
    ),
    "no step, which is step 0": (
        HISTOGRAM + MAKE + "writer.add_summary(m.eval())\n",
        HISTOGRAM + MADE + f"summary = m.eval()\n{WRITE}    {RAW}(summary, step=0)\n",
    ),
    "what runs the session does so before eager mode": (
        HISTOGRAM + MAKE + "writer.add_summary(sess.run(\n    m), sess.run(step))\n",
        HISTOGRAM + MADE + "summary = (sess.run(\n    m))\nstep_to_write = sess.run(step)\n"
        f"{WRITE}    {RAW}(summary, step=int(step_to_write))\n",
    ),
    "values and steps that run something": (
        MAKE + "s = tf.Summary()\ns.value.add(tag='a', simple_value=f())\n"
        "s.value.add(tag='b', simple_value=g())\nwriter.add_summary(s, h())\n",
        MADE + "value = f()\nvalue_to_write = g()\nstep = h()\n"
        f"{WRITE}    {SCALAR}('a', value, step=int(step))\n"
        f"    {SCALAR}('b', value_to_write, step=int(step))\n",
    ),
    "counters need no int()": (
        HISTOGRAM + MAKE + "n = 0\nfor i in range(3):\n    for j, b in enumerate(c):\n"
        "        n += 1\n        _, s = sess.run([t, m])\n"
        "        writer.add_summary(s, i * 10 + j)\n        writer.add_summary(s, n)\n",
        HISTOGRAM + MADE + "n = 0\nfor i in range(3):\n    for j, b in enumerate(c):\n"
        "        n += 1\n        _, s = sess.run([t, m])\n"
        f"        with eager_mode(), writer.as_default():\n            {RAW}(s, step=i * 10 + j)\n"
        f"        with eager_mode(), writer.as_default():\n            {RAW}(s, step=n)\n",
    ),
    "a division is no counter": (
        HISTOGRAM + MAKE + "for i in range(3):\n    s = sess.run(m)\n"
        "    writer.add_summary(s, i / 2)\n",
        HISTOGRAM + MADE + "for i in range(3):\n    s = sess.run(m)\n"
        f"    with eager_mode(), writer.as_default():\n        {RAW}(s, step=int(i / 2))\n",
    ),
    "one of the results of a run": (
        HISTOGRAM + MAKE + "out = sess.run({'s': m})\nwriter.add_summary(out['s'], 1)\n"
        "for one in sess.run([a, b]):\n    writer.add_summary(one, 2)\n",
        HISTOGRAM + MADE + f"out = sess.run({{'s': m}})\n{WRITE}    {RAW}(out['s'], step=1)\n"
        "for one in sess.run([a, b]):\n    with eager_mode(), writer.as_default():\n"
        f"        {RAW}(one, step=2)\n",
    ),
    "graph, flush, close, and what stands behind them": (
        "writer = tf.summary.FileWriter(d + '/a', sess.graph)  # here\nwriter.add_graph(g)\n"
        "writer.flush()  # now\nif x:\n\twriter.close()\n",
        "with eager_mode():\n    writer = tf.compat.v2.summary.create_file_writer(d + '/a')\n"
        f"{WRITE}    tf.compat.v2.summary.graph(sess.graph)  # here\n"
        f"{WRITE}    tf.compat.v2.summary.graph(g)\nwith eager_mode():\n    writer.flush()  # now\n"
        "if x:\n\twith eager_mode():\n\t\twriter.close()\n",
    ),
    "the other arguments": (
        "writer = tf.summary.FileWriter(logdir=f(), max_queue=3, flush_secs=a or b,\n"
        "    filename_suffix='.x', graph=None)\n",
        "logdir = f()\nwith eager_mode():\n    writer = tf.compat.v2.summary.create_file_writer("
        "logdir, max_queue=3, filename_suffix='.x', flush_millis=(a or b) * 1000)\n",
    ),
    "a with statement of its own": (
        "with tf.summary.FileWriter('logs') as writer:\n    s = sess.run(m)\n"
        "    writer.add_summary(s, 1)  # it\nprint()\n",
        MADE + "try:\n    s = sess.run(m)\n    with eager_mode(), writer.as_default():\n"
        "        for value in tf.Summary.FromString(s).value:\n"
        f"            {SCALAR}(value.tag, value.simple_value, step=1)  # it\n"
        "finally:\n    with eager_mode():\n        writer.close()\nprint()\n",
    ),
    "with statements inside each other": (
        "with tf.summary.FileWriter('a') as a:\n    with tf.summary.FileWriter('b') as b:\n"
        "        b.flush()",
        "with eager_mode():\n    a = tf.compat.v2.summary.create_file_writer('a')\ntry:\n"
        "    with eager_mode():\n        b = tf.compat.v2.summary.create_file_writer('b')\n"
        "    try:\n        with eager_mode():\n            b.flush()\n"
        "    finally:\n        with eager_mode():\n            b.close()\n"
        "finally:\n    with eager_mode():\n        a.close()",
    ),
    "a with statement of several items": (
        "with tf.Session() as sess, tf.summary.FileWriter('logs', sess.graph) as writer:\n"
        "    for i in range(3):\n        writer.add_summary(sess.run(m), i)  # it\nprint()\n",
        "with tf.Session() as sess:\n    with eager_mode():\n"
        "        writer = tf.compat.v2.summary.create_file_writer('logs')\n"
        "    with eager_mode(), writer.as_default():\n"
        "        tf.compat.v2.summary.graph(sess.graph)\n"
        "    for i in range(3):\n        summary = sess.run(m)\n"
        "        with eager_mode(), writer.as_default():\n"
        "            for value in tf.Summary.FromString(summary).value:\n"
        f"                {SCALAR}(value.tag, value.simple_value, step=i)  # it\n"
        "    with eager_mode():\n        writer.close()\nprint()\n",
    ),
    "a with statement over several lines that begins with a write and returns": (
        "def f():\n\twith a, b as c, \\\n\t\t\ttf.summary.FileWriter('logs') as writer:\n"
        "\t\twriter.flush()\n\t\treturn c",
        "def f():\n\twith a, b as c:\n\t\twith eager_mode():\n"
        "\t\t\twriter = tf.compat.v2.summary.create_file_writer('logs')\n"
        "\t\twith eager_mode():\n\t\t\twriter.flush()\n\t\treturn c",
    ),
    "two writers at the end of a with statement": (
        "with (\n    tf.Session() as sess,\n    tf.summary.FileWriter('a') as a,\n"
        "    tf.summary.FileWriter('b') as b,\n):\n    a.flush()\n",
        "with (\n    tf.Session() as sess,\n):\n    with eager_mode():\n"
        "        a = tf.compat.v2.summary.create_file_writer('a')\n    with eager_mode():\n"
        "        b = tf.compat.v2.summary.create_file_writer('b')\n    with eager_mode():\n"
        "        a.flush()\n    with eager_mode():\n        b.close()\n    with eager_mode():\n"
        "        a.close()\n",
    ),
    "two writers in one line": (
        "with s, tf.summary.FileWriter('a') as a, tf.summary.FileWriter('b') as b:\n    return_()",
        "with s:\n    with eager_mode():\n"
        "        a = tf.compat.v2.summary.create_file_writer('a')\n    with eager_mode():\n"
        "        b = tf.compat.v2.summary.create_file_writer('b')\n    return_()\n"
        "    with eager_mode():\n        b.close()\n    with eager_mode():\n        a.close()",
    ),
    "an attribute of self, and a writer that may not be": (
        "class A(object):\n    def __init__(self, d):\n        self.writer = None\n        if d:\n"
        "            self.writer = tf.summary.FileWriter(d)\n    def log(self, tag, x, step):\n"
        "        if self.writer is not None and tag:\n            self.writer.add_summary("
        "tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=x)]), step)\n",
        "class A(object):\n    def __init__(self, d):\n        self.writer = None\n        if d:\n"
        "            with eager_mode():\n"
        "                self.writer = tf.compat.v2.summary.create_file_writer(d)\n"
        "    def log(self, tag, x, step):\n        if self.writer is not None and tag:\n"
        "            with eager_mode(), self.writer.as_default():\n"
        f"                {SCALAR}(tag, x, step=int(step))\n",
    ),
    "a function inside uses it": (
        HISTOGRAM + "def main():\n    writer = tf.summary.FileWriter('logs')\n    def step(i):\n"
        "        s = session.run(m)\n        writer.add_summary(s, i)\n    step(1)\n",
        HISTOGRAM + "def main():\n    with eager_mode():\n"
        "        writer = tf.compat.v2.summary.create_file_writer('logs')\n    def step(i):\n"
        "        s = session.run(m)\n        with eager_mode(), writer.as_default():\n"
        f"            {RAW}(s, step=int(i))\n    step(1)\n",
    ),
    "functions that are handed a writer": (
        "def main():\n    a = tf.summary.FileWriter('a')\n    b = tf.summary.FileWriter('b')\n"
        "    def train(x, w=None):\n        if w:\n            flush(writer=w)\n"
        "    train(1, a)\n    train(2, w=b)\n    train(3)\ndef flush(*, writer):\n"
        "    writer.flush()\n",
        "def main():\n    with eager_mode():\n"
        "        a = tf.compat.v2.summary.create_file_writer('a')\n    with eager_mode():\n"
        "        b = tf.compat.v2.summary.create_file_writer('b')\n"
        "    def train(x, w=None):\n        if w:\n            flush(writer=w)\n"
        "    train(1, a)\n    train(2, w=b)\n    train(3)\ndef flush(*, writer):\n"
        "    with eager_mode():\n        writer.flush()\n",
    ),
    "a function that calls itself": (
        "class A:\n    def f(self):\n        self.w = tf.summary.FileWriter('a')\n"
        "        g(self.w, 3)\ndef g(w, n):\n    w.flush()\n    g(w, n - 1)\n",
        "class A:\n    def f(self):\n        with eager_mode():\n"
        "            self.w = tf.compat.v2.summary.create_file_writer('a')\n"
        "        g(self.w, 3)\ndef g(w, n):\n    with eager_mode():\n        w.flush()\n"
        "    g(w, n - 1)\n",
    ),
    "one writer of two": (
        HISTOGRAM + "a = tf.summary.FileWriter('a')\nb = tf.summary.FileWriter('b')\n"
        "a.add_summary(sess.run(m), 1)\nb.add_summary(sess.run(m), 1)\n"
        "b.add_run_metadata(r, 't')\n",
        HISTOGRAM + "with eager_mode():\n    a = tf.compat.v2.summary.create_file_writer('a')\n"
        "b = tf.summary.FileWriter('b')\nsummary = sess.run(m)\n"
        f"with eager_mode(), a.as_default():\n    {RAW}(summary, step=1)\n"
        "b.add_summary(sess.run(m), 1)\nb.add_run_metadata(r, 't')\n",
    ),
    "names that are taken": (
        MAKE + "value = summary = 1\nwriter.add_summary(sess.run(m), 1)\n",
        MADE + "value = summary = 1\nsummary_to_write = sess.run(m)\n"
        f"{WRITE}    for value_to_write in tf.Summary.FromString(summary_to_write).value:\n"
        f"        {SCALAR}(value_to_write.tag, value_to_write.simple_value, step=1)\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_changes(before, after):
    """The writer and each of its uses; what it becomes is Python and stays as it is."""
    text, notes = rewritten(HEAD + before)
    assert text == HEAD + EAGER + after
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
    assert f"w = {after}.v2.summary.create_file_writer('a')" in text
    assert text.startswith(f"{before}\neager_mode = {after}.v2.__internal__")


LEFT = {
    "w = tf.summary.FileWriter('a')\ntrain(w)": "w is handed to train()",
    "w = tf.summary.FileWriter('a')\ntrain(writer=w)": "w is handed to train()",
    "def f(w): w.add_event(e)\nv = tf.summary.FileWriter('a')\nf(v)": "w.add_event has no equal",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)\nf(a or v)": "another writer",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)\nf(x)": "x is not made",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)\ng(f)": "v is handed to f()",
    "def f(w):\n    w = 1\nv = tf.summary.FileWriter('a')\nf(v)": "w is not always",
    "@d\ndef f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)": "v is handed to f()",
    "def f(*w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(v)": "v is handed to f()",
    "def f(w):\n    w.flush()\nv = tf.summary.FileWriter('a')\nf(*v)": "v is used in a way",
    "w = tf.summary.FileWriter('a')\nv = w": "w is used in a way",
    "w = tf.summary.FileWriter('a')\nw.add_event(e)": "w.add_event has no equal",
    "w = tf.summary.FileWriter('a')\nw.add_session_log(e)": "w.add_session_log has no equal",
    "w = tf.summary.FileWriter('a')\nw.add_run_metadata(r, 't')": "add_run_metadata has no equal",
    "w = tf.summary.FileWriter('a')\natexit.register(w.close)": "w.close is not a statement",
    "w = tf.summary.FileWriter('a')\nw.add_summary(*a)": "its arguments are not all of",
    "w = tf.summary.FileWriter('a')\nw.add_graph(g, 3)": "its arguments are not all of graph",
    "w = tf.summary.FileWriter('a'); x = 1": "on a line of its own",
    "w = tf.summary.FileWriter('a')\nif x: w.flush()": "on a line of its own",
    "w = tf.summary.FileWriter('a', # c\n  g)": "a comment inside",
    "w = tf.summary.FileWriter('a', graph_def=g)": "graph_def has no equal",
    "w = tf.summary.FileWriter('a', session=s)": "its argument session has no equal",
    "w = tf.summary.FileWriter(**k)": "its argument ** has no equal",
    "w = {'a': tf.summary.FileWriter('a')}": "not put into a variable",
    "def f():\n    return tf.summary.FileWriter('a')": "not put into a variable",
    "w, v = tf.summary.FileWriter('a'), 1": "not put into a variable",
    "class A:\n    w = tf.summary.FileWriter('a')": "w is an attribute of a class",
    "a.w = tf.summary.FileWriter('a')": "not put into a variable",
    "with tf.summary.FileWriter('a') as w, tf.Session() as s:\n    pass": "statement of its own",
    "with (open('b')), tf.summary.FileWriter('a') as w:\n    pass": "statement of its own",
    "with a, tf.summary.FileWriter('a') as w:\n    @b\n    def f(): pass": "with a decorator",
    "with tf.summary.FileWriter('a') as w: pass": "on lines of its own",
    "w = tf.summary.FileWriter('a')\nw = open('b')": "w is not always a FileWriter",
    "eager_mode = 1\nw = tf.summary.FileWriter('a')": "uses the name eager_mode",
    "def f():\n    w = tf.summary.FileWriter('a')\n    return w": "w is returned",
    "class A:\n    def f(self):\n        self.w = tf.summary.FileWriter('a')\n"
    "class B(A):\n    def g(self):\n        self.w.flush()": "self.w may be the same writer",
    "class A:\n    def f(self):\n        self.w = tf.summary.FileWriter('a')\nA().w": "same writer",
    "make = tf.summary.FileWriter": "it is used without being called",
    "tf.train.SummarySaverHook(save_steps=1)": "through TensorFlow 1's summary API",
    "tf.train.MonitoredTrainingSession(checkpoint_dir='a')": "through TensorFlow 1's summary API",
    "tf.summary.FileWriterCache.get('a').flush()": "through TensorFlow 1's summary API",
    "tf = other\nw = tf.summary.FileWriter('a')": "write `import tensorflow as tf` at the top",
}


@pytest.mark.parametrize(("source", "words"), LEFT.items(), ids=range(len(LEFT)))
def test_leaves(source, words):
    """A writer with a use that has no equal, and all its other uses; a note says why."""
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
    assert notes == ["the FileWriter in self.writer was left: use.py may use it, too"]


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
