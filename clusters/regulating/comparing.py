"""What differs between two texts: article by article, and inside an article word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from clusters.regulating.wording import Part, parts

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Span:
    """Some words, as they stand in both texts or only in one."""

    change: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One part as it was and as it is; None where there was or is none. The spans mark what changed on each side."""

    change: str
    old: Part | None
    new: Part | None
    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()

    @property
    def part(self) -> Part:
        """The part as it is, or as it was before it was taken out."""
        found = self.new or self.old
        assert found is not None
        return found


def compare(old: str, new: str) -> list[Difference]:
    """In the order of the new text; what was taken out stands behind the part that it followed."""
    before, after = _named(old), _named(new)
    found = [_difference(before.get(name), part) for name, part in after.items()]
    order = list(after)
    for name, part in before.items():
        if name not in after:
            place = _behind(name, list(before), order)
            order.insert(place, name)
            found.insert(place, Difference(REMOVED, part, None, (Span(REMOVED, _words(part)),)))
    return found


def changed_terms(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Keys of the terms that are not said alike, as stored; in the order of the new, then what fell away."""
    return [key for key in [*new, *(key for key in old if key not in new)] if old.get(key) != new.get(key)]


def _named(text: str) -> dict[tuple[bool, str, int], Part]:
    """Parts by kind and number; of several with one number each has its place."""
    found: dict[tuple[bool, str, int], Part] = {}
    for part in parts(text):
        place = sum(key[:2] == (part.is_chapter, part.number) for key in found)
        found[part.is_chapter, part.number, place] = part
    return found


def _behind(name: tuple, before: list[tuple], order: list[tuple]) -> int:
    earlier = before[: before.index(name)]
    return next((order.index(each) + 1 for each in reversed(earlier) if each in order), 0)


def _difference(old: Part | None, new: Part) -> Difference:
    if old is None:
        return Difference(ADDED, None, new, (), (Span(ADDED, _words(new)),))
    if old == new:
        return Difference(SAME, old, new)
    before, after = _spans(_words(old), _words(new))
    return Difference(CHANGED, old, new, before, after)


def _words(part: Part) -> str:
    return "\n".join([part.title, *part.lines]).strip()


def _spans(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    a, b = _WORD.findall(old), _WORD.findall(new)
    before, after = [], []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        same = tag == "equal"
        if j > i:
            before.append(Span(SAME if same else REMOVED, "".join(a[i:j])))
        if m > k:
            after.append(Span(SAME if same else ADDED, "".join(b[k:m])))
    return tuple(before), tuple(after)
