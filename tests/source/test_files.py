"""What is read of a source file, and what is refused."""

import os

import pytest

from tfv1.source.files import find_files, read
from tfv1.source.text import CannotRead


def test_a_dotted_name_has_up_to_2000_dots(tmp_path):
    """Python's parser would need too much memory for a longer one."""
    file = tmp_path / "a.py"
    file.write_text("import a" + ".a" * 2000 + "\nx.y.z\n")
    assert read(file).text.startswith("import a.a")
    file.write_text("import a" + ".a" * 2001 + "\n")
    with pytest.raises(CannotRead, match="far too long"):
        read(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\n\nx = '\xe9'\n", "byte 7 is not utf-8: write its encoding in line 1"),
        ("x = 1\n".encode("utf-16"), "UTF-16.*save it as UTF-8"),
    ],
)
def test_another_encoding_is_refused_with_a_remedy(tmp_path, data, words):
    """Python itself reads neither."""
    (tmp_path / "a.py").write_bytes(data)
    with pytest.raises(CannotRead, match=words):
        read(tmp_path / "a.py")


def test_installed_libraries_are_left_out(tmp_path):
    """What `pip install --target .` brought is no part of a project, unless nothing else is."""
    (tmp_path / "lib-1.0.dist-info").mkdir()
    (tmp_path / "lib-1.0.dist-info" / "RECORD").write_text("lib/__init__.py,,\nlib/six.py,,\n")
    (tmp_path / "lib").mkdir()
    for name in ("lib/__init__.py", "lib/six.py", "train.py"):
        (tmp_path / name).write_text("")
    assert find_files([tmp_path]) == [tmp_path / "train.py"]
    assert len(find_files([tmp_path / "lib"])) == 2


def test_scripts_without_a_suffix(tmp_path):
    """The first line tells them from programs of other languages, and from data."""
    lines = {
        "train": "#!/usr/bin/env python\n",
        "eval3": "#! /usr/bin/python3.7 -u\n",
        "old": "#!/usr/bin/python2",
        "run": "#!/bin/bash\npython train\n",
        "tool": "#!/usr/bin/pythonista\n",
        "README": "Run it with python.\n",
        "notes.txt": "#!/usr/bin/python\n",
    }
    (tmp_path / "bin").mkdir()
    for name, text in lines.items():
        (tmp_path / "bin" / name).write_text(text)
    os.mkfifo(tmp_path / "bin" / "pipe")
    assert [path.name for path in find_files([tmp_path])] == ["eval3", "old", "train"]
