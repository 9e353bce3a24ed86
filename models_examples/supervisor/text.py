"""Sentences of a made-up language: every letter leans to a few that follow it."""

import numpy as np

LETTERS = 12


def sample(seed, length):
    """Returns int32 [length]: letters, each drawn by the one before it."""
    table = np.random.RandomState(0).dirichlet([0.1] * LETTERS, LETTERS)
    random = np.random.RandomState(seed)
    letters = [0]
    while len(letters) < length:
        letters.append(random.choice(LETTERS, p=table[letters[-1]]))
    return np.array(letters, np.int32)


def batches(letters, batch_size, steps):
    """Yields (inputs, targets), each [batch_size, steps]; targets are one letter ahead."""
    rows = letters[: len(letters) // batch_size * batch_size].reshape(batch_size, -1)
    for start in range(0, rows.shape[1] - steps, steps):
        yield rows[:, start : start + steps], rows[:, start + 1 : start + steps + 1]
