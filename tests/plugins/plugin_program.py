"""A TensorFlow-1 program that writes a run for each way in which plugins' summaries are written.

    python plugin_program.py LOGDIR

The runs `ops`, `protos` and `custom`, written by the real TensorFlow 1.15.5, are the goldens of
test_plugins.py: `tfv1 golden record LOGDIR/<run> tests/plugins/test_plugins/<run>.events.jsonl`.
"""

import os
import sys

import numpy as np
import tensorflow as tf
from tensorboard import summary as plugin_summaries
from tensorboard.plugins import projector
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.hparams import api as hp
from tensorboard.plugins.mesh import summary as mesh_summary
from tensorboard.plugins.pr_curve import summary as pr_curve_summary

LOGDIR = sys.argv[1]

LABELS = np.array([True, False, True, False, True])
PREDICTIONS = np.array([0.9, 0.3, 0.4, 0.6, 0.8], np.float32)
CUBE = np.array([[[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)]], np.float32)
FACES = np.array([[[0, 1, 3], [0, 3, 2], [4, 5, 7], [4, 7, 6]]], np.int32)
COLORS = np.tile(np.array([255, 128, 0], np.uint8), [1, 8, 1])
LAYOUT = layout_pb2.Layout(
    category=[
        layout_pb2.Category(
            title="quality",
            chart=[
                layout_pb2.Chart(
                    title="loss", multiline=layout_pb2.MultilineChartContent(tag=["loss.*"])
                ),
                layout_pb2.Chart(
                    title="band",
                    margin=layout_pb2.MarginChartContent(
                        series=[
                            layout_pb2.MarginChartContent.Series(
                                value="loss", lower="low", upper="high"
                            )
                        ]
                    ),
                ),
            ],
        )
    ]
)


def run_directory(name):
    return os.path.join(LOGDIR, name)


def ops():
    """Three steps of every op of TensorBoard's, merged with one of tf.summary.

    In TensorBoard 1.15 the names of tensorboard.summary.v1 were those of tensorboard.summary, too.
    """
    x = tf.placeholder(tf.float32, [], name="x")
    labels = tf.constant(LABELS)
    predictions = tf.constant(PREDICTIONS)
    plugin_summaries.scalar("loss", x, display_name="The loss", description="Less is *better*.")
    plugin_summaries.histogram("values", tf.stack([x, 2 * x, 4 * x]), bucket_count=4)
    shade = tf.cast(tf.round(60 * x), tf.uint8)
    plugin_summaries.image("picture", tf.fill([2, 4, 6, 3], shade), max_outputs=2)
    plugin_summaries.audio("tone", tf.fill([1, 8, 1], x / 10), sample_rate=8000)
    plugin_summaries.text("note", tf.strings.join(["x is **", tf.as_string(x, precision=1), "**"]))
    plugin_summaries.pr_curve("curve", labels=labels, predictions=predictions, num_thresholds=5)
    _, update = plugin_summaries.pr_curve_streaming_op(
        "total", labels=labels, predictions=predictions, num_thresholds=5
    )
    plugin_summaries.custom_scalar(LAYOUT)
    mesh_summary.op(
        "cube",
        vertices=tf.constant(CUBE) * x,
        faces=tf.constant(FACES),
        colors=tf.constant(COLORS),
        config_dict={"camera": {"cls": "PerspectiveCamera", "fov": 75}},
    )
    with tf.name_scope("scope"):
        plugin_summaries.scalar("loss", x + 1)
    tf.summary.scalar("plain", x)
    merged = tf.summary.merge_all()
    with tf.Session() as sess, tf.summary.FileWriter(run_directory("ops")) as writer:
        sess.run(tf.local_variables_initializer())
        for step in range(3):
            sess.run(update)
            writer.add_summary(sess.run(merged, {x: step + 1.0}), 10 * step)


def protos():
    """Every function of TensorBoard's that makes a Summary without a session."""
    with tf.summary.FileWriter(run_directory("protos")) as writer:
        for step in range(2):
            counts = [np.array([5, 4 - step]), np.array([3, 1]), np.array([0, 2]), np.array([0, 1])]
            rates = [np.array([0.625, 0.75]), np.array([1.0, 0.75])]
            for summary in [
                plugin_summaries.v1.scalar_pb("loss", 0.5 / (step + 1), display_name="The loss"),
                plugin_summaries.v1.histogram_pb("values", np.arange(8.0) * (step + 1)),
                plugin_summaries.v1.image_pb("picture", np.full([1, 4, 6, 3], 40 * step, np.uint8)),
                plugin_summaries.v1.audio_pb(
                    "tone", np.full([1, 8, 1], 0.5, np.float32), sample_rate=8000
                ),
                plugin_summaries.v1.text_pb("note", f"step *{step}*", description="what happened"),
                plugin_summaries.v1.pr_curve_pb("curve", LABELS, PREDICTIONS, num_thresholds=5),
                plugin_summaries.v1.pr_curve_raw_data_pb("raw", *counts + rates, num_thresholds=2),
                plugin_summaries.v1.custom_scalar_pb(LAYOUT),
                mesh_summary.pb("cube", CUBE, faces=FACES, colors=COLORS),
                pr_curve_summary.pb("other", LABELS, PREDICTIONS, num_thresholds=3),
            ]:
                writer.add_summary(summary, step)


def described(content, plugin="grades"):
    return tf.SummaryMetadata(
        plugin_data=tf.SummaryMetadata.PluginData(plugin_name=plugin, content=content),
        summary_description="what pupils got",
    )


def grades_summary(tag, grades, metadata=None):
    value = tf.Summary.Value(tag=tag, tensor=tf.make_tensor_proto(grades), metadata=metadata)
    return tf.Summary(value=[value])


def custom():
    """A plugin of one's own: by tensor_summary and by hand; several tags, metadata once or always.

    The contents are bytes that are no text, empty, and long.
    """
    x = tf.placeholder(tf.int32, [2], name="grades")
    tf.summary.tensor_summary("maths", x, summary_metadata=described(b"\x00\xff\x80 maths"))
    tf.summary.tensor_summary("music", x + 1, summary_metadata=described(b""), display_name="Music")
    tf.summary.tensor_summary("plain", x)
    merged = tf.summary.merge_all()
    with tf.Session() as sess, tf.summary.FileWriter(run_directory("custom")) as writer:
        for step in range(3):
            writer.add_summary(sess.run(merged, {x: [step, step + 1]}), step)
            always = described(b"always " * 100)
            writer.add_summary(grades_summary("always", [step], always), step)
            first = described(b"first") if step == 0 else None
            writer.add_summary(grades_summary("first", [step], first), step)


def files():
    """Runs of several files: a writer reopened, a second writer, metadata that comes late."""
    writer = tf.summary.FileWriter(run_directory("reopened"))
    for step in range(4):
        if step == 2:
            writer.close()
            writer.reopen()
        metadata = described(b"reopened") if step == 0 else None
        writer.add_summary(grades_summary("grades", [step], metadata), step)
    writer.close()
    for start in (0, 2):
        with tf.summary.FileWriter(run_directory("second"), filename_suffix=str(start)) as writer:
            for step in (start, start + 1):
                content = b"from %d" % start
                writer.add_summary(grades_summary("grades", [step], described(content)), step)


def classed():
    """Tags with a data class, by which today's plugins ask; 1.15 has no such field."""
    if "data_class" not in tf.SummaryMetadata.DESCRIPTOR.fields_by_name:
        return
    metadata = described(b"classed")
    metadata.data_class = 2  # DATA_CLASS_TENSOR
    x = tf.placeholder(tf.int32, [1], name="grades")
    summary = tf.summary.tensor_summary("op", x, summary_metadata=metadata)
    with tf.Session() as sess, tf.summary.FileWriter(run_directory("classed")) as writer:
        for step in range(3):
            writer.add_summary(sess.run(summary, {x: [step]}), step)
            writer.add_summary(grades_summary("hand", [step], metadata), step)


def hyperparameters():
    """Two sessions of hparams: TensorBoard's protos as they are, and its ops in a session."""
    with tf.summary.FileWriter(run_directory("trials/proto")) as writer:
        trial = hp.hparams_pb({"rate": 0.5, "deep": True, "kind": "a"}, trial_id="one")
        # 1.15's FileWriter refuses the classes of TensorBoard.
        on_1_15 = sys.version_info[:2] == (3, 7)
        writer.add_summary(trial.SerializeToString() if on_1_15 else trial)
    second = tf.compat.v2.summary.create_file_writer(run_directory("trials/op"))
    with second.as_default():
        written = hp.hparams({"rate": 0.25, "deep": False, "kind": "b"}, trial_id="two")
    with tf.Session() as sess:
        sess.run(second.init())
        sess.run(written)
        sess.run(second.flush())


def projected():
    """An embedding in a table of its own, for which no checkpoint is needed."""
    directory = run_directory("projected")
    with tf.summary.FileWriter(directory) as writer:
        writer.add_summary(grades_summary("grades", [1]), 0)
        config = projector.ProjectorConfig()
        config.embeddings.add(tensor_name="table", tensor_path="table.tsv", metadata_path="names")
        projector.visualize_embeddings(writer, config)
    with open(os.path.join(directory, "table.tsv"), "w") as table:
        table.write("1\t2\t3\n4\t5\t6\n")
    with open(os.path.join(directory, "names"), "w") as names:
        names.write("first\nsecond\n")


def beheld():
    """A training step of a script that has TensorBoard's Beholder, which only 1.15 has."""
    from tensorboard.plugins.beholder import Beholder, BeholderHook

    weight = tf.get_variable("weight", [], initializer=tf.constant_initializer(3.0))
    optimizer = tf.train.GradientDescentOptimizer(0.25)
    gradients, train_op = Beholder.gradient_helper(optimizer, weight**2)
    BeholderHook(run_directory("beheld"))
    beholder = Beholder(run_directory("beheld"))
    with tf.Session() as sess, tf.summary.FileWriter(run_directory("beheld")) as writer:
        sess.run(tf.global_variables_initializer())
        gradient = sess.run(gradients + [train_op])[0]
        beholder.update(session=sess, frame=np.eye(4))
        beholder.update(sess, arrays=[np.eye(4)])
        for tag, number in [("gradient", gradient), ("weight", sess.run(weight))]:
            value = tf.Summary.Value(tag=tag, simple_value=number)
            writer.add_summary(tf.Summary(value=[value]), 1)


if __name__ == "__main__":
    for part in (ops, protos, custom, files, classed, hyperparameters, projected, beheld):
        with tf.Graph().as_default():
            part()
