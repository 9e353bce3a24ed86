"""Runs a script on TensorFlow 1.15 under a seed, each of its event files under a name of its own.

TensorFlow 1.15 gives two writers that open in one directory within a second the same file, and the
later one empties it. A recording must hold what both wrote, whenever they open.

usage: python3.7 run_on_1_15.py SEED SCRIPT [ARGUMENTS...]
"""

import importlib.util
import itertools
import os
import sys


def load_seeding():
    """Loads tfv1/runtime/seeding.py by its path: the package around it needs a later Python."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    path = os.path.join(root, "compat", "tfv1", "runtime", "seeding.py")
    spec = importlib.util.spec_from_file_location("seeding", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def separate_event_files():
    """Numbers the prefix of event files: events-0.out.tfevents..., events-1.out.tfevents..."""
    from tensorflow.python.summary.writer import event_file_writer

    native = event_file_writer.pywrap_tensorflow
    open_events_writer = native.EventsWriter
    numbers = itertools.count()
    native.EventsWriter = lambda prefix: open_events_writer(b"%s-%d" % (prefix, next(numbers)))


if __name__ == "__main__":
    separate_event_files()
    load_seeding().main(sys.argv[1:])
