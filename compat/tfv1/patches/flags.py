"""Restores what tf.flags.FLAGS had before TensorFlow 1.5 based it on absl, for old scripts.

Both names raise errors in 1.15, so code that runs there cannot mean anything else by them. Names
that 1.15 has too, such as `FLAGS.__flags`, stay as in 1.15: flags by name, not their values.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from absl import flags

from tfv1.patches.table import Patch, value

_FLAGS = "absl.flags:FLAGS"
_WRAPPER = "tensorflow.python.platform.flags:FLAGS.__dict__"
_GONE = "was removed in 1.5"


def rows() -> tuple[Patch, ...]:
    """The rows for tf.flags, and for the flags that absl and TensorFlow have defined so far."""
    return (
        Patch(f"{_WRAPPER}[__flags]", lambda original: _Values(flags.FLAGS), _GONE),
        Patch(f"{_FLAGS}.__dict__[_parse_flags]", value(_parse), _GONE),
        *(
            Patch(
                f"{_FLAGS}[{name}].allow_override",
                value(True),
                "a script may define a flag of this name, such as log_dir",
            )
            for name in flags.FLAGS
            if name not in ("v", "verbosity")  # absl.logging sets these itself
        ),
    )


def _parse(args: list[str] | None = None) -> None:
    """Parses sys.argv, or `args`, which do not include the program's name."""
    flags.FLAGS(sys.argv if args is None else [sys.argv[0], *args], known_only=True)


class _Values(Mapping[str, Any]):
    """The values of a script's flags by name, once parsed; absl's own flags are left out."""

    def __init__(self, flags: Any) -> None:
        self._flags = flags
        self._others = [flags[name] for name in flags]

    def __getitem__(self, name: str) -> Any:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __repr__(self) -> str:
        return repr(self._read())

    def _read(self) -> dict[str, Any]:
        if not self._flags.is_parsed():
            self._flags(sys.argv, known_only=True)
        flags = ((name, self._flags[name]) for name in self._flags)
        others = {id(flag) for flag in self._others}
        return {name: flag.value for name, flag in flags if id(flag) not in others}
