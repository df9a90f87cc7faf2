"""Codes of lines made from the marks of a printed table: A, I, 1, 1.1, a), - become A, A.I, A.I.1, A.I.1.1, …

A printed table repeats its marks below each heading; which line stands below which follows from their order and kind.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

DASHES = frozenset("-–—−+•*●○▪")
_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_AGAIN = re.compile(r"(?<=.)-[0-9]+$")
_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# Letters in their order, as lists use them in Vietnam and elsewhere.
_ALPHABETS = ("abcdđeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")
UPPER, UPPER_ROMAN, NUMBER, DOTTED, LOWER, LOWER_ROMAN, DASH, OTHER = (
    "upper",
    "upper roman",
    "number",
    "dotted",
    "lower",
    "lower roman",
    "dash",
    "other",
)


class _Step(NamedTuple):
    """A line that others may stand below: its kind, its mark and the code made of it."""

    kind: str
    mark: str
    code: str


def tidy(mark: str) -> str:
    """The mark without the signs around it: 1. or (a) or b)."""
    bare = mark.strip()
    return bare if bare in DASHES else bare.lstrip("(").rstrip(".) ")


def codes(marks: Sequence[str], tops: Collection[int] = ()) -> list[str]:
    """A code for each tidied mark, in order: the mark itself where marks are nested by dots already or there is none.

    `tops` are the indexes of lines that are said to stand at the top; where every line without a dot is one, and no
    mark stands twice, the marks are taken as they are.
    """
    if not _are_flat(marks, tops):
        return list(marks)
    made: list[str] = []
    stack: list[_Step] = []
    kinds: set[str] = set()
    for mark in marks:
        if mark:
            kind = _kind(mark, stack, kinds)
            stack, segment = _place(kind, mark, stack)
            stack.append(_Step(kind, mark, _free(kind, segment, stack[-1].code if stack else "", made)))
            kinds.add(kind)
        made.append(stack[-1].code if mark else "")
    return made


def _are_flat(marks: Sequence[str], tops: Collection[int]) -> bool:
    """Lines that would stand at the top are of several kinds, or dashes: they cannot all stand there."""
    given = [mark for mark in marks if mark]
    undotted = [index for index, mark in enumerate(marks) if mark and "." not in mark]
    orphans = [mark for index, mark in enumerate(marks) if "." in mark and mark.rpartition(".")[0] not in marks[:index]]
    if not orphans and all(index in tops for index in undotted) and len(set(given)) == len(given):
        return False
    heads = [marks[index] for index in undotted] + [mark.partition(".")[0] for mark in orphans]
    kinds = set(_kinds([_AGAIN.sub("", head) for head in heads]))
    return len(kinds) > 1 or DASH in kinds


def _kinds(marks: Sequence[str]) -> Iterator[str]:
    stack: list[_Step] = []
    kinds: set[str] = set()
    for mark in marks:
        kind = _kind(mark, stack, kinds)
        stack = [*(each for each in stack if each.kind != kind), _Step(kind, mark, "")]
        kinds.add(kind)
        yield kind


def _kind(mark: str, stack: Sequence[_Step], kinds: Collection[str]) -> str:
    if mark in DASHES:
        return DASH
    if re.fullmatch(r"[0-9]+", mark):
        return NUMBER
    if "." in mark:
        return f"{DOTTED} {mark.count('.')}"
    cases = (UPPER, UPPER_ROMAN) if mark == mark.upper() else (LOWER, LOWER_ROMAN)
    is_roman = mark in (mark.upper(), mark.lower()) and _ROMAN.fullmatch(mark.upper())
    if len(mark) != 1 or not mark.isalpha():
        return cases[1] if is_roman else OTHER
    return cases[1] if is_roman and not _is_letter(mark, cases, stack, kinds) else cases[0]


def _is_letter(mark: str, cases: tuple[str, str], stack: Sequence[_Step], kinds: Collection[str]) -> bool:
    """I follows H where no Roman numbers are used, C follows B; V follows IV; alone, only I, V and X are numbers."""
    last = {each.kind: each.mark for each in stack}
    letters, romans = cases
    if romans in last and _value(mark) == _value(last[romans]) + 1:
        return False
    follows = letters in last and any(last[letters].lower() + mark.lower() in each for each in _ALPHABETS)
    return (follows and romans not in kinds) or mark.lower() not in "ivx"


def _value(roman: str) -> int:
    values = [_VALUE[sign] for sign in roman.upper()]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def _place(kind: str, mark: str, stack: Sequence[_Step]) -> tuple[list[_Step], str]:
    """The lines that this one stands below, and the last part of its code."""
    signs = mark.split(".")
    for cut in range(len(signs) - 1, 0, -1):
        prefix, rest = ".".join(signs[:cut]), "-".join(signs[cut:])
        depths = [depth for depth, each in enumerate(stack) if prefix in (each.mark, each.code)]
        if depths:
            return list(stack[: depths[-1] + 1]), rest
    same = next((depth for depth, each in enumerate(stack) if each.kind == kind), len(stack))
    return list(stack[:same]), "-".join(signs)


def _free(kind: str, segment: str, parent: str, taken: Collection[str]) -> str:
    """The code with this last part, or the next that is not taken; dashes are counted."""
    stem = f"{parent}." if parent else ""
    tries = (str(number) if kind == DASH else f"{segment}-{number}" for number in count(1 if kind == DASH else 2))
    first = [] if kind == DASH else [segment]
    return next(code for code in (f"{stem}{each}" for each in chain(first, tries)) if code not in taken)
