"""Compares the event files of two log directories: what must be equal exactly, what nearly.

Equal exactly: directories, number of files in each, file name suffixes, events and their order,
kinds, steps, tags, node names, value kinds, metadata, session logs, tags of run metadata. Values
are compared within the tolerance of their tag. Graphs differ between versions in ops and their
number; of them the nodes that carry the user's names are compared. Of run metadata only that there
are timings. Wall times are not compared. Files are not read with tfv1's reader.
"""

import difflib
import fnmatch
import io
import os
import re
import socket

import numpy as np
from PIL import Image
from tensorboard.compat.proto import config_pb2, event_pb2, graph_pb2, meta_graph_pb2
from tensorboard.util import tensor_util

from tests.support import event_logs

EXACT = {"rtol": 0.0, "atol": 0.0, "moved": 0.0}
NAMED_OPS = ("Placeholder", "VariableV2", "VarHandleOp")
GOLDEN_HOST = "golden"  # stands for the host in the names of recorded files


def compare(expected_dir, obtained_dir, tolerances=(), unordered=()):
    """Returns the differences, a list of sentences; empty when the directories agree.

    Args:
      expected_dir, obtained_dir: directories with event files, at any depth.
      tolerances: list of {"tags": glob, "rtol", "atol", "moved"}, the last three 0 by default; the
        first that matches a tag holds, none means exact. rtol and atol are np.allclose's; moved
        is the share of a histogram's samples that may lie in another bucket.
      unordered: globs of directories whose events come from racing threads; there the events are
        compared as a multiset, in order of kind, step and tags.
    """
    expected, obtained = read(expected_dir), read(obtained_dir)
    differences = []
    for directory in sorted(set(expected) | set(obtained)):
        here, there = expected.get(directory, []), obtained.get(directory, [])
        if len(here) != len(there):
            differences.append(f"{directory}: {len(here)} event files expected, {len(there)} found")
            continue
        racing = any(fnmatch.fnmatch(directory, glob) for glob in unordered)
        for index, (one, other) in enumerate(zip(here, there, strict=True)):
            found = _compare_files(one, other, tolerances, racing)
            differences += [f"{directory}, file {index}: {difference}" for difference in found]
    return differences


def event_files(logdir):
    """Returns {directory relative to logdir: [paths of its event files, in order of names]}."""
    found = {}
    for folder, _, names in os.walk(logdir):
        paths = [os.path.join(folder, name) for name in sorted(names) if "tfevents" in name]
        if paths:
            found[os.path.relpath(folder, logdir)] = paths
    return found


def suffix(path):
    """Returns what follows time and host in an event file's name: "" or such as ".v2"."""
    after_time = re.sub(r".*\.tfevents\.\d+\.", "", path)
    for host in (socket.gethostname(), GOLDEN_HOST):
        after_time = after_time[len(host) :] if after_time.startswith(host) else after_time
    return re.sub(r"^\.\d+\.\d+", "", after_time)  # <pid>.<n>, when the plain name was taken


def read(logdir):
    """Returns {directory: [(file name suffix, [events], bytes left over)]}.

    The files of a directory are ordered by what they contain: which of two writers opened first may
    depend on the version, and files of one second sort by process.
    """
    return {
        directory: sorted(map(_read_file, paths), key=lambda file: repr(list(map(_key, file[1]))))
        for directory, paths in event_files(logdir).items()
    }


def _read_file(path):
    records, left = event_logs.split(path)
    return suffix(path), [event_pb2.Event.FromString(record) for record in records], len(left)


def _compare_files(expected, obtained, tolerances, racing):
    differences = []
    for what, one, other in (
        ("file name suffix", expected[0], obtained[0]),
        ("bytes after the last whole event", expected[2], obtained[2]),
    ):
        if one != other:
            differences.append(f"{what}: {one!r} expected, {other!r} obtained")
    here, there = ([(_key(event), event) for event in file[1]] for file in (expected, obtained))
    if racing:
        here, there = (sorted(events, key=lambda pair: repr(pair[0])) for events in (here, there))
    keys = [[key for key, _ in events] for events in (here, there)]
    matcher = difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    for change, a, a_end, b, b_end in matcher.get_opcodes():
        if change == "equal":
            for (key, one), (_, other) in zip(here[a:a_end], there[b:b_end], strict=True):
                found = _compare_events(one, other, tolerances)
                differences += [f"{_name(key)}: {difference}" for difference in found]
        else:
            differences += [f"missing: {_name(key)}" for key in keys[0][a:a_end]]
            differences += [f"not expected: {_name(key)}" for key in keys[1][b:b_end]]
    return differences


def _key(event):
    """Returns the kind of event, its step and its tags: what two events to compare share."""
    kind = event.WhichOneof("what") or "empty event"
    if kind == "summary":
        tags = tuple(value.tag for value in event.summary.value)
    elif kind == "tagged_run_metadata":
        tags = (event.tagged_run_metadata.tag,)
    elif kind == "session_log":
        tags = (event.session_log.SessionStatus.Name(event.session_log.status),)
    else:
        tags = ()
    return kind, event.step, tags


def _name(key):
    kind, step, tags = key
    more = f" and {len(tags) - 3} more" if len(tags) > 3 else ""
    return f"{kind}, step {step}" + (f", {', '.join(tags[:3])}{more}" if tags else "")


def _compare_events(expected, obtained, tolerances):
    one, other = _exact_parts(expected), _exact_parts(obtained)
    differences = [
        f"{part}: {one.get(part)!r} expected, {other.get(part)!r} obtained"
        for part in dict.fromkeys([*one, *other])
        if one.get(part) != other.get(part)
    ]
    if differences:
        return differences
    for value, got in zip(expected.summary.value, obtained.summary.value, strict=True):
        tolerance = _tolerance(value.tag, tolerances)
        here, there = _numbers(value), _numbers(got)
        differences += [
            f"{value.tag}: {part} {difference}"
            for part in here
            if (difference := _far_apart(here[part], there[part], tolerance))
        ]
        if value.HasField("histo"):
            moved = _moved(value.histo, got.histo)
            if moved > tolerance["moved"] * value.histo.num:
                differences.append(f"{value.tag}: {moved:g} samples lie in other buckets")
    return differences


def _exact_parts(event):
    """Returns {name: value} of what must be equal in an event."""
    parts = {"source_metadata": event.HasField("source_metadata")}
    kind = event.WhichOneof("what")
    if kind == "file_version":
        parts["version"] = event.file_version
    elif kind == "session_log":
        parts["checkpoint"] = event.session_log.checkpoint_path
        parts["message"] = event.session_log.msg
    elif kind == "tagged_run_metadata":
        metadata = config_pb2.RunMetadata.FromString(event.tagged_run_metadata.run_metadata)
        parts["timings"] = any(device.node_stats for device in metadata.step_stats.dev_stats)
    elif kind == "graph_def":
        parts["nodes"] = _named_nodes(graph_pb2.GraphDef.FromString(event.graph_def))
    elif kind == "meta_graph_def":
        meta_graph = meta_graph_pb2.MetaGraphDef.FromString(event.meta_graph_def)
        parts["nodes"] = _named_nodes(meta_graph.graph_def)
        parts["collections"] = sorted(meta_graph.collection_def)
        parts["saver"] = meta_graph.HasField("saver_def")
    elif kind == "summary":
        for index, value in enumerate(event.summary.value):
            parts.update((f"value {index} {k}", v) for k, v in _exact_value_parts(value).items())
    return parts


def _exact_value_parts(value):
    kind = value.WhichOneof("value")
    parts = {
        "kind": kind,
        "node_name": value.node_name,
        "metadata": value.metadata.SerializeToString(deterministic=True),
    }
    if kind == "image":
        parts["size"] = (value.image.height, value.image.width, value.image.colorspace)
        parts["format"] = Image.open(io.BytesIO(value.image.encoded_image_string)).format
    elif kind == "histo":
        parts["samples"] = value.histo.num
    elif kind == "tensor":
        array = tensor_util.make_ndarray(value.tensor)
        parts["type"] = (str(array.dtype), array.shape)
        if array.dtype.kind not in "biufc":
            parts["content"] = array.tolist()
    return parts


def _named_nodes(graph):
    return sorted(node.name for node in graph.node if is_compared(node))


def is_compared(node):
    """Says whether a graph's node carries a name of the user's: an input, variable or summary."""
    return node.op in NAMED_OPS or node.op.endswith("Summary")


def _numbers(value):
    """Returns {name: array} of what may differ by the tolerance of the value's tag."""
    kind = value.WhichOneof("value")
    if kind == "simple_value":
        return {"value": np.float64(value.simple_value)}
    if kind == "image":
        return {"pixels": np.float64(Image.open(io.BytesIO(value.image.encoded_image_string)))}
    if kind == "histo":
        histo = value.histo
        return {
            "min, max, sum, sum_squares": np.float64(
                [histo.min, histo.max, histo.sum, histo.sum_squares]
            )
        }
    if kind == "tensor":
        array = tensor_util.make_ndarray(value.tensor)
        return {"tensor": array} if array.dtype.kind in "biufc" else {}
    return {}


def _tolerance(tag, tolerances):
    for tolerance in tolerances:
        if fnmatch.fnmatchcase(tag, tolerance["tags"]):
            return {**EXACT, **tolerance}
    return EXACT


def _far_apart(expected, obtained, tolerance):
    """Returns a description of the largest difference, or "" when all are within tolerance."""
    if np.shape(expected) != np.shape(obtained):
        return f"has shape {np.shape(obtained)}, not {np.shape(expected)}"
    near = np.isclose(
        obtained, expected, rtol=tolerance["rtol"], atol=tolerance["atol"], equal_nan=True
    )
    if near.all():
        return ""
    worst = np.argmax(np.where(near, -1, np.abs(np.nan_to_num(np.subtract(obtained, expected)))))
    one, other = np.ravel(expected)[worst], np.ravel(obtained)[worst]
    allowed = f"rtol {tolerance['rtol']:g}, atol {tolerance['atol']:g}"
    return f"{one:.9g} expected, {other:.9g} obtained (allowed: {allowed})"


def _moved(expected, obtained):
    """Returns how many samples of a histogram lie in another bucket than expected."""
    counts = dict(zip(expected.bucket_limit, expected.bucket, strict=True))
    for limit, count in zip(obtained.bucket_limit, obtained.bucket, strict=True):
        counts[limit] = counts.get(limit, 0) - count
    return sum(abs(count) for count in counts.values()) / 2
