"""Which criteria of a table continue which of an older one, so that two years can be laid side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from clusters import vietnamese
from clusters.scoring.values import SECTIONS, ZERO

SAME_TEXT, SAME_CODE = "text", "code"
Pair = tuple[str, str]


class Item(NamedTuple):
    """One line of a table as matching sees it; `parent` is the code of its group, '' at the top."""

    code: str
    text: str
    parent: str
    points: Decimal
    section: str
    is_leaf: bool


class Proposal(NamedTuple):
    """The new line `new` probably continues the old line `old`; `why` is SAME_TEXT or SAME_CODE."""

    old: str
    new: str
    why: str


class Joint(NamedTuple):
    """Lines that continue one another, directly or through others: what can be compared as a whole."""

    old: tuple[str, ...]
    new: tuple[str, ...]


def propose(old: Sequence[Item], new: Sequence[Item]) -> list[Proposal]:
    """In the order of the new table: first who has the same words, then who of the rest has the same code.

    Words that stand on several lines of a side say nothing; a leaf is never proposed for a group.
    """
    by_words, own_words = _by_words(old), _by_words(new)
    found = {code: Proposal(by_words[words], code, SAME_TEXT) for words, code in own_words.items() if words in by_words}
    taken = {each.old for each in found.values()}
    free = {(each.code, each.is_leaf) for each in old if each.code not in taken}
    for each in new:
        if each.code not in found and (each.code, each.is_leaf) in free:
            found[each.code] = Proposal(each.code, each.code, SAME_CODE)
    return [found[each.code] for each in new if each.code in found]


def _by_words(items: Iterable[Item]) -> dict[tuple[str, bool], str]:
    """Codes by their words, where only one line of its kind has them."""
    keyed = [((vietnamese.search_key(each.text), each.is_leaf), each.code) for each in items]
    times = Counter(words for words, _code in keyed)
    return {words: code for words, code in keyed if times[words] == 1 and words[0]}


def unmatched(items: Sequence[Item], matched: Iterable[str]) -> list[Item]:
    """The leaves that nothing of the other table corresponds to, in order.

    A leaf without a match of its own goes with the nearest group above that has one, unless that group is compared
    line by line: then what is left of it is stated.
    """
    known, parents = set(matched), {each.code: each.parent for each in items}
    line_by_line = {group for code in known for group in _above(code, parents)}
    return [
        each
        for each in items
        if each.is_leaf
        and each.code not in known
        and next((group for group in _above(each.code, parents) if group in known), "") in {"", *line_by_line}
    ]


def _above(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    parent = parents.get(code, "")
    while parent:
        yield parent
        parent = parents.get(parent, "")


def points_of(items: Iterable[Item]) -> dict[str, Decimal]:
    """The maxima by section; only sections that occur."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in items:
        sums[each.section] += each.points
    return {section: sums[section] for section in SECTIONS if sums[section] != ZERO}


def joints(pairs: Iterable[Pair]) -> list[Joint]:
    """Old and new codes that hang together, each code in exactly one."""
    found: list[tuple[set[str], set[str]]] = []
    for old, new in pairs:
        touching = [one for one in found if old in one[0] or new in one[1]]
        whole = ({old}.union(*(one[0] for one in touching)), {new}.union(*(one[1] for one in touching)))
        found = [*(one for one in found if one not in touching), whole]
    return [Joint(tuple(sorted(old)), tuple(sorted(new))) for old, new in found]


def outermost(codes: Iterable[str], items: Iterable[Item]) -> tuple[str, ...]:
    """The codes without those that lie in another of them, so that nothing is added up twice."""
    given, parents = set(codes), {each.code: each.parent for each in items}
    return tuple(each for each in parents if each in given and not given.intersection(_above(each, parents)))
