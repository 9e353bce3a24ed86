"""Which source files are the user's."""

import os
import sys

_verdicts: dict[str, bool] = {}


def is_users(path: str) -> bool:
    """Whether the source file is the user's: in no folder of installed packages, nor ours."""
    folder = os.path.dirname(path)
    verdict = _verdicts.get(folder)
    if verdict is None:
        place = os.path.abspath(folder) + os.sep
        parts = place.split(os.sep)
        verdict = _verdicts[folder] = not (
            "site-packages" in parts
            or "dist-packages" in parts
            or place.startswith(tuple(_installed()))
        )
    return verdict


def _installed() -> list[str]:
    # Not asked of sysconfig: its first answer imports a module, and this runs inside an import.
    stdlib = os.path.dirname(os.path.abspath(os.__file__))
    folders = [
        stdlib,
        os.path.join(sys.base_exec_prefix, sys.platlibdir, os.path.basename(stdlib)),
        os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
    ]
    return [folder + os.sep for place in folders for folder in {place, os.path.realpath(place)}]
