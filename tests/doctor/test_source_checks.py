"""Every check of tfv1 doctor on source: a script that triggers it, and healthy twins."""

import textwrap

import pytest

from tfv1.logs.doctor import examine_source
from tfv1.source.summaries import SOURCE_CHECKS

HEAD = """
import os.path
import tensorflow as tf
x = tf.placeholder(tf.float32)
loss = tf.reduce_mean(x)
"""

TROUBLES = {
    "op_after_merge_all": """
        tf.summary.scalar("loss", loss)
        merged = tf.summary.merge_all()
        tf.summary.histogram("x", x)
        """,
    "op_that_nothing_merges": """
        tf.summary.scalar("loss", loss)
        tf.summary.scalar("accuracy", loss, collections=["test"])
        merged = tf.summary.merge_all()
        with tf.Session() as sess:
            print(sess.run(merged, {x: 1.0}))
        """,
    "op_in_the_training_loop": """
        with tf.Session() as sess:
            for step in range(10):
                s = sess.run(tf.summary.scalar("loss", loss), {x: 1.0})
        """,
    "tensor_to_add_summary": """
        merged = tf.summary.merge_all()
        with tf.summary.FileWriter("logs") as writer:
            writer.add_summary(merged, 1)
        """,
    "op_never_run": """
        tf.summary.scalar("loss", loss)
        merged = tf.summary.merge_all()
        with tf.Session() as sess:
            for step in range(10):
                sess.run(loss, {x: 1.0})
        """,
    "writer_in_the_training_loop": """
        merged = tf.summary.merge_all()
        with tf.Session() as sess:
            for epoch in range(10):
                writer = tf.summary.FileWriter(os.path.join("logs", "train"))
                for step in range(10):
                    writer.add_summary(sess.run(merged, {x: 1.0}), step)
                writer.close()
        """,
    "graph_before_ops": """
        writer = tf.summary.FileWriter("logs", tf.get_default_graph())
        accuracy = tf.reduce_mean(loss)
        writer.close()
        """,
    "op_in_compiled_function": """
        @tf.function
        def train(x):
            tf.summary.scalar("loss", x)
        """,
    "summaries_not_fed": """
        tf.summary.scalar("loss", loss)
        merged = tf.summary.merge_all()
        with tf.Session() as sess:
            sess.run(loss, feed_dict={x: 1.0})
            s = sess.run(merged)
        """,
    "writer_never_flushed": """
        writer = tf.summary.FileWriter("logs")
        writer.add_graph(tf.get_default_graph())
        """,
    "summary_without_step": """
        def train(sess, writer, merged):
            for step in range(10):
                writer.add_summary(sess.run(merged, {x: 1.0}))
        """,
    "file_writer_under_eager": """
        tf.enable_eager_execution()
        with tf.summary.FileWriter("logs") as writer:
            pass
        """,
    "two_writers_on_one_logdir": """
        logdir = "logs"
        train = tf.summary.FileWriter(logdir, tf.get_default_graph())
        test = tf.summary.FileWriter(logdir)
        train.close()
        test.close()
        """,
}

HEALTHY = {
    "collections that are merged, gathered or computed": """
        tf.summary.scalar("a", loss, collections=["train", tf.GraphKeys.SUMMARIES])
        tf.summary.scalar("b", loss, collections=["test"])
        tf.summary.scalar("c", loss, collections=["other"])
        merged = [tf.summary.merge_all(), tf.summary.merge_all("test")]
        others = tf.get_collection("other")
        with tf.Session() as sess:
            print(sess.run([merged, others], {x: 1.0}))
        """,
    "a whole training script": """
        tf.summary.scalar("loss", loss)
        for variable in tf.trainable_variables():
            tf.summary.histogram(variable.op.name, variable)
        merged = tf.summary.merge_all()
        epoch_loss = tf.summary.scalar("epoch_loss", loss)
        train = tf.summary.FileWriter("logs/train", tf.get_default_graph())
        test = tf.summary.FileWriter("logs/test")
        with tf.Session() as sess:
            for step in range(10):
                summary, _ = sess.run([merged, loss], feed_dict={x: 1.0})
                train.add_summary(summary, step)
                test.add_summary(sess.run(epoch_loss, {x: 1.0}), global_step=step)
        train.close()
        test.flush()
        """,
    "a writer for each experiment": """
        merged = tf.summary.merge_all()
        with tf.Session() as sess:
            for rate in (0.1, 0.2):
                writer = tf.summary.FileWriter("logs/" + str(rate))
                writer.add_summary(sess.run(merged, {x: rate}), 1)
                writer.close()
        """,
    "a writer for each call, of a function that is told where": """
        def log(logdir, summary):
            writer = tf.summary.FileWriter(logdir)
            writer.add_summary(summary, 1)
            writer.close()
        for name in ("train", "eval"):
            log("logs/" + name, b"")
        """,
    "a graph that is given with its last op": """
        with tf.summary.FileWriter("logs", tf.reduce_mean(loss).graph):
            pass
        """,
    "a graph that is logged in another branch": """
        if loss is None:
            writer = tf.summary.FileWriter("logs", tf.get_default_graph())
            writer.close()
        else:
            accuracy = tf.reduce_mean(loss)
        """,
    "a graph that is logged again after the last op": """
        writer = tf.summary.FileWriter("logs", tf.get_default_graph())
        accuracy = tf.reduce_mean(loss)
        writer.add_graph(tf.get_default_graph())
        init = tf.global_variables_initializer()
        writer.close()
        """,
    "another graph after the one that is logged": """
        with tf.summary.FileWriter("logs", tf.get_default_graph()):
            pass
        with tf.Graph().as_default():
            y = tf.placeholder(tf.float32)
        """,
    "summaries that a hook runs": """
        merged = tf.summary.merge_all()
        with tf.train.MonitoredTrainingSession() as sess:
            sess.run(loss, {x: 1.0})
        """,
    "merge_all of another function": """
        def first():
            return tf.summary.merge_all()
        def second():
            tf.summary.scalar("loss", loss)
            return tf.summary.merge_all()
        """,
    "a new graph for each experiment": """
        for rate in (0.1, 0.2):
            tf.reset_default_graph()
            tf.summary.scalar("loss", tf.constant(rate))
            sess = tf.Session()
            sess.run(tf.global_variables_initializer())
        """,
    "the name of the op is used again for its value": """
        summary = tf.summary.merge_all()
        with tf.Session() as sess, tf.summary.FileWriter("logs") as writer:
            summary = sess.run(summary, {x: 1.0})
            writer.add_summary(summary, 1)
        """,
    "the value comes as an argument": """
        merged = tf.summary.merge_all()
        def write(writer, merged, step):
            writer.add_summary(merged, step)
        """,
    "TensorFlow 2's summaries": """
        with tf.compat.v2.summary.create_file_writer("logs").as_default():
            @tf.function
            def train(step):
                tf.compat.v2.summary.scalar("loss", 1.0, step=step)
        """,
    "TensorFlow 2's summaries beside merge_all": """
        merged = tf.summary.merge_all()
        with tf.summary.create_file_writer("logs").as_default(step=tf.train.get_global_step()):
            tf.summary.scalar("loss", data=loss)
            tf.summary.histogram("x", x, buckets=10)
            tf.summary.scalar("x", x[0], description="the first")
        """,
    "summaries of variables need no feeding": """
        weight = tf.get_variable("w", [])
        tf.summary.scalar("weight", weight)
        merged = tf.summary.merge_all()
        with tf.Session() as sess:
            sess.run(loss, feed_dict={x: 1.0})
            sess.run(merged)
        """,
    "whoever gets the writer closes it": """
        def make():
            writer = tf.summary.FileWriter("logs")
            writer.add_graph(tf.get_default_graph())
            return writer
        """,
    "one summary at the end": """
        def done(writer, summary):
            writer.add_summary(summary)
        """,
    "one writer after the other, or in another branch": """
        writer = tf.summary.FileWriter("logs")
        writer.close()
        writer = tf.summary.FileWriter("logs")
        writer.close()
        if loss is None:
            a = tf.summary.FileWriter("other")
        else:
            a = tf.summary.FileWriter("other")
        a.close()
        """,
    "other libraries": """
        import wandb, other
        merged = other.summary.merge_all()
        for step in range(10):
            other.summary.scalar("loss", sess.run(loss))
        """,
}


def found(tmp_path, source, head=HEAD):
    path = tmp_path / "script.py"
    path.write_text(head + textwrap.dedent(source))
    return examine_source(str(path))


def test_a_writer_in_a_function_that_the_loop_calls(tmp_path):
    """The loop may be where the function is called that makes a writer for one summary."""
    source = """
        def log(step, summary):
            writer = tf.summary.FileWriter("logs")
            writer.add_summary(summary, step)
            writer.close()
        for step in range(10):
            log(step, b"")
        """
    (finding,) = found(tmp_path, source)
    assert finding.check == "writer_in_the_training_loop"


def test_every_check_has_a_test():
    """No check is registered without a script that triggers it."""
    assert set(TROUBLES) == set(SOURCE_CHECKS)


@pytest.mark.parametrize("check", TROUBLES)
def test_trouble_is_found_and_nothing_else(tmp_path, check):
    """Each trouble is found by its check alone, which names the line."""
    (finding,) = found(tmp_path, TROUBLES[check])
    assert finding.check == check
    assert f"{tmp_path}/script.py:" in finding.evidence[0]


@pytest.mark.parametrize("case", HEALTHY)
def test_no_false_alarm(tmp_path, case):
    """Sound scripts give no finding."""
    assert found(tmp_path, HEALTHY[case]) == []


@pytest.mark.parametrize(
    "imports",
    [
        "import tensorflow.compat.v1 as tf",
        "from tensorflow.compat import v1 as tf",
        "import tfv1 as tf",
        "import tensorflow\ntf = None",
        "from tensorflow import summary",
        "from tensorflow.summary import scalar, merge_all",
    ],
)
def test_names_are_resolved_by_the_imports(tmp_path, imports):
    """However TensorFlow was imported its summary ops are known; others of that name are not."""
    source = 'PREFIXscalar("loss", loss)\nmerged = PREFIXmerge_all()\nPREFIXscalar("x", loss)\n'
    prefix = "tf.summary."
    if imports.startswith("from tensorflow import"):
        prefix = "summary."
    elif imports.startswith("from tensorflow.summary"):
        prefix = ""
    elif imports.startswith("import tensorflow\n"):
        prefix = "tensorflow.summary."
    (finding,) = found(tmp_path, source.replace("PREFIX", prefix), imports + "\n")
    assert finding.check == "op_after_merge_all"
    assert found(tmp_path, source.replace("PREFIX", "other.summary."), imports + "\n") == []
