"""What the points of each kind are in Python, from TF1 and TF2 summaries alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from tensorboard.compat.proto import summary_pb2

from tfv1.events.reading.kinds import AUDIO, HISTOGRAM, IMAGE, TEXT
from tfv1.events.reading.tensors import tensor_array

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Histogram(NamedTuple):
    """The buckets of a histogram: `left` and `right` edges and `counts`, all float64 [N]."""

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    counts: NDArray[np.float64]


def histogram(value: summary_pb2.Summary.Value) -> Histogram:
    """A histogram as TensorBoard shows it: TF1's from its minimum to its maximum."""
    if value.HasField("histo"):
        histo = value.histo
        counts = np.array(histo.bucket, np.float64)
        limits = np.array(histo.bucket_limit, np.float64)
        if len(limits) != len(counts):
            raise ValueError(f"a histogram with {len(limits)} limits and {len(counts)} counts")
        filled = np.flatnonzero(counts > 0)
        if not len(filled):
            return Histogram(*np.zeros((3, 0)))
        # Outside the filled buckets are limits that no value reaches, to the largest double.
        first, last = filled[0], filled[-1]
        edges = np.concatenate([[histo.min], limits[first:last], [histo.max]])
        return Histogram(edges[:-1], edges[1:], counts[first : last + 1])
    buckets = np.asarray(tensor(value), np.float64)
    if not buckets.size:
        return Histogram(*np.zeros((3, 0)))
    if buckets.ndim != 2 or buckets.shape[1] != 3:
        raise ValueError(f"a histogram of shape {list(buckets.shape)}, not [buckets, 3]")
    return Histogram(*buckets.T.copy())


def images(value: summary_pb2.Summary.Value) -> list[bytes]:
    """The encoded images (PNG, JPEG, GIF), as they are."""
    if value.HasField("image"):
        return [value.image.encoded_image_string]
    # TensorFlow 2 writes [width, height, image, image ...].
    return [one for one in tensor(value).reshape(-1)[2:].tolist() if isinstance(one, bytes) and one]


def audio(value: summary_pb2.Summary.Value) -> list[bytes]:
    """The encoded clips (usually WAV), as they are."""
    if value.HasField("audio"):
        return [value.audio.encoded_audio_string]
    # TensorFlow 2 writes [clip, 2]: the sound and its label; others the sounds alone.
    array = tensor(value)
    clips = array[:, 0] if array.ndim == 2 else array.reshape(-1)
    return [one for one in clips.tolist() if isinstance(one, bytes) and one]


def text(value: summary_pb2.Summary.Value) -> NDArray[Any]:
    """The text, an array of str: of shape [] or [1] for one, otherwise a table."""
    array = tensor(value)
    decoded = np.empty(array.shape, object)
    for place, one in np.ndenumerate(array):
        decoded[place] = one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one)
    return decoded


def tensor(value: summary_pb2.Summary.Value) -> NDArray[Any]:
    """The tensor; ValueError if it is malformed."""
    array = tensor_array(value.tensor) if value.HasField("tensor") else None
    if array is None:
        raise ValueError(f"not a tensor that can be read ({value.WhichOneof('value')})")
    return array


BY_KIND: dict[str, Callable[[summary_pb2.Summary.Value], Any]] = {
    HISTOGRAM: histogram,
    IMAGE: images,
    AUDIO: audio,
    TEXT: text,
}
"""What decodes a value of a kind that has a form of its own."""
