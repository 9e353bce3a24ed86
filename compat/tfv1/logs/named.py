"""The hyperparameters in the name of a run, such as "lr=0.1,bs_32/seed=3"."""

from __future__ import annotations

import re

Param = float | str | bool

# What tfv1.run_name begins with: the time, and the model without a key.
_STAMP = re.compile(r"\d{8}T\d{6}Z(?:-([A-Za-z0-9.-]+))?(?:_|$)")
# A value ends where the next key begins: values may hold underscores, and keys, too.
_PAIR = re.compile(r"([A-Za-z]\w*)=((?:(?!_[A-Za-z]\w*=)[^=])*)")
_NUMBERED = re.compile(r"([A-Za-z]\w*?)[_-]?(-?\d[\d.]*(?:e-?\d+)?)")


def params_in_name(name: str) -> dict[str, Param]:
    """The hyperparameters in a run's name, by key; a deeper directory's win.

    They are written as KEY=VALUE, separated by commas, underscores or slashes; beside others after
    a comma also as KEY_NUMBER.
    """
    found: dict[str, Param] = {}
    for part in re.split(r"[\\/]", name):
        stamp = _STAMP.match(part)
        if stamp:
            part = part[stamp.end() :]
            if stamp[1]:
                found["model"] = stamp[1]
        pieces = re.split(r"[,;\s]+", part)
        for piece in pieces:
            pairs = _PAIR.findall(piece)
            numbered = _NUMBERED.fullmatch(piece) if len(pieces) > 1 else None
            if not pairs and numbered:
                pairs = [numbered.groups()]
            found.update((key, _param(value)) for key, value in pairs if value)
    return found


def _param(text: str) -> Param:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        # float() also takes "1_000" and words such as "nan", which are not meant here.
        return float(text) if re.fullmatch(r"[-+.\deE]+", text) else text
    except ValueError:
        return text
