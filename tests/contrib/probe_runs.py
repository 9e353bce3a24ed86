"""Runs a probe script on tfv1 and gives what it did, and what TensorFlow 1.15.5 did."""

import functools
import json
import os
from pathlib import Path

import record_oracle


@functools.cache
def here(record):
    """What the probes of `record` do on this interpreter, in a process of their own."""
    import sys

    return record_oracle.run(sys.executable, record)


@functools.cache
def oracle(record):
    return json.loads(Path(record).read_text())


def names(record):
    return sorted(oracle(record))


def interpreter_of_1_15():
    return os.environ.get("TFV1_ORACLE")
