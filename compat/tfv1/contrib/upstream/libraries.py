"""tf.contrib.util.loader: loads op libraries, except tf.contrib's own, which are gone."""

import os
from pathlib import Path
from types import ModuleType

from tfv1 import startup
from tfv1.contrib.upstream.generated import camel, lost_op
from tfv1.names import genuine
from tfv1.names.modules import Refusing


def load_op_library(path: str) -> ModuleType:
    """The ops in the library at `path`, an absolute path, as a module of functions.

    Raises:
      tf.errors.NotFoundError: there is no such file, and it is not one of tf.contrib's.
    """
    if _is_lost(path):
        package = Path(os.path.normpath(path)).relative_to(genuine.folder()).parts[1]
        return Refusing(Path(path).stem, lambda name: lost_op(camel(name), package))
    module: ModuleType = startup.tensorflow().load_op_library(path)
    return module


def load_file_system_library(path: str) -> None:
    """Loads a file system from the library at `path`; skips tf.contrib's own, which are gone.

    Raises:
      tf.errors.NotFoundError: there is no such file, and it is not one of tf.contrib's.
    """
    if not _is_lost(path):
        startup.tensorflow().load_library(path)


def _is_lost(path: str) -> bool:
    file = Path(os.path.normpath(path))
    return not file.exists() and genuine.folder() in file.parents
