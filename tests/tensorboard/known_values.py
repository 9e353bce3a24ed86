"""What session_program.py writes at each step, so that a test knows it without reading a file."""

import numpy as np

STEPS = range(4)
RATE = 8000  # of the tone, samples per second


def numbers(step):
    """Float32 [100]: 1, 2, ... 100, times step + 1."""
    return np.arange(1, 101, dtype=np.float32) * (step + 1)


def picture(step):
    """Uint8 [2, 3, 3], RGB: a colour for each pixel, brighter at each step."""
    return (np.arange(18).reshape(2, 3, 3) * 10 + step * 20).astype(np.uint8)


def tone(step):
    """Float32 [400, 1] in [-1, 1]: a twentieth of a second of 400 Hz, softer at each step."""
    wave = np.sin(np.arange(400) * 2 * np.pi * 400 / RATE) / (step + 2)
    return wave.astype(np.float32)[:, np.newaxis]


def note(step):
    """Markdown."""
    return f"# Step {step}\n\nwritten by a *session*"


# The training that is restarted stops at one step and goes on from the checkpoint before it.
CHECKPOINT, STOP, END = 4, 7, 9


def loss(attempt, step):
    """The loss of the restarted training: its second attempt gets other values."""
    return attempt * 100.0 + step
