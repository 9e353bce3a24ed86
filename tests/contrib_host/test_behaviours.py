"""The genuine tf.contrib behaves here as it did on TensorFlow 1.15.5."""

import json
from pathlib import Path

import pytest

from tests.contrib_host import comparing
from tests.support import oracle
from tests.support.cli import python

# What differs, with the reason.
GONE = "TensorFlow 2 has dropped it"
DIFFERENT_NAMES = {
    "distribute": (["MultiWorkerAllReduce"], GONE),
    "estimator": (
        [
            "boosted_trees_classifier_train_in_memory",
            "boosted_trees_regressor_train_in_memory",
        ],
        "its kernels are gone",
    ),
    "quantization": (
        [
            "BesselI0e",
            "BesselI1e",
            "CompareAndBitpack",
            "bessel_i0e",
            "bessel_i0e_eager_fallback",
            "bessel_i1e",
            "bessel_i1e_eager_fallback",
            "compare_and_bitpack",
            "compare_and_bitpack_eager_fallback",
        ],
        "it showed all of a generated module, from which these have moved",
    ),
    "summary": (["absolute_import", "division", "print_function"], "no names of its own"),
    "tensorboard": (["absolute_import", "division", "print_function"], "no names of its own"),
}

NAMES = "contrib_host/name"
BEHAVIOURS = [name for name in oracle.programs("contrib_host") if name != NAMES]


@pytest.mark.parametrize("program", BEHAVIOURS)
def test_behaves_as_on_1_15(program):
    """Each probe gives the values, names, collections, events and errors that 1.15.5 gave."""
    expected, obtained = oracle.recorded(program), comparing.here(program)
    lines = []
    for probe, outcome in expected.items():
        lines += oracle.differences(outcome, obtained.get(probe), probe)
    assert not lines, "\n".join(lines)
    assert obtained.keys() == expected.keys()


def test_packages_have_the_names_of_1_15():
    """Every public name of every package of tf.contrib is there, but for those with a reason."""
    expected = oracle.recorded(NAMES)
    obtained = comparing.here(NAMES)
    missing = {}
    for package, names in expected.items():
        gone = sorted({*names} - {*obtained[package]})
        if gone:
            missing[package] = gone
    assert missing == {package: names for package, (names, _) in DIFFERENT_NAMES.items()}


def test_check_knows_the_names_of_packages():
    """`tfv1 check` lets the public names of 1.15's packages run, but for those with a reason."""
    program = """
import json, sys
from tfv1.names.static import verdict
json.dump([name for name in json.load(sys.stdin) if not verdict(name).runs], sys.stdout)
"""
    futures = {"absolute_import", "division", "print_function"}
    expected, names = set(), set()
    for package, recorded in oracle.recorded(NAMES).items():
        known = {f"tensorflow.contrib.{package}.{name}" for name in {*recorded} - futures}
        gone = DIFFERENT_NAMES.get(package, ((), ""))[0]
        expected |= {name for name in known if name.rpartition(".")[2] in gone}
        names |= known
    nest = "tensorflow.contrib.framework.nest"  # a module of TensorFlow's, which legacy code sees
    names |= {f"{nest}.is_sequence", f"{nest}.nope"}
    expected.add(f"{nest}.nope")
    done = python("-c", program, input=json.dumps(sorted(names)))
    assert done.returncode == 0, done.stderr
    assert {*json.loads(done.stdout)} == expected


def test_every_module_can_be_imported():
    """All modules of tf.contrib that 1.15.5 imports are imported here, in one process."""
    program = """
import json, sys
import tfv1
from tfv1.contrib.upstream import store
from tfv1.importing import views
failed = {}
count = 0
for file in sorted((store.folder() / "contrib").rglob("*.py")):
    parts = file.relative_to(store.folder()).with_suffix("").parts
    name = ".".join(("tensorflow", *parts)).removesuffix(".__init__")
    if name == "tensorflow.contrib.estimator.python.estimator.hooks":
        continue  # 1.15.5 cannot either
    count += 1
    try:
        views.module(name)
    except Exception as error:
        failed[name] = repr(error)
json.dump([count, failed], sys.stdout)
"""
    done = python("-c", program)
    count, failed = json.loads(done.stdout)
    assert failed == {}
    assert count == 850


def test_lost_ops_name_themselves_when_called():
    """Calling an op without a kernel names the op, what is missing, and what can be used."""
    program = """
import tfv1 as tf
from tfv1.contrib.tensor_forest.python.ops import gen_model_ops
from tfv1.contrib.nearest_neighbor.python.ops import nearest_neighbor_ops
try:
    gen_model_ops.tree_serialize(tf.constant("x"))
except NotImplementedError as error:
    print(error)
try:
    nearest_neighbor_ops.hyperplane_lsh_probes(*[tf.constant([[1.0]])] * 2, 1, 1)
except NotImplementedError as error:
    print(error)
"""
    done = python("-c", program)
    lines = done.stdout.splitlines()
    assert len(lines) == 2, done.stderr
    assert lines[0].startswith("the op TreeSerialize is not available: its C++ kernel")
    assert lines[0].endswith("or scikit-learn's RandomForestClassifier")
    assert lines[1].startswith("the op HyperplaneLshProbes is not available")


def test_libraries_of_today_work_beside_it():
    """After tf.contrib was used, TensorFlow 2, tf_keras, Keras 3 and TensorBoard are unharmed."""
    script = Path(__file__).with_name("beside.py")
    done = python(script)
    assert done.returncode == 0, done.stderr
    works = done.stdout.splitlines()
    assert works[:3] == ["contrib", "tensorflow", "tf_keras"]
    assert works[3].startswith("keras 3") and works[4] == "tensorboard"
