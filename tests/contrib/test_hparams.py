"""HParams and parse_values against some 320 calls recorded on TensorFlow 1.15.5."""

import pytest

from tests.contrib import hparams_probes
from tests.support import oracle
from tests.support.cli import python

RECORDED = oracle.recorded("contrib/hparams")

# Errors of Python and of protobuf pass through: their words are those of the release in use.
FOREIGN_WORDS = {
    "HParams(l=[1, 2.5]).to_proto()",
    hparams_probes.H + "h.add_hparam(1, 2)",
    hparams_probes.H + "h.del_hparam('parse')",
    hparams_probes.H + "h.set_hparam('f', 1j)\nsorted(h.values().items(), key=str)",
    # An assertion without words in 1.15.
    "HParams(hparam_def='text')",
    "HParams({'a': 1})",
}


@pytest.fixture(scope="module")
def outcomes():
    return hparams_probes.run()


@pytest.mark.parametrize("case", sorted(RECORDED))
def test_call_does_what_1_15_did(case, outcomes):
    """The result, or the error's type and words, are those of 1.15.5."""
    expected, obtained = RECORDED[case], outcomes[case]
    if case in FOREIGN_WORDS:
        expected, obtained = expected["error"], obtained["error"]
    assert obtained == expected


def test_every_case_is_recorded(outcomes):
    """A case that was added without being recorded fails here."""
    assert sorted(outcomes) == sorted(RECORDED)
    assert len(outcomes) > 150


def test_set_from_map_warns(caplog):
    """The old name works, and logs one warning that names the new one."""
    from tfv1.contrib.training import HParams

    with caplog.at_level("WARNING", logger="tensorflow"):
        assert HParams(a=1).set_from_map({"a": 2}).a == 2
    assert "override_from_dict" in caplog.text


def test_hparams_need_no_tensorflow():
    """Importing and using HParams, the proto included, loads neither TensorFlow nor NumPy."""
    program = """
import sys
from tfv1.contrib.training import HParams, HParamDef
from tfv1.contrib.training.python.training import hparam, hparam_pb2
assert hparam.HParams is HParams and hparam_pb2.HParamDef is HParamDef
HParams.from_proto(HParams(a=1).to_proto())
loaded = {"tensorflow", "numpy", "keras"} & sys.modules.keys()
assert not loaded, loaded
"""
    done = python("-c", program)
    assert done.returncode == 0, done.stderr


def test_an_hparams_proto_of_1_15_is_read():
    """Bytes that 1.15.5 serialised give back the same hyperparameters."""
    from tfv1.contrib.training import HParamDef, HParams

    data = (
        b'\n\r\n\x04rate\x12\x05\x15\x00\x00\x00?\n\x10\n\x05units\x12\x07"\x05\n\x03\x80\x01\x07'
    )
    assert HParams.from_proto(HParamDef.FromString(data)).values() == {
        "rate": 0.5,
        "units": [128, 7],
    }
