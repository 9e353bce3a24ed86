"""What 1.15 rejected and TensorFlow accepts today, or rejects without saying why."""

import contextlib
import functools
import os
import re
from collections.abc import Iterator
from typing import Any

from tensorflow.python.eager import context
from tensorflow.python.framework import errors, ops

from tfv1.patches.table import Patch

_WILDCARD = re.compile(r"[*?\[\\]")


def _refusing_none(for_fetch: Any) -> Any:
    """The check of a fetch of `session.run`, with an explanation for None."""

    def prepare(fetch: object) -> Any:
        if fetch is not None:
            return for_fetch(fetch)
        message = f"Fetch argument None has invalid type {type(None)}"
        if not ops.get_default_graph().get_collection(ops.GraphKeys.SUMMARIES):
            message += ": the graph has no summary, so tf.summary.merge_all() is None"
        raise TypeError(message)

    return staticmethod(prepare)


def _refusing_empty_names(summary_scope: Any) -> Any:
    """The scope of a summary, whose name must not be empty."""

    @contextlib.contextmanager
    @functools.wraps(summary_scope)
    def scope(*args: object, **named: object) -> Iterator[Any]:
        with summary_scope(*args, **named) as (tag, name):
            if not name and not context.executing_eagerly():
                raise ValueError("'' is not a valid node name")
            yield tag, name

    return scope


def _in_a_folder(find: Any) -> Any:
    """A search for files by pattern that requires their folder to exist."""

    @functools.wraps(find)
    def found(filename: Any) -> Any:
        single = isinstance(filename, str | bytes | os.PathLike)
        for pattern in [filename] if single else filename:
            _check_folder(os.fsdecode(pattern))
        return find(filename)

    return found


def _check_folder(pattern: str) -> None:
    fixed = _WILDCARD.split(pattern, maxsplit=1)[0]
    folder = os.path.dirname(fixed)
    if not folder or "://" in pattern or os.path.isdir(folder):
        return
    if os.path.exists(folder):
        raise errors.FailedPreconditionError(None, None, f"{folder}; Not a directory")
    raise errors.NotFoundError(None, None, f"{folder}; No such file or directory")


def _checkpoint_in_a_folder(reader: Any) -> Any:
    """A reader of checkpoints that says so when their folder does not exist."""

    @functools.wraps(reader)
    def read(filepattern: Any) -> Any:
        path = os.fsdecode(filepattern) if isinstance(filepattern, str | bytes) else ""
        try:
            _check_folder(path)
        except errors.OpError as error:
            raise errors.InvalidArgumentError(
                None,
                None,
                "Unsuccessful TensorSliceReader constructor: Failed to get matching files on "
                f"{path}: {_STATUS[type(error)]}: {error.message}",
            ) from None
        return reader(filepattern)

    return read


# How the message of an error began inside another's.
_STATUS = {
    errors.NotFoundError: "Not found",
    errors.FailedPreconditionError: "Failed precondition",
}


_NO_FOLDER = "finds nothing where 1.15 said that the folder is not there"

PATCHES = (
    Patch(
        "tensorflow.python.client.session:_FetchMapper.for_fetch",
        _refusing_none,
        "does not say where the None comes from",
    ),
    Patch(
        "tensorflow.python.ops.summary_op_util:summary_scope",
        _refusing_empty_names,
        "takes an empty name, for a point with an empty tag",
    ),
    Patch(
        "tensorflow.python.training.py_checkpoint_reader:NewCheckpointReader",
        _checkpoint_in_a_folder,
        "does not find the checkpoint, where 1.15 said that its folder is not there",
        holders=("tensorflow",),
    ),
    *(
        Patch(target, _in_a_folder, _NO_FOLDER)
        for target in (
            "tensorflow.python.lib.io.file_io:get_matching_files",
            "tensorflow.python.lib.io.file_io:get_matching_files_v2",
            "tensorflow.python.platform.gfile:Glob",
            "tensorflow._api.v2.compat.v1.gfile:Glob",
            "tensorflow._api.v2.compat.v1.io.gfile:glob",
        )
    ),
)
