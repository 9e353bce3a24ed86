"""What session code writes for TensorBoard's plugins, as a real TensorBoard serves it."""

import io
import json
import os
import sys

import numpy as np
import pytest
import tensorboard.summary
from PIL import Image
from sklearn.datasets import load_digits
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from tests.plugins import contents_plugin, plugin_logs, plugin_pages
from tests.plugins.plugin_logs import ACTIVATIONS, DIMENSIONS, POINTS, RATES, TEST_STEPS
from tests.support.tensorboard import DATA_SERVERS, serving
from tfv1 import session
from tfv1.importing import imports

# TensorBoard's data server has no event multiplexer that plugins could ask.
with_multiplexer = pytest.mark.parametrize("server", ["python-loader"], indirect=True)

STEPS = [0, 10, 20]  # of the program's run `ops`, whose placeholder x is fed 1, 2, 3


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """The directory in which the examples and the program have written their runs."""
    logdir = tmp_path_factory.mktemp("logs")
    plugin_logs.write_all(logdir)
    return logdir


@pytest.fixture(scope="module", params=DATA_SERVERS)
def server(logs, tmp_path_factory, request):
    """TensorBoard over the logs, with each of its ways to load them; it has contents_plugin."""
    installed = tmp_path_factory.mktemp("site") / "contents_plugin-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: contents\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(contents_plugin.ENTRY_POINT)
    places = [str(installed.parent), os.path.dirname(__file__), os.environ.get("PYTHONPATH", "")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, places)))
        with serving(logs, DATA_SERVERS[request.param]) as running:
            yield running


@pytest.mark.parametrize("run", ["ops", "protos", "custom"])
def test_the_events_are_those_of_1_15(logs, run, event_log_regression):
    """Tags, order, steps, values and plugins' metadata equal what TensorFlow 1.15.5 wrote."""
    event_log_regression.check(logs / run, exact=True, name=run)


def test_tensorboards_names_are_those_of_the_scripts_time(monkeypatch):
    """tensorboard.summary.scalar is 1.15's op for TensorFlow-1 code, today's for TensorFlow-2's."""
    seen = imports.import_module("tensorboard.summary")
    assert seen.scalar is seen.v1.scalar is tensorboard.summary.v1.scalar
    assert seen.v2.scalar is tensorboard.summary.scalar
    monkeypatch.setattr(session, "_current", session.Session(eager=True))
    assert imports.import_module("tensorboard.summary") is sys.modules["tensorboard.summary"]


def test_a_script_with_a_beholder_trains_on(logs):
    """TensorBoard's Beholder, which is gone, shows nothing; its gradients and op are 1.15's."""
    # The weight 3 under its square: the gradient is 6, a step with rate 0.25 ends at 1.5.
    assert plugin_logs.scalars(logs / "beheld", "gradient") == [(1, 6)]
    assert plugin_logs.scalars(logs / "beheld", "weight") == [(1, 1.5)]


# Hyperparameters.


def test_the_experiment_has_the_domains_of_its_hparams(server):
    """hparams_config_pb, added by a FileWriter, gives the hparams' domains and the metrics."""

    def experiment():
        answer = server.post("plugin/hparams/experiment", {})
        hparams = {info["name"]: info for info in answer["hparamInfos"]}
        return (
            {name: info.get("domainDiscrete") for name, info in hparams.items()},
            hparams["learning_rate"]["domainInterval"],
            hparams["hidden"]["displayName"],
            [(info["name"], info["displayName"]) for info in answer["metricInfos"]],
        )

    wanted = (
        {"learning_rate": None, "hidden": [8], "activation": ACTIVATIONS},
        {"minValue": 0.1, "maxValue": 1e30},
        "hidden units",
        [
            ({"group": "test", "tag": "accuracy"}, "test accuracy"),
            ({"group": "test", "tag": "loss"}, "test loss"),
            ({"group": "train", "tag": "loss"}, "training loss"),
        ],
    )
    # The experiment that TensorBoard makes up before it has loaded this one lacks the domains.
    server.wait_until(lambda: "hidden units" in str(server.post("plugin/hparams/experiment", {})))
    assert experiment() == wanted


def test_each_trial_has_its_hparams_status_and_metrics(server, logs):
    """Each combination is a session group: what it was given, how it ended, its last metrics."""
    wanted = {
        # TensorBoard's own class of Summary, and hp.hparams as an op in a session.
        "trials/proto": ({"rate": 0.5, "deep": True, "kind": "a"}, "STATUS_UNKNOWN", {}),
        "trials/op": ({"rate": 0.25, "deep": False, "kind": "b"}, "STATUS_UNKNOWN", {}),
    }
    for rate in map(float, RATES):
        for activation in ACTIVATIONS:
            run = f"grid/learning_rate={rate},hidden=8,activation={activation}"
            hparams = {"learning_rate": rate, "hidden": 8, "activation": activation}
            if (rate, activation) == (1e30, "relu"):  # its loss is no number after one step
                wanted[run] = (hparams, "STATUS_FAILURE", {})
                continue
            metrics = {
                (group, tag): plugin_logs.scalars(logs / run / group, tag)[-1]
                for group, tag in [("test", "accuracy"), ("test", "loss"), ("train", "loss")]
            }
            assert {step for step, _ in metrics.values()} == {25}
            wanted[run] = (hparams, "STATUS_SUCCESS", metrics)
    server.wait_until(lambda: plugin_pages.trials(server), wanted)


def test_the_best_trials_are_first_when_asked(server, logs):
    """Ordered by a metric and filtered by status, the groups follow the values written."""
    by_accuracy = {"metric": {"group": "test", "tag": "accuracy"}, "order": "ORDER_DESC"}
    accuracies = {
        directory.name: plugin_logs.scalars(directory / "test", "accuracy")
        for directory in (logs / "grid").glob("learning_rate=*")
    }
    ended_well = [trial for trial, points in accuracies.items() if points]
    assert len(ended_well) == len(RATES) * len(ACTIVATIONS) - 1

    def names():
        groups = plugin_pages.session_groups(
            server, allowedStatuses=["STATUS_SUCCESS"], colParams=[by_accuracy]
        )
        return [os.path.basename(group["sessions"][0]["name"]) for group in groups]

    wanted = sorted(ended_well, key=lambda trial: accuracies[trial][-1][1], reverse=True)
    server.wait_until(names, wanted)


KERAS_PROGRAM = """
# TensorBoard's module first: it loads TensorFlow, and makes its class of the Keras it finds.
from tensorboard.plugins.hparams import api as hp
import sys
import numpy as np
import tensorflow as tf

tf.enable_eager_execution()

def fit(logdir):
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse")
    callback = hp.KerasCallback(logdir, {"units": 1}, trial_id="keras")
    model.fit(np.ones([4, 2]), np.ones([4, 1]), verbose=0, callbacks=[callback])

with tf.Graph().as_default():
    try:
        fit(sys.argv[1] + "/graph")
    except RuntimeError as error:
        print(error)
fit(sys.argv[1] + "/eager")
"""


def test_the_keras_callback_is_for_eager_execution(tmp_path):
    """As on 1.15, hp.KerasCallback refuses graph mode by name, and works in eager mode."""
    script = tmp_path / "fit.py"
    script.write_text(KERAS_PROGRAM)
    only_eagerly = "hparams Keras callback only supported in TensorFlow eager mode"
    assert plugin_logs.run(script, str(tmp_path)).strip() == only_eagerly
    assert not (tmp_path / "graph").exists()
    tags = [tag for tag, _, _ in plugin_logs.values(tmp_path / "eager")]
    assert tags == ["_hparams_/session_start_info", "_hparams_/session_end_info"]


# The projector.


def test_the_projector_knows_the_embedding(server, logs):
    """The run's last checkpoint, the variable's shape, labels and sprite are those written."""
    server.wait_until(lambda: "digits" in server.get("plugin/projector/runs"))
    checkpoint, points = plugin_pages.embedding(server, "digits", "points")
    assert os.path.realpath(checkpoint) == os.path.realpath(logs / "digits" / "model.ckpt-8")
    assert points == {
        "tensorName": "points",
        "tensorShape": [POINTS, DIMENSIONS],
        "metadataPath": "metadata.tsv",
        "sprite": {"imagePath": "sprite.png", "singleImageDim": [8, 8]},
    }


def test_points_labels_and_pictures_belong_together(server, logs):
    """Row i of tensor and metadata and picture i of the sprite are of the same digit."""
    import tensorflow as tf

    server.wait_until(lambda: "digits" in server.get("plugin/projector/runs"))
    points = plugin_pages.tensor(server, "digits", "points").reshape(POINTS, DIMENSIONS)
    saved = tf.train.load_variable(str(logs / "digits" / "model.ckpt-8"), "points")
    np.testing.assert_array_equal(points, saved)
    assert np.all(np.ptp(points, axis=0) > 0)  # not the zeros that the variable began with

    digits = load_digits()
    shown = np.random.RandomState(0).permutation(len(digits.target))[:POINTS]
    asked = {"run": "digits", "name": "points"}
    head, *rows = server.get("plugin/projector/metadata", **asked).splitlines()
    assert head == "digit\tclassified as"
    assert [int(row.split("\t")[0]) for row in rows] == digits.target[shown].tolist()

    sprite = server.get_bytes("plugin/projector/sprite_image", **asked)
    pixels = np.asarray(Image.open(io.BytesIO(sprite)).convert("L"))
    assert pixels.shape == (7 * 8, 7 * 8)  # the smallest square for 40 pictures
    pictures = pixels.reshape(7, 8, 7, 8).transpose(0, 2, 1, 3).reshape(49, 8, 8)
    ink = np.round(digits.images[shown] / 16 * 255)
    np.testing.assert_allclose(255 - pictures[:POINTS].astype(float), ink, atol=1)


def test_a_table_is_shown_without_a_checkpoint(server):
    """tensorboard.plugins.projector takes a FileWriter; a tensor_path needs no checkpoint."""
    server.wait_until(lambda: "projected" in server.get("plugin/projector/runs"))
    assert plugin_pages.tensor(server, "projected", "table").tolist() == [1, 2, 3, 4, 5, 6]
    labels = server.get("plugin/projector/metadata", run="projected", name="table")
    assert labels == "first\nsecond\n"


# The other plugins of TensorBoard.


def test_precision_recall_curves(server):
    """op, pb and raw_data_pb give the counts of the labels; streaming_op adds them up."""
    # 0.9, 0.8 and 0.4 are of the class, 0.6 and 0.3 are not. TensorBoard cuts off the thresholds
    # that nothing reaches.
    thresholds, right, wrong = [0, 0.25, 0.5, 0.75], np.array([3, 3, 2, 2]), np.array([2, 2, 1, 0])
    added_up = {
        step: (thresholds, (times * right).tolist(), (times * wrong).tolist())
        for times, step in enumerate(STEPS, start=1)
    }
    wanted = {
        ("ops", "curve/pr_curves"): dict.fromkeys(STEPS, added_up[0]),
        ("ops", "total/pr_curves"): added_up,
        ("protos", "curve/pr_curves"): dict.fromkeys([0, 1], added_up[0]),
        ("protos", "raw/pr_curves"): {0: ([0, 1], [5, 4], [3, 1]), 1: ([0, 1], [5, 3], [3, 1])},
    }
    server.wait_until(lambda: {key: plugin_pages.curves(server, *key) for key in wanted}, wanted)


def test_the_curve_of_the_example_counts_all_test_digits(server):
    """A curve begins with every digit taken for the one in question, at each test anew."""
    right = count_of_test_digits()[plugin_logs.DIGIT]

    def first_counts(tag):
        found = plugin_pages.curves(server, "plugins", tag)
        return {step: (right[0], wrong[0]) for step, (_, right, wrong) in found.items()}

    wanted = dict.fromkeys(TEST_STEPS, (right, 500 - right))
    for tag in ("digit_8/pr_curves", "digit_8/total/pr_curves"):
        server.wait_until(lambda tag=tag: first_counts(tag), wanted)


def count_of_test_digits():
    """How many of the example's test digits are a 0, a 1 and so on."""
    shown = np.random.RandomState(0).permutation(1797)[:500]
    return np.bincount(load_digits().target[shown]).tolist()


def test_the_custom_scalars_page_has_layout_and_curves(server):
    """The layouts of op and pb are merged; a chart's pattern finds the scalars' values."""
    # The program's and the example's categories have one name, and so are one.
    wanted = [
        ("accuracy", ["test/accuracy.*"]),
        ("band", []),  # with a margin
        ("loss", ["loss.*"]),
        ("loss", ["test/loss.*"]),
    ]
    server.wait_until(lambda: plugin_pages.charts(server), wanted)
    wanted = {"loss/scalar_summary": [(0, 1), (10, 2), (20, 3)]}
    server.wait_until(lambda: plugin_pages.charted(server, "ops", "loss.*"), wanted)


def test_meshes_have_vertices_faces_and_colors(server):
    """op and pb of the mesh plugin: every part at every step, with the scene's configuration."""
    corners = [[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    surface = {
        "FACE": [[0, 1, 3], [0, 3, 2], [4, 5, 7], [4, 7, 6]],
        "COLOR": [[255, 128, 0]] * 8,
    }
    camera = {"camera": {"cls": "PerspectiveCamera", "fov": 75}}
    of_ops, of_protos = {}, {}
    for x, step in enumerate(STEPS, start=1):
        vertices = [[x * coordinate for coordinate in corner] for corner in corners]
        for name, part in {"VERTEX": vertices, **surface}.items():
            of_ops[step, name] = ([part], camera)
    for step in (0, 1):
        for name, part in {"VERTEX": corners, **surface}.items():
            of_protos[step, name] = ([part], {})
    server.wait_until(lambda: plugin_pages.meshes(server, "ops", "cube"), of_ops)
    server.wait_until(lambda: plugin_pages.meshes(server, "protos", "cube"), of_protos)


def test_scalars(server):
    """v1.scalar's op and pb: values, display name and description, beside tf.summary's scalar."""
    server.wait_for_points([(0, 1), (10, 2), (20, 3)], "ops", "loss/scalar_summary")
    server.wait_for_points([(0, 2), (10, 3), (20, 4)], "ops", "scope/loss/scalar_summary")
    server.wait_for_points([(0, 1), (10, 2), (20, 3)], "ops", "plain")
    server.wait_for_points([(0, 0.5), (1, 0.25)], "protos", "loss/scalar_summary")
    shown = server.get("plugin/scalars/tags")["ops"]["loss/scalar_summary"]
    wanted = {"displayName": "The loss", "description": "<p>Less is <em>better</em>.</p>"}
    assert shown == wanted


def test_histograms(server):
    """v1.histogram: the buckets that were asked for, on both pages that show them."""
    # x, 2x and 4x in four buckets from x to 4x.
    edges, counts = np.array([1, 1.75, 2.5, 3.25, 4]), [1, 1, 0, 1]
    wanted = {
        step: [list(bucket) for bucket in zip(x * edges[:-1], x * edges[1:], counts, strict=True)]
        for x, step in enumerate(STEPS, start=1)
    }
    tag = "values/histogram_summary"
    server.wait_until(lambda: plugin_pages.histograms(server, "ops", tag), wanted)
    ends = plugin_pages.ends_of_distributions(server, "ops", tag)
    assert ends == {0: (1, 4), 10: (2, 8), 20: (3, 12)}


def test_texts_images_and_sounds(server):
    """v1.text, v1.image and v1.audio: Markdown as HTML, pixels as written, sound as long."""
    of_ops = {step: f"<p>x is <strong>{x}.0</strong></p>" for x, step in enumerate(STEPS, start=1)}
    of_protos = {step: f"<p>step <em>{step}</em></p>" for step in (0, 1)}
    server.wait_until(lambda: plugin_pages.texts(server, "ops", "note/text_summary"), of_ops)
    server.wait_until(lambda: plugin_pages.texts(server, "protos", "note/text_summary"), of_protos)

    wanted = {step: ((6, 4), {(60 * x,) * 3}) for x, step in enumerate(STEPS, start=1)}
    for sample in (0, 1):
        asked = ("ops", "picture/image_summary", sample)
        server.wait_until(lambda asked=asked: plugin_pages.pictures(server, *asked), wanted)

    # Eight samples of two bytes after the 44 bytes of a WAV file's head.
    wanted = dict.fromkeys(STEPS, 44 + 8 * 2)
    server.wait_until(lambda: plugin_pages.sounds(server, "ops", "tone/audio_summary"), wanted)


def test_the_confusion_matrix_is_a_table(server):
    """The example's text is a table in which each row adds up to that digit's test digits."""

    def sums():
        found = plugin_pages.texts(server, "plugins", "test/confusion/text_summary")
        return {step: plugin_pages.sums_of_rows(html) for step, html in found.items()}

    server.wait_until(sums, dict.fromkeys(TEST_STEPS, count_of_test_digits()))


# Plugins that TensorBoard does not have.


@with_multiplexer
def test_plugin_contents_reach_the_multiplexer(server):
    """Contents of any bytes, of several tags, of runs of several files, are there as written."""
    wanted = {
        "custom": {
            "maths": b"\x00\xff\x80 maths",
            "music": b"",
            "always": b"always " * 100,
            "first": b"first",
        },
        "reopened": {"grades": b"reopened"},
        "second": {"grades": b"from 0"},
        "classed": {"op": b"classed", "hand": b"classed"},
    }
    server.wait_until(lambda: plugin_pages.contents(server, "grades"), wanted)
    classes = json.dumps({"classes": list(range(10))}).encode()
    wanted = {"plugins": {"confusion": classes}}
    server.wait_until(lambda: plugin_pages.contents(server, "confusion"), wanted)


@with_multiplexer
@pytest.mark.parametrize(
    ("run", "tag", "wanted"),
    [
        ("custom", "maths", [[0, [0, 1]], [1, [1, 2]], [2, [2, 3]]]),
        ("custom", "music", [[0, [1, 2]], [1, [2, 3]], [2, [3, 4]]]),
        ("custom", "first", [[0, [0]], [1, [1]], [2, [2]]]),
        ("reopened", "grades", [[0, [0]], [1, [1]], [2, [2]], [3, [3]]]),
        ("second", "grades", [[0, [0]], [1, [1]], [2, [2]], [3, [3]]]),
    ],
)
def test_a_plugins_tensors_reach_the_multiplexer(server, run, tag, wanted):
    """A plugin reads the tensors of its tags at every step, beyond the end of the first file."""
    server.wait_for(wanted, "plugin/contents/tensors", run=run, tag=tag)


def test_plugin_contents_reach_the_data_provider(server):
    """With a data class in their metadata, tags of one's own plugin reach today's plugins, too."""
    wanted = {"classed": {"op": (b"classed", 2), "hand": (b"classed", 2)}}
    server.wait_until(lambda: plugin_pages.series(server, "grades"), wanted)


def test_each_file_has_the_contents_when_read_alone(logs):
    """A reopened writer's second file says of which plugin its tag is, and with which content."""
    _, second = sorted((logs / "reopened").glob("*tfevents*"))
    events = EventAccumulator(str(second)).Reload()
    assert events.PluginTagToContent("grades") == {"grades": b"reopened"}
    assert [event.step for event in events.Tensors("grades")] == [2, 3]


# Bad input.


def test_a_grid_that_cannot_be_searched_is_told_in_one_line(tmp_path):
    """An unknown activation ends the grid search with one sentence and status 1, before a trial."""
    script = plugin_logs.EXAMPLES / "hparams" / "grid_search.py"
    flags = [f"--logdir={tmp_path / 'grid'}", "--activations=relu,none"]
    done = plugin_logs.start(script, *flags)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "grid_search: there is no activation tf.nn.none."
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "grid").exists()
