"""What is recorded under tests/golden is what the real TensorFlow 1.15.5 does."""

import pytest

from tests.support import oracle


@pytest.mark.oracle
@pytest.mark.parametrize("name", oracle.PROGRAMS)
def test_a_program_does_what_is_recorded(name: str) -> None:
    """Run anew on TensorFlow 1.15.5, a program finds what the committed recording holds."""
    expected, obtained = oracle.recorded(name), oracle.run_on_1_15(name)
    assert oracle.differences(expected, obtained) == []


def test_every_program_is_recorded() -> None:
    """A recording belongs to each program, and a program to each recording of its rooms."""
    rooms = {name.rpartition("/")[0] for name in oracle.PROGRAMS}
    kept = {
        path.relative_to(oracle.GOLDEN).with_suffix("").as_posix()
        for room in rooms
        for path in (oracle.GOLDEN / room).glob("*.json")
    }
    assert kept == set(oracle.PROGRAMS)
