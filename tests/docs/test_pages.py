"""README.md and docs/ are true: their commands are run, and their links lead somewhere."""

import re
import subprocess
import sys

import pytest

from tests.docs import pages
from tests.support.environment import of_a_child


@pytest.mark.parametrize(
    "page",
    [page for page in pages.PAGES if pages.steps(page)],
    ids=lambda page: str(page.relative_to(pages.TOP)),
)
def test_commands(page, tmp_path):
    """Every command on the page prints what the page shows, and exits as it says."""
    folder = tmp_path / "work"
    folder.mkdir()
    wrong = pages.run(page, folder)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: str(page.relative_to(pages.TOP)))
def test_links(page):
    """Every relative link leads to a file, and every anchor to a heading."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(), re.MULTILINE)
            assert anchor in {_anchor(heading) for heading in headings}, target


def test_the_walks_name_files_that_exist():
    """Every file that docs/internals.md sends its reader to is where it says."""
    text = (pages.TOP / "docs/internals.md").read_text()
    named = set(re.findall(r"`((?:[a-z0-9_]+/)+[a-z0-9_]*(?:\.py)?)`", text))
    assert len(named) > 20
    package = pages.TOP / "compat/tfv1"
    lost = [one for one in named if not any((top / one).exists() for top in (package, pages.TOP))]
    assert not lost


def _anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_the_harness_bites():
    """Output that differs is seen; `...` stands for anything, across lines."""
    assert pages.matches("a ... b\n", "a 1\n2 b\n")
    assert not pages.matches("a ... b\n", "a 1 c\n")
    assert not pages.matches("", "something\n")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse formats otherwise from 3.13 on")
def test_the_reference_of_commands_is_new():
    """docs/reference/commands.md is what the commands' help says; scripts/reference writes it."""
    subprocess.run([sys.executable, pages.TOP / "scripts/reference", "--check"], check=True)


def test_the_site_builds(tmp_path):
    """The pages build as a site without a warning; every page is in its navigation."""
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", tmp_path]
    done = subprocess.run(
        command,
        cwd=pages.TOP,
        capture_output=True,
        text=True,
        env=of_a_child(NO_MKDOCS_2_WARNING="1"),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "reference/python/index.html").exists()
    names = (tmp_path / "reference/names/index.html").read_text()
    for name in ("tensorflow.pack", "asscalar", "tensorflow.train.SummaryWriter", "crf"):
        assert f"<code>{name}</code>" in names
