"""tf.assert_*: the prefix of the message."""

from tfv1.graphs.replacing import replaces


@replaces("ops.check_ops:_message_prefix", "TensorFlow 2 ends the message with a full stop")
def _message_prefix(message: str | None) -> str:
    return message or ""
