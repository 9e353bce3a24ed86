"""`tfv1 watch`: follow a log until a condition holds or something is wrong."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from tfv1.events.reading.log import Runs, read
from tfv1.events.reading.run import Run
from tfv1.events.reading.runs import OnSkipped, Skipped
from tfv1.logs import LogError
from tfv1.logs.conditions import Condition, Value, parse_condition
from tfv1.logs.find import cannot_read
from tfv1.report.text import duration

UNTIL, NAN, STALL, CONDITION = "until", "nan", "stall", "condition"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Failures:
    """What ends the watch with a failure."""

    nan: bool = False
    stall: float | None = None
    conditions: Sequence[tuple[str, Condition]] = ()


def parse_failures(text: str) -> Failures:
    """Read "nan,stall=10m,loss>1e3". Raises LogError if a part is none of these."""
    has_nan, stall = False, None
    conditions: list[tuple[str, Condition]] = []
    for part in filter(None, map(str.strip, text.split(","))):
        stalled = re.fullmatch(r"stall=(\d+(?:\.\d+)?)([smhd])", part)
        if part == "nan":
            has_nan = True
        elif stalled:
            stall = float(stalled[1]) * _SECONDS[stalled[2]]
        elif part == "stall" or part.startswith("stall="):
            raise LogError(f"Cannot read {part!r}: write stall=30s, stall=10m or stall=2h.")
        else:
            conditions.append((part, parse_condition(part)))
    return Failures(has_nan, stall, tuple(conditions))


@dataclass(frozen=True)
class Outcome:
    """How a watch ended: `why` is one of this module's constants; `run` is "" for all runs."""

    why: str
    run: str
    text: str

    @property
    def is_success(self) -> bool:
        return self.why == UNTIL


@dataclass
class _Watched:
    """How far a run has been read, and the last value of each tag up to there."""

    seen: dict[str, int] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)

    def new_points(self, run: Run) -> Iterator[tuple[int, dict[str, float]]]:
        """The points since the last call, as (step, values by tag), in the order of the steps."""
        found: dict[int, dict[str, float]] = {}
        for tag, series in run.scalars.items():
            first = self.seen.get(tag, 0)
            self.seen[tag] = len(series)
            steps, values = series.steps[first:].tolist(), series.values[first:].tolist()
            for step, value in zip(steps, values, strict=True):
                found.setdefault(step, {})[tag] = value
        yield from sorted(found.items())


class Watch:
    """Looks at the runs of a log, each point once: a condition that held in between is noticed."""

    def __init__(
        self, logdir: str, runs: Sequence[str], until: str | None, failures: Failures,
        on_skipped: OnSkipped,
    ) -> None:  # fmt: skip
        self._logdir, self._patterns, self._on_skipped = logdir, runs, on_skipped
        self._until = (until, parse_condition(until)) if until else None
        self._failures = failures
        self._runs: Runs | None = None
        self._watched: dict[str, _Watched] = {}
        self._changed = time.monotonic()

    def look(self) -> Outcome | None:
        """Read what is new; the outcome, if any. Raises LogError if nothing can be read."""
        if self._refresh():
            self._changed = time.monotonic()
        for name, run in (self._runs or {}).items():
            watched = self._watched.setdefault(name, _Watched())
            for step, values in watched.new_points(run):
                watched.values.update(values)
                outcome = self._check(name, step, values, watched.values)
                if outcome:
                    return outcome
        silent = time.monotonic() - self._changed
        if self._failures.stall is not None and silent >= self._failures.stall:
            return Outcome(STALL, "", f"nothing was written for {duration(silent)}")
        return None

    def _refresh(self) -> bool:
        try:
            if self._runs is not None:
                return self._runs.refresh()
            self._runs = read(
                self._logdir,
                runs=self._patterns,
                superseded="keep",  # so that points are only added
                on_gap=lambda gap: None,
                on_skipped=self._on_skipped,
            )
        except FileNotFoundError:
            return False  # not there yet, or removed and perhaps made again
        except OSError as error:
            if self._runs is None:
                raise cannot_read(error, self._logdir) from error
            self._on_skipped(Skipped.because(error.filename or self._logdir, error))
            return False  # a network fails for a while
        return bool(self._runs)

    def _check(
        self, name: str, step: int, new: dict[str, float], known: dict[str, float]
    ) -> Outcome | None:
        bad = [tag for tag, value in new.items() if not np.isfinite(value)]
        if self._failures.nan and bad:
            return Outcome(NAN, name, f"{bad[0]} is {new[bad[0]]} at step {step}")

        def value_of(asked: str) -> Value:
            return known.get(asked, step if asked == "step" else None)

        for text, condition in self._failures.conditions:
            if condition.holds(value_of):
                return Outcome(CONDITION, name, f"{text} at step {step}")
        if self._until and self._until[1].holds(value_of):
            return Outcome(UNTIL, name, f"{self._until[0]} at step {step}")
        return None

    def state(self) -> str:
        """Where the runs are, in a few words."""
        if not self._runs:
            return f"waiting for an event file in {self._logdir} or below"
        name, run = max(self._runs.items(), key=lambda item: _last_wall_time(item[1]))
        steps = [int(one.steps[-1]) for one in run.scalars.values()]
        names = [name for name in (self._until[1].names if self._until else []) if name != "step"]
        values = self._watched[name].values if name in self._watched else {}
        told = [f"{tag} {values[tag]:.5g}" for tag in names if tag in values]
        step = f"step {max(steps)}" if steps else "no scalar"
        more = f" ({len(self._runs)} runs)" if len(self._runs) > 1 else ""
        return f"{name}: {', '.join([step, *told])}{more}"


def _last_wall_time(run: Run) -> float:
    return max((float(one.wall_times[-1]) for one in run.scalars.values()), default=0.0)


def watch(
    one: Watch, pause: float = 1.0, tell: Callable[[str], None] | None = None, every: float = 60.0
) -> Outcome:
    """Look every `pause` seconds until there is an outcome; `tell` the state `every` seconds."""
    told = -every
    while True:
        outcome = one.look()
        if outcome:
            return outcome
        now = time.monotonic()
        if tell and now - told >= every:
            tell(one.state())
            told = now
        time.sleep(pause)
