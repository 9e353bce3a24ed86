"""The names of tf.contrib: ours load on use, the genuine ones say how to get them."""

import pytest

from tests.support.cli import python
from tfv1 import contrib
from tfv1.contrib import genuine
from tfv1.names.tables.contrib import GENUINE_PARTS, OURS, PACKAGES

HINT = "is part of the genuine tf.contrib; install it with `tfv1 contrib install`"


@pytest.fixture(autouse=True)
def not_installed(monkeypatch, tmp_path):
    """A cache without the genuine tf.contrib, whatever this machine has."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path))
    monkeypatch.setattr(genuine.FINDER, "_files", None)


def test_our_parts_load_when_used():
    """Importing tfv1.contrib and its TensorFlow-free parts loads no TensorFlow."""
    program = """
import sys
import tfv1.contrib
assert "tfv1.contrib.summary" not in sys.modules
tfv1.contrib.training.HParams(a=1)
tfv1.contrib.tensorboard.plugins.projector.ProjectorConfig()
tfv1.contrib.eager
assert set(dir(tfv1.contrib)) == {"deprecated", "eager", "summary", "tensorboard", "training"}
assert "tensorflow" not in sys.modules
"""
    done = python("-c", program)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(PACKAGES - OURS))
def test_a_genuine_package_is_named_with_its_remedy(name):
    """tf.contrib.<package of 1.15> raises AttributeError with the installation command."""
    with pytest.raises(AttributeError) as error:
        getattr(contrib, name)
    assert str(error.value) == f"tf.contrib.{name} {HINT}"
    assert not hasattr(contrib, name)


@pytest.mark.parametrize(
    ("statement", "path"),
    [
        ("import tfv1.contrib.layers", "layers"),
        ("import tfv1.contrib.slim.nets as nets", "slim"),
        ("from tfv1.contrib import layers", "layers"),
        ("from tfv1.contrib.framework.python.ops import arg_scope", "framework"),
        (
            "import tfv1.contrib.training.python.training.tuner",
            "training.python.training.tuner",
        ),
    ],
)
def test_importing_the_genuine_code_names_the_remedy(statement, path):
    """Every form of import raises ImportError with the installation command."""
    with pytest.raises(ImportError) as error:
        exec(statement, {})
    assert str(error.value) == f"tf.contrib.{path} {HINT}"


@pytest.mark.parametrize("path", sorted(GENUINE_PARTS))
def test_the_genuine_part_of_our_packages_names_the_remedy(path):
    """tf.contrib.training.create_train_op and its like say where they are."""
    package, name = path.split(".")
    with pytest.raises(AttributeError) as error:
        getattr(getattr(contrib, package), name)
    assert str(error.value) == f"tf.contrib.{path} {HINT}"


def test_a_name_that_never_was_gets_no_remedy():
    """What 1.15 did not have raises the ordinary errors."""
    with pytest.raises(AttributeError, match=r"module 'tf.contrib' has no attribute 'nonsense'"):
        contrib.nonsense  # noqa: B018
    with pytest.raises(AttributeError, match=r"module 'tf.contrib.training' has no .* 'nonsense'"):
        contrib.training.nonsense  # noqa: B018
    with pytest.raises(ImportError, match=r"No module named 'tfv1\.contrib\.nonsense'"):
        exec("import tfv1.contrib.nonsense", {})
    with pytest.raises(ImportError, match="cannot import name 'nonsense'"):
        exec("from tfv1.contrib import nonsense", {})


def test_the_installed_files_provide_the_rest(tmp_path):
    """Where they are installed, attributes and imports find them, and ours stay ours."""
    files = tmp_path / "contrib-1.15.5-2"
    for path, text in {
        "contrib/layers/__init__.py": "fully_connected = 'an op'",
        "contrib/training/__init__.py": "create_train_op = 'a function'",
        "stamp.json": "{}",
    }.items():
        (files / path).parent.mkdir(parents=True, exist_ok=True)
        (files / path).write_text(text)
    program = """
from tfv1 import contrib
import tfv1.contrib.layers as a
from tfv1.contrib import layers as b
assert a is b is contrib.layers and a.fully_connected == "an op"
assert contrib.training.create_train_op == "a function"
assert contrib.training.HParams(a=1).a == 1
assert "layers" in dir(contrib)
for statement in ("contrib.nonsense", "import tfv1.contrib.nonsense"):
    try:
        exec(statement)
    except (AttributeError, ImportError) as error:
        assert "nonsense" in str(error) and "install" not in str(error), error
    else:
        raise AssertionError(statement)
"""
    done = python("-c", program)
    assert done.returncode == 0, done.stderr
