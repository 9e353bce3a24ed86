"""What TensorBoard shows of a tag, which is not always all that is in the log.

By default it reads logs through its data server, which drops a point when a later one of the same
tag has the same step or an earlier one. `--load_fast=false` draws every point that no START session
log supersedes, so that steps that go back make a zigzag.
"""

import numpy as np


def shown(steps: np.ndarray) -> np.ndarray:
    """Which points the data server shows, of a tag with these steps in the order of the log."""
    keep = np.ones(len(steps), bool)
    lowest_from = np.minimum.accumulate(steps[::-1])[::-1]
    keep[:-1] = steps[:-1] < lowest_from[1:]
    return keep


def hidden_count(steps: np.ndarray) -> int:
    """How many of the points are not shown."""
    return int(np.count_nonzero(~shown(steps)))
