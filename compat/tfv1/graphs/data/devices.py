"""The iterators of distribution strategies, which hand a dataset's elements to devices."""

from typing import Any

from tensorflow.python.data.ops import dataset_ops, options

from tfv1.graphs.data.iterators import optimized
from tfv1.graphs.replacing import original, replaces

_MODULE = "data.ops.multi_device_iterator_ops"


class _Optimized(dataset_ops.UnaryUnchangedStructureDataset):
    """A dataset with the nodes that 1.15 put between it and its iterator."""

    def __init__(self, dataset: Any) -> None:
        self._input_dataset = dataset
        super().__init__(dataset, optimized(dataset))


@replaces(f"{_MODULE}:MultiDeviceIterator.__init__", "TensorFlow 2 optimizes without nodes")
def iterate_on_devices(
    self: object,
    dataset: object,
    devices: object,
    max_buffer_size: object = 1,
    prefetch_buffer_size: object = 1,
    source_device: object = "/cpu:0",
) -> None:
    sizes = max_buffer_size, prefetch_buffer_size
    original(iterate_on_devices)(self, _Optimized(dataset), devices, *sizes, source_device)


@replaces(f"{_MODULE}:_create_device_dataset", "1.15 did not optimize a device's dataset")
def _create_device_dataset(
    prototype_ds: object,
    incarnation_id: object,
    prefetch_buffer_size: object,
    experimental_slack: object,
) -> Any:
    arguments = prototype_ds, incarnation_id, prefetch_buffer_size, experimental_slack
    dataset = original(_create_device_dataset)(*arguments)
    chosen = options.Options()
    chosen.experimental_optimization.apply_default_optimizations = False
    chosen.autotune.enabled = False
    return dataset.with_options(chosen)
