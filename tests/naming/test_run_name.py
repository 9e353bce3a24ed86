"""tfv1.run_name: readable, sortable, safe names that tell hyperparameters apart."""

import enum
import pathlib
import re
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tfv1
from tests.support.cli import python

NOON = datetime(2026, 11, 20, 12, 0, 5, tzinfo=timezone.utc)
HASH = re.compile(r"_[0-9a-f]{8}$")


class Mode(enum.Enum):
    TRAIN = 1


@pytest.mark.parametrize(
    ("hparams", "name"),
    [
        ({}, ""),
        ({"model": "lenet"}, "-lenet"),
        ({"learning_rate": 1e-3, "batch_size": 64}, "_learning_rate=1e-3_batch_size=64"),
        ({"batch_size": 64, "learning_rate": 1e-3}, "_batch_size=64_learning_rate=1e-3"),
        ({"lr": 0.01, "model": "vgg-16"}, "-vgg-16_lr=0.01"),
        ({"a": 0.1 + 0.2 - 0.3 == 0, "b": None, "c": -5}, "_a=False_b=None_c=-5"),
        ({"hidden": [128, 64]}, "_hidden=128x64"),
        ({"hidden": (128, 64)}, "_hidden=128x64"),
        ({"a": np.float32(1e-3), "b": np.int64(7), "c": np.bool_(True)}, "_a=1e-3_b=7_c=True"),
    ],
)
def test_a_name_reads_as_what_was_given(hparams, name):
    """Time, model, then the hyperparameters in their order; exact values need no hash."""
    assert tfv1.run_name(NOON, **hparams) == f"20261120T120005Z{name}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-3, "1e-3"),
        (0.00025, "2.5e-4"),
        (0.01, "0.01"),
        (0.5, "0.5"),
        (1.0, "1.0"),
        (100.0, "100.0"),
        (1e5, "1e5"),
        (-1e-7, "-1e-7"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (5e-324, "5e-324"),
    ],
)
def test_numbers_are_short(value, text):
    """A float has the fewest digits that give it back, without zeros before or behind."""
    assert tfv1.run_name(NOON, x=value) == f"20261120T120005Z_x={text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("data/train set.csv", "data-train-set.csv"),
        (pathlib.Path("a/b"), "a-b"),
        ("../../etc", "etc"),
        ("größe", "groe"),
        ("深い", ""),
        ("Adam", "Adam"),
        ("a_b=c", "a_b-c"),
        ("1", "1"),
        ("true", "true"),
        ("x" * 300, "x" * 40),
        (1 / 3, "0.333333"),
        (10**60, "1" + "0" * 39),
        (np.tanh, "tanh"),
        (dict, "dict"),
        (Mode.TRAIN, "Mode.TRAIN"),
        ({"a": 1, "b": [2, 3]}, "a-1-b-2x3"),
        ([], ""),
        ([1], "1"),
        (b"raw\xff", "raw-xff"),
    ],
)
def test_what_is_not_told_exactly_gets_a_hash(value, text):
    """Text that is cleaned, cut or could mean another value is followed by a hash."""
    name = tfv1.run_name(NOON, x=value)
    assert HASH.sub("", name) == f"20261120T120005Z_x={text}"
    assert HASH.search(name)


def test_names_sort_by_time_whatever_the_clock_says():
    """Names are in UTC: they sort by time through a change of the clock, from any time zone."""
    zone = timezone(timedelta(hours=-5))
    starts = [NOON, NOON + timedelta(seconds=1), NOON.astimezone(zone) + timedelta(hours=1)]
    names = [tfv1.run_name(start, model="a") for start in starts]
    assert names == sorted(names)
    local = datetime(2026, 11, 20, 12, 0, 5)  # no zone: this machine's time
    assert tfv1.run_name(local) == tfv1.run_name(local.astimezone(timezone.utc))
    before = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    assert before <= tfv1.run_name() <= datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def test_long_names_are_cut_between_hyperparameters():
    """At most 120 characters; whole hyperparameters go, and any change changes the hash."""
    many = {f"parameter_{number}": number / 100 for number in range(30)}
    name = tfv1.run_name(NOON, **many)
    assert len(name) <= 120
    assert name.startswith("20261120T120005Z_parameter_0=0.0_parameter_1=0.01_")
    assert re.search(r"_parameter_\d=0.0\d_[0-9a-f]{8}$", name)
    other = tfv1.run_name(NOON, **{**many, "parameter_29": 0.3})
    assert other != name and HASH.sub("", other) == HASH.sub("", name)


_TEXTS = st.one_of(st.text(max_size=6), st.sampled_from(["a_b", "a", "A", "1", "x=1", "a_x=1"]))
_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 130), st.floats(), _TEXTS,
    st.lists(st.integers(-1, 12), max_size=3),
)  # fmt: skip
_KEYS = st.sampled_from(["a", "b", "a_b", "A", "model", "x", "model_a", "_", "é"])
_SETS = st.dictionaries(_KEYS, _VALUES, max_size=4)


# The first text that Hypothesis makes takes it a second.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400)
@given(_SETS, _SETS)
def test_different_hyperparameters_have_different_names(one, two):
    """No two sets share a name, even without regard to case; names are plain ASCII."""
    names = [tfv1.run_name(NOON, **hparams) for hparams in (one, two)]
    for name in names:
        assert re.fullmatch(r"20261120T120005Z[A-Za-z0-9._=-]{0,104}", name)
    same = repr(list(one.items())) == repr(list(two.items()))
    if list(one) == list(two):
        assert (names[0].lower() == names[1].lower()) == same
    elif one.keys() != two.keys():
        assert names[0].lower() != names[1].lower()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("lenet",), "by name, as in run_name.model='lenet'.*not 'lenet'"),
        ((NOON.date(),), "at most a datetime, not datetime.date"),
        (({"lr": 1},), "at most a datetime"),
    ],
)
def test_values_by_place_are_refused(arguments, words):
    """A value without its name is a TypeError that shows how to give it."""
    with pytest.raises(TypeError, match=words):
        tfv1.run_name(*arguments)


@pytest.mark.parametrize("value", [object(), np.zeros(3), {1, 2}, [object()]])
def test_values_of_no_lasting_text_are_refused(value):
    """What has no text that stays the same from run to run is a TypeError that names it."""
    with pytest.raises(TypeError, match=r"run_name\(\) got lr=.* of type (object|ndarray|set);"):
        tfv1.run_name(lr=value)


def test_naming_a_run_loads_no_tensorflow(tmp_path):
    """run_name works without TensorFlow or NumPy; the name makes a directory and is stable."""
    code = (
        "import os, sys, tfv1; from datetime import datetime, timezone;"
        "name = tfv1.run_name(datetime(2026, 11, 20, 12, 0, 5, tzinfo=timezone.utc), x='A', m=len);"
        "os.makedirs(name); print(name);"
        "assert not {'tensorflow', 'numpy'} & set(sys.modules)"
    )
    done = python("-c", code, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == tfv1.run_name(NOON, x="A", m=len)
    assert (tmp_path / done.stdout.strip()).is_dir()
