"""What the packages that do without TensorFlow import."""

import json

import pytest

from tests.support.cli import python

ALLOWED = {"tfv1", "google_crc32c", "google", "tensorboard", "absl", "numpy"}
# What those bring along.
BROUGHT = {"cython_runtime", "_cython_3_0_8"}

LIST_IMPORTS = """
import importlib, json, pkgutil, sys
before = set(sys.modules)
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(new - set(sys.stdlib_module_names))))
"""


@pytest.mark.parametrize("package", ["tfv1.events", "tfv1.logs", "tfv1.cli"])
def test_only_these_are_imported(package):
    """Every module of the package is imported without TensorFlow or another large library."""
    done = python("-c", LIST_IMPORTS, package)
    assert done.returncode == 0, done.stderr
    imported = set(json.loads(done.stdout))
    assert imported - ALLOWED - BROUGHT == set()


def test_the_writer_imports_little():
    """`import tfv1.events` alone imports neither TensorFlow nor NumPy."""
    source = "import sys, tfv1.events; print(sorted({'tensorflow', 'numpy'} & set(sys.modules)))"
    done = python("-c", source)
    assert done.stdout == "[]\n", done.stderr
