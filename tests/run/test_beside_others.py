"""Other libraries in the process work as without tfv1, whichever is imported first."""

import importlib.util

import pytest

from tests.support.cli import python
from tests.support.environment import of_a_child

# Library -> an expression that uses it, and its value. `m` is the module.
LIBRARIES = {
    "jax": ("float(m.numpy.sum(m.numpy.arange(4)))", 6.0),
    "keras": ("m.__version__.split('.')[0]", None),  # Keras 2 to the script's own files
    "matplotlib": ("m.colors.to_hex('red')", "#ff0000"),
    "pandas": ("m.DataFrame({'a': [1, 2]}).sum()['a'].item()", 3),
    "PIL.Image": ("m.new('L', (2, 3)).size", (2, 3)),
    "pyarrow": ("m.array([1, 2]).sum().as_py()", 3),
    "scipy.linalg": ("float(m.norm([3, 4]))", 5.0),
    "sklearn.linear_model": ("m.LinearRegression().fit([[0], [1]], [0, 2]).coef_.round(6)[0]", 2.0),
    "tensorboard": ("m.__version__ > '2'", True),
    "torch": ("m.arange(4).sum().item()", 6),
}

SCRIPT = """
import sys
if {first}:
    import {module} as m
import numpy as np
import tensorflow as tf
with tf.Session() as session:
    assert session.run(tf.constant(2.0) * 3) == 6.0
if not {first}:
    import {module} as m
import matplotlib.colors
print(repr({expression}))
"""


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("module", LIBRARIES)
def test_a_library(module, first, tmp_path):
    """A library imported before or after TensorFlow gives its own answers, without a complaint."""
    if importlib.util.find_spec(module.partition(".")[0]) is None:
        pytest.skip(f"{module} is not installed")
    expression, value = LIBRARIES[module]
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(first=first, module=module, expression=expression))
    done = python("-W", "error::ImportWarning", "-m", "tfv1", "run", script, env=of_a_child())
    assert done.returncode == 0, done.stderr
    expected = "'2'" if module == "keras" else repr(value)
    assert done.stdout.strip().replace("np.float64(2.0)", "2.0") == expected


def test_libraries_keep_their_tensorflow(tmp_path):
    """An installed library in the same process sees TensorFlow 2, Keras 3 and NumPy as they are."""
    library = tmp_path / "site-packages" / "library_of_test.py"
    library.parent.mkdir()
    library.write_text(
        "import numpy, tensorflow\n"
        "def seen():\n"
        "    return tensorflow.__version__, hasattr(tensorflow, 'Session'), hasattr(numpy, 'int')\n"
    )
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; sys.path.append('site-packages')\n"
        "import numpy as np, tensorflow as tf\n"
        "import library_of_test\n"
        "print(tf.__version__, hasattr(tf, 'Session'), np.int is int)\n"
        "print(*library_of_test.seen())\n"
    )
    done = python("-m", "tfv1", "run", script, cwd=tmp_path, env=of_a_child(), check=True)
    ours, theirs = done.stdout.splitlines()
    assert ours == "1.15.5 True True"
    assert theirs.startswith("2.")
    assert theirs.endswith(" False False")
