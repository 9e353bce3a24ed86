"""Options of tf.data that TensorFlow 2 has dropped: in graph mode they can be set again."""

from tensorflow.python.data.util.options import create_option

from tfv1.names.stand_ins import data_statistics
from tfv1.names.stand_ins.data_statistics import MapVectorizationOptions, StatsOptions
from tfv1.patches.table import Patch, value

_OPTIONS = "tensorflow.python.data.ops.options"
_GONE = "the option is gone"

PATCHES = (
    Patch(
        f"{_OPTIONS}:Options.experimental_stats",
        value(
            create_option(
                "experimental_stats", StatsOptions, default_factory=StatsOptions, docstring=""
            )
        ),
        _GONE,
    ),
    Patch(
        f"{_OPTIONS}:OptimizationOptions.map_vectorization",
        value(
            create_option(
                "map_vectorization",
                MapVectorizationOptions,
                default_factory=MapVectorizationOptions,
                docstring="",
            )
        ),
        _GONE,
    ),
    Patch(
        "tensorflow.python.data.ops.dataset_ops:DatasetV1.with_options",
        data_statistics.collecting,
        "it does not set an aggregator of statistics",
    ),
)
