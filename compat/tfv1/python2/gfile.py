"""tf.gfile of Python 2, where reading an image or a pickle in text mode gave its bytes."""

from typing import Any

from tensorflow.python.platform import gfile

from tfv1.python2.files import as_read


class GFile(gfile.GFile):
    """``tf.gfile.GFile``: text mode gives bytes where a file holds no text."""

    def _prepare_value(self, val: Any) -> Any:
        return val if self._binary_mode else as_read(val)


class FastGFile(GFile):
    """``tf.gfile.FastGFile``, see `GFile`."""
