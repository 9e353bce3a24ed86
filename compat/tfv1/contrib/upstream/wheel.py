"""Extracts tf.contrib's files from the official TensorFlow 1.15.5 wheel.

pip does the download, so the user's index, proxy and certificates apply. Only wheels with the
published SHA-256 are opened; they are not installed as packages.
"""

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from tfv1.contrib.upstream import store
from tfv1.names.tables import moved


@dataclass(frozen=True)
class Wheel:
    """A published wheel, and which of its files we keep."""

    requirement: str
    file: str
    sha256: str  # as published on PyPI for `file`
    kept: dict[str, str]  # prefixes of its files' names -> where they are put


TENSORFLOW = Wheel(
    "tensorflow==1.15.5",
    "tensorflow-1.15.5-cp37-cp37m-manylinux2010_x86_64.whl",
    "29831dda98d668067de75403b2fca0d06a2f026ef6f217fa2ca873c20b4ee4d3",
    {
        "tensorflow_core/contrib/": "contrib/",
        "tensorflow_core/examples/": "examples/",
        # What tf.contrib imports and TensorFlow 2 lacks.
        "tensorflow_core/core/framework/remote_fused_graph_execute_info_pb2.py": (
            "core/framework/remote_fused_graph_execute_info_pb2.py"
        ),
        **{
            f"tensorflow_core/python/{path}.py": f"python/{path}.py"
            for path in (name.replace(".", "/") for name in moved.WITH_CONTRIB)
        },
    },
)

# tf.contrib.estimator imports its `contrib`, which the last release no longer has.
ESTIMATOR = Wheel(
    "tensorflow-estimator==1.15.1",
    "tensorflow_estimator-1.15.1-py2.py3-none-any.whl",
    "8853bfb7c3c96fbdc80b3d66c37a10af6ccbcd235dc87474764270c02a0f86b9",
    {"tensorflow_estimator/contrib/": "estimator_contrib/"},
)
WHEELS = (TENSORFLOW, ESTIMATOR)

_PLATFORM = [
    *("--no-deps", "--only-binary=:all:", "--python-version", "37", "--implementation", "cp"),
    *("--abi", "cp37m", "--platform", "manylinux2010_x86_64"),
]


class CannotInstall(Exception):
    """tf.contrib could not be installed; the message says why and what to do."""


def install(files: Sequence[Path] = ()) -> None:
    """Puts tf.contrib's files into the cache, from wheels or from the package index.

    Args:
      files: the file of TENSORFLOW, and optionally that of ESTIMATOR, without which
        tf.contrib.estimator is missing. If empty, both are downloaded.

    Raises:
      CannotInstall: the download failed, a file is not the published one, or the cache is not
        writable. An earlier installation is then left as it was.
    """
    check_versions()
    for file in files:
        if not file.is_file():
            raise CannotInstall(f"there is no file {file}")
    try:
        with store.new_folder() as place:
            if files:
                given = [(_identify(file), file) for file in files]
                if all(wheel is not TENSORFLOW for wheel, _ in given):
                    raise CannotInstall(f"give the file {TENSORFLOW.file} too")
                for wheel, file in given:
                    _unpack(wheel, file, place)
            else:
                for wheel in WHEELS:
                    _download_and_unpack(wheel, place)
            store.finish(place, TENSORFLOW.sha256)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home folder
        reason = getattr(error, "strerror", None) or error
        raise CannotInstall(
            f"cannot write to the cache {_cache()}: {reason}; "
            "make room there, or set TFV1_CACHE to another folder"
        ) from error


def check_versions() -> None:
    """Raises CannotInstall unless tf.contrib runs on the installed Python and TensorFlow."""
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        found = ".".join(map(str, sys.version_info[:2]))
        raise CannotInstall(f"tf.contrib runs on Python 3.10 to 3.13, and this is Python {found}")
    try:
        found = metadata.version("tensorflow")
    except metadata.PackageNotFoundError:
        return  # installed under another name, such as tensorflow-cpu: the version is unknown
    major, minor = (int(part) for part in found.split(".")[:2])
    if not (2, 16) <= (major, minor) <= (2, 21):
        raise CannotInstall(
            f"tf.contrib runs on TensorFlow 2.16 to 2.21, and TensorFlow {found} is installed; "
            "run: pip install 'tensorflow>=2.16,<2.22'"
        )


def _identify(file: Path) -> Wheel:
    digest = _digest(file)
    for wheel in WHEELS:
        if wheel.sha256 == digest:
            return wheel
    raise CannotInstall(
        f"{file.name} is not the published {TENSORFLOW.file}: its SHA-256 is {digest}, "
        f"and should be {TENSORFLOW.sha256}"
    )


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with open(file, "rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _download_and_unpack(wheel: Wheel, place: Path) -> None:
    _download(wheel, place)
    file = place / wheel.file
    digest = _digest(file)
    if digest != wheel.sha256:
        raise CannotInstall(
            f"the package index gave another {wheel.file} than the published one: its SHA-256 is "
            f"{digest}, and should be {wheel.sha256}"
        )
    _unpack(wheel, file, place)
    file.unlink()


def _download(wheel: Wheel, place: Path) -> None:
    on_terminal = sys.stderr.isatty()
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", *_PLATFORM]
    command += ["--progress-bar", "on" if on_terminal else "off", "--dest", str(place)]
    # On a terminal pip shows its own progress; otherwise we need its messages in case it fails.
    out, err = (sys.stderr, None) if on_terminal else (subprocess.PIPE, subprocess.PIPE)
    done = subprocess.run([*command, wheel.requirement], stdout=out, stderr=err, text=True)
    if done.returncode != 0 or not (place / wheel.file).is_file():
        told = (done.stderr or "").strip().splitlines()
        reason = f": {told[-1]}" if told else ""
        raise CannotInstall(
            f"pip could not download {wheel.requirement}{reason}\nWhere there is no network, get "
            f"{TENSORFLOW.file} from PyPI elsewhere and run: tfv1 contrib install --wheel FILE"
        )


def _unpack(wheel: Wheel, file: Path, place: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            for start, here in wheel.kept.items():
                if name.startswith(start) and name.endswith(store.SUFFIXES):
                    target = (
                        place / here / name[len(start) :] if here.endswith("/") else place / here
                    )
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))


def _cache() -> str:
    try:
        return str(store.folder().parent)
    except RuntimeError:
        return "(there is no home folder)"
