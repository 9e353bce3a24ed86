"""The fixture event_log_regression in real pytest runs: in this process where that will do."""

import json
import shutil

import pytest

from tests.testing.golden_logs import write_log

# Once here, not again in every inner pytest run. (pytest looks into what a test module imports:
# `import tfv1` would have it load TensorFlow.)
from tfv1.testing import regression  # noqa: F401

pytest_plugins = ["pytester"]

MODULE = """
import shutil

def test_run(event_log_regression):
    event_log_regression.check("log")

def test_other():
    pass
"""
HEADING = "unused golden event logs"
GOLDEN = "test_it/test_run.events.jsonl"


@pytest.fixture
def project(pytester):
    """A project with one test of the event log in `log`."""
    pytester.makepyfile(test_it=MODULE)
    write_log(pytester.path / "log")
    return pytester


def outcomes(project, *arguments, **expected):
    """Run pytest on the project; assert the outcomes and return its result."""
    has_workers = "-n" in arguments
    run = project.runpytest_subprocess if has_workers else project.runpytest_inprocess
    # Hypothesis, when it is not used, takes longer than all the rest.
    result = run("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *arguments)
    result.assert_outcomes(**expected)
    return result


def with_golden(project):
    outcomes(project, "--regen-all", passed=2)
    assert (project.path / GOLDEN).exists()
    return (project.path / GOLDEN).read_bytes()


def test_missing_golden_is_written_and_fails(project):
    """Without a golden the test fails once and leaves one; then it passes."""
    result = outcomes(project, failed=1, passed=1)
    result.stdout.fnmatch_lines([f"*There was no golden event log; {GOLDEN} has been written.*"])
    assert "- golden event logs -" not in result.stdout.str()  # told once, by the failure itself
    outcomes(project, passed=2)


def test_golden_is_lines_of_json_that_say_how_it_was_made(project):
    """A golden has its origin and versions, then a line a run and a line a value."""
    lines = [json.loads(line) for line in with_golden(project).splitlines()]
    assert lines[0]["made by"] == "pytest test_it.py::test_run"
    assert {"python", "numpy", "tensorflow"} <= lines[0]["versions"].keys()
    assert lines[1] == {"run": "."}
    assert lines[2] == {"step": 0, "event": "file_version", "content": "brain.Event:2"}
    assert lines[3] == {"step": 0, "tag": "loss", "scalar": 1.0}
    assert lines[4] == {"step": 1, "tag": "loss", "scalar": 0.1}


def test_difference_fails_with_the_table_and_leaves_what_was_obtained(project):
    """Another value fails with the diff's table; the obtained log stays beside the golden."""
    golden = with_golden(project)
    write_log(project.path / "log", loss=[1.0, 0.1, 0.06])
    result = outcomes(project, failed=1, passed=1)
    result.stdout.fnmatch_lines(
        [
            "*loss: first differs at step 2: 0.0500000007 in A, 0.0599999987 in B*",
            "*tag   kind     A  B  differing  first step  largest abs  largest rel",
            "*loss  scalars  3  3          1           2         0.01        0.167",
            "*test_it/test_run.obtained.jsonl; --regen-event-logs accepts it.",
        ]
    )
    assert (project.path / GOLDEN).read_bytes() == golden
    obtained = project.path / "test_it/test_run.obtained.jsonl"
    assert '"scalar": 0.06' in obtained.read_text()
    write_log(project.path / "log")
    outcomes(project, passed=2)
    assert not obtained.exists()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"loss": [1.0, 0.1]}, "*loss: number of points 3 in A, 2 in B; step 2 only in A"),
        ({"tag": "lost"}, "*loss: only in A"),
        ({"extra": True}, "*picture: only in B"),
    ],
)
def test_keys_are_compared_both_ways(project, change, line):
    """A point or a tag that has vanished fails, as one that is new does."""
    with_golden(project)
    write_log(project.path / "log", **change)
    outcomes(project, failed=1, passed=1).stdout.fnmatch_lines([line])


def test_empty_log_fails(project):
    """A log that was never written to does not pass, and becomes no golden."""
    write_log(project.path / "log", loss=[])
    result = outcomes(project, failed=1, passed=1)
    result.stdout.fnmatch_lines(["*Nothing to compare: log has no events."])
    assert not (project.path / GOLDEN).exists()


def test_damaged_log_fails(project):
    """A truncated log fails, and becomes no golden."""
    (file,) = (project.path / "log").iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    result = outcomes(project, "--regen-all", failed=1, passed=1)
    result.stdout.fnmatch_lines(["*The event log is damaged.", "*truncated tail*"])
    assert not (project.path / GOLDEN).exists()


def test_regen_rewrites_and_fails(project):
    """--regen-event-logs rewrites a golden that differs and fails; one that is equal is left."""
    golden = with_golden(project)
    outcomes(project, "--regen-event-logs", passed=2)
    assert (project.path / GOLDEN).read_bytes() == golden
    write_log(project.path / "log", loss=[2.0])
    result = outcomes(project, "--regen-event-logs", failed=1, passed=1)
    result.stdout.fnmatch_lines(["*test_run.events.jsonl has been rewritten.", "Review *"])
    outcomes(project, passed=2)


def test_regen_all_rewrites_and_passes(project):
    """--regen-all rewrites without failing."""
    with_golden(project)
    write_log(project.path / "log", loss=[2.0])
    outcomes(project, "--regen-all", passed=2)
    outcomes(project, passed=2)


def test_new_only(project):
    """--event-logs-new-only writes what is missing without failing, and leaves the others."""
    outcomes(project, "--event-logs-new-only", passed=2)
    golden = (project.path / GOLDEN).read_bytes()
    write_log(project.path / "log", loss=[2.0])
    outcomes(project, "--event-logs-new-only", failed=1, passed=1)
    assert (project.path / GOLDEN).read_bytes() == golden
    result = project.runpytest_subprocess("--event-logs-new-only", "--regen-event-logs")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --event-logs-new-only leaves goldens as they are: *"])


def test_tolerances(pytester):
    """Tolerances are by pattern; what they do not match keeps the default."""
    pytester.makepyfile(
        test_it="""
        import pytest

        @pytest.mark.parametrize("tolerances", [
            {"loss": 0.2}, {"l*": {"atol": 0.02}}, {"*": 0.5, "loss": {"rtol": 0.3}},
            {"loss": 0.01}, {"*": 0.5, "loss": 1e-3},
        ])
        def test_run(event_log_regression, tolerances):
            event_log_regression.check("log", tolerances, name="run")
        """
    )
    write_log(pytester.path / "log")
    outcomes(pytester, "--event-logs-new-only", passed=5)
    write_log(pytester.path / "log", loss=[1.0, 0.1, 0.06])
    outcomes(pytester, passed=3, failed=2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('check("log", {"loss": -1})', "*The tolerance of 'loss' must be a number or have *"),
        ('check("log", {"loss": "0.1"})', "*The tolerance of 'loss' must be a number *"),
        ('check("log", {"loss": None})', "*The tolerance of 'loss' must be a number *"),
        ('check("log", {"loss": {"tol": 1}})', "*The tolerance of 'loss' must be *"),
        ('check("log", {"loss": 1}, exact=True)', "*exact=True allows no error*"),
        ('check("log", {"lss": 1})', "*Pattern 'lss' matches no tag of either log; they are: *"),
        ('check("log", ignore="loss")', "*ignore expects a list of patterns, got the string *"),
        ('check("log", name="a/b")', "*The name of a golden is a file name without suffix*"),
        ('check("absent")', "*Cannot read absent: No such file or directory.*"),
    ],
)
def test_misuse(project, call, message):
    """Arguments that make no sense fail with one sentence, golden or not."""
    with_golden(project)
    project.makepyfile(test_it=MODULE.replace('check("log")', call))
    outcomes(project, failed=1, passed=1).stdout.fnmatch_lines([message])


def test_second_check_needs_a_name(project):
    """Two logs in one test get goldens of their own by name; without one the test says so."""
    body = MODULE + '    event_log_regression.check("log"{})\n'
    body = body.replace("def test_other():\n    pass\n", "")
    project.makepyfile(test_it=body.format(""))
    result = outcomes(project, "--regen-all", failed=1)
    result.stdout.fnmatch_lines(["*give each check a name=."])
    project.makepyfile(test_it=body.format(', name="second"'))
    outcomes(project, "--regen-all", passed=1)
    assert (project.path / "test_it/second.events.jsonl").exists()


TWO = """
def test_run(event_log_regression):
    event_log_regression.check("log", name="one")
    event_log_regression.check("log", name="two")
"""


def test_one_run_writes_the_goldens_of_all_checks(project):
    """A test with two checks writes both goldens at once and fails for both; then it passes."""
    project.makepyfile(test_it=TWO)
    result = outcomes(project, failed=1)
    result.stdout.fnmatch_lines(["*/one.events.jsonl has been written.", "*/two.events*written."])
    outcomes(project, passed=1)
    write_log(project.path / "log", loss=[2.0])
    result = outcomes(project, "--regen-event-logs", failed=1)
    result.stdout.fnmatch_lines(["*/one.events*rewritten.", "*/two.events*rewritten."])
    outcomes(project, passed=1)


def test_a_golden_of_another_test_is_named(project):
    """Tests may share a golden; one that logs something else is told to take a name of its own."""
    project.makepyfile(
        test_it="""
        import pytest

        @pytest.mark.parametrize("log", ["log", "same", "other"])
        def test_run(event_log_regression, log):
            event_log_regression.check(log, name="run")
        """
    )
    shutil.copytree(project.path / "log", project.path / "same")
    write_log(project.path / "other", loss=[3.0])
    result = outcomes(project, "--event-logs-new-only", passed=2, failed=1)
    made = "Another test made the golden (pytest test_it.py::test_run[[]log]): *name= of its own."
    result.stdout.fnmatch_lines([f"*{made}"])


def test_a_test_that_fails_otherwise_tells_what_it_has_written(project):
    """A golden that a test wrote before an assertion failed is reported with the failure, once."""
    project.makepyfile(test_it=TWO + "    assert 0, 'another'\n")
    text = outcomes(project, failed=1).stdout.str()
    assert "another" in text
    assert text.count("one.events.jsonl has been written.") == 1


def test_every_test_has_a_golden_of_its_own(pytester):
    """Classes and parameters, whatever their characters, give different files."""
    pytester.makepyfile(
        test_it="""
        import pytest

        class TestClass:
            def test_run(self, event_log_regression):
                event_log_regression.check("log")

        @pytest.mark.parametrize("x", ["a/b", "a b", "a-b", "ä", "x" * 200])
        def test_run(event_log_regression, x):
            event_log_regression.check("log")
        """
    )
    write_log(pytester.path / "log")
    outcomes(pytester, "--regen-all", passed=6)
    names = {path.name for path in (pytester.path / "test_it").iterdir()}
    assert len(names) == 6
    assert {"TestClass-test_run.events.jsonl", "test_run-a-b.events.jsonl"} <= names
    outcomes(pytester, passed=6)


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "xdist"])
def test_unused_goldens_are_reported(project, workers):
    """A golden that no test of a module used is named; not when only a part of it ran."""
    with_golden(project)
    shutil.copy(project.path / GOLDEN, project.path / "test_it/gone.events.jsonl")
    result = outcomes(project, *workers, passed=2)
    result.stdout.fnmatch_lines(["*unused golden event logs*", "*test_it/gone.events.jsonl"])
    assert "test_run.events" not in result.stdout.str()
    for part in (["-k", "other"], ["test_it.py::test_other"]):
        result = outcomes(project, *workers, *part, passed=1)
        assert HEADING not in result.stdout.str()


def test_nothing_is_unused_where_a_test_failed_or_was_skipped(project):
    """If a test did not reach its check, the goldens of its module are not called unused."""
    with_golden(project)
    project.makepyfile(test_it=MODULE.replace("event_log_regression.check", "assert False #"))
    assert HEADING not in outcomes(project, failed=1, passed=1).stdout.str()


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["alone", "xdist"])
def test_nothing_is_unused_where_the_run_stopped_early(project, workers):
    """Goldens of modules that pytest did not reach are not called unused."""
    with_golden(project)
    project.makepyfile(test_first="def test_fails():\n    assert False\n")
    result = outcomes(project, *workers, "-x", "test_first.py", "test_it.py", failed=1)
    assert HEADING not in result.stdout.str()
    assert HEADING not in outcomes(project, "--collect-only").stdout.str()


def test_nothing_is_unused_after_ctrl_c(project):
    """Nor are those of the modules that a KeyboardInterrupt kept from running."""
    with_golden(project)
    project.makepyfile(test_first="def test_interrupts():\n    raise KeyboardInterrupt\n")
    result = project.runpytest_subprocess("test_first.py", "test_it.py")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert HEADING not in result.stdout.str()


def test_nothing_is_unused_where_workers_disagree(project):
    """Nor where pytest-xdist runs nothing, because its workers have found different tests."""
    with_golden(project)
    project.makepyfile(
        test_pid="""
        import os
        import pytest

        @pytest.mark.parametrize("pid", [os.getpid()])
        def test_it(pid):
            pass
        """
    )
    result = project.runpytest_subprocess("-n", "2")
    result.stdout.fnmatch_lines(["*Different tests were collected*"])
    assert HEADING not in result.stdout.str()


def test_xdist(pytester):
    """Tests on several workers write and compare their goldens as one process does."""
    pytester.makepyfile(
        test_it="""
        import pytest

        @pytest.mark.parametrize("x", range(8))
        def test_run(event_log_regression, x):
            event_log_regression.check("log")
        """
    )
    write_log(pytester.path / "log")
    outcomes(pytester, "-n", "2", failed=8)
    assert len(list((pytester.path / "test_it").iterdir())) == 8
    assert HEADING not in outcomes(pytester, "-n", "2", passed=8).stdout.str()


def test_loading_the_plugin_imports_nothing_heavy(pytester):
    """A session that uses no golden loads neither NumPy nor TensorFlow nor the tools."""
    pytester.makepyfile(
        test_it="""
        import sys

        def test_imports(request):
            assert request.config.pluginmanager.hasplugin("tfv1_event_logs")
            heavy = {"numpy", "tensorflow", "tensorboard", "google.protobuf", "tfv1.logs"}
            assert not heavy & sys.modules.keys()
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:hypothesispytest")
    result.assert_outcomes(passed=1)
