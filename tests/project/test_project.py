"""The project's own files: workflows and forms are valid and up to date."""

import configparser
import pathlib
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.cli import python
from tests.support.environment import ROOT

TOP = pathlib.Path(ROOT)


def schema_check(schema, *files):
    pytest.importorskip("check_jsonschema")
    done = python("-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows():
    """The workflows follow GitHub's schema."""
    schema_check("github-workflows", *(TOP / ".github/workflows").glob("*.yml"))


def test_workflows_call_what_is_there():
    """Every script that a workflow runs is in the repository, and can be executed."""
    called = set()
    for file in (TOP / ".github/workflows").glob("*.yml"):
        called |= set(re.findall(r"run: (scripts/[\w-]+|\.ci/run)", file.read_text()))
    assert called >= {".ci/run", "scripts/build", "scripts/test-matrix"}
    for script in called:
        assert (TOP / script).stat().st_mode & 0o111


def test_issue_forms():
    """The issue forms follow GitHub's schema."""
    forms = set((TOP / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    schema_check("github-issue-forms", *(form for form in forms if form.name != "config.yml"))


def test_the_changelog_has_an_unreleased_section():
    """What comes next is listed on top, and the version before it is setup.cfg's or older."""
    headings = re.findall(r"^## (.*)$", (TOP / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"


def test_the_version_stands_in_one_place():
    """No file but setup.cfg gives the version."""
    settings = configparser.ConfigParser()
    settings.read(TOP / "setup.cfg")
    version = settings["metadata"]["version"]
    for file in (TOP / "compat").rglob("*.py"):
        assert f'"{version}"' not in file.read_text()


def test_the_matrix_covers_what_the_classifiers_say():
    """scripts/test-matrix and scripts/test have a row for every Python of the classifiers."""
    done = python(TOP / "scripts/test-matrix", "--list", check=True)
    claimed = re.findall(r"Python :: (3\.\d+)", (TOP / "setup.cfg").read_text())
    assert set(re.findall(r"Python (3\.\d+)", done.stdout)) == set(claimed)


def test_versions_are_complete():
    """versions.txt has an allowed release of whatever the tests need."""
    lines = (TOP / "scripts/lib/versions.txt").read_text().splitlines()
    fixed = {}
    for line in lines:
        if not line.startswith("#"):
            name, version = line.split("==")
            fixed[canonicalize_name(name)] = version
    settings = configparser.ConfigParser()
    settings.read(TOP / "setup.cfg")
    wanted = settings["options"]["install_requires"], settings["options.extras_require"]["test"]
    for line in "\n".join(wanted).splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            assert fixed[canonicalize_name(requirement.name)] in requirement.specifier, line
