"""The settings of a rule as text: `2,5`, `points_each=2,5; no_case_full`, `100→2; 95-<100→1,75; <95→0`, or JSON.

What stands alone is understood from what it is: a number is the one that the rule needs, a word is a choice or a
switch turned on, an arrow makes a band.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.scoring import wording
from clusters.scoring.band import Band
from clusters.scoring.declaration import Parameter, RuleType
from clusters.scoring.parsing import as_json, parse_parameters
from clusters.scoring.values import Problem, Unreadable, plain

WHOLE = "whole_number"
YES_WORD, NO_WORD = gettext_noop("yes"), gettext_noop("no")

# A semicolon inside the brackets of an interval does not part two settings.
_PART = re.compile(r"(?:[\[(][^\])]*[\])]|[^;\n])+")
_NUMBER = r"-?[0-9][0-9., ]*"
_BAND = re.compile(rf"(?P<span>.+?)\s*(?:→|=>|->|:)\s*(?P<points>{_NUMBER})")
_BRACKETS = re.compile(rf"(?P<opening>[\[(])\s*(?P<low>{_NUMBER})?\s*;\s*(?P<high>{_NUMBER})?\s*(?P<closing>[\])])")
_RANGE = re.compile(rf"(?P<over>>?)\s*(?P<low>{_NUMBER}?)\s*[-–]\s*(?P<under><?)\s*(?P<high>{_NUMBER})")
_ONE_END = re.compile(rf"(?P<sign>>=|≥|>|<=|≤|<)\s*(?P<end>{_NUMBER})")


def read(rule: RuleType, text: str) -> dict[str, Any]:
    """Settings as they are stored, those at their default left out. What the rule needs may be missing in a draft.

    Raises Unreadable with a problem for each part that is not understood or not allowed.
    """
    if text.startswith("{"):
        return _from_json(rule, text)
    parts = [part.strip() for part in _PART.findall(text) if part.strip()]
    whole = any(wording.choice(part.partition("=")[2] or part, _choices(rule)) == WHOLE for part in parts)
    data: dict[str, Any] = {}
    for part in parts:
        name, value = _part(rule, part, whole)
        if name in data and not isinstance(value, list):
            raise _not_understood(rule, part)
        data[name] = [*data[name], *value] if name in data else value
    _require_allowed(rule, data)
    defaults = as_json({each.name: each.default for each in rule.parameters})
    return {name: value for name, value in data.items() if value != defaults[name]}


def write(rule: RuleType, data: Mapping[str, Any]) -> str:
    """The text that `read` reads as the same settings, in the active language; JSON for what it could not say."""
    try:
        typed = parse_parameters(rule, data)
    except Unreadable:
        return json.dumps(dict(data), ensure_ascii=False) if data else ""
    whole = WHOLE in typed.values()
    parts = [_said(each, typed[each.name], whole) for each in rule.parameters if typed[each.name] != each.default]
    return "; ".join(parts)


def example(rule: RuleType) -> str:
    """What the rule needs, made from its declaration; nothing for one that needs no settings."""
    return write(rule, as_json({each.name: _sample(each) for each in rule.parameters if each.required}))


def options(rule: RuleType) -> list[str]:
    """Each further setting as it is written where it is wanted."""
    return [words for each in rule.parameters if not each.required for words in _ways(each)]


def _ways(parameter: Parameter) -> list[str]:
    if parameter.kind == "choice":
        return [gettext(label) for code, label in parameter.choices if code != parameter.default]
    other = not parameter.default if parameter.kind == "boolean" else _sample(parameter)
    return [_said(parameter, other, whole=False)]


def _sample(parameter: Parameter) -> Any:
    if parameter.kind != "bands":
        return Decimal("0.5")
    ends = [(100, 100, "2"), (95, 100, "1.75"), (80, 95, "1.5"), (None, 80, "0")]
    return tuple(
        Band(Decimal(low) if low else None, Decimal(high), Decimal(points), True, low == high)
        for low, high, points in ends
    )


# --- reading --------------------------------------------------------------------------------------------------


def _from_json(rule: RuleType, text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_understood(rule, text) from error
    _require_allowed(rule, data)
    said = write(rule, data)
    return data if said.startswith("{") or not said else read(rule, said)


def _require_allowed(rule: RuleType, data: Mapping[str, Any]) -> None:
    """A setting that is missing is for the check before publication; one that is wrong is refused at once."""
    try:
        parse_parameters(rule, data)
    except Unreadable as unreadable:
        wrong = tuple(problem for problem in unreadable.problems if problem.code != "required")
        if wrong:
            raise Unreadable(wrong) from unreadable


def _part(rule: RuleType, part: str, whole: bool) -> tuple[str, Any]:
    """Name and stored value of one part."""
    band = _BAND.fullmatch(part)
    takes_bands = next((each for each in rule.parameters if each.kind == "bands"), None)
    if band and takes_bands:
        return takes_bands.name, as_json({"band": (_band(rule, band, whole),)})["band"]
    name, equals, value = (each.strip() for each in part.partition("="))
    for each in rule.parameters:
        said = value if equals and (name == each.name or wording.called(name, each.label)) else ""
        found = _value(each, said) if said else None if equals else _alone(each, part)
        if found is not None:
            return each.name, found
    raise _not_understood(rule, part)


def _value(parameter: Parameter, text: str) -> Any:
    """The stored value, None where the text is none."""
    if parameter.kind == "boolean":
        return wording.yes_or_no(text)
    if parameter.kind == "choice":
        return wording.choice(text, parameter.choices)
    return _decimal(text) if parameter.kind == "decimal" else None


def _alone(parameter: Parameter, text: str) -> Any:
    if parameter.kind == "boolean":
        return True if text == parameter.name or wording.called(text, parameter.label) else None
    return _value(parameter, text) if parameter.required or parameter.kind == "choice" else None


def _decimal(text: str) -> str | None:
    """The number as it is stored, without zeros that say nothing."""
    try:
        said = plain(numbers.parse(text))
    except numbers.NotANumber:
        return None
    return said.rstrip("0").rstrip(".") if "." in said else said


def _band(rule: RuleType, found: re.Match[str], whole: bool) -> Band:
    span, points = found["span"].replace("%", "").strip(), _decimal(found["points"])
    ends = _span(span, whole)
    if ends is None or points is None:
        raise _not_understood(rule, found[0])
    low, high, low_closed, high_closed = ends
    return Band(low, high, Decimal(points), low_closed, high_closed)


def _span(text: str, whole: bool) -> tuple[Decimal | None, Decimal | None, bool, bool] | None:
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
    value = _decimal(text) if text else None
    return None if value is None else Decimal(value)


def _not_understood(rule: RuleType, given: str) -> Unreadable:
    shown = given if len(given) <= 80 else f"{given[:80]}…"
    return Unreadable(
        (Problem.of("setting.not_understood", given=shown, example=example(rule) or next(iter(options(rule)), "–")),)
    )


def _choices(rule: RuleType) -> list[tuple[str, str]]:
    return [pair for each in rule.parameters for pair in each.choices]


# --- writing --------------------------------------------------------------------------------------------------


def _said(parameter: Parameter, value: Any, whole: bool) -> str:
    if parameter.kind == "bands":
        return "; ".join(f"{_span_of(band, whole)} → {_number(band.points)}" for band in value)
    if parameter.kind == "choice":
        return gettext(dict(parameter.choices)[value])
    label = gettext(parameter.label)
    if parameter.kind == "boolean":
        return label if value else f"{label} = {gettext(NO_WORD)}"
    return _number(value) if parameter.required else f"{label} = {_number(value)}"


def _span_of(band: Band, whole: bool) -> str:
    low, high = band.low, band.high
    if low is not None and low == high and band.low_closed and band.high_closed:
        return _number(low)
    if high is None and low is not None:
        return f"{'≥' if band.low_closed else '>'}{_number(low)}"
    if low is None and high is not None:
        return f"{'≤' if band.high_closed else '<'}{_number(high)}"
    if low is None or high is None or low < 0 or not band.low_closed or (band.high_closed and not whole):
        ends = (_number(end) if end is not None else "" for end in (low, high))
        return f"{'[' if band.low_closed else '('}{';'.join(ends)}{']' if band.high_closed else ')'}"
    return f"{_number(low)}-{_number(high)}" if band.high_closed else f"{_number(low)}-<{_number(high)}"


def _number(value: Decimal) -> str:
    return numbers.editable(value)
