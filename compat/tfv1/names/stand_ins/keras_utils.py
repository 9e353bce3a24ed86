"""What tf.keras.utils lost: arrays in HDF5 files, and models on several GPUs."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf
from tf_keras import Model
from tf_keras.layers import Lambda, concatenate
from tf_keras.models import clone_model
from tf_keras.src import backend


class HDF5Matrix:
    """Rows of a dataset in an HDF5 file, read when they are asked for.

    Args:
      datapath: the file.
      dataset: the dataset's name.
      start: the first row.
      end: the row after the last; None: the dataset's end.
      normalizer: applied to what is read.
    """

    refs: ClassVar[dict[str, Any]] = {}  # the open files

    def __init__(
        self,
        datapath: str,
        dataset: str,
        start: int = 0,
        end: int | None = None,
        normalizer: Callable[[Any], Any] | None = None,
    ) -> None:
        import h5py

        if datapath not in self.refs:
            self.refs[datapath] = h5py.File(datapath, "r")
        self.data = self.refs[datapath][dataset]
        self.start = start
        self.end = self.data.shape[0] if end is None else end
        self.normalizer = normalizer
        first = self.data[0:1] if normalizer is None else normalizer(self.data[0:1])
        self._row_shape = first.shape[1:]

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, key: Any) -> Any:
        rows: Any
        if isinstance(key, slice):
            begin = 0 if key.start is None else key.start
            end = len(self) if key.stop is None else key.stop
            rows, last = slice(begin + self.start, end + self.start), end - 1
        elif isinstance(key, int | np.integer):
            rows, last = key + self.start, key
        else:
            rows, last = (np.asarray(key) + self.start).tolist(), np.max(key)
        if last >= len(self):
            raise IndexError
        found = self.data[rows]
        return found if self.normalizer is None else self.normalizer(found)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of rows, and the shape of one."""
        return (len(self), *self._row_shape)

    @property
    def dtype(self) -> Any:
        """The type of what the file has."""
        return self.data.dtype

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def size(self) -> Any:
        """The number of elements."""
        return np.prod(self.shape)


def multi_gpu_model(
    model: Any, gpus: int | Sequence[int], cpu_merge: bool = True, cpu_relocation: bool = False
) -> Any:
    """A model that splits each batch among copies of `model` on GPUs, which share its weights.

    Args:
      model: a model with inputs and outputs.
      gpus: how many, or which ones.
      cpu_merge: whether the CPU puts the outputs together.
      cpu_relocation: whether the weights move to the CPU.

    Raises:
      ValueError: fewer than two GPUs are asked for, or some are not there.
    """
    listed = isinstance(gpus, list | tuple)
    numbers: list[int] = list(gpus) if listed else list(range(gpus))  # type: ignore
    if len(numbers) < 2:
        wanted = "len(gpus)" if listed else "gpus"
        raise ValueError(
            "For multi-gpu usage to be effective, call `multi_gpu_model` with "
            f"`{wanted} >= 2`. Received: `gpus={gpus}`"
        )
    needed = ["/cpu:0", *(f"/gpu:{number}" for number in numbers)]
    present = [_short(device.name) for device in backend.get_session().list_devices()]
    if not set(needed) <= set(present):
        raise ValueError(
            f"To call `multi_gpu_model` with `gpus={gpus}`, we expect the following devices to be "
            f"available: {needed}. However this machine only has: {present}. Try reducing `gpus`."
        )
    if cpu_relocation:
        with tf.device("/cpu:0"):
            model = clone_model(model)
    outputs = [
        _on(f"/gpu:{number}", part, len(numbers), model) for part, number in enumerate(numbers)
    ]
    with tf.device("/cpu:0" if cpu_merge else f"/gpu:{numbers[0]}"):
        merged = [
            concatenate(list(parts), axis=0, name=name)
            for name, parts in zip(model.output_names, zip(*outputs, strict=True), strict=True)
        ]
    return Model(model.inputs, merged)


def _on(device: str, part: int, parts: int, model: Any) -> list[Any]:
    """What the model makes, on a device, of one part of the batch."""
    with tf.device(device), tf.name_scope(f"replica_{part}"):
        slices = [
            Lambda(_slice, lambda shape: shape, arguments={"i": part, "parts": parts})(tensor)
            for tensor in model.inputs
        ]
        outputs = model(slices if len(slices) > 1 else slices[0])
    return outputs if isinstance(outputs, list) else [outputs]


def _slice(data: Any, i: int, parts: int) -> Any:
    """Part `i` of a batch; the last part has the rest."""
    step = tf.shape(data)[:1] // parts
    size = tf.shape(data)[:1] - step * i if i == parts - 1 else step
    rest = tf.shape(data)[1:]
    return tf.slice(data, tf.concat([step * i, rest * 0], 0), tf.concat([size, rest], 0))


def _short(device: str) -> str:
    """`/cpu:0` for `/job:localhost/replica:0/task:0/device:CPU:0`."""
    return "/" + ":".join(device.lower().split(":")[-2:])
