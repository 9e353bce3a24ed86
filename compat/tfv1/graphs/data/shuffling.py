"""The order in which TensorFlow 1.15 produced the elements of a shuffled and repeated dataset.

1.15 ran shuffle().repeat() as one kernel: its generator continued from one epoch to the next, and
its buffer was filled from the next epoch while still producing the last one. Today's kernel reseeds
its generator for each epoch. So the order is computed here, for one chunk of the input at a time:
`fill_and_draw` says which element goes where, and TensorFlow's ops move the elements.
"""

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Int64s = NDArray[np.int64]


class State(NamedTuple):
    """What is left of one chunk to the next. Elements are stored in numbered places."""

    waiting: Int64s  # the places of the elements in the buffer, in their input's order
    free: Int64s  # the other places
    starts: Int64s  # where among the waiting elements the first ones of epochs are
    drawn: np.int64  # how many random numbers have been used


EMPTY = State(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), np.int64(0))

_MASK = np.uint64(0xFFFFFFFF)
_MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_KEY_STEPS = 0x9E3779B9, 0xBB67AE85
_BLOCK = 4096


def philox(seed: int, seed2: int, first: int, count: int) -> Int64s:
    """`count` 32-bit numbers from Philox-4x32-10, seeded as the kernels do, starting at `first`."""
    blocks = range(first // _BLOCK, (first + count) // _BLOCK + 1)
    numbers = np.concatenate([_block(seed, seed2, block) for block in blocks])
    return numbers[first % _BLOCK :][:count]


@functools.lru_cache(maxsize=16)  # as the numbers for one chunk cost as much as those for many
def _block(seed: int, seed2: int, block: int) -> Int64s:
    a = np.arange(block * (_BLOCK // 4), (block + 1) * (_BLOCK // 4), dtype=np.uint64)
    a, b = a & _MASK, a >> np.uint64(32)
    c = np.full_like(a, seed2 & 0xFFFFFFFF)
    d = np.full_like(a, seed2 >> 32 & 0xFFFFFFFF)
    key = [seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF]
    for _ in range(10):
        left, right = _MULTIPLIERS[0] * a, _MULTIPLIERS[1] * c
        a, c = (
            right >> np.uint64(32) ^ b ^ np.uint64(key[0]),
            left >> np.uint64(32) ^ d ^ np.uint64(key[1]),
        )
        b, d = right & _MASK, left & _MASK
        key = [(k + step) & 0xFFFFFFFF for k, step in zip(key, _KEY_STEPS, strict=True)]
    return np.stack([a, b, c, d], axis=1).reshape(-1).astype(np.int64)


def fill_and_draw(
    state: State, buffer_size: int, seeds: tuple[int, int], positions: Int64s
) -> tuple[Int64s, Int64s, State]:
    """Adds a chunk of the input, and draws what 1.15 would have produced by then.

    Args:
      positions: the position in its epoch of each element in the chunk. If empty, the input has
        ended, and everything left is drawn.

    Returns:
      The places for the chunk's elements, the places of the drawn elements, in order, and the new
      state.
    """
    before, free = len(state.waiting), state.free
    if len(free) < len(positions):
        count = before + len(free)
        free = np.append(free, np.arange(count, count + len(positions) - len(free)))
    taken, free = np.split(free, [len(positions)])
    given, after = draw(state, buffer_size, seeds, positions, taken)
    return taken, given, after._replace(free=np.append(free, given))


def draw(
    state: State, buffer_size: int, seeds: tuple[int, int], positions: Int64s, places: Int64s
) -> tuple[Int64s, State]:
    """As `fill_and_draw`, for elements that are in these places already, and stay there."""
    before, drawn = len(state.waiting), int(state.drawn)
    waiting = np.append(state.waiting, places)
    starts = np.append(state.starts, before + np.flatnonzero(positions == 0))
    draws = max(0, len(waiting) - buffer_size + 1) if len(positions) else len(waiting)

    # An element is drawn from the oldest epoch in the buffer, and the front one takes its place.
    front = np.arange(draws)
    end = np.minimum(front + buffer_size, len(waiting))
    next_start = np.append(starts, len(waiting))[np.searchsorted(starts, front, side="right")]
    numbers = philox(*seeds, drawn, draws)
    chosen = front + numbers % (np.minimum(end, next_start) - front)
    given = np.empty(draws, np.int64)
    elements, results = waiting.data, given.data  # quicker than the arrays, item by item
    for i, j in enumerate(chosen.tolist()):
        results[i] = elements[j]
        elements[j] = elements[i]

    after = State(
        waiting[draws:],
        state.free,
        starts[starts > draws] - draws,
        np.int64(drawn + draws),
    )
    return given, after
