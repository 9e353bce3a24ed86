"""Installed packages of TensorFlow 1's time.

This runs inside imports, and so imports nothing when it is used.
"""

import functools
import importlib.util
import os
import re

from tfv1.names.tables.packages import PACKAGES

# What the keras package was, up to 2.3.
KERAS = ("keras", "keras_applications", "keras_preprocessing")
_RELEASE = re.compile(r"(?P<name>.+?)-(?P<release>\d[^-]*)(-.*)?\.(dist|egg)-info")


def is_of_tensorflow1(fullname: str, path: str) -> bool:
    """Whether the module with this source file is of a release for TensorFlow 1."""
    parts = fullname.split(".")
    package = PACKAGES.get(parts[0])
    if package is None:
        return False
    steps = len(parts) + (os.path.basename(path) == "__init__.py")
    folder = os.path.abspath(path)
    for _ in range(steps):
        folder = os.path.dirname(folder)
    release = _releases(folder).get(_normal(package.distribution))
    if release is None:
        return False
    return not package.until or _numbers(release) < _numbers(package.until)


def has_keras() -> bool:
    """Whether `import keras` finds the package that Keras was up to 2.3."""
    spec = importlib.util.find_spec("keras")
    return spec is not None and spec.origin is not None and is_of_tensorflow1("keras", spec.origin)


def install_command(*names: str) -> str:
    """What installs the releases that were tried, without the TensorFlow that they ask for."""
    rows = [PACKAGES[name] for name in names]
    tried = [f"{row.distribution}=={row.tried}" if row.tried else row.distribution for row in rows]
    return f"pip install --no-deps {' '.join(tried)}"


@functools.cache
def _releases(folder: str) -> dict[str, str]:
    """The releases of the distributions that are installed in a folder."""
    try:
        found = [_RELEASE.fullmatch(name) for name in os.listdir(folder)]
    except OSError:
        return {}  # nobody may list it: Python finds no distribution there, either
    return {_normal(match["name"]): match["release"] for match in found if match}


def _normal(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _numbers(release: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", release)]
