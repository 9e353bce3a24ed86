"""The kernel behind tf.summary.histogram, compared with TensorFlow's own."""

import json

from tests.support.cli import python


def test_the_same_bytes_and_errors_as_tensorflow():
    """Every summary is TensorFlow's to the byte, and every error is TensorFlow's.

    The kernel is registered for histograms that have many values, or may have.
    """
    found = json.loads(python("-m", "tests.summary.histogram_bytes").stdout.splitlines()[-1])
    before, after = found["pairs"]
    assert found["registered"] and found["asked"] == ["unknown", "many"]
    # All inputs but the two tags in one tensor and the doubles came to our kernel.
    assert found["calls"] == len(before) - 2
    assert after == before
    assert sum("Nan in summary histogram for: weights" in one for one in after) == 2
    assert sum("Infinity in Histogram for: weights" in one for one in after) == 1
