"""protobuf's text format, as TensorFlow up to 2.20 calls it."""

from google.protobuf import text_format
from tensorboard.compat.proto.summary_pb2 import Summary

from tfv1.patches import protobuf


def test_float_format_is_taken():
    """The empty float_format of older releases of TensorFlow gives the text of a call without."""
    summary = Summary(value=[Summary.Value(tag="loss", simple_value=0.1)])
    shown = protobuf._taking_float_format(text_format)
    expected = text_format.MessageToString(summary)
    assert shown.MessageToString(summary, float_format="") == expected
    assert 'tag: "loss"' in expected
