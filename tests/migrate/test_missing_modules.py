"""`tfv1 check` finds imports of modules that the project's own packages lack."""

import pytest

from tests.migrate.projects import make
from tfv1.migrate.check import check

PACKAGE = {"pkg/__init__.py": "from .mod import known", "pkg/mod.py": "known = 1"}


def texts(folder, files, source):
    make(folder, {**PACKAGE, **files, "a.py": source})
    (found,) = (file for file in check([folder], processes=1).files if file.path.name == "a.py")
    assert found.runs is not any(finding.status == "needs" for finding in found.findings)
    return [finding.text for finding in found.findings if finding.kind == "imports"]


@pytest.mark.parametrize(
    ("source", "files", "words"),
    [
        ("import pkg.gone", {}, "no such module in pkg"),
        ("from pkg import gone", {}, "no such module in pkg"),
        ("from pkg.gone import f", {}, "no such module in pkg"),
        ("from pkg.protos import m_pb2", {"pkg/protos/m.proto": ""}, "m_pb2 is made of m.proto"),
        ("from pkg.nms import f", {"pkg/nms.pyx": ""}, "nms is compiled from nms.pyx"),
        (
            "from pkg.cython_box import f",
            {"setup.py": "Extension(\n  'pkg.cython_box', ['pkg/box.pyx'])", "pkg/box.pyx": ""},
            "cython_box is compiled by setup.py; run, in ",
        ),
    ],
)
def test_a_module_that_is_not_there_is_found(tmp_path, source, files, words):
    """The sentence says how the module is generated if its source is there."""
    (text,) = texts(tmp_path, files, source)
    assert words in text


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ("import pkg.mod\nfrom pkg import mod, known, __version__", {}),
        ("from pkg.mod import anything", {}),  # an attribute, which only a run can tell
        ("from pkg.nms import f", {"pkg/nms.cpython-37m-x86_64-linux-gnu.so": b""}),
        ("from pkg import data", {"pkg/data/x.txt": ""}),
        ("from pkg.two import three", {"other/pkg/__init__.py": "", "other/pkg/two.py": ""}),
        ("from star import anything", {"star/__init__.py": "from os import *"}),
        ("try:\n    import pkg.gone\nexcept ImportError:\n    pass", {}),
        ("import json.gone", {"json/__init__.py": ""}),  # may mean the standard library's
    ],
)
def test_what_may_be_there_is_not_complained_about(tmp_path, source, files):
    """A name, compiled code, a folder, another package of the name, and what code is ready for."""
    assert texts(tmp_path, files, source) == []


def test_an_extension_of_the_project_is_no_package(tmp_path):
    """What a setup.py of the project compiles is not on PyPI; other modules are."""
    make(
        tmp_path,
        {
            "lib/setup.py": "Extension(name='own_grid', sources=['own_grid.pyx'])",
            "a.py": "from own_grid import own_grid\nimport grid_of_others",
        },
    )
    found = {file.path.name: file for file in check([tmp_path], processes=1).files}
    own, other = found["a.py"].findings
    assert own.text == (
        f"own_grid is compiled by setup.py; run, in {tmp_path / 'lib'}: "
        "python setup.py build_ext --inplace"
    )
    assert other.command == "pip install grid_of_others"
