"""What the probes do here, and how that differs from what they did on 1.15.5."""

import math
import sys

from tests.support import oracle

TOLERANCE = 2e-5
HERE_COMMAND = [sys.executable, "-m", "tfv1", "run", "--seed", "7"]


def here(name, *probes):
    """The outcomes of a program on tfv1."""
    return oracle.run(HERE_COMMAND, name, *probes)


def differences(expected, obtained, path=""):
    """One line for each place where two outcomes differ; numbers may by a relative 2e-5."""
    if isinstance(expected, dict) and isinstance(obtained, dict):
        lines = []
        for key in sorted({*expected, *obtained}):
            if key not in expected or key not in obtained:
                lines.append(f"{path}.{key}: {'extra' if key in obtained else 'missing'}")
            else:
                lines += differences(expected[key], obtained[key], f"{path}.{key}")
        return lines
    if isinstance(expected, list) and isinstance(obtained, list):
        if len(expected) != len(obtained):
            return [f"{path}: {len(obtained)} items, expected {len(expected)}"]
        lines = []
        for index, pair in enumerate(zip(expected, obtained, strict=True)):
            lines += differences(*pair, f"{path}[{index}]")
        return lines
    if type(expected) is float and type(obtained) is float and _close(expected, obtained):
        return []
    if expected == obtained and type(expected) is type(obtained):
        return []
    return [f"{path}: expected {str(expected)[:150]!r}, obtained {str(obtained)[:150]!r}"]


def _close(one, other):
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def main():
    """Prints the differences of all programs, or of those named, as in contrib_host/rnn."""
    for name in sys.argv[1:] or oracle.programs("contrib_host"):
        expected, obtained = oracle.recorded(name), here(name)
        equal = 0
        for probe in sorted(expected):
            lines = differences(expected[probe], obtained.get(probe))
            equal += not lines
            if lines:
                print(f"--- {probe}: {len(lines)}", *lines[:6], sep="\n    ")
        print(f"{name}: {equal} of {len(expected)} equal")


if __name__ == "__main__":
    main()
