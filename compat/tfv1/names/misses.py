"""The names of 1.15 that were asked for in this process and are not available."""

# Full legacy name -> the reason that was given, in order of the first asking.
names: dict[str, str] = {}


def note(name: str, reason: str) -> None:
    """Notes that the legacy name was looked up in vain; private and special names do not count."""
    if not name.rpartition(".")[2].startswith("_"):
        names.setdefault(name, reason)
