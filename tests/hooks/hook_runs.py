"""What the programs of hooks do here, each of the three ways."""

import functools
import sys

from tests.support import oracle
from tests.support.cli import TFV1

PROGRAMS = oracle.programs("hooks")
WAYS = {
    "tfv1 run": ([*TFV1, "run"], "tensorflow"),
    "import tfv1 as tf": ([sys.executable], "tfv1"),
    "compat.v1 after tfv1.install()": ([sys.executable], "compat"),
}


@functools.cache
def here(program, way="tfv1 run"):
    """The outcomes of a program, {probe: outcome}, from one process of this interpreter."""
    command, name = WAYS[way]
    return oracle.run(command, program, WAY=name)
