"""The order in which TensorFlow 1.15 produced the elements of a shuffled and repeated dataset.

1.15 ran shuffle().repeat() as one kernel: its generator continued from one epoch to the next, and
its buffer was filled from the next epoch while still producing the last one. Today's kernel reseeds
its generator for each epoch. So the order is computed here, for one chunk of the input at a time:
`fill_and_draw` says which element goes where, and TensorFlow's ops move the elements.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Int64s = NDArray[np.int64]

# (place numbers, the epochs in the buffer as rows of first and last position, number of draws)
State = tuple[Int64s, Int64s, np.int64]

_MASK = np.uint64(0xFFFFFFFF)
_MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_KEY_STEPS = 0x9E3779B9, 0xBB67AE85


def philox(seed: int, seed2: int, first: int, count: int) -> NDArray[np.uint64]:
    """`count` 32-bit numbers from Philox-4x32-10, seeded as the kernels do, starting at `first`."""
    blocks = np.arange(first // 4, (first + count + 3) // 4, dtype=np.uint64)
    a, b = blocks & _MASK, blocks >> np.uint64(32)
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
    numbers: NDArray[np.uint64] = np.stack([a, b, c, d], axis=1).reshape(-1)
    return numbers[first % 4 :][:count]


def fill_and_draw(
    state: State, buffer_size: int, seeds: tuple[int, int], positions: Sequence[int]
) -> tuple[Int64s, Int64s, State]:
    """Adds a chunk of the input, and draws what 1.15 would have produced by then.

    Elements are stored in numbered places. The first `buffer_size` numbers in `places` are the
    buffer, a ring; the other places are free.

    Args:
      positions: the position in its epoch of each element in the chunk. If empty, the input has
        ended, and everything left is drawn.

    Returns:
      The places for the chunk's elements, the places of the drawn elements, in order, and the new
      state.
    """
    places, epochs, drawn = state[0].copy(), state[1].tolist(), int(state[2])
    held = sum(last - first for first, last in epochs)
    spare = places[buffer_size:]
    taken = spare[: len(positions)].copy()
    draws = max(0, held + len(positions) - buffer_size + 1) if len(positions) else held
    numbers = philox(*seeds, drawn, draws).tolist()
    given = np.empty(draws, np.int64)

    def draw(i: int) -> None:
        while epochs[0][0] == epochs[0][1]:
            del epochs[0]
        first, last = epochs[0]
        front, chosen = first % buffer_size, (first + numbers[i] % (last - first)) % buffer_size
        given[i] = places[chosen]
        places[chosen] = places[front]
        places[front] = given[i]
        epochs[0][0] += 1

    done = 0
    for i, position in enumerate(positions):
        if position == 0 and epochs[-1][1] > 0:
            epochs.append([epochs[-1][1]] * 2)
        slot = epochs[-1][1] % buffer_size
        places[slot], spare[i] = spare[i], places[slot]
        epochs[-1][1] += 1
        held += 1
        if held == buffer_size:
            draw(done)
            done += 1
            held -= 1
    for i in range(done, draws):
        draw(i)
    return taken, given, (places, np.array(epochs, np.int64), np.int64(drawn + draws))
