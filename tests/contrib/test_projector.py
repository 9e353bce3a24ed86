"""tf.contrib.tensorboard.plugins.projector writes what TensorBoard's projector reads."""

import pytest
from google.protobuf import text_format
from tensorboard.plugins.projector import projector_config_pb2

from tfv1.contrib.tensorboard.plugins import projector


class Writer:
    def __init__(self, logdir):
        self.logdir = logdir

    def get_logdir(self):
        return self.logdir


def config():
    made = projector.ProjectorConfig(model_checkpoint_path="m.ckpt", model_checkpoint_dir="dir")
    embedding = made.embeddings.add(tensor_name="emb:0", metadata_path="meta é.tsv")
    embedding.tensor_shape.extend([3, 2])
    embedding.sprite.image_path = "sprite.png"
    embedding.sprite.single_image_dim.extend([28, 28])
    return made


# Written by TensorFlow 1.15.5 for config().
EXPECTED = """\
model_checkpoint_path: "m.ckpt"
embeddings {
  tensor_name: "emb:0"
  metadata_path: "meta \\303\\251.tsv"
  tensor_shape: 3
  tensor_shape: 2
  sprite {
    image_path: "sprite.png"
    single_image_dim: 28
    single_image_dim: 28
  }
}
model_checkpoint_dir: "dir"
"""


def test_the_config_is_the_only_file(tmp_path):
    """projector_config.pbtxt holds the proto as 1.15 wrote it; nothing else appears."""
    assert projector.visualize_embeddings(Writer(str(tmp_path)), config()) is None
    assert [path.name for path in tmp_path.iterdir()] == ["projector_config.pbtxt"]
    text = (tmp_path / "projector_config.pbtxt").read_text()
    assert text == EXPECTED
    read = text_format.Parse(text, projector_config_pb2.ProjectorConfig())
    assert read.embeddings[0].metadata_path == "meta é.tsv"


def test_a_second_config_replaces_the_first(tmp_path):
    """An earlier file is overwritten; an empty config is an empty file."""
    projector.visualize_embeddings(Writer(tmp_path), config())
    projector.visualize_embeddings(Writer(tmp_path), projector.ProjectorConfig())
    assert (tmp_path / "projector_config.pbtxt").read_text() == ""


@pytest.mark.parametrize(
    ("writer", "made", "error", "words"),
    [
        (Writer(None), config(), ValueError, "Summary writer must have a logdir"),
        ("logs", config(), AttributeError, r"FileWriter .* not str 'logs'"),
        (None, config(), AttributeError, "not NoneType None"),
        (Writer("missing/dir"), config(), OSError, "missing/dir/projector_config.pbtxt"),
        (Writer("logs"), "text", AttributeError, "ProjectorConfig, not 'text'"),
    ],
)
def test_bad_arguments_are_named(writer, made, error, words, tmp_path, monkeypatch):
    """A writer without logdir, or something else in its place, raises 1.15's error and says why."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=words):
        projector.visualize_embeddings(writer, made)
    assert list(tmp_path.iterdir()) == []


def test_the_protos_stand_under_1_15s_paths():
    """EmbeddingInfo, SpriteMetadata and projector_config_pb2 are TensorBoard's classes."""
    from tfv1.contrib.tensorboard.plugins.projector import projector_config_pb2 as paths

    assert paths.EmbeddingInfo is projector.EmbeddingInfo is projector_config_pb2.EmbeddingInfo
    assert projector.SpriteMetadata is projector_config_pb2.SpriteMetadata
