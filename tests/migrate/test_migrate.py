"""`tfv1 migrate`: what it writes, what it keeps, and that it does nothing twice."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.migrate.projects import make, tfv1
from tfv1.migrate.migrate import TARGETS, rewrite

REPOSITORY = Path(__file__).parents[2]
EVERY_SYNTAX = """\
import tensorflow as tf
async def f(a, /, b: int = 1, *args, c, **kw) -> "x":
    async with g() as h, i(): pass
    async for j in k: yield await l
    return [m async for m in n if (o := m)]
match x:
    case {"a": [1, *rest], **others} if y: pass
    case Point(x=0) | None: pass
    case _: pass
with (open("a") as p, open("b") as q):
    pass
try: pass
except* (A, B) as group: raise C from group
lambda *a, **k: (yield)
@d.e[0]
class G(H, metaclass=I): z: int
x = f"{a!r:>{width}} {b=} {'nested'}" if 0x_F else rb"" + 1_000j
print(*a, **k, sep=''); global_ = ...; del x[1:2, ::3]
nonlocal_ = not a is not b not in c @ d ** -e // ~f
"""
PYTHON_3_12 = """\
import tensorflow as tf
type A[T] = list[T]
def f[T: int, *Ts, **P](x: T) -> T: return x
class B[T]: pass
x = f"{'a' + f'{"b"}'} {
    1 + 1  # comment
}"
"""


def test_every_syntax_survives(tmp_path):
    """Nothing but the import changes, and the result has the same tree."""
    sources = [EVERY_SYNTAX] if sys.version_info >= (3, 11) else []
    sources += [PYTHON_3_12] if sys.version_info >= (3, 12) else []
    for source in sources or ["import tensorflow as tf\n"]:
        make(tmp_path, {"a.py": source})
        result = rewrite(tmp_path / "a.py")
        assert not result.error
        assert result.new.decode() == source.replace("import tensorflow", "import tfv1")


@pytest.mark.parametrize(
    "data",
    [
        b"import tensorflow as tf\r\nx = 1\r\n",
        b"import tensorflow as tf\rx = 1\r",
        b"import os\r\nimport tensorflow as tf\nx = 1\r\ny = 2\n",
        b"\xef\xbb\xbfimport tensorflow as tf\nx = '\xc3\xa9'\n",
        b"# -*- coding: latin-1 -*-\nimport tensorflow as tf  # \xe9\n",
        b"# coding: gbk\nimport tensorflow as tf  # \xc4\xe3\xba\xc3\n",
        b"if 1:\n\timport tensorflow as tf\n\tx = 1  \n\n\n",
        b"\x0cimport tensorflow as tf\x0c\nx = '\x0c'",
        b"import tensorflow as tf",
        b"#!/usr/bin/env python\n'''doc'''\nimport tensorflow as tf\\\n\n",
        "s = '\u2028\x85'; import tensorflow as tf\nx = 1\n".encode(),
    ],
)
def test_bytes_outside_the_changed_token_are_kept(tmp_path, data):
    """Encodings, line ends, mixed ones too, tabs, BOM, form feeds, a missing last line end."""
    make(tmp_path, {"a.py": data})
    result = rewrite(tmp_path / "a.py")
    assert not result.error
    assert result.new == data.replace(b"import tensorflow as", b"import tfv1 as")


def test_inserted_lines_leave_other_line_ends_alone(tmp_path):
    """A new import among mixed line ends."""
    data = b"import numpy as np\r\na = 1\nnp.asscalar(a)\r\nb = 2\n"
    make(tmp_path, {"a.py": data})
    lines = rewrite(tmp_path / "a.py").new.splitlines(keepends=True)
    assert (lines[0], lines[2]) == (b"import numpy as np\r\n", b"a = 1\n")
    assert lines[3:] == [b"tfv1.legacy.numpy.asscalar(a)\r\n", b"b = 2\n"]


def test_code_without_tensorflow_is_not_touched():
    """The sources of this project and of the standard library: no byte changes."""
    standard = sorted(Path(ast.__file__).parent.glob("*.py"))[:120]
    files = [*(REPOSITORY / "compat" / "tfv1" / "logs").rglob("*.py"), *standard]
    assert len(files) > 100
    results = [rewrite(file, TARGETS["tf2-summary"]) for file in files]  # all rules
    wrong = [result.path for result in results if result.changed or result.error]
    assert not wrong


@pytest.mark.parametrize("target", ["tfv1", "tf2-summary"])
@pytest.mark.parametrize("folder", ["models_examples", "tests/projects"])
def test_legacy_projects_are_rewritten_once(tmp_path, folder, target):
    """Every file of the examples: what comes out is Python, and stays as it is."""
    changed = 0
    for number, path in enumerate(sorted((REPOSITORY / folder).rglob("*.py"))):
        result = rewrite(path, TARGETS[target])
        assert not result.error
        copy = tmp_path / f"{number}.py"
        copy.write_bytes(result.new)
        compile(result.new, str(path), "exec", dont_inherit=True)
        assert not rewrite(copy, TARGETS[target]).changed, path
        changed += result.changed
    assert changed >= 5


@pytest.mark.parametrize("indent", [1, 2, None])
def test_a_notebook_keeps_its_form(tmp_path, indent):
    """Magic, outputs, other cells and the form of the JSON stay; code changes."""
    held = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["import tensorflow as tf"]},
            {
                "cell_type": "code",
                "execution_count": 3,
                "metadata": {},
                "outputs": [{"text": ["é"]}],
                "source": ["%matplotlib inline\n", "import tensorflow as tf\n", "!ls\n"],
            },
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": "print 'a'\n%%x"},
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": []},
        ],
        "metadata": {"kernelspec": {}},
        "nbformat": 4,
        "nbformat_minor": 2,
    }
    text = json.dumps(held, indent=indent, ensure_ascii=False) + "\n"
    make(tmp_path, {"a.ipynb": text})
    result = rewrite(tmp_path / "a.ipynb")
    expected = text.replace('import tensorflow as tf\\n"', 'import tfv1 as tf\\n"')
    assert result.new.decode() == expected.replace("print 'a'", "print('a')")
    (tmp_path / "a.ipynb").write_bytes(result.new)
    assert not rewrite(tmp_path / "a.ipynb").changed


OLD_NOTEBOOK = {
    "metadata": {"name": ""},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 1, "source": ["import tensorflow as tf"]},
                {
                    "cell_type": "code",
                    "input": ["%pylab\n", "import tensorflow as tf"],
                    "outputs": [],
                },
            ]
        },
        {
            "cells": [
                {"cell_type": "code", "input": "x = 1\ntf.nope(x)", "language": "python"},
                {"cell_type": "code", "input": [], "outputs": [], "prompt_number": 2},
            ]
        },
    ],
}


def test_a_notebook_of_format_3_keeps_its_form(tmp_path):
    """Its cells are in worksheets and called inputs; places are counted over all of them."""
    text = json.dumps(OLD_NOTEBOOK, indent=1)
    make(tmp_path, {"a.ipynb": text})
    result = rewrite(tmp_path / "a.ipynb")
    code = 'import tensorflow as tf"\n     ]'
    assert text.count(code) == 2  # in a heading, and in code
    heading, _, rest = text.rpartition(code)
    assert result.new.decode() == heading + code.replace("tensorflow", "tfv1") + rest
    assert [result.where(note.line) for note in result.notes] == ["cell 3, line 2"]
    (tmp_path / "a.ipynb").write_bytes(result.new)
    assert not rewrite(tmp_path / "a.ipynb").changed


def test_a_notebooks_writer_becomes_tensorflow_2s(tmp_path):
    """Across its cells, with magic between; the lines go where the old ones were."""
    sources = (
        "import tensorflow as tf",
        "%time\nw = tf.summary.FileWriter('a')",
        "!ls\nfor i in range(3):\n    s = sess.run(merged)\n    w.add_summary(s, i)",
    )
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": s} for s in sources]
    make(tmp_path, {"a.ipynb": json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})})
    result = rewrite(tmp_path / "a.ipynb", TARGETS["tf2-summary"])
    first, second, third = (cell["source"] for cell in json.loads(result.new)["cells"])
    assert first.startswith("import tensorflow.compat.v1 as tf\n")
    assert second == "%time\nw = eagerly(lambda: tf.compat.v2.summary.create_file_writer('a'))"
    assert third.startswith("!ls\nfor i in range(3):\n    s = sess.run(merged)\n    @eagerly\n")
    (tmp_path / "a.ipynb").write_bytes(result.new)
    assert not rewrite(tmp_path / "a.ipynb", TARGETS["tf2-summary"]).changed


def test_magic_is_written_back_as_it_was(tmp_path):
    """Assigned, continued, and a cell that is not Python at all; the import beside them changes."""
    sources = [
        "files = !ls \\\n   -l\nimport tensorflow as tf\nt = %timeit -o f(",
        "this is no Python",
        "if x:\n    y = !ls (\n    tf.mul(1, 2)",
    ]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": s} for s in sources]
    make(tmp_path, {"a.ipynb": json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})})
    result = rewrite(tmp_path / "a.ipynb")
    assert [cell["source"] for cell in json.loads(result.new)["cells"]] == [
        sources[0].replace("tensorflow", "tfv1"),
        sources[1],
        sources[2].replace("mul", "multiply"),
    ]
    (note,) = result.notes
    assert result.where(note.line) == "cell 2, line 1"
    assert "cannot be parsed" in note.text


def test_what_cannot_be_parsed_is_left_and_reported(tmp_path):
    """The file stays, the others change, the exit status is 1."""
    make(tmp_path, {"a.py": "def f(:\n", "b.py": "import tensorflow as tf\n"})
    done = tfv1("migrate", tmp_path, "--write")
    assert done.returncode == 1
    assert "a.py: left as it is: cannot be parsed" in done.stderr
    assert (tmp_path / "a.py").read_text() == "def f(:\n"
    assert (tmp_path / "b.py").read_text() == "import tfv1 as tf\n"


def test_a_character_that_the_encoding_lacks_is_no_loss(tmp_path):
    """Nothing is rewritten that could not be written back."""
    data = b"# coding: ascii\nimport tensorflow as tf\n"
    make(tmp_path, {"a.py": data})
    assert rewrite(tmp_path / "a.py").new == data.replace(b"tensorflow", b"tfv1")


class TestCommand:
    """The command itself, in a process of its own."""

    def test_shows_a_diff_and_changes_nothing(self, tmp_path):
        """Without an option, a unified diff that `patch` takes."""
        make(tmp_path, {"a.py": "import tensorflow as tf\nx = 1\n"})
        done = tfv1("migrate", tmp_path)
        assert done.returncode == 0
        assert "-import tensorflow as tf\n+import tfv1 as tf\n x = 1" in done.stdout
        assert (tmp_path / "a.py").read_text() == "import tensorflow as tf\nx = 1\n"

    def test_write_keeps_a_backup_and_the_mode(self, tmp_path):
        """Outside git the old file stays beside the new one; a second run does nothing."""
        make(tmp_path, {"a.py": "import tensorflow as tf\n"})
        (tmp_path / "a.py").chmod(0o755)
        assert tfv1("migrate", tmp_path, "--write").returncode == 0
        assert (tmp_path / "a.py").read_text() == "import tfv1 as tf\n"
        assert (tmp_path / "a.py").stat().st_mode & 0o777 == 0o755
        assert (tmp_path / "a.py.orig").read_text() == "import tensorflow as tf\n"
        tfv1("migrate", tmp_path, "--write")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "a.py.orig"]

    def test_write_needs_no_backup_of_what_git_has(self, tmp_path):
        """A committed file is changed in place, and one with uncommitted changes is backed up."""
        make(tmp_path, {"a.py": "import tensorflow as tf\n", "b.py": "import tensorflow\n"})
        for command in (
            ["init", "-q"],
            ["add", "."],
            ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", "x"],
        ):
            subprocess.run(["git", *command], cwd=tmp_path, check=True)
        make(tmp_path, {"b.py": "import tensorflow  # mine\n"})
        assert tfv1("migrate", tmp_path, "--write").returncode == 0
        names = sorted(path.name for path in tmp_path.iterdir() if path.name != ".git")
        assert names == ["a.py", "b.py", "b.py.orig"]

    def test_a_link_stays_a_link(self, tmp_path):
        """The file that it points to is changed."""
        make(tmp_path, {"real.txt": "import tensorflow as tf\n"})
        (tmp_path / "a.py").symlink_to("real.txt")
        tfv1("migrate", tmp_path / "a.py", "--write")
        assert (tmp_path / "a.py").is_symlink()
        assert (tmp_path / "real.txt").read_text() == "import tfv1 as tf\n"

    def test_output_writes_a_copy(self, tmp_path):
        """The copy has all files, the original is not changed."""
        make(tmp_path / "p", {"a.py": "import tensorflow as tf\n", "data/x.bin": b"\0"})
        done = tfv1("migrate", tmp_path / "p", "--output", tmp_path / "new")
        assert done.returncode == 0
        assert (tmp_path / "new" / "a.py").read_text() == "import tfv1 as tf\n"
        assert (tmp_path / "new" / "data" / "x.bin").read_bytes() == b"\0"
        assert (tmp_path / "p" / "a.py").read_text() == "import tensorflow as tf\n"

    @pytest.mark.parametrize(
        "arguments", [[], ["nowhere"], ["."], ["a.txt", "--write", "--output", "x"]]
    )
    def test_exit_2_on_misuse(self, tmp_path, monkeypatch, arguments):
        """No path, none that is there, nothing to do, options against each other."""
        monkeypatch.chdir(tmp_path)
        done = tfv1("migrate", *arguments)
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1].startswith("tfv1 migrate: ")

    def test_a_file_that_cannot_be_written_is_an_error(self, tmp_path):
        """One sentence, exit status 1, and nothing half written."""
        make(tmp_path / "p", {"a.py": "import tensorflow as tf\n"})
        make(tmp_path, {"taken": "x"})
        done = tfv1("migrate", tmp_path / "p", "--output", tmp_path / "taken" / "x")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr


def test_modules_of_an_earlier_protoc_are_noted(tmp_path):
    """They run under `tfv1 run` alone, and have to be generated again for plain Python."""
    generated = "DESCRIPTOR = _descriptor.FileDescriptor(name='shop.proto', serialized_pb='')\n"
    make(tmp_path, {"shop_pb2.py": generated, "b_pb2.py": "serialized_pb = 3\n"})
    result = rewrite(tmp_path / "shop_pb2.py")
    assert not (result.changed or result.error)
    assert [note.text.rpartition(": ")[2] for note in result.notes] == [
        "protoc --python_out=. shop.proto"
    ]
    assert rewrite(tmp_path / "b_pb2.py").notes == []
