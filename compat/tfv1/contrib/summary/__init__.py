"""TensorFlow 1.15's tf.contrib.summary: summaries that the graph writes, without FileWriter.

`create_file_writer` creates a writer, `as_default()` makes it the default, and
`always_record_summaries()` or `record_summaries_every_n_global_steps()` switches recording on. In
graph mode `initialize()` opens the file and `all_summary_ops()` run along with the train op; in
eager mode every call writes immediately. The kernels, and thus the files, are TensorFlow's own.
"""

from tfv1 import startup

startup.tensorflow()  # before the imports below load it unconfigured

from tfv1.contrib.summary import summary as summary  # noqa: E402
from tfv1.contrib.summary.summary import *  # noqa: E402, F403
from tfv1.contrib.summary.summary import __all__ as __all__  # noqa: E402
