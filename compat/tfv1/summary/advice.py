"""Advice for programs that mix the two summary APIs: logged once each, or appended to an error.

An error stays the one that TensorFlow raised, with a sentence appended on what to do.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tfv1.summary.which_api import SIGNATURES, Api, only_in

_ANY_DTYPE = (
    "TensorFlow 1's tf.summary.tensor_summary(name, tensor) takes any dtype, for "
    "FileWriter.add_summary."
)
_NUMBERS_WANTED = f"(tf.summary.text takes strings. {_ANY_DTYPE})"
_STRINGS_WANTED = f"(tf.summary.scalar and histogram take numbers. {_ANY_DTYPE})"

_TRACE = (
    "session.run(fetches, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), "
    "run_metadata=metadata) traces a step"
)
_NO_STEP = "No step set"


def _leave_step(way: str, writer: str = "FileWriter.add_summary(summary, step)") -> str:
    return f"(In TensorFlow 1's API {way}, and the step goes into {writer}.)"


def _summary_and_step(function: str) -> str:
    data = SIGNATURES[function][0][1]
    return _leave_step(f"tf.summary.{function}(name, {data}=...) gives a Summary")


# How to do in TF1 what a TF2 function refuses: the function, how its message begins, the advice.
_WAYS = [
    *((name, _NO_STEP, _summary_and_step(name)) for name in SIGNATURES),
    ("write", _NO_STEP, _leave_step("tf.summary.tensor_summary(name, tensor) gives a Summary")),
    ("write_raw_pb", _NO_STEP, _leave_step("a serialised Summary goes to the writer as it is")),
    (
        "trace_export",
        _NO_STEP,
        _leave_step(_TRACE, "FileWriter.add_run_metadata(metadata, tag, step)"),
    ),
    (
        "graph",
        "graph() cannot be invoked",
        "(In graph mode FileWriter(logdir, graph) or FileWriter.add_graph(graph) writes it.)",
    ),
    ("flush", "Invalid argument", "(A FileWriter has a flush() of its own.)"),
]

_NO_WRITER = "no writer"  # the key of that warning

_told: set[str] = set()


def tell_once(message: str, key: str | None = None) -> None:
    """Logs a warning the way TensorFlow does, once per `key` (by default the message)."""
    key = key or message
    if key not in _told:
        _told.add(key)
        from tensorflow.python.platform import tf_logging

        tf_logging.warning(message)


def tell_of_ambiguity(function: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> None:
    """Warns that a call fitting both APIs was taken as TF1's despite a default TF2 writer."""
    call, data = _call(function, arguments, keywords), SIGNATURES[function][0][1]
    tell_once(
        f"{call} fits both of TensorFlow's summary APIs, and in graph mode means TensorFlow 1's: "
        f"nothing goes to the TF2 writer that is the default here. Give step= to write there, or "
        f"{data}= by name for a serialised Summary without this warning.",
        f"ambiguous {function}",
    )


def tell_of_no_writer(function: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> None:
    """Warns that a TF2 call writes nothing because there is no default writer."""
    tell_once(
        f"{_call(function, arguments, keywords)} is a call of TensorFlow 2's API and wrote "
        "nothing: no TF2 writer is the default here. Make one the default with "
        f"tf.summary.create_file_writer(logdir).as_default(). {_summary_and_step(function)}",
        _NO_WRITER,
    )


def writes_nothing_on_purpose() -> None:
    """Silences the no-writer warning: the program has created a no-op writer itself."""
    _told.add(_NO_WRITER)


def explain_mixture(error: TypeError, function: str, keywords: Mapping[str, Any]) -> None:
    """Says which keyword belongs to which API, if the call mixes both."""
    tf1, tf2 = (" and ".join(only_in(api, function, keywords)) for api in Api)
    if tf1 and tf2:
        _add(error, f"(Of these arguments {tf1} is TensorFlow 1's and {tf2} TensorFlow 2's.)")


def tell_of_no_trace() -> None:
    """Warns that TF2's tracing, which graph mode lacks, was requested there."""
    tell_once(
        f"TensorFlow 2's traces are for eager execution. In graph mode {_TRACE}, and "
        "FileWriter.add_run_metadata(metadata, tag, step) writes it."
    )


@contextmanager
def on_errors(
    function: str, arguments: Sequence[Any] = (), keywords: Mapping[str, Any] | None = None
) -> Iterator[None]:
    """Appends TF1's alternative, if there is one, to any error from `function`, a TF2 function.

    The arguments matter only for the functions in both APIs, whose data may have the wrong dtype.
    In graph mode that fails only when the op runs, so it is reported here.
    """
    wrong_dtype = function in SIGNATURES and _has_wrong_dtype(function, arguments, keywords or {})
    about_dtype = _STRINGS_WANTED if function == "text" else _NUMBERS_WANTED
    try:
        yield
    except Exception as error:  # always re-raised
        for name, beginning, way in _WAYS:
            if name == function and str(error).startswith(beginning):
                _add(error, way)
                break
        else:
            if wrong_dtype:
                _add(error, about_dtype)
        raise
    if wrong_dtype:
        call = _call(function, arguments, keywords or {})
        tell_once(
            f"The data of {call} are of a dtype that it does not take. {about_dtype}",
            f"dtype {function}",
        )


def _has_wrong_dtype(function: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Whether the data are strings where numbers are expected, or vice versa."""
    data = arguments[1] if len(arguments) > 1 else keywords.get("data")
    while isinstance(data, (list, tuple)) and data:
        data = data[0]
    if data is None or isinstance(data, (list, tuple)):
        return False
    dtype = getattr(data, "dtype", type(data))
    kind = getattr(dtype, "kind", "")  # NumPy dtypes only
    is_text = dtype in (str, bytes) or "string" in str(dtype) or kind in ("O", "S", "U")
    return is_text != (function == "text")


def _call(function: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    name = arguments[0] if arguments else keywords.get("name")
    return f"tf.summary.{function}({name!r})"


def _add(error: Exception, advice: str) -> None:
    from tensorflow import errors

    if isinstance(error, errors.OpError):
        error._message = f"{error.message} {advice}"
    else:
        error.args = (f"{error} {advice}", *error.args[1:])
