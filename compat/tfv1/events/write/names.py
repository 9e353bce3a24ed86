"""Names of event files.

TensorFlow 1.15 calls a file `events.out.tfevents.<seconds>.<hostname><suffix>`, so two writers that
start in one second get one name, and the later truncates the earlier. Here the first writer of a
second gets that name, and every further one `.<pid>.<n>` before the suffix, `n` in three digits:
names stay in order of time for TensorBoard, which reads the files of a run sorted by name.
"""

import itertools
import os
import socket
from collections.abc import Iterator

PREFIX = "events.out.tfevents."


def candidates(seconds: int, suffix: str = "") -> Iterator[str]:
    """The names a file that starts at `seconds` since the epoch may have, the best one first.

    Endless: the caller takes the first that no file has yet.
    """
    base = f"{PREFIX}{seconds:010d}.{socket.gethostname()}"
    yield base + suffix
    for n in itertools.count(1):
        yield f"{base}.{os.getpid()}.{n:03d}{suffix}"
