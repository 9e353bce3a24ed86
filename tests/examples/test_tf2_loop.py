"""The scripts for TensorFlow 2: what each writes under `tfv1 run`, read by TensorBoard."""

import io
import pathlib
import re

import numpy as np
import pytest
from google.protobuf import text_format
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.config_pb2 import RunMetadata
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
from tensorboard.plugins.projector.projector_config_pb2 import ProjectorConfig
from tensorboard.util.tensor_util import make_ndarray

from tests.support.environment import of_a_child
from tests.support.loaded import python

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "models_examples" / "tf2_loop"
STEPS = 21  # batches of 64 in 1,297 digits


def run(name, logdir, *flags, by=("-m", "tfv1", "run")):
    """Runs a script; returns its standard output."""
    # Its Keras is that of TensorFlow 2.
    environment = of_a_child(TF_USE_LEGACY_KERAS="0")
    done = python(*by, SCRIPTS / f"{name}.py", f"--logdir={logdir}", *flags, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


class Run:
    """The summaries of one run's directory, as TensorBoard sees them."""

    def __init__(self, logdir):
        self._log = EventAccumulator(str(logdir), {"tensors": 0}).Reload()

    def plugins(self):
        """Tag -> the plugin that its metadata names."""
        tags = self._log.Tags()["tensors"]
        return {tag: self.metadata(tag).plugin_name for tag in tags}

    def metadata(self, tag):
        return self._log.SummaryMetadata(tag).plugin_data

    def steps(self, tag):
        return [event.step for event in self._log.Tensors(tag)]

    def values(self, tag):
        return [make_ndarray(event.tensor_proto) for event in self._log.Tensors(tag)]


@pytest.mark.parametrize("by", [("-m", "tfv1", "run"), ()], ids=["tfv1 run", "python"])
def test_epochs(by, tmp_path):
    """Two runs hold loss and accuracy of each epoch, and text in Markdown."""
    told = run("epochs", tmp_path, "--epochs=2", by=by)
    train, validation = Run(tmp_path / "train"), Run(tmp_path / "validation")
    scores = {"loss": "scalars", "accuracy": "scalars"}
    assert train.plugins() == {**scores, "settings": "text"}
    assert validation.plugins() == {**scores, "report": "text"}
    assert train.steps("loss") == validation.steps("accuracy") == [0, 1]
    losses = [float(value) for value in train.values("loss")]
    assert losses[0] > losses[1] > 0
    accuracies = [f"{100 * float(value):.1f}" for value in validation.values("accuracy")]
    assert accuracies == re.findall(r"([\d.]+) % right", told)
    assert b"| learning rate | 0.003 |" in train.values("settings")[0].item()
    assert validation.values("report")[1].item().startswith(b"**Epoch 1**: loss ")


def test_gradients(tmp_path):
    """Each layer has its gradients' histograms and variance every few steps."""
    run("gradients", tmp_path, "--epochs=1", "--every=10")
    log = Run(tmp_path)
    shapes = {"hidden": (64, 64), "logits": (64, 10)}
    for layer, shape in shapes.items():
        kernel, bias = f"gradients/{layer}/kernel", f"gradients/{layer}/bias"
        assert log.plugins()[kernel] == log.plugins()[bias] == "histograms"
        assert log.steps(kernel) == log.steps(f"gradient_variance/{layer}") == [0, 10, 20]
        assert log.values(kernel)[0][:, 2].sum() == shape[0] * shape[1]
        assert log.values(bias)[0][:, 2].sum() == shape[1]
        assert all(0 < value < 1 for value in log.values(f"gradient_variance/{layer}"))
    for tag in ("loss", "gradient_norm"):
        assert log.plugins()[tag] == "scalars"
        assert log.steps(tag) == list(range(STEPS))


def test_figures(tmp_path):
    """The confusion matrix is an image of the figure's size; the wrong digits are images too."""
    told = run("figures", tmp_path, "--epochs=2")
    log = Run(tmp_path)
    assert log.plugins() == {"confusion": "images", "wrong": "images", "errors": "scalars"}
    assert log.steps("confusion") == log.steps("wrong") == [0, 1]
    width, height, png = log.values("confusion")[1]
    image = np.asarray(Image.open(io.BytesIO(png)))
    assert (int(width), int(height), *image.shape) == (400, 400, 400, 400, 4)
    assert len(np.unique(image)) > 20  # something is drawn
    assert len(log.values("wrong")[0]) == 2 + 4
    errors = [int(value) for value in log.values("errors")]
    assert errors == [int(number) for number in re.findall(r"(\d+) of 500 wrong", told)]


def test_keras_callback(tmp_path):
    """The callback writes scalars, histograms of weights, the graph of the model and a profile."""
    run("keras_callback", tmp_path, "--epochs=2", "--profile=5,10")
    train, validation = Run(tmp_path / "train"), Run(tmp_path / "validation")
    assert train.plugins()["keras"] == "graph_keras_model"
    for log in (train, validation):
        assert log.plugins()["epoch_loss"] == "scalars"
        assert log.steps("epoch_loss") == log.steps("epoch_accuracy") == [0, 1]
    kernel = "classifier/hidden/kernel/histogram"
    assert train.plugins()[kernel] == "histograms"
    assert [values[:, 2].sum() for values in train.values(kernel)] == [64 * 64] * 2
    assert validation.steps("evaluation_loss_vs_iterations") == [STEPS, 2 * STEPS]
    (profile,) = tmp_path.glob("train/plugins/profile/*/*.xplane.pb")
    assert profile.stat().st_size > 1000


def test_hparams_search(tmp_path):
    """The experiment has the domains and metrics, each run its point of the grid."""
    told = run("hparams_search", tmp_path, "--epochs=1", "--runs=2").splitlines()
    plugin_data = Run(tmp_path).metadata("_hparams_/experiment")
    assert plugin_data.plugin_name == "hparams"
    experiment = HParamsPluginData.FromString(plugin_data.content).experiment
    assert [info.name for info in experiment.hparam_infos] == ["units", "dropout", "optimizer"]
    names = [(info.name.group, info.name.tag) for info in experiment.metric_infos]
    assert names == [("validation", "accuracy"), ("validation", "loss")]
    optimizers = []
    for number, line in enumerate(told):
        folder = tmp_path / f"run-{number}"
        content = Run(folder).metadata("_hparams_/session_start_info").content
        start = HParamsPluginData.FromString(content).session_start_info
        assert start.hparams["units"].number_value == 8
        assert start.hparams["dropout"].number_value == 0
        optimizers.append(start.hparams["optimizer"].string_value)
        (accuracy,) = Run(folder / "validation").values("accuracy")
        assert line.endswith(f"optimizer {optimizers[-1]}: accuracy {accuracy:.3f}")
    assert optimizers == ["adam", "sgd"]


def test_embeddings(tmp_path):
    """The projector's files: configuration, labels, a sprite of all digits, a checkpoint."""
    run("embeddings", tmp_path, "--epochs=1")
    text = (tmp_path / "projector_config.pbtxt").read_text()
    (embedding,) = text_format.Parse(text, ProjectorConfig()).embeddings
    labels = (tmp_path / embedding.metadata_path).read_text().splitlines()
    assert labels[0] == "label\tpredicted"
    assert len(labels) == 1 + 500
    assert list(embedding.sprite.single_image_dim) == [8, 8]
    assert Image.open(tmp_path / embedding.sprite.image_path).size == (23 * 8, 23 * 8)
    (index,) = tmp_path.glob("*.index")
    assert embedding.tensor_name.encode() in index.read_bytes()
    (data,) = tmp_path.glob("*.data-00000-of-00001")
    assert data.stat().st_size > 500 * 32 * 4


def test_graph_and_profile(tmp_path):
    """The graph of the step has the network's ops; the profile has the steps' names."""
    run("graph_and_profile", tmp_path, "--epochs=2")
    log = Run(tmp_path)
    assert log.plugins() == {"train_step": "graph_run_metadata_graph", "loss": "scalars"}
    assert log.steps("loss") == list(range(2 * STEPS))
    (trace,) = log.values("train_step")
    graphs = RunMetadata.FromString(trace.item()).function_graphs
    names = [node.name for graph in graphs for node in graph.pre_optimization_graph.node]
    assert any(re.search(r"hidden\w*/MatMul$", name) for name in names)
    assert any(re.search(r"loss/Mean$", name) for name in names)
    (profile,) = tmp_path.glob("plugins/profile/*/*.xplane.pb")
    assert b"step_num" in profile.read_bytes()


def test_both_apis(tmp_path):
    """A session with a FileWriter and a loop of TensorFlow 2 log side by side, found out as TF2."""
    told = run("both_apis", tmp_path, "--epochs=2")
    tags = {"loss": "scalars", "accuracy": "scalars", "weights": "histograms"}
    network = Run(tmp_path / "network")
    assert network.plugins() == tags
    for tag in tags:
        assert network.steps(tag) == [0, 1]
    accuracies = [f"{100 * float(value):.1f}" for value in network.values("accuracy")]
    assert accuracies == re.findall(r"has ([\d.]+) % right", told)
    # TensorFlow 1's own format, which its event files keep.
    old = EventAccumulator(str(tmp_path / "regression"), {"histograms": 0}).Reload()
    assert set(old.Tags()["scalars"]) == {"loss", "accuracy"}
    assert [event.step for event in old.Scalars("accuracy")] == [0, 1]
    assert 0.5 < old.Scalars("accuracy")[1].value <= 1
    assert [event.histogram_value.num for event in old.Histograms("weights")] == [640, 640]
    assert {"images", "kernel", "GradientDescent"} <= {node.name for node in old.Graph().node}
