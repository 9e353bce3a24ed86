"""What TensorFlow-1 code of all kinds gets back: one small probe for each habit.

    python tests/namespace/behaviour/probes.py tests/golden/namespace/behaviour.json   # on 1.15.5
    tfv1 run tests/namespace/behaviour/probes.py obtained.json

A probe returns what JSON can hold; an error is recorded by its class.
"""

import collections
import json
import sys

import tensorflow as tf

from tests.namespace.behaviour import functions, graphs, programs, training
from tests.namespace.behaviour.probing import PROBES

assert functions and graphs and programs and training  # they have registered their probes


def outcome(name):
    tf.reset_default_graph()
    try:
        return PROBES[name]()
    except (ValueError, TypeError, RuntimeError, AttributeError, tf.errors.OpError) as error:
        return "raises " + type(error).__name__


def main(file):
    outcomes = collections.OrderedDict((name, outcome(name)) for name in PROBES)
    with open(file, "w") as opened:
        rows = [json.dumps(name) + ": " + json.dumps(outcomes[name]) for name in outcomes]
        opened.write("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1])
