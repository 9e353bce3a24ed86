"""Measure how the log tools grow with a log: CPU seconds and peak MB over points, tags and runs.

Each row has a size, the costs, and the slopes since the size before: p in cost = size^p, without
the cost of an empty log. 1 is linear.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import sys
import tempfile
from collections.abc import Sequence

from tools import READ, Cost, measured, scalars, write_run

POINTS = 100_000
TOOLS = {
    "read_scalars": [sys.executable, "-c", READ, "{log}"],
    **{
        name: [sys.executable, "-m", "tfv1", *arguments]
        for name, arguments in {
            "show": ["show", "{log}"],
            "diff X X": ["diff", "{log}", "{log}"],
            "export --csv": ["export", "{log}", "--csv", "-o", "{out}"],
            "export --parquet": ["export", "{log}", "--parquet", "-o", "{out}"],
            "repair": ["repair", "{log}", "-o", "{out}"],
            "golden record": ["golden", "record", "{log}", "{out}"],
        }.items()
    },
}


if not importlib.util.find_spec("pyarrow"):
    del TOOLS["export --parquet"]


def logs(largest: int) -> dict[str, list[tuple[int, int, int]]]:
    """(runs, tags, steps) of the logs, by what grows in them."""
    sizes = [10**power for power in range(4, round(math.log10(largest)) + 1)]
    few = [1, 10, 100]
    return {
        "points": [(1, 10, size // 10) for size in sizes],
        "tags": [(1, tags, POINTS // tags) for tags in few],
        "runs": [(runs, 10, POINTS // 10 // runs) for runs in few],
    }


def cost(command: list[str], log: str) -> Cost:
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out")
        return measured([one.format(log=log, out=out) for one in command])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench growth", description=__doc__)
    parser.add_argument("--largest", type=int, default=10_000_000, help="points (default 1e7)")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as root:
        base = os.path.join(root, "nothing")
        write_run(os.path.join(base, "0"), scalars(1, 1, 0))
        nothing = {tool: cost(command, base) for tool, command in TOOLS.items()}
        for grows, shapes in logs(args.largest).items():
            print(f"{'over ' + grows:16}{'size':>10}{'CPU s':>8}{'slope':>7}{'MB':>7}{'slope':>7}")
            before: dict[str, tuple[int, float, float]] = {}
            for runs, tags, steps in shapes:
                log = os.path.join(root, f"{grows}-{runs}-{tags}-{steps}")
                for run in range(runs):
                    write_run(os.path.join(log, str(run)), scalars(tags, steps, run))
                size = {"points": tags * steps, "tags": tags, "runs": runs}[grows]
                for tool, command in TOOLS.items():
                    found = cost(command, log)
                    # Below this the cost of starting hides the rest.
                    cpu = max(found.cpu - nothing[tool].cpu, 0.01)
                    peak = max(found.peak - nothing[tool].peak, 1)
                    slopes = ["", ""]
                    if tool in before:
                        least, *costs = before[tool]
                        slopes = [
                            f"{math.log(now / then) / math.log(size / least):.1f}"
                            for now, then in zip((cpu, peak), costs, strict=True)
                        ]
                    before[tool] = size, cpu, peak
                    print(
                        f"{tool:16}{size:10,}{found.cpu:8.2f}{slopes[0]:>7}{found.peak:7.0f}"
                        f"{slopes[1]:>7}",
                        flush=True,
                    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
