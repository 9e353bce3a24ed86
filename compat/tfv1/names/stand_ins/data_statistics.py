"""The statistics of tf.data, whose ops and kernels TensorFlow still has, without their functions.

They are collected by an aggregator, whose summary is a serialized tf.Summary of histograms.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tensorflow.python.data.ops import dataset_ops
from tensorflow.python.framework import ops
from tensorflow.python.ops import gen_experimental_dataset_ops as gen

Transformation = Callable[[Any], Any]


class StatsAggregator:
    """Collects the statistics of the datasets that it is set on."""

    def __init__(self) -> None:
        self._resource = gen.stats_aggregator_handle()

    def get_summary(self) -> Any:
        """A string tensor: what was collected until it is run."""
        return gen.stats_aggregator_summary(self._resource)


@dataclass
class StatsOptions:
    """`tf.data.Options().experimental_stats`.

    Attributes:
      aggregator: a StatsAggregator, or None.
      prefix, counter_prefix: what the names of statistics and counters begin with.
      latency_all_edges: None, False or True; measuring every transformation is not available.
    """

    aggregator: StatsAggregator | None = field(default=None, init=False)
    prefix: str = field(default="", init=False)
    counter_prefix: str = field(default="", init=False)
    latency_all_edges: bool | None = field(default=None, init=False)


@dataclass
class MapVectorizationOptions:
    """`tf.data.Options().experimental_optimization.map_vectorization`: without effect today."""

    enabled: bool | None = field(default=None, init=False)
    use_choose_fastest: bool | None = field(default=None, init=False)


class _Transformed(dataset_ops.UnaryUnchangedStructureDataset):
    """The elements of a dataset, through an op that makes a dataset of one."""

    def __init__(self, source: Any, make: Callable[..., Any]) -> None:
        self._input_dataset = source
        with ops.name_scope(None):
            variant = make(source._variant_tensor, **self._flat_structure)
        super().__init__(source, variant)


def _transformed(make: Callable[..., Any]) -> Transformation:
    return lambda dataset: dataset_ops.DatasetV1Adapter(_Transformed(dataset, make))


def latency_stats(tag: str) -> Transformation:
    """A transformation that records how long each element took to be made."""
    return _transformed(lambda variant, **flat: gen.latency_stats_dataset(variant, tag, **flat))


def bytes_produced_stats(tag: str) -> Transformation:
    """A transformation that records the number of bytes of each element."""
    return _transformed(
        lambda variant, **flat: gen.bytes_produced_stats_dataset(variant, tag, **flat)
    )


def set_stats_aggregator(
    stats_aggregator: StatsAggregator, prefix: str = "", counter_prefix: str = ""
) -> Transformation:
    """A transformation that lets `stats_aggregator` collect what the dataset records."""
    return _transformed(
        lambda variant, **flat: gen.set_stats_aggregator_dataset(
            variant, stats_aggregator._resource, prefix, counter_prefix, **flat
        )
    )


def collecting(with_options: Callable[..., Any]) -> Callable[..., Any]:
    """`Dataset.with_options`, which also sets the aggregator of `experimental_stats`."""

    def call(self: Any, options: Any, name: str | None = None) -> Any:
        found = with_options(self, options, name=name)
        stats = options.experimental_stats
        if stats.aggregator is None:
            return found
        return found.apply(
            set_stats_aggregator(stats.aggregator, stats.prefix, stats.counter_prefix)
        )

    return call
