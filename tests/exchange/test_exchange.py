"""Checkpoints, meta graphs, SavedModels, frozen graphs and exports of estimators go from 1.15.5 to
here, and back.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange import record
from tests.exchange.estimators import ESTIMATORS
from tests.exchange.models import MODELS
from tests.support.cli import python
from tfv1.contrib.upstream import store

RECORDED: record.Found = json.loads((record.RECORDED / "computed.json").read_text())


def same(obtained: dict[str, list[list[float]]], expected: dict[str, list[list[float]]]) -> bool:
    """Whether the same kinds of file gave the same tensors, within float32's rounding."""
    return obtained.keys() == expected.keys() and all(
        len(obtained[kind]) == len(tensors)
        and all(
            one == pytest.approx(other, rel=1e-4, abs=1e-6)
            for one, other in zip(obtained[kind], tensors, strict=True)
        )
        for kind, tensors in expected.items()
    )


@pytest.fixture(scope="module")
def loaded_here(tmp_path_factory: pytest.TempPathFactory) -> record.Found:
    """What this project computes with the files that 1.15.5 wrote."""
    folder = tmp_path_factory.mktemp("of-1.15")
    record.unpack(folder)
    return record.run(sys.executable, "--here", "load", str(folder))


@pytest.mark.parametrize("name", MODELS)
def test_files_of_1_15_load_here(name: str, loaded_here: record.Found) -> None:
    """Each kind of file of 1.15.5's predicts here what it predicted there, and trains alike."""
    assert same(loaded_here[name], RECORDED[name]), loaded_here[name]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_estimators_of_1_15_load_here(name: str, loaded_here: record.Found) -> None:
    """Predictors of 1.15.5's exports answer as there; training goes on from its checkpoint."""
    if not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")
    assert same(loaded_here[name], RECORDED[name]), loaded_here[name]


@pytest.fixture(scope="module")
def written_here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that this project writes of the models."""
    folder = tmp_path_factory.mktemp("ours")
    assert record.run(sys.executable, "--here", "write", str(folder)) == {}
    return folder


@pytest.fixture(scope="module")
def loaded_there(written_here: Path) -> record.Found:
    """What the real 1.15.5 computes with them."""
    return record.run(os.environ["TFV1_ORACLE"], "load", str(written_here))


@pytest.mark.oracle
@pytest.mark.parametrize("name", [*MODELS, *ESTIMATORS])
def test_files_of_ours_load_on_1_15(name: str, loaded_there: record.Found) -> None:
    """The real 1.15.5 loads each kind of file that is written here, and computes the same."""
    assert same(loaded_there[name], RECORDED[name]), loaded_there[name]


PROGRAM = """
import tfv1 as tf
graph_def = tf.GraphDef()
with tf.Graph().as_default() as graph:
    x = tf.placeholder(tf.float32, name="x")
    tf.identity(x, "y").set_shape([3, None])
    tf.square(x, "z")
    graph_def.CopyFrom(graph.as_graph_def(add_shapes=True))
graph_def.node[-1].attr["_output_shapes"].list.shape[0].CopyFrom(tf.TensorShape([2]).as_proto())
graph_def.node[0].attr["shape"].shape.CopyFrom(tf.TensorShape([3]).as_proto())
del graph_def.node[0].attr["_output_shapes"], graph_def.node[1].attr["_output_shapes"]
%s
with tf.Graph().as_default() as graph:
    tf.import_graph_def(graph_def)
    print([op.outputs[0].shape.as_list() for op in graph.get_operations()])
"""


def imported(change: str) -> subprocess.CompletedProcess[str]:
    """Imports a graph whose last node has another shape than is inferred, after a change of it."""
    return python("-W", "ignore", "-c", PROGRAM % change)


def test_a_refused_shape_is_forgotten_and_no_other() -> None:
    """The static shape that contradicts the inferred one is dropped, one by set_shape is kept."""
    change = """
graph_def.node[1].attr["_output_shapes"].list.shape.add().dim.add().size = 3
graph_def.node[0].attr["shape"].shape.CopyFrom(tf.TensorShape([None]).as_proto())
graph_def.node[2].input[0] = "y"
"""
    done = imported(change)
    assert done.stdout.strip() == "[[None], [3], [3]]", done.stderr


def test_other_faults_of_a_graph_are_told() -> None:
    """A graph that is rejected for another reason raises what TensorFlow raises."""
    done = imported("graph_def.node[1].attr['T'].type = tf.int32.as_datatype_enum")
    assert "ValueError" in done.stderr
    assert "incompatible with expected int32" in done.stderr
