"""Find the goldens that no test has used, in this process and in others that report to it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

SUFFIX = ".events.jsonl"
OBTAINED = ".obtained.jsonl"


def golden_directory(module: str) -> str:
    """The directory of a test module's goldens: the path of the module without `.py`."""
    return os.path.splitext(module)[0]


@dataclass
class Usage:
    """The goldens that were used, the tests of each module, those that ran, and partial modules.

    A module is partial if one of its tests was deselected or did not pass. `complete` is false if
    nothing can be concluded: only some tests were requested, or a pytest-xdist worker was lost.
    """

    used: set[str] = field(default_factory=set)
    tests: dict[str, set[str]] = field(default_factory=dict)
    ran: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    complete: bool = True

    def as_plain(self) -> dict[str, Any]:
        """The usage as plain data, which pytest-xdist can send."""
        return {
            "used": sorted(self.used),
            "tests": {module: sorted(tests) for module, tests in self.tests.items()},
            "ran": sorted(self.ran),
            "partial": sorted(self.partial),
            "complete": self.complete,
        }

    def merge(self, plain: dict[str, Any] | None) -> None:
        """Add the usage that a worker sent; None means that the worker was lost."""
        if plain is None:
            self.complete = False
            return
        self.used.update(plain["used"])
        for module, tests in plain["tests"].items():
            self.tests.setdefault(module, set()).update(tests)
        self.ran.update(plain["ran"])
        self.partial.update(plain["partial"])
        self.complete = self.complete and plain["complete"]

    def unused_goldens(self) -> list[str]:
        """The paths of the unused goldens of all modules that ran completely, sorted."""
        if not self.complete:
            return []
        unused = []
        for module, tests in self.tests.items():
            directory = golden_directory(module)
            ran_completely = module not in self.partial and tests <= self.ran
            if not ran_completely or not os.path.isdir(directory):
                continue
            for name in os.listdir(directory):
                path = os.path.join(directory, name)
                if name.endswith(SUFFIX) and path not in self.used:
                    unused.append(path)
        return sorted(unused)
