"""Trains the models, and prints their op seeds, their losses, and a digest of each whole graph.

python -m tests.graphs.zoo [NAME...]               on 1.15.5
python -m tests.graphs.zoo --here [NAME...]        on this project
python -m tests.graphs.zoo [--here] --nodes NAME   the nodes of its graph, to be compared
"""

import importlib
import inspect
import json
import random
import sys

import numpy as np

from tests.graphs import digest
from tests.graphs.zoo.training import BUILT, MODELS, tf

for _kind in (
    "classics",
    "embeddings",
    "generative",
    "pipelines",
    "reinforcement",
    "sequences",
    "strategies",
    "vision",
):
    importlib.import_module(f"tests.graphs.zoo.{_kind}")


def run(build):
    del BUILT[:]
    np.random.seed(0)
    random.seed(0)
    tf.keras.backend.clear_session()
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(1)
        losses = build()
    graph = (BUILT or [graph])[0]
    needs_contrib = "tf.contrib" in inspect.getsource(build)
    return {
        "losses": losses,
        "seeds": digest.seeds(graph),
        "nodes": digest.lines(tf, graph),
        "contrib": needs_contrib,
    }


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
        found[name]["graph"] = digest.of(lines)
    if "--nodes" not in arguments:
        json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
