"""The limits on what other people's input may cost."""

import argparse

import pytest

import tfv1.limits as limits
from tfv1.cli import main


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.delenv(limits.VARIABLE, raising=False)
    return monkeypatch


def parse(*arguments):
    parser = argparse.ArgumentParser(exit_on_error=False)
    limits.add_argument(parser)
    return parser.parse_args(arguments)


def test_a_value_over_a_limit_raises_a_sentence_with_the_remedy():
    """The error says what came, what is allowed, and the option that allows more."""
    limits.check("json-depth", 100, "a.jsonl")
    with pytest.raises(limits.LimitExceededError) as caught:
        limits.check("json-depth", 101, "a.jsonl")
    for part in ("a.jsonl", "101 levels", "100 allowed", "--limit json-depth=101"):
        assert part in str(caught.value)


def test_the_environment_raises_limits(environment):
    """TFV1_LIMITS overrides defaults; of a name that comes twice the last counts."""
    environment.setenv(limits.VARIABLE, "json-depth=7, image-pixels=9,json-depth=8")
    assert limits.limit("json-depth") == 8
    assert limits.limit("image-pixels") == 9
    assert limits.limit("record-bytes") == 2**31 - 1


def test_the_option_adds_to_the_environment(environment):
    """--limit counts more than the variable, which child processes inherit with both."""
    environment.setenv(limits.VARIABLE, "json-depth=7,image-pixels=9")
    parse("--limit", "json-depth=200", "--limit", "golden-bytes=5")
    assert limits.limit("json-depth") == 200
    assert limits.limit("image-pixels") == 9
    assert limits.limit("golden-bytes") == 5


@pytest.mark.parametrize("command", ["show", "check", "run"])
def test_nonsense_in_the_environment_is_refused(environment, capsys, command):
    """Any command says so at once, in one sentence, and ends with status 2."""
    environment.setenv(limits.VARIABLE, "depth=3")
    assert main([command, "x.py"]) == 2
    message = f"tfv1 {command}: TFV1_LIMITS in the environment: expected a limit as NAME=NUMBER"
    assert capsys.readouterr().err.startswith(f"{message}, got 'depth=3'; the names are: ")


@pytest.mark.parametrize("text", ["json-depth", "json-depth=-1", "json-depth=many", "depth=3"])
def test_nonsense_is_refused(text):
    """A limit that does not exist or is not a number is a mistake in the command line."""
    with pytest.raises(argparse.ArgumentError, match="NAME=NUMBER"):
        parse("--limit", text)
