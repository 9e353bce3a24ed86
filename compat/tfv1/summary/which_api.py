"""Which API a call to tf.summary.scalar, histogram, image, audio or text is for: TF1's or TF2's.

`shape_of` compares the arguments with both signatures; `choose` makes the whole decision:

    the call                       graph mode           TF1 code, eager   TF2 code
    fits only TF1's signature      TF1                  TF1               TF1
    fits only TF2's signature      TF2                  TF2               TF2
    fits neither                   TF1                  TF1               TF1
    fits both, no TF2 writer       TF1                  TF1               TF2
    fits both, a TF2 writer        TF1, with a warning  TF2               TF2
      and means the same, a step   TF2                  TF2               TF2

"A TF2 writer" means that one is the default when the call is made, "a step" that one is set, for
example by as_default(step). Inside tf.function the mode is that of the surrounding code. A call
that fits neither goes to TF1, which raises 1.15's error. This module does not import TensorFlow.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

# The parameters of each function: in TF 1.15, and in TF 2.16 to 2.21.
SIGNATURES = {
    "scalar": (
        ("name", "tensor", "collections", "family"),
        ("name", "data", "step", "description"),
    ),
    "histogram": (
        ("name", "values", "collections", "family"),
        ("name", "data", "step", "buckets", "description"),
    ),
    "image": (
        ("name", "tensor", "max_outputs", "collections", "family"),
        ("name", "data", "step", "max_outputs", "description"),
    ),
    "audio": (
        ("name", "tensor", "sample_rate", "max_outputs", "collections", "family"),
        ("name", "data", "sample_rate", "step", "max_outputs", "encoding", "description"),
    ),
    "text": (
        ("name", "tensor", "collections"),
        ("name", "data", "step", "description"),
    ),
}


class Kind(enum.Enum):
    """What an argument is, as far as the signatures distinguish."""

    NUMBER = "a number or what can be an index: of Python's, of NumPy's, a Dimension"
    TEXT = "a string"
    SEVERAL = "a list, tuple, set or anything else that is gone through"
    TENSOR = "a tensor, a variable, an array"


# What each parameter accepts by position, besides None; those not listed accept anything.
_TAKES = {
    "collections": {Kind.TEXT, Kind.SEVERAL},
    "family": {Kind.TEXT},
    "step": {Kind.NUMBER, Kind.TENSOR},
    "buckets": {Kind.NUMBER, Kind.TENSOR},
    "description": {Kind.TEXT},
    "encoding": {Kind.TEXT},
}
# The name on which the two differ: an attribute of TF1's op, but an input of TF2's.
_TAKES_IN_TF1 = {**_TAKES, "max_outputs": {Kind.NUMBER}}
_TAKES_IN_TF2 = {**_TAKES, "max_outputs": {Kind.NUMBER, Kind.TENSOR}}


class Api(enum.Enum):
    """The two APIs."""

    TF1 = 1
    TF2 = 2


class Shape(enum.Enum):
    """Which signatures a call fits."""

    TF1 = "TF1's alone"
    TF2 = "TF2's alone"
    SAME = "both, and means the same in both"
    UNCLEAR = "both, but a position has another meaning in each"
    NEITHER = "neither"


class Mode(enum.Enum):
    """How the program runs, outside any tf.function."""

    GRAPH = "in a graph, with a session"
    EAGER = "TF1 code under tf.enable_eager_execution()"
    TF2 = "TF2 code, eager with all of TF2's behaviour"


class Choice(NamedTuple):
    """The API for a call, and whether the call may well have meant the other one."""

    api: Api
    ambiguous: bool = False


def choose(shape: Shape, mode: Mode, *, writer: bool, step: bool) -> Choice:
    """The decision: see the table above.

    Args:
      shape: which signatures the call fits.
      mode: how the program runs.
      writer: whether the default writer is a TF2 writer.
      step: whether a default step is set.
    """
    if shape in (Shape.TF1, Shape.NEITHER):
        return Choice(Api.TF1)
    if shape is Shape.TF2 or mode is Mode.TF2:
        return Choice(Api.TF2)
    if not writer:
        return Choice(Api.TF1)
    if mode is Mode.EAGER or (shape is Shape.SAME and step):
        return Choice(Api.TF2)
    return Choice(Api.TF1, ambiguous=True)


def shape_of(function: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Shape:
    """Which of `function`'s signatures a call with these arguments fits."""
    if len(arguments) == 2 and not keywords:  # most calls
        return Shape.SAME
    tf1, tf2 = SIGNATURES[function]
    fits_tf1 = _fits(tf1, _TAKES_IN_TF1, arguments, keywords)
    fits_tf2 = _fits(tf2, _TAKES_IN_TF2, arguments, keywords)
    if fits_tf1 and fits_tf2:
        return Shape.UNCLEAR if _differ(tf1, tf2, arguments) else Shape.SAME
    if fits_tf1:
        return Shape.TF1
    return Shape.TF2 if fits_tf2 else Shape.NEITHER


def lacks_step(function: str, arguments: Sequence[Any]) -> bool:
    """Whether these positional arguments stop short of TF2's `step`."""
    return SIGNATURES[function][1].index("step") >= len(arguments)


def only_in(api: Api, function: str, keywords: Iterable[str]) -> list[str]:
    """The keywords that appear only in this API's signature of `function`."""
    tf1, tf2 = SIGNATURES[function]
    mine, others = (tf1, tf2) if api is Api.TF1 else (tf2, tf1)
    return [name for name in keywords if name in mine and name not in others]


def _fits(
    parameters: Sequence[str],
    takes: Mapping[str, set[Kind]],
    arguments: Sequence[Any],
    keywords: Mapping[str, Any],
) -> bool:
    if len(arguments) > len(parameters):
        return False
    if not set(keywords) <= set(parameters[len(arguments) :]):
        return False  # an unknown name, or one already given by position
    return all(
        value is None or name not in takes or _kind(value) in takes[name]
        for name, value in zip(parameters, arguments, strict=False)
    )


def _differ(tf1: Sequence[str], tf2: Sequence[str], arguments: Sequence[Any]) -> bool:
    """Whether the call fills a position after the second that the signatures name differently."""
    positions = list(zip(tf1, tf2, arguments, strict=False))[2:]
    return any(one != other and value is not None for one, other, value in positions)


def _kind(value: object) -> Kind:
    if isinstance(value, (str, bytes)):
        return Kind.TEXT
    if isinstance(value, (int, float, np.generic)):
        return Kind.NUMBER
    if hasattr(value, "dtype"):
        return Kind.TENSOR
    if hasattr(value, "__index__"):
        return Kind.NUMBER  # a Dimension, say
    return Kind.SEVERAL if isinstance(value, Iterable) else Kind.TENSOR
