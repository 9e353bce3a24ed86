"""What TensorBoard shows of a tag, which is not always all that the log has.

By default it reads logs through its data server, which drops a point if a later point of the same
tag has the same step or an earlier one. With `--load_fast=false` it draws every point that no START
session log supersedes, so steps that go back make a zigzag.
"""

import numpy as np


def shown(steps: np.ndarray) -> np.ndarray:
    """Which points of a tag the data server shows, given their steps in the order of the log."""
    keep = np.ones(len(steps), bool)
    lowest_from = np.minimum.accumulate(steps[::-1])[::-1]
    keep[:-1] = steps[:-1] < lowest_from[1:]
    return keep


def hidden_count(steps: np.ndarray) -> int:
    """How many of the points are not shown."""
    return int(np.count_nonzero(~shown(steps)))
