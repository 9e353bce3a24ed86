"""Whether TensorFlow is to compute with oneDNN, by what a program's sources use.

TensorFlow decides once for the process, while it loads, and chooses oneDNN, which is best for most
programs: docs/reference/speed.md has the measurements. Two kinds of program lose much by it. They
are recognised by words in their sources, without parsing: a wrong guess costs only time.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tfv1 import session

VARIABLE = "TF_ENABLE_ONEDNN_OPTS"
_MOST_FILES, _MOST_BYTES = 200, 1 << 20
_IMPORTS = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+|import[ \t]+)([\w.]+)", re.M
)
_CONVOLUTION = re.compile(rb"conv(?:olution)?[123]d|[Cc]onvolution|Conv[123]D|atrous")
_ATTENTION = re.compile(rb"AttentionWrapper|(?:Bahdanau|Luong)Attention|multihead_attention")
# An image of words, one channel deep, whose gradient is that of the embedding.
_WORDS_AS_IMAGE = tuple(
    re.compile(pattern) for pattern in (rb"embedding_lookup|Embedding", rb"conv2d", rb"expand_dims")
)


def choose(start: str, is_module: bool = False) -> None:
    """Switches oneDNN off for a program that loses by it; call it before TensorFlow loads.

    If TF_ENABLE_ONEDNN_OPTS is set, it keeps its value. The session gets the reason.

    Args:
      start: the script, or a folder with `__main__.py`; or the name of a module.
      is_module: whether it is a module's name, to be found as `python -m` finds it.
    """
    if VARIABLE not in os.environ:
        place = Path.cwd().joinpath(*start.split(".")) if is_module else Path(start)
        script = place / "__main__.py" if place.is_dir() else place
        if is_module and script == place:
            script = place.with_name(f"{place.name}.py")
        folder = Path.cwd() if is_module else script.parent
        reason = session.current().without_onednn = _reason(_files(script, folder))
        if reason:
            os.environ[VARIABLE] = "0"


def _reason(files: Iterable[tuple[Path, bytes]]) -> str | None:
    """Why the program loses by oneDNN, as a sentence; None if it does not."""
    has_convolution, attentive = False, None
    for file, text in files:
        if all(word.search(text) for word in _WORDS_AS_IMAGE):
            return f"{file.name} convolves embeddings, whose gradient oneDNN computes slowly."
        has_convolution = has_convolution or bool(_CONVOLUTION.search(text))
        if attentive is None and _ATTENTION.search(text):
            attentive = file.name
    if attentive and not has_convolution:
        return f"{attentive} has attention: products of many small matrices, slow with oneDNN."
    return None


def _files(script: Path, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The script, and the files below `folder` or beside it that it imports, directly or not."""
    waiting, seen = [script], {script}
    for file in waiting:  # it grows
        if not os.path.isfile(file):
            continue  # a script from a pipe can be read only once
        try:
            with open(file, "rb") as opened:
                text = opened.read(_MOST_BYTES)
        except OSError:
            continue  # running it will tell what is wrong
        yield file, text
        for package, name in _IMPORTS.findall(text):
            dotted = b".".join(filter(None, (package.lstrip(b"."), name))).decode()
            for found in _modules(dotted, {folder, file.parent}):
                if found not in seen and len(seen) < _MOST_FILES:
                    seen.add(found)
                    waiting.append(found)


def _modules(dotted: str, folders: set[Path]) -> Iterator[Path]:
    parts = dotted.split(".")
    for folder in folders:
        for length in range(1, len(parts) + 1):
            place = folder.joinpath(*parts[:length])
            for file in (place.with_name(f"{place.name}.py"), place / "__init__.py"):
                if os.path.isfile(file):  # false for a name that is too long, too
                    yield file
