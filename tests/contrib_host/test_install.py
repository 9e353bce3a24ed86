"""tfv1 contrib: install, status, remove; all or nothing."""

import dataclasses
import hashlib
import os
import signal
import subprocess
import sys
import zipfile

import pytest

from tests.support.cli import python
from tfv1.contrib.upstream import store, wheel


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache folder."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TFV1_CACHE", str(folder))
    return folder


@pytest.fixture
def small_wheel(tmp_path, monkeypatch):
    """A wheel of a few files, taken for the published one."""
    return make_wheel(tmp_path, monkeypatch)


def make_wheel(tmp_path, monkeypatch, size=10):
    path = tmp_path / wheel.TENSORFLOW.file
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tensorflow_core/contrib/__init__.py", "#" * size)
        archive.writestr("tensorflow_core/contrib/slim/__init__.py", "x = 1")
        archive.writestr("tensorflow_core/contrib/slim/iris.csv", "1,2")
        archive.writestr("tensorflow_core/contrib/slim/op.so", "no source")
        archive.writestr("tensorflow_core/python/framework/ops.py", "not kept")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    published = dataclasses.replace(wheel.TENSORFLOW, sha256=digest)
    monkeypatch.setattr(wheel, "TENSORFLOW", published)
    monkeypatch.setattr(wheel, "WHEELS", (published,))
    return path


def left_in(cache):
    """What a failed install has left, besides its lock."""
    return sorted(path.name for path in cache.iterdir() if path.name != ".contrib-lock")


def tfv1(*arguments, **environment):
    return python("-m", "tfv1", "contrib", *arguments, env={**os.environ, **environment})


def test_an_install_keeps_the_sources_and_tables_of_contrib(cache, small_wheel):
    """Only tf.contrib's sources and data sets are kept, below one folder with a stamp."""
    wheel.install([small_wheel])
    assert store.is_whole()
    assert store.stamp().files == 3
    kept = sorted(path.name for path in store.folder().rglob("*") if path.is_file())
    assert kept == ["__init__.py", "__init__.py", "iris.csv", "stamp.json"]
    assert left_in(cache) == [store.folder().name]


def test_a_second_install_replaces_a_damaged_one(cache, small_wheel):
    """A missing file is noticed, and installing again mends it."""
    wheel.install([small_wheel])
    (store.folder() / "contrib" / "slim" / "__init__.py").unlink()
    assert store.is_installed() and not store.is_whole()
    wheel.install([small_wheel])
    assert store.is_whole()
    assert left_in(cache) == [store.folder().name]


def test_remove_leaves_nothing(cache, small_wheel):
    """After remove the files are gone; removing again says that there were none."""
    wheel.install([small_wheel])
    assert store.remove()
    assert not store.is_installed()
    assert left_in(cache) == []
    assert not store.remove()


def test_another_file_is_refused(cache, tmp_path):
    """A file with a different hash is reported with both, status 1, and nothing is installed."""
    other = tmp_path / "tensorflow-1.15.5-cp37-cp37m-manylinux2010_x86_64.whl"
    other.write_bytes(b"not the wheel")
    done = tfv1("install", "--wheel", str(other))
    assert done.returncode == 1
    digest = hashlib.sha256(b"not the wheel").hexdigest()
    assert digest in done.stderr and wheel.TENSORFLOW.sha256 in done.stderr
    assert "Traceback" not in done.stderr
    assert left_in(cache) == []
    assert tfv1("status").returncode == 1


def test_what_was_installed_survives_a_failed_install(cache, small_wheel, tmp_path):
    """A failed install leaves the one before it whole."""
    wheel.install([small_wheel])
    other = tmp_path / "other.whl"
    other.write_bytes(b"not the wheel")
    with pytest.raises(wheel.CannotInstall):
        wheel.install([other])
    assert store.is_whole()


def test_a_missing_wheel_and_a_missing_action_are_told(cache, tmp_path):
    """No such file: status 1 and its name; no action: status 2."""
    done = tfv1("install", "--wheel", str(tmp_path / "none.whl"))
    assert done.returncode == 1 and "there is no file" in done.stderr
    assert tfv1().returncode == 2


def test_a_cache_that_cannot_be_written_is_told(tmp_path, monkeypatch, small_wheel):
    """One sentence with the folder, the cause and TFV1_CACHE."""
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("TFV1_CACHE", str(file / "cache"))
    with pytest.raises(wheel.CannotInstall, match=r"cannot write to the cache .*TFV1_CACHE"):
        wheel.install([small_wheel])
    done = tfv1("status")
    assert done.returncode == 1 and "Traceback" not in done.stderr


@pytest.mark.parametrize("version", ["2.15.1", "2.22.0"])
def test_another_tensorflow_is_refused(cache, small_wheel, monkeypatch, version):
    """A TensorFlow that is out of range is reported before anything is done."""
    monkeypatch.setattr(wheel.metadata, "version", lambda name: version)
    with pytest.raises(wheel.CannotInstall, match=rf"2.16 to 2.21, and TensorFlow {version}"):
        wheel.install([small_wheel])
    assert not cache.exists()


def test_no_network_is_told_with_the_way_out(cache, tmp_path):
    """When pip finds nothing, its reason is shown, and how to install from a file."""
    done = tfv1(
        "install", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path), PIP_CONFIG_FILE=os.devnull
    )
    assert done.returncode == 1
    assert "pip could not download tensorflow==1.15.5" in done.stderr
    assert "\nWhere there is no network, get tensorflow-1.15.5-" in done.stderr
    assert "--wheel FILE" in done.stderr
    assert left_in(cache) == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_install_is_no_install(cache, how):
    """Killed in the middle, it has installed nothing, and the next install cleans up."""
    program = """
import sys
from tfv1.contrib.upstream import store
from tfv1.runtime import sigterm
sigterm.install()
with store.new_folder() as place:
    (place / "half.py").write_text("x")
    print("filling", flush=True)
    sys.stdin.read()
"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-c", program], **pipes)
    with process:
        assert process.stdout.readline() == b"filling\n"
        process.send_signal(how)
        process.wait()
        assert not store.is_installed()
        assert bool(left_in(cache)) == (how == signal.SIGKILL)
    store.remove()
    assert left_in(cache) == []


@pytest.mark.root
def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    """On a full file system the sentence names it, and no half install stays."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("root may not mount a file system here")
    try:
        monkeypatch.setenv("TFV1_CACHE", str(disk / "cache"))
        path = make_wheel(tmp_path, monkeypatch, size=500_000)
        with pytest.raises(wheel.CannotInstall, match="No space left on device"):
            wheel.install([path])
        assert not store.is_installed()
        assert left_in(disk / "cache") == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_status_loads_no_tensorflow(cache):
    """The command answers without TensorFlow."""
    program = """
import sys
from tfv1.cli import main
main(["contrib", "status"])
assert "tensorflow" not in sys.modules
"""
    done = python("-c", program)
    assert done.returncode == 0, done.stderr
    assert "run: tfv1 contrib install" in done.stdout
