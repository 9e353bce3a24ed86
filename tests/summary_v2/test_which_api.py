"""The decision between the two summary APIs, without TensorFlow: every shape, mode and writer."""

import itertools
import subprocess
import sys

import numpy as np
import pytest

from tfv1.summary.which_api import SIGNATURES, Api, Choice, Mode, Shape, choose, shape_of


class Tensor:
    """What tensors and variables have that tells them from numbers and lists."""

    dtype = "float32"

    def __iter__(self):
        raise TypeError("iterating over a symbolic tensor is not allowed")


class Dimension:
    """A Dimension of TensorFlow 1: an index without a dtype."""

    def __index__(self):
        return 3


T = Tensor()
KEYS = ["summaries"]


def call(*arguments, **keywords):
    return arguments, keywords


# Each function's calls, by the signatures that they fit.
SHAPES = {
    "scalar": {
        Shape.SAME: [
            call("x", T),
            call("x", 0.5),
            call("x", np.zeros(())),
            call("x", T, None),
            call("x", T, None, None),
            call(name="x"),
        ],
        Shape.TF1: [
            call("x", tensor=T),
            call("x", T, KEYS),
            call("x", T, ()),
            call("x", T, {"a", "b"}),
            call("x", T, (key for key in KEYS)),
            call("x", T, "summaries"),
            call("x", T, KEYS, "family"),
            call("x", T, family="family"),
            call("x", T, collections=KEYS),
            call("x", T, collections=None),
            call(name="x", tensor=T),
        ],
        Shape.TF2: [
            call("x", data=T),
            call("x", T, 3),
            call("x", T, np.int64(3)),
            call("x", T, T),
            call("x", T, np.zeros((), np.int64)),
            call("x", T, 3, "what it is"),
            call("x", T, step=3),
            call("x", T, step=None),
            call("x", T, step="no step"),
            call("x", T, description="what it is"),
            call("x", T, 3, description="what it is"),
            call(name="x", data=T, step=T),
        ],
        Shape.UNCLEAR: [call("x", T, None, "family or description")],
        Shape.NEITHER: [
            call("x", T, other=1),
            call("x", T, 3, KEYS),
            call("x", T, KEYS, step=3),
            call("x", T, step=3, family="family"),
            call("x", tensor=T, data=T),
            call("x", T, data=T),
            call("x", T, KEYS, "family", "more"),
        ],
    },
    "histogram": {
        Shape.SAME: [call("x", T), call("x", [1.0, 2.0])],
        Shape.TF1: [
            call("x", values=T),
            call("x", T, KEYS, "family"),
            call("x", T, None, "family"),
        ],
        Shape.TF2: [
            call("x", data=T),
            call("x", T, 3),
            call("x", T, T, 10),
            call("x", T, None, 10),
            call("x", T, buckets=10),
            call("x", T, 3, None, "what it is"),
            call("x", T, None, None, "what it is"),
            call("x", T, step=3, buckets=T),
        ],
        Shape.NEITHER: [call("x", tensor=T), call("x", T, 3, "family"), call("x", T, KEYS, 10)],
    },
    "image": {
        Shape.SAME: [
            call("x", T),
            call("x", T, max_outputs=3),
            call("x", T, max_outputs=T),
            call("x", T, None),
            call("x", T, None, None),
        ],
        Shape.TF1: [
            call("x", tensor=T, max_outputs=3),
            call("x", T, 3, KEYS),
            call("x", T, 3, KEYS, "family"),
            call("x", T, 3, collections=KEYS),
            call("x", T, 3, family="family"),
        ],
        Shape.TF2: [
            call("x", data=T),
            call("x", T, T),
            call("x", T, 3, 4),
            call("x", T, 3, T),
            call("x", T, 3, max_outputs=4),
            call("x", T, 3, 4, "what it is"),
            call("x", T, step=3),
            call("x", T, 3, description="what it is"),
            call("x", T, step=3, max_outputs=4),
        ],
        Shape.UNCLEAR: [
            call("x", T, 3),
            call("x", T, Dimension()),
            call("x", T, np.int32(3)),
            call("x", T, 3, None),
            call("x", T, 3, None, "family or description"),
        ],
        Shape.NEITHER: [
            call("x", T, "three"),
            call("x", T, 3, KEYS, step=1),
            call("x", T, 3, 4, collections=KEYS),
        ],
    },
    "audio": {
        Shape.SAME: [call("x", T, 44100), call("x", T, T), call("x", T, 44100, None)],
        Shape.TF1: [
            call("x", tensor=T, sample_rate=44100),
            call("x", T, 44100, 3, KEYS),
            call("x", T, 44100, 3, KEYS, "family"),
            call("x", T, 44100, family="family"),
        ],
        Shape.TF2: [
            call("x", data=T, sample_rate=44100),
            call("x", T, 44100, T),
            call("x", T, 44100, 1, 3),
            call("x", T, 44100, 1, 3, "wav", "what it is"),
            call("x", T, 44100, step=1),
            call("x", T, 44100, encoding="wav"),
        ],
        Shape.UNCLEAR: [
            call("x", T, 44100, 3),
            call("x", T, 44100, 3, None, "family or encoding"),
        ],
        Shape.NEITHER: [call("x", T, 44100, 3, KEYS, encoding="wav"), call("x", values=T)],
    },
    "text": {
        Shape.SAME: [call("x", T), call("x", "words"), call("x", T, None)],
        Shape.TF1: [call("x", tensor=T), call("x", T, KEYS), call("x", T, collections=KEYS)],
        Shape.TF2: [
            call("x", data="words"),
            call("x", "words", 3),
            call("x", T, step=3),
            call("x", T, description="what it is"),
            call("x", T, None, "what it is"),
        ],
        Shape.NEITHER: [call("x", T, family="family"), call("x", T, KEYS, "what it is")],
    },
}


@pytest.mark.parametrize(
    ("function", "arguments", "keywords", "shape"),
    [
        (function, *one, shape)
        for function, shapes in SHAPES.items()
        for shape, calls in shapes.items()
        for one in calls
    ],
)
def test_shapes(function, arguments, keywords, shape):
    """A call fits the signatures whose names, positions and kinds of argument it has."""
    assert shape_of(function, arguments, keywords) is shape


TF1, TF2, SAID = Choice(Api.TF1), Choice(Api.TF2), Choice(Api.TF1, ambiguous=True)

# (writer, step) -> choice, for each shape and mode.
NOTHING, STEP, WRITER, BOTH = (False, False), (False, True), (True, False), (True, True)
ALWAYS_TF1 = dict.fromkeys((NOTHING, STEP, WRITER, BOTH), TF1)
ALWAYS_TF2 = dict.fromkeys((NOTHING, STEP, WRITER, BOTH), TF2)
DECISIONS = {
    (Shape.TF1, Mode.GRAPH): ALWAYS_TF1,
    (Shape.TF1, Mode.EAGER): ALWAYS_TF1,
    (Shape.TF1, Mode.TF2): ALWAYS_TF1,
    (Shape.TF2, Mode.GRAPH): ALWAYS_TF2,
    (Shape.TF2, Mode.EAGER): ALWAYS_TF2,
    (Shape.TF2, Mode.TF2): ALWAYS_TF2,
    (Shape.SAME, Mode.GRAPH): {NOTHING: TF1, STEP: TF1, WRITER: SAID, BOTH: TF2},
    (Shape.SAME, Mode.EAGER): {NOTHING: TF1, STEP: TF1, WRITER: TF2, BOTH: TF2},
    (Shape.SAME, Mode.TF2): ALWAYS_TF2,
    (Shape.UNCLEAR, Mode.GRAPH): {NOTHING: TF1, STEP: TF1, WRITER: SAID, BOTH: SAID},
    (Shape.UNCLEAR, Mode.EAGER): {NOTHING: TF1, STEP: TF1, WRITER: TF2, BOTH: TF2},
    (Shape.UNCLEAR, Mode.TF2): ALWAYS_TF2,
    (Shape.NEITHER, Mode.GRAPH): ALWAYS_TF1,
    (Shape.NEITHER, Mode.EAGER): ALWAYS_TF1,
    (Shape.NEITHER, Mode.TF2): ALWAYS_TF1,
}


@pytest.mark.parametrize(
    ("shape", "mode", "writer", "step"),
    list(itertools.product(Shape, Mode, (False, True), (False, True))),
)
def test_decisions(shape, mode, writer, step):
    """Each form of call, in each mode, with and without writer and step, goes where it should."""
    assert choose(shape, mode, writer=writer, step=step) == DECISIONS[shape, mode][writer, step]


@pytest.mark.parametrize("function", SIGNATURES)
def test_every_shape_is_tried(function):
    """The table has calls of every shape that a function can have."""
    possible = set(Shape) - ({Shape.UNCLEAR} if function in ("histogram", "text") else set())
    assert set(SHAPES[function]) == possible


def test_the_decision_loads_no_tensorflow():
    """tfv1.summary and the decision are imported without TensorFlow; so are its names listed."""
    code = (
        "import sys, tfv1.summary, tfv1.summary.which_api;"
        "assert 'create_file_writer' in dir(tfv1.summary);"
        "assert 'tensorflow' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=500)
