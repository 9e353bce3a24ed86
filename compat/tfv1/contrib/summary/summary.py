"""The public names of tf.contrib.summary, under the module path that 1.15 gave them."""

from tfv1.contrib.summary.ops import audio, generic, graph, histogram, image, import_event, scalar
from tfv1.contrib.summary.recording import (
    always_record_summaries,
    never_record_summaries,
    record_summaries_every_n_global_steps,
    should_record_summaries,
)
from tfv1.contrib.summary.run import (
    all_summary_ops,
    eval_dir,
    initialize,
    summary_writer_initializer_op,
)
from tfv1.contrib.summary.writers import (
    SummaryWriter,
    create_db_writer,
    create_file_writer,
    create_summary_file_writer,
    flush,
)

__all__ = [
    "SummaryWriter",
    "all_summary_ops",
    "always_record_summaries",
    "audio",
    "create_db_writer",
    "create_file_writer",
    "create_summary_file_writer",
    "eval_dir",
    "flush",
    "generic",
    "graph",
    "histogram",
    "image",
    "import_event",
    "initialize",
    "never_record_summaries",
    "record_summaries_every_n_global_steps",
    "scalar",
    "should_record_summaries",
    "summary_writer_initializer_op",
]
