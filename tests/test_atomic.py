"""Files and directories that are there whole, or not at all."""

import os
import stat

import pytest

from tfv1.atomic import whole_directory, whole_file


def put(path, text, **options):
    with whole_file(str(path), **options) as file:
        file.write(text.encode())


def test_a_file_is_replaced_when_it_is_complete(tmp_path):
    """Until then the old one stays, and nothing else is left; its permissions stay."""
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o640)
    with whole_file(str(path)) as file:
        file.write(b"new")
        file.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new" and os.listdir(tmp_path) == ["x"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_of_new_files(tmp_path):
    """Those that the umask leaves, as with open()."""
    put(tmp_path / "ours", "x")
    (tmp_path / "theirs").write_text("x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


def test_permissions_that_are_given(tmp_path):
    """They hold for a file that is replaced, too."""
    (tmp_path / "x").write_text("old")
    (tmp_path / "x").chmod(0o666)
    put(tmp_path / "x", "new", mode=0o600)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt()])
def test_an_exception_leaves_everything_as_it_was(tmp_path, error):
    """Neither half a file nor one under another name; directories go with their contents."""
    (tmp_path / "x").write_text("old")
    with pytest.raises(type(error)), whole_file(str(tmp_path / "x")) as file:
        file.write(b"half")
        raise error
    with pytest.raises(type(error)), whole_directory(str(tmp_path / "d")) as directory:
        put(os.path.join(directory, "a"), "half")
        raise error
    assert os.listdir(tmp_path) == ["x"] and (tmp_path / "x").read_text() == "old"


def test_what_must_not_be_replaced(tmp_path):
    """A file, and a link that leads nowhere, stay; one that comes meanwhile, too."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("file", "link"):
        with pytest.raises(FileExistsError) as error:
            put(tmp_path / name, "x", overwrite=False)
        assert error.value.filename == str(tmp_path / name)
    with pytest.raises(FileExistsError), whole_file(str(tmp_path / "late"), False) as file:
        file.write(b"ours")
        (tmp_path / "late").write_text("theirs")
    assert (tmp_path / "late").read_text() == "theirs"
    assert sorted(os.listdir(tmp_path)) == ["file", "late", "link"]


def test_an_error_names_the_file_that_was_asked_for(tmp_path):
    """Not the one that it was written to first; an error about another file stays as it is."""
    with pytest.raises(FileNotFoundError) as error:
        put(tmp_path / "no" / "x", "x")
    assert error.value.filename == str(tmp_path / "no" / "x")
    with pytest.raises(FileNotFoundError) as error, whole_file(str(tmp_path / "x")):
        (tmp_path / "other").read_text()
    assert error.value.filename == str(tmp_path / "other")


def test_below_an_open_directory(tmp_path):
    """The path counts from there, wherever the directory has gone; a link is replaced itself."""
    (tmp_path / "a").mkdir()
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "a" / "x").symlink_to("../mine")
    directory = os.open(tmp_path / "a", os.O_RDONLY)
    (tmp_path / "a").rename(tmp_path / "b")
    put("x", "new", directory=directory)
    os.close(directory)
    assert not (tmp_path / "b" / "x").is_symlink()
    assert (tmp_path / "b" / "x").read_text() == "new"
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_directory(tmp_path):
    """It appears with its contents; one that is not empty is not replaced."""
    with whole_directory(str(tmp_path / "d"), mode=0o750) as directory:
        put(os.path.join(directory, "a"), "x")
        assert not (tmp_path / "d").exists()
    assert os.listdir(tmp_path / "d") == ["a"]
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o750
    with pytest.raises(OSError), whole_directory(str(tmp_path / "d")):
        pass
    assert os.listdir(tmp_path) == ["d"]
