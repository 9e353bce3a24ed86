"""The cache folder where somebody else can write to it: no code is taken from there."""

import hashlib
import os
import zipfile
from dataclasses import replace

import pytest

from tfv1 import cachefolder
from tfv1.contrib.upstream import store, wheel
from tfv1.python2 import cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache folder, and a umask that lets the group write."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))
    before = os.umask(0o002)
    yield tmp_path / "cache"
    os.umask(before)


@pytest.fixture
def published(tmp_path, monkeypatch):
    """A small wheel, taken for the published one."""
    path = tmp_path / wheel.TENSORFLOW.file
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tensorflow_core/contrib/__init__.py", "x = 1")
        archive.writestr("tensorflow_core/contrib/slim/__init__.py", "x = 1")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    one = replace(wheel.TENSORFLOW, sha256=digest)
    monkeypatch.setattr(wheel, "TENSORFLOW", one)
    monkeypatch.setattr(wheel, "WHEELS", (one,))
    return path


def test_an_install_lets_nobody_else_write(folder, published):
    """Whatever the umask, nothing in the cache can be written by the group or by others."""
    wheel.install([published])
    assert store.is_installed() and store.is_whole()
    for one in (folder, *folder.rglob("*")):
        assert not one.stat().st_mode & 0o022, one


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o757])
@pytest.mark.parametrize("place", ["", "contrib", "stamp"])
def test_contrib_in_a_folder_that_others_can_write_is_not_used(folder, published, mode, place):
    """The cache folder, the one in it, or the stamp; installing again makes it right."""
    wheel.install([published])
    one = {"": folder, "contrib": store.folder(), "stamp": store.folder() / "stamp.json"}[place]
    one.chmod(mode)
    assert not store.is_installed() and not store.is_whole()
    assert store.distrusted() == one
    wheel.install([published])
    assert store.is_installed() and store.is_whole()


@pytest.mark.root
def test_contrib_of_another_user_is_not_used(folder, published):
    """Whoever owns the files can write them."""
    wheel.install([published])
    os.chown(store.folder(), 12345, 12345)
    assert not store.is_installed()


def test_contrib_behind_a_link_is_not_used(folder, published):
    """What the link leads to may be anybody's."""
    wheel.install([published])
    store.folder().rename(folder / "away")
    store.folder().symlink_to("away")
    assert not store.is_installed()


def test_the_lock_is_no_way_to_another_file(folder, published, tmp_path):
    """A link in its place is not followed, and nothing is truncated; the reason is reported."""
    mine = tmp_path / "mine"
    mine.write_text("precious")
    folder.mkdir()
    (folder / ".contrib-lock").symlink_to(mine)
    with pytest.raises(wheel.CannotInstall, match="cannot write to the cache"):
        wheel.install([published])
    assert mine.read_text() == "precious"


def test_a_lock_that_is_there_is_not_truncated(folder, published):
    """Nor is a hard link to a file of mine."""
    folder.mkdir()
    (folder / ".contrib-lock").write_text("precious")
    wheel.install([published])
    assert (folder / ".contrib-lock").read_text() == "precious"


def test_a_leftover_that_is_a_link_is_removed_alone(folder, published, tmp_path):
    """What it leads to stays."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    folder.mkdir()
    (folder / ".contrib-partial-x").symlink_to(tmp_path / "mine")
    wheel.install([published])
    assert (tmp_path / "mine" / "file").exists()
    assert not (folder / ".contrib-partial-x").is_symlink()


def planted(folder, source):
    """The file with the converted text of `source`, which is changed."""
    cache.write(source, "converted")
    (file,) = (folder / "python2").rglob("*.py")
    assert cache.read(source) == "converted"
    return file


@pytest.mark.parametrize("above", [0, 1, 2, 3])
def test_a_conversion_that_others_can_write_is_made_anew(folder, above):
    """The file itself, or a folder that it is in."""
    file = planted(folder, "print 1")
    [file, *file.parents][above].chmod(0o777)
    assert cache.read("print 1") is None


@pytest.mark.root
def test_a_conversion_of_another_user_is_made_anew(folder):
    """Somebody has put the file there."""
    os.chown(planted(folder, "print 1"), 12345, 12345)
    assert cache.read("print 1") is None


def test_a_conversion_behind_a_link_is_made_anew(folder, tmp_path):
    """The link may be anybody's."""
    file = planted(folder, "print 1")
    file.rename(tmp_path / "away.py")
    file.symlink_to(tmp_path / "away.py")
    assert cache.read("print 1") is None


def test_a_cache_that_others_could_write_is_closed_by_the_next_write(folder):
    """So that a cache of an older version is of use again."""
    folder.mkdir()
    folder.chmod(0o777)
    planted(folder, "print 1")
    assert not folder.stat().st_mode & 0o022


def test_the_cache_folder_itself_may_be_a_link(folder, tmp_path):
    """The user has named it."""
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    folder.symlink_to(tmp_path / "elsewhere")
    cache.write("print 1", "converted")
    assert cache.read("print 1") == "converted"
    assert not cachefolder.is_trusted(tmp_path)  # not in it
