"""Which public names of TensorFlow 1.15 are not here, are another kind, or take other arguments.

A call that 1.15 took is taken here if the parameters of 1.15 come first, in their order and by
their names; what follows them does not matter, if it has defaults.
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

WALK = str(Path(__file__).with_name("walk.py"))
Entry = list[Any]
Parameter = list[Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/api_report", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--below", default="tensorflow", metavar="NAME", help="only names below")
    args = parser.parse_args()
    theirs = _run([_oracle(), WALK])
    with tempfile.NamedTemporaryFile("w", suffix=".json") as names:
        json.dump(sorted(theirs), names)
        names.flush()
        ours = _run([sys.executable, "-m", "tfv1", "run", "--mode", "graph", WALK, names.name])
    found = [
        {"name": name, "what": what, "1.15": text, "here": now}
        for name, entry in sorted(theirs.items())
        if f"{name}.".startswith(f"{args.below}.")
        for what, text, now in [_judge(name, entry, ours[name])]
        if what
    ]
    if args.json:
        json.dump(found, sys.stdout, indent=1)
        return 0
    for one in found:
        print(f"{one['what']}: {one['name']}\n    1.15: {one['1.15']}\n    here: {one['here']}")
    counts = Counter(one["what"] for one in found)
    print(f"{len(theirs)} names of 1.15;", ", ".join(f"{n} {what}" for what, n in counts.items()))
    return 0


def _oracle() -> str:
    try:
        return os.environ["TFV1_ORACLE"]
    except KeyError:
        sys.exit("scripts/api_report: TFV1_ORACLE must name a Python with TensorFlow 1.15.5")


def _run(command: list[str]) -> dict[str, Entry]:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"scripts/api_report: {' '.join(command)} failed:\n{done.stderr}")
    found: dict[str, Entry] = json.loads(done.stdout)
    return found


def _judge(name: str, theirs: Entry, ours: Entry) -> tuple[str, str, str]:
    """What differs, what 1.15 had, and what is here; all empty if nothing differs."""
    kind, parameters = theirs
    if ours[0] == "error":
        return "missing", kind, ours[1]
    # A class can be called as a function was.
    if ours[0] != kind and (kind, ours[0]) != ("function", "class"):
        return "another kind", kind, ours[0]
    if parameters is None or ours[1] is None:
        return "", "", ""
    before, now = _named(parameters), _named(ours[1])
    if _is_raw_op(name):
        after = {parameter[0]: parameter for parameter in now}
        now = [after[p[0]] for p in before if p[0] in after] + [p for p in now if p not in before]
    if before and not _takes(now, before, len(now) < len(ours[1])):
        return "other arguments", _text(parameters), _text(ours[1])
    pairs = [(p, q) for p, q in zip(before, now) if _value(p[2]) != _value(q[2])]  # noqa: B905
    pairs = [(p, q) for p, q in pairs if "..." not in (p[2], q[2]) and p[2] is not None]
    if pairs:
        return "other defaults", _text([p for p, _ in pairs]), _text([q for _, q in pairs])
    return "", "", ""


def _is_raw_op(name: str) -> bool:
    """Whether it takes arguments by name only."""
    module, _, last = name.rpartition(".")
    star = module == "tensorflow.contrib.quantization" and last[0].isupper()
    return star or module == "tensorflow.raw_ops"


def _named(parameters: list[Parameter]) -> list[Parameter]:
    return [parameter for parameter in parameters if not parameter[1].startswith("VAR")]


def _takes(ours: list[Parameter], theirs: list[Parameter], starred: bool) -> bool:
    """Whether what is called with the parameters `theirs` can be called as it was."""
    if len(theirs) > len(ours) and not starred:
        return False
    for before, now in zip(theirs, ours):  # noqa: B905
        if before[0] != now[0] or (now[2] is None and before[2] is not None):
            return False
    return all(p[2] is not None or p[1] == "KEYWORD_ONLY" for p in ours[len(theirs) :])


def _value(default: str | None) -> object:
    try:
        return ast.literal_eval(default or "")
    except (SyntaxError, ValueError):
        return default


def _text(parameters: list[Parameter]) -> str:
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}
    return ", ".join(
        stars.get(kind, "") + name + (f"={default}" if default is not None else "")
        for name, kind, default in parameters
    )


if __name__ == "__main__":
    sys.exit(main())
