"""Gets the files of tf.contrib out of the official TensorFlow 1.15.5 wheel.

pip downloads it, so that the user's index, proxy and certificates hold. Only a wheel with the
published SHA-256 is opened; nothing of it is executed or installed.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from tfv1.contrib.host import store

REQUIREMENT = "tensorflow==1.15.5"
FILE_NAME = "tensorflow-1.15.5-cp37-cp37m-manylinux2010_x86_64.whl"

# As PyPI publishes it for FILE_NAME.
SHA256 = "29831dda98d668067de75403b2fca0d06a2f026ef6f217fa2ca873c20b4ee4d3"

# Which of its Python files are kept, by their beginnings.
KEPT = ("tensorflow_core/contrib/", "tensorflow_core/examples/")

_PLATFORM = [
    *("--no-deps", "--only-binary=:all:", "--python-version", "37", "--implementation", "cp"),
    *("--abi", "cp37m", "--platform", "manylinux2010_x86_64"),
]


class CannotInstall(Exception):
    """tf.contrib could not be installed; the message says why, and what to do."""


def install(wheel: Path | None = None) -> None:
    """Puts tf.contrib's files into the cache, from a wheel or from the package index.

    Args:
      wheel: the file FILE_NAME; None downloads it.

    Raises:
      CannotInstall: no download, another file than the published one, or a cache that cannot be
        written. What was installed before is untouched then.
    """
    if wheel is not None and not wheel.is_file():
        raise CannotInstall(f"there is no file {wheel}")
    try:
        with store.new_folder() as place:
            source = _download(place) if wheel is None else wheel
            check(source)
            _unpack(source, place)
            if wheel is None:
                source.unlink()
            store.finish(place, SHA256)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home folder
        reason = getattr(error, "strerror", None) or error
        raise CannotInstall(
            f"cannot write to the cache {_cache()}: {reason}; "
            "make room there, or set TFV1_CACHE to another folder"
        ) from error


def check(wheel: Path) -> None:
    """Raises CannotInstall unless the file is the published wheel, byte for byte."""
    digest = hashlib.sha256()
    with open(wheel, "rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != SHA256:
        raise CannotInstall(
            f"{wheel.name} is not the published {FILE_NAME}: its SHA-256 is "
            f"{digest.hexdigest()}, and should be {SHA256}"
        )


def _download(place: Path) -> Path:
    on_terminal = sys.stderr.isatty()
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", *_PLATFORM]
    command += ["--progress-bar", "on" if on_terminal else "off", "--dest", str(place), REQUIREMENT]
    # On a terminal pip shows its progress there; otherwise its messages matter if it fails.
    output = None if on_terminal else subprocess.PIPE
    done = subprocess.run(
        command, stdout=sys.stderr if on_terminal else output, stderr=output, text=True
    )
    if done.returncode != 0:
        told = (done.stderr or "").strip().splitlines()
        reason = f": {told[-1]}" if told else ""
        raise CannotInstall(
            f"pip could not download {REQUIREMENT}{reason}\nWhere there is no network, get "
            f"{FILE_NAME} from PyPI elsewhere and run: tfv1 contrib install --wheel FILE"
        )
    return place / FILE_NAME


def _unpack(wheel: Path, place: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.endswith(".py") or not name.startswith(KEPT):
                continue
            target = place / name.partition("/")[2]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def _cache() -> str:
    try:
        return str(store.folder().parent)
    except RuntimeError:
        return "(there is no home folder)"
