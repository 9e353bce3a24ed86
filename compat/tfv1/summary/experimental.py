"""TF2's `tf.summary.experimental`, with TF1's alternative in the errors."""

from tfv1 import startup

_experimental = startup.tensorflow().summary.experimental

from tfv1.summary import tf2  # noqa: E402

__all__ = ["get_step", "set_step", "summary_scope", "write_raw_pb"]

get_step = _experimental.get_step
set_step = _experimental.set_step
summary_scope = _experimental.summary_scope
write_raw_pb = tf2.explained(_experimental.write_raw_pb)
