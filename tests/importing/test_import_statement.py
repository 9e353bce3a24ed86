"""The import statement of user code, in this process: libraries, and a tfv1 of the user's."""

import builtins
import py_compile
import sys
from importlib.machinery import SourcelessFileLoader

import pytest

from tfv1 import session
from tfv1.importing import chain, imports, legacy_packages, loaders, shadowing, usercode


@pytest.fixture
def run(monkeypatch):
    """A run of its own."""
    made = session.Session()
    monkeypatch.setattr(session, "_current", made)
    return made


def test_a_submodule_that_has_moved_needs_no_real_one():
    """`import xml.etree.cElementTree` gives the package, from which the submodule can be had."""
    package = imports.legacy_import("xml.etree.cElementTree")
    assert package.etree.cElementTree.fromstring("<a/>").tag == "a"


def test_a_submodule_of_a_shown_library_is_imported():
    """One that does not exist is an error, though the library itself is shown by a view."""
    assert imports.legacy_import("xml.sax.saxutils").sax.saxutils.escape("<") == "&lt;"
    with pytest.raises(ModuleNotFoundError, match=r"xml\.nothing"):
        imports.legacy_import("xml.nothing")


def test_a_file_that_is_run_by_runpy_is_user_code(tmp_path, monkeypatch):
    """By its path or its name, it sees what the script sees; a library's module does not."""
    source = "ours = __builtins__['__import__'] if type(__builtins__) is dict else __import__\n"
    (tmp_path / "part_that_is_run.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(imports, "is_users", lambda file: file.startswith(str(tmp_path)))
    runpy = imports.legacy_import("runpy")
    named = runpy.run_module("part_that_is_run")
    by_path = runpy.run_path(str(tmp_path / "part_that_is_run.py"), {"given": 1}, "__main__")
    assert named["ours"] is by_path["ours"] is imports.legacy_import
    assert (by_path["given"], by_path["__name__"]) == (1, "__main__")
    assert runpy.run_module("colorsys")["__builtins__"] == vars(builtins)


def test_submodules_of_a_users_tfv1(run, tmp_path):
    """`from tfv1 import part` loads the part; a name that is nowhere is left to the statement."""
    package = tmp_path / "tfv1"
    package.mkdir()
    (package / "__init__.py").write_text("size = 3\n")
    (package / "part.py").write_text("from . import size\n")
    shadowing.look_for(str(tmp_path))
    assert shadowing.shadows_us("tfv1.part", None, 0)
    module = imports.legacy_import("tfv1", {}, {}, ("part", "size", "nothing"))
    assert module.part.size == module.size == 3
    assert not hasattr(module, "nothing")
    assert sys.modules["tfv1"] is not module


def test_our_own_folder_is_no_tfv1_of_the_users(run):
    """A script beside this package still means this package."""
    import tfv1

    shadowing.look_for(str(tfv1.__path__[0]) + "/..")
    assert not shadowing.shadows_us("tfv1", None, 0)


def test_user_code_is_found_until_it_is_taken_out(monkeypatch, tmp_path):
    """After install the user's files get legacy builtins, after uninstall those of Python."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("rows_first", "rows_second"):
        (tmp_path / f"{name}.py").write_text("")
        monkeypatch.delitem(sys.modules, name, raising=False)
    usercode.install()
    import rows_first

    usercode.uninstall()
    import rows_second

    kinds = [type(module.__loader__) for module in (rows_first, rows_second)]
    assert kinds[0] is loaders.SourceLoader
    assert kinds[1] is not loaders.SourceLoader
    assert chain.USER_CODE not in [getattr(finder, "place", "") for finder in sys.meta_path]


def test_only_source_of_legacy_packages_is_loaded_as_such(tmp_path):
    """A module that is absent, or is no source file, is left to the other finders."""
    finder = legacy_packages.LegacyPackageFinder()
    folder = tmp_path / "tensorflow_estimator"
    folder.mkdir()
    source = folder / "python.py"
    source.write_text("")
    py_compile.compile(str(source), str(folder / "no_source.pyc"))
    paths = [str(folder)]
    found = finder.find_spec("tensorflow_estimator.python", paths)
    assert type(found.loader) is loaders.SourceLoader
    assert finder.find_spec("tensorflow_estimator.absent", paths) is None
    compiled = finder.find_spec("tensorflow_estimator.no_source", paths)
    assert type(compiled.loader) is SourcelessFileLoader
    assert finder.find_spec("tensorflow_hub.python", paths) is None
