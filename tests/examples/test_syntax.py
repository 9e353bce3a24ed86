"""Examples of TensorFlow 1 are read by the Python that ran it."""

import ast
from pathlib import Path

import pytest

from tests.support.environment import ROOT

EXAMPLES = Path(ROOT, "models_examples")
OF_TENSORFLOW_2 = ("tf2_loop", "notebook")
SCRIPTS = [
    path.relative_to(EXAMPLES).as_posix()
    for path in sorted(EXAMPLES.rglob("*.py"))
    if path.relative_to(EXAMPLES).parts[0] not in OF_TENSORFLOW_2
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_example_is_written_for_python_3_7(script: str) -> None:
    """No syntax is younger than Python 3.7, the last that TensorFlow 1.15 is made for."""
    ast.parse((EXAMPLES / script).read_text(), script, feature_version=(3, 7))
