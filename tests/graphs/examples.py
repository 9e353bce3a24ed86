"""Runs examples seeded by tf.set_random_seed alone; prints what they built and trained, as JSON.

python -m tests.graphs.examples [NAME]                  on 1.15.5; without a name, all of them
python -m tests.graphs.examples --here NAME             on this project
python -m tests.graphs.examples [--here] --nodes NAME   the nodes of its graphs, to be compared

Every graph gets the seed 1, as by a first call of tf.set_random_seed, and every session has one
thread. Printed are, of each graph that had a session, the op seeds and a digest of all nodes, and
the scalars of all summaries. Keeps to Python 3.7's syntax.

Of models_examples, two are not compared: tf2_loop is written for TensorFlow 2, and the notebook
imports tfv1 and reads its curves with tfv1.events.
"""

import glob
import json
import os
import runpy
import subprocess
import sys
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
if "--here" in sys.argv:
    import tfv1 as tf
else:
    import tensorflow as tf
from tensorflow.python.client import session
from tensorflow.python.framework import ops
from tensorflow.python.training import server_lib

from tests.examples.run_on_1_15 import separate_event_files
from tests.graphs import digest
from tests.support import ports
from tests.support.environment import ROOT

with open(os.path.join(ROOT, "tests", "examples", "examples.json")) as _table:
    EXAMPLES = json.load(_table)
EXAMPLES["projector"] = {
    "script": "models_examples/projector/embed_digits.py",
    "flags": ["--logdir=logs", "--max_steps=30", "--save_every=15", "--points=50"],
}
EXAMPLES["hparams"] = {
    "script": "models_examples/hparams/grid_search.py",
    "flags": ["--logdir=logs", "--max_steps=20", "--learning_rates=0.1", "--hidden=8"],
}
EXAMPLES["distributed"] = {
    "script": "models_examples/distributed/trainer.py",
    "flags": ["--logdir=logs", "--steps=20", "--save_steps=100"],
    # The counter is read while a parameter server advances it, on 1.15, too.
    "steps_race": True,
}
# Speeds, and how full a queue is that threads fill.
UNSTEADY = ("global_step/sec", "fraction_of")


def seed_all_graphs():
    """Gives each graph the seed 1 before anything is built in it."""
    make = ops.Graph.__init__

    def make_and_seed(graph):
        make(graph)
        graph.seed = 1

    ops.Graph.__init__ = make_and_seed


def watch_sessions():
    """Gives each session one thread; returns the list that their graphs will be in."""
    graphs = []
    make = session.BaseSession.__init__

    def make_and_note(self, target="", graph=None, config=None):
        own = tf.ConfigProto()
        own.CopyFrom(config or own)
        own.intra_op_parallelism_threads = own.inter_op_parallelism_threads = 1
        make(self, target, graph, own)
        if self.graph not in graphs:
            graphs.append(self.graph)

    session.BaseSession.__init__ = make_and_note
    return graphs


def serve():
    """Starts a parameter server in this process; returns the flags with which a worker finds it."""
    server, worker = (f"localhost:{port}" for port in ports.free(2))
    server_lib.Server({"ps": [server], "worker": [worker]}, "ps", 0)
    return ["--ps_hosts=" + server, "--worker_hosts=" + worker]


def run(example, here):
    """Runs the script as a program in the current directory."""
    script = os.path.join(ROOT, example["script"])
    try:
        if here:
            from tfv1 import session as options
            from tfv1.runtime.script import run_file

            options.begin(options.Session())
            run_file(script, example["flags"])
        else:
            separate_event_files()
            sys.argv = [script] + example["flags"]
            sys.path.insert(0, os.path.dirname(script))
            runpy.run_path(script, run_name="__main__")
    except SystemExit as ended:
        if ended.code:
            raise


def scalars(steps_race=False):
    """All scalars below the current directory, as {folder/tag: {step: value}}.

    Where steps race, each scalar's place in its event file stands for the step.
    """
    found = {}
    for path in sorted(glob.glob("**/*tfevents*", recursive=True)):
        for event in tf.train.summary_iterator(path):
            for value in event.summary.value:
                steady = not any(part in value.tag for part in UNSTEADY)
                if steady and value.WhichOneof("value") == "simple_value":
                    tag = os.path.dirname(path) + "/" + value.tag
                    curve = found.setdefault(tag, {})
                    curve[str(len(curve) if steps_race else event.step)] = value.simple_value
    return found


def main(arguments):
    names = [argument for argument in arguments if not argument.startswith("--")]
    if not names:
        command = [sys.executable, "-W", "ignore", "-m", "tests.graphs.examples"] + arguments
        found = {name: json.loads(subprocess.check_output(command + [name])) for name in EXAMPLES}
        json.dump(found, sys.stdout)
        return
    sys.stdout, out = sys.stderr, sys.stdout  # the example prints, too
    seed_all_graphs()
    graphs = watch_sessions()
    os.chdir(tempfile.mkdtemp())
    example = EXAMPLES[names[0]]
    if names[0] == "distributed":
        example["flags"] += serve()
    run(example, "--here" in arguments)
    nodes = [digest.lines(tf, graph) for graph in graphs]
    if "--nodes" in arguments:
        out.write("\n\n".join("\n".join(lines) for lines in nodes))
        return
    seeds = [digest.seeds(graph) for graph in graphs]
    digests = [digest.of(lines) for lines in nodes]
    curves = scalars(example.get("steps_race", False))
    json.dump({"seeds": seeds, "graphs": digests, "scalars": curves}, out)


if __name__ == "__main__":
    main(sys.argv[1:])
