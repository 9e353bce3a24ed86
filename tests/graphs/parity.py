"""Compares the nodes that constructs have here with those recorded on 1.15.5.

scripts/parity                       the table by family
scripts/parity FAMILY...             the constructs of a family that differ, and where first
scripts/parity "FAMILY/CONSTRUCT"    node by node: "-" is 1.15's, "+" is ours
scripts/parity --update              brings the list of expected differences up to date
"""

import difflib
import gzip
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
RECORDED = HERE.parent / "golden" / "graphs"
EXPECTED = HERE / "expected_differences.json"
UNWRITTEN = "not replaced yet"

Nodes = dict[str, list[str]]  # by part: forward, gradients, functions
Built = dict[str, Nodes]  # by construct


def recorded(family: str) -> Built:
    """What 1.15.5 made of the constructs of a family."""
    with gzip.open(RECORDED / f"{family}.json.gz") as file:
        found: Built = json.load(file)
    return found


def built(families: Iterable[str], only: str | None = None) -> dict[str, Built]:
    """What this project makes of the constructs; for a process of its own."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tfv1 as tf
    from tests.graphs.nodes import Builder

    tf.logging.set_verbosity(tf.logging.FATAL)
    builder = Builder(tf)
    return {
        family: {
            name: builder.nodes(construct)
            for name, construct in builder.family(family).items()
            if only in (None, name)
        }
        for family in families
    }


def differences(expected: Built, obtained: Built) -> list[str]:
    """The parts that differ, as "CONSTRUCT: PART". Gradients count where the forward is equal."""
    found = []
    for name, nodes in expected.items():
        here = obtained.get(name, {})
        for part in ("forward", "functions", "gradients"):
            if _in_order(nodes.get(part)) != _in_order(here.get(part)):
                found.append(f"{name}: {part}")
                if part == "forward":
                    break
    return found


def _in_order(lines: list[str] | None) -> list[str] | None:
    """The lines, with the functions in the order of their names: a graph has them in none."""
    if not lines or not lines[0].startswith("function "):
        return lines
    return sorted("\n".join(["", *lines]).split("\nfunction "))


def expected_differences() -> dict[str, dict[str, str]]:
    """By family: the parts that are known to differ, and why."""
    known: dict[str, dict[str, str]] = json.loads(EXPECTED.read_text())
    return known


def _table(families: Iterable[str], obtained: dict[str, Built]) -> None:
    print(f"{'family':16}{'constructs':>11}{'equal':>8}{'gradients':>11}{'equal':>8}")
    sums = [0, 0, 0, 0]
    for family in families:
        expected = recorded(family)
        different = set(differences(expected, obtained[family]))
        forward = [name for name in expected if f"{name}: forward" not in different]
        whole = [name for name in forward if f"{name}: functions" not in different]
        with_gradients = [name for name in expected if "gradients" in expected[name]]
        equal = [n for n in with_gradients if n in forward and f"{n}: gradients" not in different]
        row = [len(expected), len(whole), len(with_gradients), len(equal)]
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        print("{:16}{:11}{:8}{:11}{:8}".format(family, *row))
    print("{:16}{:11}{:8}{:11}{:8}".format("all", *sums))


def _first_differences(family: str, obtained: Built) -> None:
    expected = recorded(family)
    for difference in differences(expected, obtained):
        name, part = difference.rsplit(": ", 1)
        lines = list(_diff(expected[name].get(part, []), obtained[name].get(part, []), 0))
        print(f"{family}/{difference}")
        for line in lines[3:7]:
            print("   ", line[:150])


def _diff(expected: list[str], obtained: list[str], context: int) -> Iterable[str]:
    return difflib.unified_diff(expected, obtained, "1.15.5", "here", lineterm="", n=context)


def _update(obtained: dict[str, Built]) -> None:
    known = expected_differences() if EXPECTED.exists() else {}
    for family, nodes in obtained.items():
        reasons = known.get(family, {})
        known[family] = {
            part: reasons.get(part, UNWRITTEN) for part in differences(recorded(family), nodes)
        }
    EXPECTED.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


def main(arguments: list[str]) -> int:
    from tests.graphs.constructs import FAMILIES

    if arguments and "/" in arguments[0]:
        family, name = arguments[0].split("/", 1)
        expected, obtained = recorded(family)[name], built([family], name)[family][name]
        for part in ("forward", "functions", "gradients"):
            print(f"{part}:")
            print("\n".join(_diff(expected.get(part, []), obtained.get(part, []), 1000)))
        return 0
    families = [name for name in arguments if not name.startswith("-")] or list(FAMILIES)
    obtained = built(families)
    if "--json" in arguments:
        json.dump(obtained, sys.stdout)
        return 0
    if "--update" in arguments:
        _update(obtained)
    elif arguments:
        for family in families:
            _first_differences(family, obtained[family])
    _table(families, obtained)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
