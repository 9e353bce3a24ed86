"""tensorflow.python.tools.import_pb_to_tensorboard of 1.15: it took the file of a frozen graph.

TensorFlow 2's takes the folder of a SavedModel, and its tags.
"""

from tensorflow.compat import v1 as tf
from tensorflow.python.tools import import_pb_to_tensorboard as today


def import_to_tensorboard(model_dir: str, log_dir: str, tag_set: str | None = None) -> None:
    """Writes an event file with a graph, its nodes below "import/", for TensorBoard's graph page.

    Args:
      model_dir: the path of a binary GraphDef, such as a frozen graph. With `tag_set`, which 1.15
        did not have, the folder of a SavedModel.
      log_dir: the folder for the event file.
      tag_set: the comma-separated tags of the SavedModel's graph to take.

    Raises:
      tf.errors.NotFoundError: there is no such file.
      google.protobuf.message.DecodeError: the file holds no binary GraphDef.
    """
    if tag_set is not None:
        today.import_to_tensorboard(model_dir, log_dir, tag_set)
        return
    with tf.gfile.GFile(model_dir, "rb") as file:
        graph_def = tf.GraphDef.FromString(file.read())
    with tf.Graph().as_default() as graph:
        tf.import_graph_def(graph_def)
    with tf.summary.FileWriter(log_dir) as writer:
        writer.add_graph(graph)
    print(f"Model Imported. Visualize by running: tensorboard --logdir={log_dir}")
