"""tfv1.install() and tfv1.uninstall(): which classes and modules have the engine behind them."""

from tests.hooks import hook_programs
from tests.support import event_logs

SAME_CLASSES = """
    import tensorflow.compat.v1 as v1
    from tensorflow.python.summary import summary
    from tensorflow.python.summary.writer import event_file_writer, writer, writer_cache
    from tensorflow.python.training import basic_session_run_hooks, summary_io
    import tensorflow.compat.v1.summary as imported
    import tensorflow

    def names():
        return {
            "writer": [v1.summary.FileWriter, tensorflow.compat.v1.summary.FileWriter,
                imported.FileWriter, summary.FileWriter, writer_cache.FileWriter],
            "cache": [v1.summary.FileWriterCache, imported.FileWriterCache,
                summary.FileWriterCache, writer_cache.FileWriterCache,
                basic_session_run_hooks.SummaryWriterCache, summary_io.SummaryWriterCache],
            "others": [summary_io.SummaryWriter, event_file_writer.EventFileWriter,
                writer.EventFileWriter,
                basic_session_run_hooks.CheckpointSaverHook.__init__],
        }
    def flat(found):
        return [thing for things in found.values() for thing in things]
"""


def test_every_name_is_ours_after_install_and_theirs_after_uninstall(tmp_path):
    """install() puts one writer and one cache behind all names; uninstall() takes them out again.

    Both may be called twice.
    """
    hook_programs.run(
        SAME_CLASSES
        + """
    import tfv1

    theirs = names()
    assert len(set(theirs["writer"])) == len(set(theirs["cache"])) == 1
    tfv1.install()
    tfv1.install()
    ours = names()
    assert len(set(ours["writer"])) == len(set(ours["cache"])) == 1
    assert not set(flat(ours)) & set(flat(theirs))
    assert ours["writer"][0] is tfv1.summary.FileWriter
    assert ours["cache"][0] is tfv1.summary.FileWriterCache
    tfv1.uninstall()
    tfv1.uninstall()
    assert names() == theirs
    """,
        cwd=tmp_path,
    )


def test_import_tfv1_installs_it_for_libraries_too(tmp_path):
    """After `import tfv1 as tf`, a library's compat.v1 has the same classes."""
    hook_programs.run(
        """
    import tfv1 as tf

    assert tf.Session
    """
        + SAME_CLASSES
        + """
    import tfv1

    assert set(names()["writer"]) == {tf.summary.FileWriter}
    assert set(names()["cache"]) == {tf.summary.FileWriterCache}
    """,
        cwd=tmp_path,
    )


def test_install_changes_nothing_else_of_tensorflow_2(tmp_path):
    """A TensorFlow 2 program stays eager, and compat.v1's FileWriter works there too."""
    hook_programs.run(
        """
    import tfv1
    tfv1.install()
    import tensorflow as tf

    assert tf.executing_eagerly() and tf.compat.v1.resource_variables_enabled()
    with tf.compat.v1.summary.FileWriter("logs") as writer:
        value = tf.compat.v1.Summary.Value(tag="a", simple_value=1)
        writer.add_summary(tf.compat.v1.Summary(value=[value]), 1)
    graph = tf.Graph()
    with tf.compat.v1.summary.FileWriter("logs", graph) as writer:
        pass
    assert tf.executing_eagerly() and tf.compat.v1.resource_variables_enabled()
    tf.compat.v1.summary.FileWriterCache.get("cached").flush()
    """,
        cwd=tmp_path,
    )
    assert [len(hook_programs.lines(path)) for path in event_logs.files(tmp_path / "logs")] == [
        2,
        3,
    ]
    assert hook_programs.lines(event_logs.files(tmp_path / "cached")[0])[0] == "file_version"


def test_a_class_that_was_taken_hold_of_before_writes_through_the_engine(tmp_path):
    """A FileWriter imported or subclassed before install() keeps what it accepted at os._exit."""
    hook_programs.run(
        """
    import os
    import tensorflow.compat.v1 as tf

    Early = tf.summary.FileWriter
    class Mine(Early):
        pass

    import tfv1
    tfv1.install()
    tf.disable_v2_behavior()
    MODEL
    for number, writer in enumerate([Early("early", tf.get_default_graph()), Mine("mine")]):
        value = tf.Summary.Value(tag="a", simple_value=number)
        for step in range(3):
            writer.add_summary(tf.Summary(value=[value]), step)
    os._exit(0)
    """,
        cwd=tmp_path,
    )
    early, mine = (event_logs.files(tmp_path / name)[0] for name in ("early", "mine"))
    assert hook_programs.lines(early) == ["file_version", "graph_def", "meta_graph_def"] + [
        f"a {step}" for step in range(3)
    ]
    assert hook_programs.lines(mine) == ["file_version"] + [f"a {step}" for step in range(3)]


def test_every_writer_of_a_process_is_ours(tmp_path):
    """Writers of hooks, Supervisor, deprecated names and Keras' callback are tf.summary's class."""
    hook_programs.run(
        """
    import tensorflow as tf
    from tensorflow.python.training import summary_io
    from tensorflow.python.summary.writer.writer import FileWriter

    MODEL
    hooks = [
        tf.train.SummarySaverHook(1, output_dir="a", summary_op=loss),
        tf.train.StepCounterHook(1, output_dir="a"),
        tf.train.CheckpointSaverHook("a", save_steps=1),
        tf.train.ProfilerHook(1, output_dir="a"),
    ]
    for hook in hooks:
        hook.begin()
        writer = getattr(hook, "_summary_writer", None) or hook._file_writer
        assert writer is tf.summary.FileWriterCache.get("a"), hook
        assert isinstance(writer, tf.summary.FileWriter) and isinstance(writer, FileWriter)
    supervisor = tf.train.Supervisor(logdir="b")
    assert type(supervisor.summary_writer) is tf.summary.FileWriter
    assert isinstance(summary_io.SummaryWriter("c"), tf.summary.FileWriter)

    tf.reset_default_graph()
    callback = tf.keras.callbacks.TensorBoard("d")
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(1,))])
    model.compile("sgd", "mse")
    model.fit([[1.0]], [[1.0]], callbacks=[callback], verbose=0)
    assert type(callback.writer) is tf.summary.FileWriter
    """,
        launcher=("-m", "tfv1", "run"),
        cwd=tmp_path,
    )
