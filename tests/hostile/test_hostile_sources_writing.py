"""`tfv1 migrate` in a repository made to hurt: nothing is started, nothing outside is written."""

import errno
import os
import resource
import subprocess
from pathlib import Path

import pytest

from tests.support.cli import python
from tfv1.cli import main
from tfv1.migrate.gitindex import GitIndex
from tfv1.migrate.migrate import rewrite, write
from tfv1.source.folder import Folder, write_page

OLD = "import tensorflow as tf\n"
NEW = "import tfv1 as tf\n"


def migrate(*arguments, **environment):
    return python("-m", "tfv1", "migrate", *arguments, env={**os.environ, **environment})


def git(folder, *arguments):
    identity = ["-c", "user.name=x", "-c", "user.email=x@y"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    """A checkout with a committed file, one changed since, and one that git does not have."""
    folder = tmp_path / "repository"
    (folder / "sub").mkdir(parents=True)
    (folder / "committed.py").write_text(OLD)
    (folder / "sub" / "changed.py").write_text(OLD)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")
    (folder / "sub" / "changed.py").write_text(OLD + "x = 1\n")
    (folder / "new.py").write_text(OLD)
    return folder


def test_nothing_of_a_repositorys_configuration_runs(repository, tmp_path):
    """fsmonitor, filters, a diff driver, hooks, a pager, an alias, and GIT_* that point there."""
    ran = tmp_path / "ran"
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\necho $0 $@ >> {ran}\n")
    evil.chmod(0o755)
    settings = {
        "core.fsmonitor": evil,
        "core.hooksPath": tmp_path,
        "core.pager": evil,
        "core.sshCommand": evil,
        "core.editor": evil,
        "alias.diff": f"!{evil}",
        "alias.ls-files": f"!{evil}",
        "diff.external": evil,
        "diff.x.textconv": evil,
        "diff.x.command": evil,
        "filter.x.clean": evil,
        "filter.x.smudge": evil,
        "filter.x.process": evil,
        "filter.x.required": "true",
    }
    for name, value in settings.items():
        git(repository, "config", name, str(value))
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("*.py filter=x diff=x\n")
    # The stat of each file is newer than the index, so that git would have to look.
    for file in repository.rglob("*.py"):
        os.utime(file, (2e9, 2e9))
    ran.unlink(missing_ok=True)
    done = migrate(
        *(repository, "--write"),
        GIT_EXTERNAL_DIFF=str(evil),
        GIT_PAGER=str(evil),
        GIT_SSH_COMMAND=str(evil),
        GIT_DIR=str(repository / ".git"),
    )
    assert done.returncode == 0, done.stderr
    assert not ran.exists()
    assert (repository / "committed.py").read_text() == NEW


def test_migrate_starts_no_program(repository, tmp_path):
    """Nor one called git that is first on the PATH."""
    ran = tmp_path / "ran"
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\ntouch {ran}\n")
    fake.chmod(0o755)
    done = migrate(repository, "--write", PATH=f"{fake.parent}:{os.environ['PATH']}")
    assert done.returncode == 0 and not ran.exists()


def test_a_backup_is_kept_of_what_git_does_not_have(repository):
    """The committed file needs none, the two others do."""
    assert migrate(repository, "--write").returncode == 0
    backups = sorted(str(one.relative_to(repository)) for one in repository.rglob("*.orig"))
    assert backups == ["new.py.orig", "sub/changed.py.orig"]
    assert (repository / "sub" / "changed.py.orig").read_text() == OLD + "x = 1\n"


@pytest.mark.parametrize("damage", ["cut", "zeros", "text", "pipe", "link", "gone", "version"])
def test_a_damaged_index_means_a_backup(repository, damage):
    """Whatever is in the place of git's index, nothing is lost and nothing waits."""
    index = repository / ".git" / "index"
    data = index.read_bytes()
    index.unlink()
    if damage == "pipe":
        os.mkfifo(index)
    elif damage == "link":
        index.symlink_to("/dev/zero")
    elif damage != "gone":
        new = {"cut": data[:70], "zeros": bytes(100), "text": b"x", "version": data[:7] + b"\4"}
        index.write_bytes(new[damage])
    assert not GitIndex(repository).has(repository / "committed.py", OLD.encode())
    assert migrate(repository, "--write").returncode == 0
    assert (repository / "committed.py.orig").read_text() == OLD


def test_the_index_agrees_with_git(repository):
    """For files by the hundred, with names of every length, and an index of version 3."""
    for number in range(300):
        (repository / ("n" * (number % 60 + 1) + f"{number}.py")).write_text(f"x = {number}\n")
    git(repository, "add", ".")
    (repository / "intended.py").write_text("")
    git(repository, "add", "-N", "intended.py")  # needs version 3
    index = GitIndex(repository)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split():
        file = repository / name
        assert index.has(file, file.read_bytes())
        assert not index.has(file, file.read_bytes() + b" ")


@pytest.fixture
def outside(tmp_path):
    """A file that is not in the tree."""
    file = tmp_path / "outside" / "mine.py"
    file.parent.mkdir()
    file.write_text(OLD)
    return file


def test_write_follows_no_link_out_of_the_tree(tmp_path, outside):
    """A link to a file elsewhere is reported, with exit status 1, and the others are written."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "train.py").symlink_to(outside)
    (tree / "good.py").write_text(OLD)
    for path in (tree, tree / "train.py"):
        done = migrate(path, "--write")
        assert done.returncode == 1
        assert f"train.py: left as it is: it is a link out of {tree}" in done.stderr
    assert outside.read_text() == OLD
    assert sorted(os.listdir(outside.parent)) == ["mine.py"]
    assert (tree / "good.py").read_text() == NEW


def test_write_changes_what_links_inside_the_tree_lead_to_once(tmp_path):
    """The links stay, and there is one backup."""
    (tmp_path / "real.py").write_text(OLD)
    (tmp_path / "link.py").symlink_to("real.py")
    (tmp_path / "other.py").symlink_to(tmp_path / "real.py")
    assert migrate(tmp_path, "--write").returncode == 0
    names = ["link.py", "other.py", "real.py", "real.py.orig"]
    assert sorted(os.listdir(tmp_path)) == names
    assert (tmp_path / "link.py").is_symlink() and (tmp_path / "link.py").read_text() == NEW
    assert (tmp_path / "real.py.orig").read_text() == OLD


def test_a_dangling_backup_link_creates_nothing(tmp_path):
    """train.py.orig leads to a file that does not exist: it stays so."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "train.py").write_text(OLD)
    (tree / "train.py.orig").symlink_to(tmp_path / "created")
    assert migrate(tree, "--write").returncode == 0
    assert not (tmp_path / "created").exists()
    assert (tree / "train.py.orig2").read_text() == OLD


def test_a_folder_replaced_by_a_link_is_not_followed(tmp_path, outside):
    """Between reading and writing, the folder becomes a link to elsewhere."""
    tree = tmp_path / "tree"
    (tree / "sub").mkdir(parents=True)
    (tree / "sub" / "mine.py").write_text(OLD)
    results = [rewrite(tree / "sub" / "mine.py")]
    (tree / "sub").rename(tmp_path / "away")
    (tree / "sub").symlink_to(outside.parent)
    assert list(write(results, tree)) == []
    assert results[0].error and outside.read_text() == OLD
    with pytest.raises(OSError):
        Folder(tree).replace(Path("sub/mine.py"), b"")
    with pytest.raises(OSError):
        Folder(tree).create(Path("sub/new.py"), b"")
    assert os.listdir(outside.parent) == ["mine.py"]


def test_a_file_changed_meanwhile_is_left(tmp_path):
    """What somebody has written since it was read is not overwritten."""
    file = tmp_path / "a.py"
    file.write_text(OLD)
    results = [rewrite(file)]
    file.write_text("newer\n")
    assert list(write(results, tmp_path)) == []
    assert results[0].error == "it has changed in the meantime"
    assert file.read_text() == "newer\n"


def test_output_follows_no_link_out_of_the_copy(tmp_path, outside):
    """A link out of the tree becomes a file in the copy; one inside stays a link."""
    tree, copy = tmp_path / "tree", tmp_path / "copy"
    (tree / "sub").mkdir(parents=True)
    (tree / "sub" / "out.py").symlink_to(outside)
    (tree / "real.py").write_text(OLD)
    (tree / "absolute.py").symlink_to(tree / "real.py")
    (tree / "link.py").symlink_to("real.py")
    assert migrate(tree, "--output", copy).returncode == 0
    assert outside.read_text() == OLD and (tree / "real.py").read_text() == OLD
    for name in ("sub/out.py", "real.py", "absolute.py", "link.py"):
        assert (copy / name).read_text() == NEW
    assert (copy / "link.py").is_symlink() and not (copy / "sub" / "out.py").is_symlink()


def test_output_copies_no_pipe_and_not_itself(tmp_path):
    """Into a folder inside the tree, with a pipe and links in circles beside the sources."""
    (tmp_path / "a.py").write_text(OLD)
    (tmp_path / "here").symlink_to(".")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "new").mkdir()
    done = migrate(tmp_path, "--output", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(tmp_path / "new")) == ["a.py", "here"]


def test_output_without_what_cannot_be_read(tmp_path, monkeypatch, capsys):
    """The rest is copied, a sentence says what was left out, and the exit status is 1."""
    tree, copy = tmp_path / "tree", tmp_path / "below" / "copy"
    tree.mkdir()
    (tree / "a.py").write_text(OLD)
    (tree / "secret").write_text("x")
    original = os.open

    def refuse(path, *arguments, **options):
        if os.fspath(path) == str(tree / "secret"):  # root may read everything
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return original(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    assert main(["migrate", str(tree), "--output", str(copy)]) == 1
    assert os.listdir(copy) == ["a.py"] and (copy / "a.py").read_text() == NEW
    told = f"tfv1 migrate: left out: {tree / 'secret'}: Permission denied"
    assert told in capsys.readouterr().err.splitlines()


def test_output_of_a_single_file(tmp_path):
    """Nothing of it counts as left out."""
    (tmp_path / "a.py").write_text(OLD)
    done = migrate(tmp_path / "a.py", "--output", tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "1 file, 1 changed (imports 1)\n")


def test_output_to_a_full_disk(tmp_path):
    """One sentence, exit status 1, and nothing is left."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "a.py").write_text(OLD)
    (tree / "data").write_bytes(bytes(5000))
    done = python(
        *("-m", "tfv1", "migrate", tree, "--output", tmp_path / "new"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"tfv1 migrate: {tmp_path / 'new'}: File too large.\n"
    assert os.listdir(tmp_path) == ["tree"]


@pytest.mark.parametrize("there", ["file", "dangling link", "full folder"])
def test_output_to_what_is_there_is_misuse(tmp_path, there):
    """Exit status 2, and nothing is written."""
    (tmp_path / "a.py").write_text(OLD)
    target = tmp_path / "there"
    if there == "file":
        target.write_text("x")
    elif there == "full folder":
        target.mkdir()
        (target / "x").write_text("x")
    else:
        target.symlink_to(tmp_path / "nowhere")
    assert migrate(tmp_path / "a.py", "--output", target).returncode == 2
    assert not (tmp_path / "nowhere").exists()


def test_verify_leaves_what_links_lead_to(tmp_path, outside):
    """Both copies have a file in place of the link; the programs fail, which is reported."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "train.py").symlink_to(outside)
    outside.write_text(OLD + "raise SystemExit(3)\n")
    done = migrate(tree, "--verify", "train.py")
    assert done.returncode == 1 and "failed with status 3" in done.stderr
    assert outside.read_text().startswith(OLD)


def test_a_page_replaces_a_link(tmp_path, outside):
    """`check --html page.html` in a tree where that is a link to a file of mine."""
    (tmp_path / "page.html").symlink_to(outside)
    write_page(tmp_path / "page.html", "page")
    assert outside.read_text() == OLD
    assert (tmp_path / "page.html").read_text() == "page"


def test_a_failed_write_leaves_no_temporary_file(tmp_path, monkeypatch):
    """The old file stays whole."""
    (tmp_path / "a.py").write_text(OLD)

    def refuse(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    results = [rewrite(tmp_path / "a.py")]
    list(write(results, tmp_path))
    assert results[0].error == "it cannot be written: No space left on device"
    assert sorted(os.listdir(tmp_path)) == ["a.py", "a.py.orig"]
    assert (tmp_path / "a.py").read_text() == OLD
