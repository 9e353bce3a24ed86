"""Trains the models, and prints their op seeds, their losses, and a digest of each whole graph.

python -m tests.graphs.zoo [NAME...]               on 1.15.5
python -m tests.graphs.zoo --here [NAME...]        on this project
python -m tests.graphs.zoo [--here] --nodes NAME   the nodes of its graph, to be compared
"""

import hashlib
import importlib
import inspect
import json
import random
import re
import sys

import numpy as np

from tests.graphs import nodes
from tests.graphs.zoo.training import BUILT, MODELS, tf

# Some names are random, and Keras asks in no order whether its variables are initialized.
RANDOM = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/[a-z/]*/tmp[0-9a-z_]{8}|pyfunc_[0-9]+"
)
UNORDERED = "VarIsInitializedOp"
# What one kernel of 1.15's did is a call here; see tfv1.graphs.data.shuffle_and_repeat.
CALLS = re.compile(r" = (RepeatDataset|ShuffleAndRepeatDataset|PartitionedCall)\(.*")

for _kind in (
    "classics",
    "embeddings",
    "generative",
    "pipelines",
    "reinforcement",
    "sequences",
    "vision",
):
    importlib.import_module(f"tests.graphs.zoo.{_kind}")


def drawing(node_defs):
    """The names and the seeds of random ops."""
    return [
        [node.name, node.attr["seed"].i, node.attr["seed2"].i]
        for node in node_defs
        if "seed2" in node.attr
    ]


def run(build):
    del BUILT[:]
    np.random.seed(0)
    random.seed(0)
    tf.keras.backend.clear_session()
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(1)
        losses = build()
    graph = (BUILT or [graph])[0]
    graph_def = graph.as_graph_def()
    seeds = drawing(graph_def.node)
    # The order of functions is another one, and a few of their nodes are; their seeds are not.
    functions = graph_def.library.function
    for function in sorted(functions, key=lambda f: nodes.without_number(f.signature.name)):
        seeds += drawing(function.node_def)
    with graph.as_default():
        found = nodes.lines(tf, graph)
    found = [
        CALLS.sub("", RANDOM.sub("random", line))
        for line in found
        if not line.startswith(UNORDERED)
    ]
    needs_contrib = "tf.contrib" in inspect.getsource(build)
    return {"losses": losses, "seeds": seeds, "nodes": found, "contrib": needs_contrib}


def main(arguments):
    tf.logging.set_verbosity(tf.logging.FATAL)
    names = [name for name in arguments if not name.startswith("--")]
    found = {}
    for name in names or MODELS:
        try:
            found[name] = run(MODELS[name])
        except Exception as error:  # noqa: BLE001 - one model's fault leaves the others
            found[name] = {"error": repr(error)[:300], "losses": [], "seeds": [], "nodes": []}
        if "--nodes" in arguments:
            print("\n".join(found[name]["nodes"]))
            continue
        lines = found[name].pop("nodes")
        found[name]["graph"] = hashlib.md5("\n".join(lines).encode()).hexdigest()
    if "--nodes" not in arguments:
        json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
