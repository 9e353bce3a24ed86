"""Reads event files by TensorBoard's reader that needs no TensorFlow."""

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.tensorflow_stub.errors import OutOfRangeError
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import PyRecordReader_New


def events(path):
    """The events of a file that must end with a whole one."""
    reader, found = PyRecordReader_New(str(path)), []
    try:
        while True:
            reader.GetNext()
            found.append(Event.FromString(reader.record()))
    except OutOfRangeError:
        return found
