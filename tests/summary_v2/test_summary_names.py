"""The names of tf.summary: TF1's are what they were, TF2's beside them, and compat.v2 is TF2's."""

import json
import subprocess
import sys

import pytest

from tests.support.cli import python

# As inspect.signature() gives them on TensorFlow 1.15.5.
SIGNATURES = {
    "audio": "(name, tensor, sample_rate, max_outputs=3, collections=None, family=None)",
    "histogram": "(name, values, collections=None, family=None)",
    "image": "(name, tensor, max_outputs=3, collections=None, family=None)",
    "scalar": "(name, tensor, collections=None, family=None)",
    "text": "(name, tensor, collections=None)",
    "initialize": "(graph=None, session=None)",
    "merge": "(inputs, collections=None, name=None)",
}
TF2S = {
    *("SummaryWriter", "create_file_writer", "create_noop_writer", "experimental", "flush"),
    *("graph", "record_if", "should_record_summaries"),
    *("trace_export", "trace_off", "trace_on", "write"),
}
EXPERIMENTAL = ["get_step", "set_step", "summary_scope", "write_raw_pb"]

PROGRAM = """
import inspect
import json
import pickle

import tensorflow as tf
import tensorflow.summary.experimental as experimental
from tensorflow.summary import create_file_writer, scalar

def signature(function):
    bare = [p.replace(annotation=p.empty) for p in inspect.signature(function).parameters.values()]
    return str(inspect.Signature(bare))

both = ("audio", "histogram", "image", "scalar", "text")
print(json.dumps({
    "names": [name for name in dir(tf.summary) if not name.startswith("_")],
    "experimental": list(tf.summary.experimental.__all__),
    "signatures": {name: signature(getattr(tf.summary, name)) for name in both}
        | {name: signature(getattr(tf.summary, name)) for name in ("initialize", "merge")},
    "compat.v2": {name: signature(getattr(tf.compat.v2.summary, name)) for name in both},
    "compat.v2 names": [n for n in dir(tf.compat.v2.summary) if not n.startswith("_")],
    "contrib": signature(tf.contrib.summary.scalar),
    "imports": [
        create_file_writer is tf.summary.create_file_writer,
        scalar is tf.summary.scalar,
        experimental is tf.summary.experimental,
        tf.compat.v1.summary is tf.summary,
        pickle.loads(pickle.dumps(tf.summary.scalar)) is tf.summary.scalar,
    ],
    "documented": [name for name in both if "TF1" in getattr(tf.summary, name).__doc__],
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What a script sees that `tfv1 run` runs."""
    script = tmp_path_factory.mktemp("script") / "names.py"
    script.write_text(PROGRAM)
    done = python("-m", "tfv1", "run", "--mode", "graph", script)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_tf2s_names_are_there(seen):
    """tf.summary lists TF2's names beside TF1's, and tf.summary.experimental has its four."""
    assert set(seen["names"]) >= TF2S
    assert {"FileWriter", "merge_all", "scalar", "tensor_summary"} <= set(seen["names"])
    assert seen["experimental"] == EXPERIMENTAL


def test_tf1s_signatures_stay(seen):
    """The functions of both APIs show the parameters and defaults of 1.15."""
    assert seen["signatures"] == SIGNATURES


def test_compat_v2_is_tf2s_alone(seen):
    """tf.compat.v2.summary has TF2's signatures and none of TF1's names."""
    assert seen["compat.v2"]["scalar"] == "(name, data, step=None, description=None)"
    assert all(signature.startswith("(name, data, ") for signature in seen["compat.v2"].values())
    assert not {"FileWriter", "merge_all"} & set(seen["compat.v2 names"])


def test_contrib_summary_keeps_its_own(seen):
    """tf.contrib.summary.scalar is that of 1.15."""
    assert seen["contrib"] == "(name, tensor, family=None, step=None)"


def test_every_way_to_import_them(seen):
    """Imports and attributes give the same objects, which can be pickled by name."""
    assert seen["imports"] == [True] * 5


def test_both_forms_are_documented(seen):
    """help() of a function that both APIs have shows both forms."""
    assert len(seen["documented"]) == 5


def test_the_table_of_signatures_is_tensorflows():
    """The signatures by which calls are told apart are the installed TensorFlow's."""
    code = (
        "import inspect, tfv1, tensorflow as tf;"
        "from tfv1 import startup; startup.tensorflow();"
        "from tfv1.summary.which_api import SIGNATURES;"
        "names = lambda function: tuple(inspect.signature(function).parameters);"
        "v1, v2 = tf.compat.v1.summary, tf.summary;"
        "found = {n: (names(getattr(v1, n)), names(getattr(v2, n))) for n in SIGNATURES};"
        "assert found == SIGNATURES, found"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)
