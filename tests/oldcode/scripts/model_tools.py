"""What TensorFlow's tools for stored models take, and what they write."""

import glob
import os
import tempfile

import answering
import numpy as np
import tensorflow as tf
from tensorflow.python.framework import graph_util  # noqa: F401 - the questions use it
from tensorflow.python.tools import (  # noqa: F401
    freeze_graph,
    inspect_checkpoint,
    optimize_for_inference_lib,
    strip_unused_lib,
)
from tensorflow.python.tools.import_pb_to_tensorboard import import_to_tensorboard  # noqa: F401
from tensorflow.python.util import nest  # noqa: F401

os.chdir(tempfile.mkdtemp())
x = tf.placeholder(tf.float32, [None, 2], name="x")
scale = tf.get_variable("scale", initializer=np.float32([2, 3]))
shift = tf.get_variable("shift", initializer=np.float32([1, 1]))
dropped = tf.nn.dropout(x, keep_prob=tf.constant(1.0, name="keep"), name="dropped")
y = tf.add(tf.identity(dropped) * scale, shift, name="y")
saver = tf.train.Saver()
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, "./model", write_meta_graph=False)
    tf.train.write_graph(session.graph_def, ".", "g.pbtxt")


def freeze(**options):
    """The nodes of the graph with its variables as constants."""
    frozen = freeze_graph.freeze_graph_with_def_protos(
        input_graph_def=tf.get_default_graph().as_graph_def(),
        input_saver_def=saver.as_saver_def(),
        input_checkpoint="./model",
        output_node_names="y",
        restore_op_name="",
        filename_tensor_name="",
        output_graph="frozen.pb",
        clear_devices=True,
        initializer_nodes="",
        **options,
    )
    return nodes(frozen)


def nodes(graph_def):
    """The name and op of each node, in their order."""
    return [(node.name, node.op) for node in graph_def.node]


def stored(path):
    """The GraphDef in a file."""
    with tf.gfile.GFile(path, "rb") as file:
        return tf.GraphDef.FromString(file.read())


def logged(logdir):
    """The nodes of the graphs in the event files of a folder."""
    found = []
    for path in glob.glob(logdir + "/*"):
        for event in tf.train.summary_iterator(path):
            if event.HasField("graph_def"):
                found.append(nodes(tf.GraphDef.FromString(event.graph_def)))
    return found


answering.answer(
    globals(),
    """
freeze()
freeze(variable_names_blacklist="shift")
freeze(variable_names_whitelist="scale,shift", saved_model_tags=None)
len(freeze_graph.freeze_graph("g.pbtxt", "", False, "./model", "y", "", "", "f.pb", True, "").node)
nodes(stored("frozen.pb")) == nodes(stored("f.pb"))
import_to_tensorboard("frozen.pb", "logs")
logged("logs")
import_to_tensorboard("nothing.pb", "logs")
nodes(optimize_for_inference_lib.optimize_for_inference(stored("f.pb"), ["x"], ["y"], 1))
nodes(strip_unused_lib.strip_unused(stored("f.pb"), ["x"], ["y"], 1))
nodes(graph_util.extract_sub_graph(stored("f.pb"), ["dropped/random_uniform/min"]))
nodes(graph_util.remove_training_nodes(stored("f.pb"), protected_nodes=["y"]))
nest.flatten_up_to([1], [[2]], check_subtrees_length=False)
nest.assert_shallow_structure([1], [[2]], True, False, False)
""",
)
