"""What is compared of a whole graph: the seeds of its random ops, and a digest of its nodes.

Keeps to Python 3.7's syntax, as it runs on 1.15.5, too.
"""

import hashlib
import re

from tests.graphs import nodes

# Some names are random.
RANDOM = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/[a-z/]*/tmp[0-9a-z_]{8}|pyfunc_[0-9]+"
)
# What one kernel of 1.15's did is a call here; see tfv1.graphs.data.shuffle_and_repeat.
CALLS = re.compile(r" = (RepeatDataset|ShuffleAndRepeatDataset|PartitionedCall)\(.*")


def seeds(graph):
    """The names and the seeds of random ops, those of functions last."""
    graph_def = graph.as_graph_def()
    found = drawing(graph_def.node)
    # The order of functions is another one, and a few of their nodes are; their seeds are not.
    functions = graph_def.library.function
    for function in sorted(functions, key=lambda f: nodes.without_number(f.signature.name)):
        found += drawing(function.node_def)
    return found


def drawing(node_defs):
    return [
        [node.name, node.attr["seed"].i, node.attr["seed2"].i]
        for node in node_defs
        if "seed2" in node.attr
    ]


def lines(tf, graph):
    """The nodes as lines of text."""
    with graph.as_default():
        found = nodes.lines(tf, graph)
    return [CALLS.sub("", RANDOM.sub("random", line)) for line in found]


def of(found):
    """A digest of these lines."""
    return hashlib.md5("\n".join(found).encode()).hexdigest()
