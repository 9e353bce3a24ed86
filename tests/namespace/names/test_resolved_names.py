"""Every name that TensorFlow 1.15 resolves does so here, or says in a sentence why not."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import oracle
from tests.support.cli import python
from tfv1.names import rows
from tfv1.names.tables import api, removed

HERE = Path(__file__).parent
EXPECTED = dict(
    line.split() for line in (oracle.GOLDEN / "namespace" / "names.txt").read_text().splitlines()
)

# Private to tf_stack, and visible only because tf.flags showed what it had imported.
LEFT_OUT = re.compile(r"tensorflow\.(app\.)?flags\.tf_decorator\.")


@pytest.fixture(scope="module")
def obtained():
    """Name -> what it resolved to, or the error, all in one process."""
    done = python(HERE / "resolve.py", input="\n".join(EXPECTED), timeout=3000)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_names_of_1_15_resolve(obtained):
    """Names that are not lost exist, and are of the same kind: module, callable or value."""
    wrong = {
        name: obtained[name]
        for name, kind in EXPECTED.items()
        if obtained[name] != kind and not rows.lost(name) and not LEFT_OUT.match(name)
    }
    # Whether the genuine tf.contrib is installed on this machine is not this test's matter.
    with_contrib = {name for name in wrong if name.startswith(tuple(api.WITH_CONTRIB))}
    assert all(wrong.pop(name) == rows.not_installed(name) for name in with_contrib)
    assert not wrong


def test_lost_names_say_why(obtained):
    """A lost name raises its sentence of the table, and the names below it too."""
    names = [name for name in EXPECTED if rows.lost(name)]
    assert names
    assert {name: obtained[name] for name in names} == {name: rows.lost(name) for name in names}


@pytest.mark.parametrize("name", [name for name in removed.LOST if "raw_ops" not in name])
def test_a_reason_is_one_sentence_with_a_remedy(name):
    """It begins with the name in question, is one sentence, and ends without a full stop."""
    reason = removed.LOST[name]
    assert reason.startswith(("tf.", "tensorflow.", name.rpartition(".")[2]))
    assert not reason.endswith(".")
    assert "\n" not in reason
    assert len(reason) < 200


def test_the_tables_load_no_tensorflow():
    """A checker can read them without loading TensorFlow or NumPy."""
    code = (
        "import sys, tfv1; from tfv1.names import rows as table; table.lost('tensorflow.contrib');"
        "assert not {'tensorflow', 'numpy', 'tf_keras'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)
