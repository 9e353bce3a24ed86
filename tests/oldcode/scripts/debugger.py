"""tfdbg's hooks and sessions: their arguments, and what they dump."""

import inspect  # noqa: F401
import os
import tempfile

import answering
import tensorflow as tf
from tensorflow.python import debug
from tensorflow.python.debug.lib import debug_utils, source_utils  # noqa: F401
from tensorflow.python.debug.wrappers import framework  # noqa: F401

x = tf.constant(2.0, name="x")
y = tf.square(x, name="y")


def only_y(fetches, feeds):
    """What a hook shall watch, named as in 1.15."""
    return debug.WatchOptions(node_name_regex_whitelist="^y$")


def dumped(make):
    """The tensors that a hook, or a session around another, dumps in a step."""
    root = tempfile.mkdtemp()
    made = make(root)
    if isinstance(made, tf.train.SessionRunHook):
        session = tf.train.MonitoredSession(hooks=[made])
    else:
        session = made
    session.run(y)
    (run,) = os.listdir(root)
    return sorted(one.tensor_name for one in debug.DebugDumpDir(f"{root}/{run}").dumped_tensor_data)


def watched(watch, **options):
    """The nodes that a function adds to the options of a run."""
    run = tf.RunOptions()
    watch(run, tf.get_default_graph(), debug_urls="file:///d", **options)
    found = run.debug_options.debug_tensor_watch_opts
    return sorted(one.node_name for one in found if one.node_name in ("x", "y"))


def renamed(options):
    """Patterns of options, read and set."""
    options.op_type_regex_whitelist = "Square"
    return options.node_name_regex_whitelist, options.op_type_regex_whitelist


answering.answer(
    globals(),
    """
[str(inspect.signature(one.__init__)) for one in (debug.DumpingDebugHook, debug.GrpcDebugHook)]
[str(inspect.signature(debug.LocalCLIDebugHook.__init__))]
[str(inspect.signature(debug.TensorBoardDebugHook.__init__))]
[str(inspect.signature(debug.LocalCLIDebugWrapperSession.__init__))]
[str(inspect.signature(debug.TensorBoardDebugWrapperSession.__init__))]
[str(inspect.signature(debug.GrpcDebugWrapperSession.__init__))]
[str(inspect.signature(debug.DumpingDebugWrapperSession.__init__))]
[str(inspect.signature(debug.WatchOptions.__init__))]
[str(inspect.signature(framework.OnRunStartResponse.__init__))]
[str(inspect.signature(debug.watch_graph))]
[str(inspect.signature(debug.watch_graph_with_blacklists))]
[str(inspect.signature(source_utils.list_source_files_against_dump))]
dumped(lambda root: debug.DumpingDebugHook(root, only_y, log_usage=False))
dumped(lambda root: debug.DumpingDebugHook(root, only_y, None, False))
dumped(lambda r: debug.DumpingDebugWrapperSession(tf.Session(), r + "/", only_y, log_usage=False))
watched(debug.watch_graph, node_name_regex_whitelist="x")
watched(debug_utils.watch_graph, op_type_regex_whitelist="Square")
watched(debug.watch_graph_with_blacklists, node_name_regex_blacklist="x")
watched(debug_utils.watch_graph_with_blacklists, op_type_regex_blacklist="Square")
renamed(debug.WatchOptions(None, "a"))
renamed(framework.OnRunStartResponse("run", [], node_name_regex_whitelist="b"))
debug.LocalCLIDebugHook(ui_type="readline")._ui_type, debug.LocalCLIDebugHook()._ui_type
debug.LocalCLIDebugWrapperSession(tf.Session(), None, False, "readline")._ui_type
debug.TensorBoardDebugHook("localhost:6064", None, False, False) is not None
debug.GrpcDebugHook(["localhost:6064"], log_usage=False) is not None
""",
)
