"""What the probe scripts do on tfv1, and what they did on TensorFlow 1.15.5."""

import functools
import json
import os
import sys

from tests.contrib import record_oracle

CONTRIB = record_oracle.TESTS / "contrib"


@functools.cache
def here(script):
    """The outcomes of a script of this folder on this interpreter, in a process of its own."""
    return record_oracle.run(sys.executable, CONTRIB / script)


@functools.cache
def oracle(script):
    """The recorded outcomes of 1.15.5."""
    return json.loads(record_oracle.record_of(CONTRIB / script).read_text())


def interpreter_of_1_15():
    return os.environ.get("TFV1_ORACLE")
