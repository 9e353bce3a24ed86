"""What the probes do here, and how that differs from what they did on 1.15.5."""

import sys

from tests.support import oracle

HERE_COMMAND = [sys.executable, "-m", "tfv1", "run", "--seed", "7"]


def here(name, *probes):
    """The outcomes of a program on tfv1."""
    # A seed would switch oneDNN off before TensorFlow loads.
    return oracle.run(HERE_COMMAND, name, *probes, TF_ENABLE_ONEDNN_OPTS="0")


def main():
    """Prints the differences of all programs, or of those named, as in contrib_host/rnn."""
    for name in sys.argv[1:] or oracle.programs("contrib_host"):
        expected, obtained = oracle.recorded(name), here(name)
        equal = 0
        for probe in sorted(expected):
            lines = oracle.differences(expected[probe], obtained.get(probe))
            equal += not lines
            if lines:
                print(f"--- {probe}: {len(lines)}", *lines[:6], sep="\n    ")
        print(f"{name}: {equal} of {len(expected)} equal")


if __name__ == "__main__":
    main()
