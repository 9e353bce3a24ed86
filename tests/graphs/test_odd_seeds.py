"""Seeds that are given, changed or refused in unusual ways are those of 1.15.5."""

from tests.graphs import here
from tests.support import oracle


def test_seeds_are_those_of_1_15() -> None:
    """Odd values, loops, functions, several graphs, imports, resets and eager mode, as recorded."""
    assert here.run("odd_seeds") == oracle.recorded("graphs/odd_seeds")
