"""tf.contrib.summary of TensorFlow 1.15: summaries that the graph writes, without FileWriter.

A writer is made with `create_file_writer`, made the default with `as_default()`, and recording is
switched on with `always_record_summaries()` or `record_summaries_every_n_global_steps()`. In graph
mode `initialize()` opens the file and `all_summary_ops()` are run beside the train op; under eager
execution every call writes at once. The kernels are TensorFlow's own, so are the files.
"""

from tfv1 import startup

startup.tensorflow()  # before the modules below load it in their own way

from tfv1.contrib.summary import summary as summary  # noqa: E402
from tfv1.contrib.summary.summary import *  # noqa: E402, F403
from tfv1.contrib.summary.summary import __all__ as __all__  # noqa: E402
