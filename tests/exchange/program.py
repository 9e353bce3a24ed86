"""Writes models, and loads them; runs on 1.15.5 and, with --here, on this project.

    program.py [--here] write FOLDER [NAME...]   trains each a little, and saves it every way
    program.py [--here] load FOLDER [NAME...]    loads each every way, and prints what it computes

Keeps to Python 3.7's syntax.
"""

import json
import os
import re
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
HERE = os.path.dirname(os.path.abspath(__file__))


def session(tf, graph):
    config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    return tf.Session(graph=graph, config=config)


def write(tf, build, folder):
    """A checkpoint with its meta graph, a SavedModel, and a frozen graph."""
    with tf.Graph().as_default() as graph:
        predicted, train = build(tf)
        predicted = tf.identity(predicted, "predicted")
        train = tf.group(*([train] if train is not None else []), name="train")
        saver = tf.train.Saver()
        with session(tf, graph) as running:
            running.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
            running.run(tf.tables_initializer())
            with Queues(tf, running):
                for _ in range(2):
                    running.run(train)
            saver.save(running, os.path.join(folder, "model.ckpt"))
            tf.saved_model.simple_save(
                running,
                os.path.join(folder, "saved_model"),
                inputs={"unused": tf.placeholder_with_default(0.0, [], "unused")},
                outputs={"predicted": predicted},
                legacy_init_op=tf.tables_initializer(),
            )
            frozen = tf.graph_util.convert_variables_to_constants(
                running, graph.as_graph_def(), ["predicted"]
            )
        tf.train.write_graph(frozen, folder, "frozen.pb", as_text=False)


class Queues:
    """Runs the queue runners of a graph while it is open."""

    def __init__(self, tf, running):
        self.tf, self.running = tf, running

    def __enter__(self):
        self.coordinator = self.tf.train.Coordinator()
        self.threads = self.tf.train.start_queue_runners(self.running, self.coordinator)

    def __exit__(self, *exception):
        tf = self.tf
        self.coordinator.request_stop()
        runners = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
        self.running.run([runner.cancel_op for runner in runners])
        self.coordinator.join(self.threads)


def load(tf, folder):
    """What each kind of file computes: predictions, predictions after training, gradients."""
    found = {}
    with tf.Graph().as_default() as graph:
        saver = tf.train.import_meta_graph(os.path.join(folder, "model.ckpt.meta"))
        predicted = graph.get_tensor_by_name("predicted:0")
        variables = tf.trainable_variables()
        gradients = tf.gradients(tf.reduce_sum(predicted), variables)
        sums = [tf.reduce_sum(tf.abs(g)) for g in gradients if isinstance(g, tf.Tensor)]
        with session(tf, graph) as running:
            saver.restore(running, os.path.join(folder, "model.ckpt"))
            running.run([tf.tables_initializer(), tf.local_variables_initializer()])
            with Queues(tf, running):
                found["restored"] = running.run(predicted)
                found["gradients"] = running.run(sums)
                for _ in range(3):
                    running.run("train")
                found["trained"] = running.run(predicted)
    with tf.Graph().as_default() as graph, session(tf, graph) as running:
        path = os.path.join(folder, "saved_model")
        meta = tf.saved_model.loader.load(running, [tf.saved_model.tag_constants.SERVING], path)
        output = meta.signature_def["serving_default"].outputs["predicted"].name
        with Queues(tf, running):
            found["served"] = running.run(output)
    with tf.Graph().as_default() as graph:
        graph_def = tf.GraphDef()
        with open(os.path.join(folder, "frozen.pb"), "rb") as file:
            graph_def.ParseFromString(file.read())
        (output,) = tf.import_graph_def(graph_def, return_elements=["predicted:0"], name="")
        # Of what a queue, a table or an iterator gives there is nothing in a frozen graph.
        if not any(re.match("Queue|Hash|Iterator", node.op) for node in graph_def.node):
            with session(tf, graph) as running:
                found["frozen"] = running.run(output)
    return {name: numbers(values) for name, values in found.items()}


def numbers(values):
    """Arrays as lists of numbers."""
    values = values if isinstance(values, list) else [values]
    return [[float(number) for number in array.ravel()] for array in values]


def main(arguments):
    here = "--here" in arguments
    arguments = [a for a in arguments if a != "--here"]
    if here:
        import tfv1 as tf
    else:
        import tensorflow as tf
    from tests.exchange import estimators
    from tests.exchange.models import MODELS

    tf.logging.set_verbosity(tf.logging.FATAL)
    action, folder = arguments[:2]
    found = {}
    for name in arguments[2:] or [*MODELS, *estimators.ESTIMATORS]:
        path = os.path.join(folder, name)
        try:
            if action == "write":
                os.makedirs(path)
                if name in MODELS:
                    write(tf, MODELS[name], path)
                else:
                    estimators.write(tf, name, path)
            elif name in MODELS:
                found[name] = load(tf, path)
            else:
                answers = estimators.load(tf, name, path)
                found[name] = {kind: numbers(values) for kind, values in answers.items()}
        except Exception as error:  # noqa: BLE001 - one model's fault leaves the others
            found[name] = {"error": f"{type(error).__name__}: {error}"[:400]}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
