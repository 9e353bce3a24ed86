"""What a syntax tree shows besides names: absolute paths, and ops compiled for TensorFlow 1."""

import ast
import os
import re
from collections.abc import Iterator

from tfv1.report.finding import NEEDS, Finding, Place
from tfv1.source.model import Model
from tfv1.source.nodes import text_of

_PATH = re.compile(
    r"(/(home|Users|data\d*|mnt|media|scratch|root|nfs|raid|ssd|gpfs|export|work|workspace|storage"
    r"|datasets?|content/drive|gdrive|local|srv|Volumes|opt|var|usr/local)/\S"
    r"|~/\S|[A-Za-z]:(\\|/(?!/))\S)"
)
_LOADERS = (
    "tensorflow.load_op_library",
    "tensorflow.load_library",
    "tensorflow.load_file_system_library",
    "tensorflow.contrib.util.loader.load_op_library",
    "tensorflow.python.framework.load_library.load_op_library",
)


def find_paths(model: Model) -> Iterator[Finding]:
    """String constants that are absolute paths to something not on this machine."""
    documentation = {id(node.value) for node in model.nodes if isinstance(node, ast.Expr)}
    for node in model.nodes:
        if not isinstance(node, ast.Constant):
            continue
        text = text_of(node)
        if text is None or not _PATH.match(text):
            continue
        if id(node) in documentation or "\n" in text or len(text) > 300:
            continue
        if not os.path.exists(os.path.expanduser(text)):
            advice = "is not on this machine; pass a path that exists here"
            yield Finding("paths", Place(node.lineno), text, advice)


def find_custom_op(name: str, line: int) -> Finding | None:
    """The finding for a function that loads compiled ops."""
    if name not in _LOADERS:
        return None
    text = (
        "loads an op compiled for TensorFlow 1; compile its C++ source against the TensorFlow 2 "
        "that is installed (tf.sysconfig.get_compile_flags() and get_link_flags())"
    )
    return Finding("custom ops", Place(line), "tf" + name[len("tensorflow") :], text, status=NEEDS)
