"""Which lines of a text were changed, found in time linear in the text.

difflib looks for the longest common part, which takes quadratic time on some texts. Rewriting
changes a few lines here and there, so the next lines that agree are close.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_NEAR = 100  # most lines of one change; what differs for longer is one change to the end
Opcode = tuple[str, int, int, int, int]


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """The changes from `old` to `new`, in the form of difflib's get_opcodes."""
    found: list[Opcode] = []
    at = new_at = 0
    while at < len(old) or new_at < len(new):
        start, new_start = at, new_at
        while at < len(old) and new_at < len(new) and old[at] == new[new_at]:
            at, new_at = at + 1, new_at + 1
        if at > start:
            found.append(("equal", start, at, new_start, new_at))
        start, new_start = at, new_at
        at, new_at = _next_match(old, new, at, new_at)
        if (at, new_at) != (start, new_start):
            tag = "insert" if at == start else "delete" if new_at == new_start else "replace"
            found.append((tag, start, at, new_start, new_at))
    return found


def _next_match(old: Sequence[str], new: Sequence[str], at: int, new_at: int) -> tuple[int, int]:
    """The nearest places where a line agrees, and the next if it is blank; else the ends."""
    for distance in range(_NEAR):
        for down in range(distance + 1):
            one, other = at + distance - down, new_at + down
            if one < len(old) and other < len(new) and _agree(old, new, one, other):
                return one, other
    return len(old), len(new)


def _agree(old: Sequence[str], new: Sequence[str], at: int, new_at: int) -> bool:
    is_blank = not old[at].strip()
    return old[at : at + 1 + is_blank] == new[new_at : new_at + 1 + is_blank]


def unified_diff(old: str, new: str, old_name: str, new_name: str) -> Iterator[str]:
    """The lines of a unified diff, without line ends."""
    matcher = _Matcher(old.splitlines(), new.splitlines())
    header = [f"--- {old_name}", f"+++ {new_name}"]
    for group in matcher.get_grouped_opcodes():
        yield from header
        header = []
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"
        for tag, start, end, new_start, new_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in matcher.old[start:end])
                continue
            yield from (f"-{line}" for line in matcher.old[start:end])
            yield from (f"+{line}" for line in matcher.new[new_start:new_end])


class _Matcher(SequenceMatcher[str]):
    """difflib's grouping of changes, with the changes found as above."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.new = old, new

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]
        return opcodes(self.old, self.new)


def _range(start: int, end: int) -> str:
    """Lines start..end, counted from 0, as a hunk's header has them."""
    count = end - start
    return f"{start + 1 if count else start},{count}".removesuffix(",1")
