"""What a summary value is: the kind under which TensorBoard shows it."""

from tensorboard.compat.proto import event_pb2, summary_pb2

SCALAR = "scalars"
HISTOGRAM = "histograms"
IMAGE = "images"
AUDIO = "audio"
TEXT = "text"
TENSOR = "tensors"

_BY_FIELD = {"simple_value": SCALAR, "histo": HISTOGRAM, "image": IMAGE, "audio": AUDIO}
# TF2 writes everything as a tensor; the plugin name in the tag's metadata says what it is.
# PyTorch's add_tensor names a plugin that TensorBoard does not have.
_BY_PLUGIN = {"tensor": TENSOR}


class Kinds:
    """The kinds of one run's values; a tag carries its metadata only in its first value."""

    def __init__(self) -> None:
        self._plugins: dict[str, str] = {}
        self.scalar_tags: set[str] = set()
        """The tags that have had a scalar so far."""

    def of(self, value: summary_pb2.Summary.Value) -> str:
        """The kind of `value`: one of this module's constants, or the name of another plugin."""
        tag = tag_of(value)
        plugin = value.metadata.plugin_data.plugin_name
        if plugin:
            self._plugins.setdefault(tag, plugin)
        kind = _BY_FIELD.get(value.WhichOneof("value") or "")
        if kind is None:
            plugin = self._plugins.get(tag, TENSOR)
            kind = _BY_PLUGIN.get(plugin, plugin)
        if kind == SCALAR:
            self.note_scalar(tag)
        return kind

    def note_scalar(self, tag: str) -> None:
        """Record a scalar that was read without `of`."""
        self.scalar_tags.add(tag)
        self._plugins.setdefault(tag, SCALAR)


def tag_of(value: summary_pb2.Summary.Value) -> str:
    """The tag of `value`; the earliest tensor summaries have a node name instead."""
    return str(value.tag or value.node_name)


def event_kind(event: event_pb2.Event) -> str:
    """Which field of the event's oneof is set ("summary", "graph_def" ...), "" for none."""
    return event.WhichOneof("what") or ""
