"""Bands and levels as text: `95-<100 → 1,75`, `"Đủ; đúng hạn" {Complete} → 1`, `<50 → 0 (mất điểm cả nhóm)`."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.scoring import quoting, wording
from clusters.scoring.band import Band
from clusters.scoring.declaration import Level, Parameter
from clusters.scoring.values import Bilingual, plain

LISTED = ("bands", "levels")
# What an entry does beyond its points, in words; an effect that has none here is written by its code.
EFFECT_WORDS: Mapping[str, str] = {
    "zero_parent": gettext_noop("whole group 0"),
    "void": gettext_noop("void"),
}

_NUMBER = r"-?[0-9][0-9., ]*"
_ARROW = r"(?:→|=>|->|:)"
_POINTS = rf" ?{_ARROW} ?(?P<points>{_NUMBER})(?:\((?P<effect>[^()]+)\))?"
_BAND = re.compile(rf"(?P<span>.+?){_POINTS}")
_ENGLISH = rf" ?\{{ ?(?P<english>{quoting.QUOTED}|[^{{}}]*?) ?\}}"
_LEVEL = re.compile(rf"(?P<name>{quoting.QUOTED}|.+?)(?:{_ENGLISH})?{_POINTS}")
_BRACKETS = re.compile(rf"(?P<opening>[\[(]) ?(?P<low>{_NUMBER})? ?; ?(?P<high>{_NUMBER})? ?(?P<closing>[\])])")
_RANGE = re.compile(rf"(?P<over>>?) ?(?P<low>{_NUMBER}?) ?[-–] ?(?P<under><?) ?(?P<high>{_NUMBER})")
_ONE_END = re.compile(rf"(?P<sign>>=|≥|>|<=|≤|<) ?(?P<end>{_NUMBER})")

Entry = Band | Level
Ends = tuple[Decimal | None, Decimal | None, bool, bool]


def read(parameter: Parameter, part: str, whole: bool) -> Entry | None:
    """One entry of the list that the parameter holds, from one part with single spaces; None where it is none."""
    return _band(parameter, part, whole) if parameter.kind == "bands" else _level(parameter, part)


def ways(parameter: Parameter, entry: Entry, whole: bool) -> list[str]:
    """How the entry can be written in the active language: plainly, then with quotes around the author's words."""
    tail = f" → {number(entry.points)}"
    if entry.effect:
        tail += f" ({gettext(dict(effects(parameter)).get(entry.effect, entry.effect))})"
    if isinstance(entry, Band):
        return [_span_of(entry, whole) + tail]
    name, english = str(entry.name), entry.name.en
    in_quotes = quoting.quoted(english) if english else ""
    return [
        _with_english(name, english) + tail,
        _with_english(quoting.quoted(name), english) + tail,
        _with_english(quoting.quoted(name), in_quotes) + tail,
    ]


def effects(parameter: Parameter) -> list[tuple[str, str]]:
    """Codes and words of what its entries may do beyond their points."""
    return [(effect, EFFECT_WORDS.get(effect, effect)) for effect in parameter.effects]


def decimal(text: str) -> str | None:
    """The number as it is stored, without zeros that say nothing; None where it is none."""
    try:
        said = plain(numbers.parse(text))
    except numbers.NotANumber:
        return None
    return said.rstrip("0").rstrip(".") if "." in said else said


def number(value: Decimal) -> str:
    """As a person types it."""
    return numbers.editable(value)


def _with_english(name: str, english: str) -> str:
    return f"{name} {{{english}}}" if english else name


def _level(parameter: Parameter, part: str) -> Level | None:
    found = _LEVEL.fullmatch(part)
    tail = _tail(parameter, found) if found else None
    name = quoting.bare(found["name"].strip()).strip() if found else ""
    if found is None or tail is None or not name:
        return None
    return Level(Bilingual(name, quoting.bare(found["english"] or "").strip()), *tail)


def _band(parameter: Parameter, part: str, whole: bool) -> Band | None:
    found = _BAND.fullmatch(part)
    tail = _tail(parameter, found) if found else None
    ends = _span(found["span"].replace("%", "").strip(), whole) if found else None
    if tail is None or ends is None:
        return None
    low, high, low_closed, high_closed = ends
    return Band(low, high, tail[0], low_closed, high_closed, tail[1])


def _tail(parameter: Parameter, found: re.Match[str]) -> tuple[Decimal, str] | None:
    points = decimal(found["points"])
    effect = wording.choice(found["effect"], effects(parameter)) if found["effect"] else ""
    return None if points is None or effect is None else (Decimal(points), effect)


def _span(text: str, whole: bool) -> Ends | None:
    """`[80;95)`, `80-<95`, `80-95` (the upper end belongs to it only among whole numbers), `≥80`, `<80` or `80`."""
    if found := _BRACKETS.fullmatch(text):
        low, high = _end(found["low"]), _end(found["high"])
        return low, high, low is None or found["opening"] == "[", high is not None and found["closing"] == "]"
    if found := _RANGE.fullmatch(text):
        low, high = _end(found["low"]), _end(found["high"])
        return (low, high, not found["over"], whole and not found["under"]) if low is not None else None
    if found := _ONE_END.fullmatch(text):
        end, closed = _end(found["end"]), found["sign"] in (">=", "≥", "<=", "≤")
        return (end, None, closed, False) if found["sign"] in (">=", "≥", ">") else (None, end, True, closed)
    alone = _end(text)
    return (alone, alone, True, True) if alone is not None else None


def _end(text: str | None) -> Decimal | None:
    value = decimal(text) if text else None
    return None if value is None else Decimal(value)


def _span_of(band: Band, whole: bool) -> str:
    low, high = band.low, band.high
    if low is not None and low == high and band.low_closed and band.high_closed:
        return number(low)
    if high is None and low is not None:
        return f"{'≥' if band.low_closed else '>'}{number(low)}"
    if low is None and high is not None:
        return f"{'≤' if band.high_closed else '<'}{number(high)}"
    if low is None or high is None or low < 0 or not band.low_closed or (band.high_closed and not whole):
        ends = (number(end) if end is not None else "" for end in (low, high))
        return f"{'[' if band.low_closed else '('}{';'.join(ends)}{']' if band.high_closed else ')'}"
    return f"{number(low)}-{number(high)}" if band.high_closed else f"{number(low)}-<{number(high)}"
