"""All runs of a log, or of several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tfv1.events.reading.kinds import SCALAR
from tfv1.events.reading.patterns import Matching, natural_key
from tfv1.events.reading.reader import OnGap, warn_of_gap
from tfv1.events.reading.run import Run, row_of
from tfv1.events.reading.runs import OnSkipped, Path, Skipped, name_below, runs_at, warn_of_skipped
from tfv1.events.reading.superseded import SUPERSEDED, Superseded

if TYPE_CHECKING:
    from pandas import DataFrame


class Runs(Mapping[str, Run]):
    """The runs of a log by name, in natural order; each is read when something in it is asked for.

    `refresh` finds new runs and reads what was written to the others since. Directories that could
    not be listed are in `skipped`.
    """

    def __init__(
        self,
        logdirs: Sequence[str],
        runs: Matching,
        tags: Matching,
        superseded: Superseded,
        on_gap: OnGap,
        on_skipped: OnSkipped,
    ) -> None:
        self.logdirs = logdirs
        self.skipped: list[Skipped] = []
        self._matching = runs
        self._options = tags, superseded, on_gap, on_skipped
        self._runs: dict[str, Run] = {}
        self._find()

    def refresh(self) -> bool:
        """Find new runs, and read what is new in those that have been read; true if anything is."""
        found = self._find()
        changed = [run.refresh() for run in self._runs.values() if run.was_read]
        return found or any(changed)

    def forget(self, name: str) -> None:
        """Drop what was read of a run; it is read anew when something in it is asked for.

        So a loop over hundreds of runs has only one in memory.
        """
        self._runs[name] = Run(name, self._runs[name].path, *self._options)

    def to_pandas(self, kind: str = SCALAR, wide: bool = False) -> DataFrame:
        """The points of a kind of all runs as a table. ImportError without pandas.

        Long, it has the columns run, tag, step, wall_time and value, and a line for each point; of
        histograms, instead of value, left, right and count, and a line for each bucket. Wide, it is
        indexed by run and step and has a column for each tag; of several points of a tag at one
        step it has the last. `kind` is "scalars", "histograms", "images", "audio", "text",
        "tensors", the name of another plugin, or "hparams": a line for each run that has some.
        """
        from tfv1.events.reading.frames import frame

        return frame(list(self.values()), kind, wide)

    def _find(self) -> bool:
        tags, superseded, on_gap, on_skipped = self._options
        self.skipped.clear()

        def skip(one: Skipped) -> None:
            self.skipped.append(one)
            on_skipped(one)

        before = len(self._runs)
        for logdir in self.logdirs:
            for name, path in runs_at(logdir, skip).items():
                if len(self.logdirs) > 1:
                    name = name_below(logdir, name)
                if name in self._matching and name not in self._runs:
                    self._runs[name] = Run(name, path, tags, superseded, on_gap, on_skipped)
        self._runs = dict(sorted(self._runs.items(), key=lambda item: natural_key(item[0])))
        return len(self._runs) > before

    def __getitem__(self, name: str) -> Run:
        return self._runs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)

    def __repr__(self) -> str:
        names = list(self._runs)
        more = f" and {len(names) - 4:,} more" if len(names) > 4 else ""
        return f"Runs({len(names):,}: {', '.join(names[:4])}{more})"

    def _repr_html_(self) -> str:
        """What a notebook shows of them, which reads the first ones."""
        from tfv1.report.runs import MOST_RUNS, runs_html

        rows = [row_of(run) for run in list(self.values())[:MOST_RUNS]]
        return runs_html(rows, len(self))


def read(
    logdir: Path | Iterable[Path],
    *,
    runs: str | Iterable[str] = (),
    tags: str | Iterable[str] = (),
    superseded: Superseded = "drop",
    on_gap: OnGap = warn_of_gap,
    on_skipped: OnSkipped = warn_of_skipped,
) -> Runs:
    """The runs of a log: of a directory, the directories below it, or one event file.

    Args:
      logdir: a path, a URL such as s3://bucket/logs (pip install 'tfv1[remote]'), or several of
        them; the runs of several are named by their paths.
      runs: glob patterns of the runs to read, such as "lr=*"; all without any.
      tags: glob patterns of the tags to read, such as ["loss", "eval/*"]; all without any.
      superseded: which points of a resumed run there are. "drop", the default: those TensorBoard
        shows by default, without points that are followed by one of the same tag at the same or an
        earlier step. "restarts": only a restart of the run supersedes what came before it, as with
        TensorBoard's `--load_fast=false` and in `read_scalars`. "keep": all points.
      on_gap: called for each range of bytes that could not be read; warns by default.
      on_skipped: called for each file or directory that could not be read; warns by default.

    Raises:
      OSError: a logdir is not there.
      ValueError: `superseded` is something else.
    """
    if superseded not in SUPERSEDED:
        raise ValueError(f"superseded is one of {', '.join(SUPERSEDED)}, not {superseded!r}.")
    logdirs = [logdir] if isinstance(logdir, str | os.PathLike) else list(logdir)
    paths = [os.fspath(one) for one in logdirs]
    return Runs(paths, Matching(runs), Matching(tags), superseded, on_gap, on_skipped)
