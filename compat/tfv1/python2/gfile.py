"""Python 2's tf.gfile, where reading an image or a pickle in text mode returned its bytes."""

from typing import Any

from tensorflow.python.platform import gfile

from tfv1.python2.files import as_read


class GFile(gfile.GFile):
    """``tf.gfile.GFile``: text mode returns bytes if the file is not text."""

    def _prepare_value(self, val: Any) -> Any:
        return val if self._binary_mode else as_read(val)


class FastGFile(GFile):
    """``tf.gfile.FastGFile``, see `GFile`."""
