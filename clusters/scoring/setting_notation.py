"""The settings of a rule as text: `2,5`, `points_each=2,5; no_case_full`, `100→2; 95-<100→1,75; <95→0`, or JSON.

What stands alone is understood from what it is: a number is the one that the rule needs, a word is a choice or a
switch turned on, an arrow makes an entry of a list that the rule declares.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from clusters.scoring import band_notation, quoting, wording
from clusters.scoring.band import Band
from clusters.scoring.band_notation import LISTED
from clusters.scoring.declaration import Level, Parameter, RuleType, Typed
from clusters.scoring.parsing import as_json, parse_parameters
from clusters.scoring.values import Bilingual, Problem, Unreadable

YES_WORD, NO_WORD = gettext_noop("yes"), gettext_noop("no")
SAMPLE_LEVELS = (gettext_noop("Met in full"), gettext_noop("Met in part"), gettext_noop("Not met"))
SAMPLE_BANDS = (("100", "100", "2"), ("95", "100", "1.75"), ("80", "95", "1.5"), (None, "80", "0"))
JSON = "{"
_NUMBERS = ("decimal", "integer")


class _Odd(ValueError):
    """A part that is not understood; the reader of the whole says it with an example."""


def read(rule: RuleType, text: str) -> dict[str, Any]:
    """Settings as they are stored, those at their default left out. What the rule needs may be missing in a draft.

    Raises Unreadable with a problem for each part that is not understood or not allowed.
    """
    try:
        data = _from_json(rule, text) if text.startswith(JSON) else _parsed(rule, text)
    except _Odd as odd:
        given, shown = str(odd), example(rule) or next(iter(options(rule)), "–")
        given = given if len(given) <= 80 else f"{given[:80]}…"
        raise Unreadable((Problem.of("setting.not_understood", given=given, example=shown),)) from odd
    defaults = as_json({each.name: each.default for each in rule.parameters})
    return {name: value for name, value in data.items() if value != defaults[name]}


def write(rule: RuleType, data: Mapping[str, Any]) -> str:
    """The text that `read` reads as the same settings, in the active language; JSON for what it could not say."""
    try:
        typed = parse_parameters(rule, data)
    except Unreadable:
        return json.dumps(dict(data), ensure_ascii=False) if data else ""
    whole = _is_whole(rule, data)
    changed = (each for each in rule.parameters if typed[each.name] != each.default)
    text = "; ".join(part for each in changed for part in _said(rule, each, typed[each.name], whole))
    return text if _reads_back(rule, text, typed) else json.dumps(dict(data), ensure_ascii=False)


def same(rule: RuleType, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the stored settings mean the same: defaults filled in, 2.50 as 2.5."""
    if one == other:
        return True
    try:
        return _exact(parse_parameters(rule, one)) == _exact(parse_parameters(rule, other))
    except Unreadable:
        return False


def example(rule: RuleType) -> str:
    """What the rule needs, made from its declaration; nothing for one that needs no settings."""
    return write(rule, as_json({each.name: _sample(each) for each in rule.parameters if each.required}))


def options(rule: RuleType) -> list[str]:
    """Each further setting as it is written where it is wanted, and what entries of a list can do."""
    return [words for each in rule.parameters for words in _ways(rule, each)]


def _ways(rule: RuleType, parameter: Parameter) -> list[str]:
    whole = _is_whole(rule, {})
    if parameter.kind in LISTED:
        entries = [*(() if parameter.required else _sample(parameter)), *_samples_of_effects(parameter)]
        return _said(rule, parameter, tuple(entries), whole)
    if parameter.required:
        return []
    others = [code for code, _label in parameter.choices if code != parameter.default]
    values = others if parameter.kind == "choice" else [_sample(parameter)]
    return [words for value in values for words in _said(rule, parameter, value, whole)]


def _sample(parameter: Parameter) -> Any:
    """A value that shows how the setting is written."""
    if parameter.kind == "boolean":
        return not parameter.default
    if parameter.kind == "choice":
        return next(code for code, _label in parameter.choices if code != parameter.default)
    if parameter.kind == "levels":
        names = enumerate(reversed(SAMPLE_LEVELS))
        return tuple(Level(Bilingual(gettext(name)), Decimal(points)) for points, name in names)[::-1]
    if parameter.kind == "bands":
        ends = [(Decimal(low) if low else None, Decimal(high), Decimal(points)) for low, high, points in SAMPLE_BANDS]
        return tuple(Band(low, high, points, True, low == high) for low, high, points in ends)
    sample = Decimal(2) if parameter.kind == "integer" else Decimal("0.5")
    return sample if parameter.least is None else max(sample, parameter.least)


def _samples_of_effects(parameter: Parameter) -> Iterator[Band | Level]:
    for effect in parameter.effects:
        if parameter.kind == "bands":
            yield Band(None, Decimal(50), Decimal(0), effect=effect)
        else:
            yield Level(Bilingual(gettext(SAMPLE_LEVELS[-1])), Decimal(0), effect)


# --- reading --------------------------------------------------------------------------------------------------


def _from_json(rule: RuleType, text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Odd(text) from error
    _require_allowed(rule, data)
    said = write(rule, data)
    return data if said.startswith(JSON) or not said else _parsed(rule, said)


def _require_allowed(rule: RuleType, data: Mapping[str, Any]) -> None:
    """A setting that is missing is for the check before publication; one that is wrong is refused at once."""
    try:
        parse_parameters(rule, data)
    except Unreadable as unreadable:
        wrong = tuple(problem for problem in unreadable.problems if problem.code != "required")
        if wrong:
            raise Unreadable(wrong) from unreadable


def _parsed(rule: RuleType, text: str) -> dict[str, Any]:
    """Single settings first: they say of what the bands are."""
    data: dict[str, Any] = {}
    entries = []
    for part in quoting.parts(text):
        found = _single(rule, part)
        if found is None:
            entries.append(part)
        elif found[0] in data:
            raise _Odd(part)
        else:
            data[found[0]] = found[1]
    _require_allowed(rule, data)
    whole = _is_whole(rule, data)
    for part in entries:
        name, entry = _entry(rule, part, whole)
        data.setdefault(name, []).extend(as_json({name: (entry,)})[name])
    _require_allowed(rule, data)
    return data


def _single(rule: RuleType, part: str) -> tuple[str, Any] | None:
    """Name and stored value of a setting that is no list; None for what may be an entry of one."""
    name, equals, said = (each.strip() for each in part.partition("="))
    single = [each for each in rule.parameters if each.kind not in LISTED]
    named = next((each for each in single if equals and _is_called(name, each)), None)
    if named is not None:
        value = _value(named, said)
        if value is None:
            raise _Odd(part)
        return named.name, value
    found = [(each.name, value) for each in single if (value := _alone(rule, each, part)) is not None]
    return found[0] if len(found) == 1 else None


def _is_called(name: str, parameter: Parameter) -> bool:
    return name == parameter.name or wording.called(name, parameter.label)


def _value(parameter: Parameter, text: str) -> Any:
    """The stored value, None where the text is none."""
    if parameter.kind == "boolean":
        return wording.yes_or_no(text)
    if parameter.kind == "choice":
        return wording.choice(text, parameter.choices)
    return band_notation.decimal(text) if parameter.kind in _NUMBERS else None


def _alone(rule: RuleType, parameter: Parameter, text: str) -> Any:
    """A number that stands alone is the only one that the rule needs."""
    if parameter.kind == "boolean":
        return True if _is_called(text, parameter) else None
    needed = [each for each in rule.parameters if each.required and each.kind in _NUMBERS]
    return _value(parameter, text) if parameter.kind == "choice" or needed == [parameter] else None


def _entry(rule: RuleType, part: str, whole: bool) -> tuple[str, band_notation.Entry]:
    """The list that the entry belongs to, by its name or as the first that takes it, and the entry."""
    name, equals, said = (each.strip() for each in part.partition("="))
    lists = [each for each in rule.parameters if each.kind in LISTED]
    named = [(each, said) for each in lists if equals and _is_called(name, each)]
    for parameter, text in [*named, *((each, part) for each in lists)]:
        entry = band_notation.read(parameter, text, whole)
        if entry is not None:
            return parameter.name, entry
    raise _Odd(part)


def _is_whole(rule: RuleType, data: Mapping[str, Any]) -> bool:
    """Whether bands of this rule part whole numbers: then the upper end of 3–5 belongs to it."""
    lists = {each.name for each in rule.parameters if each.kind in LISTED}
    needed = as_json({each.name: _sample(each) for each in rule.parameters if each.required})
    given = {name: value for name, value in data.items() if name not in lists}
    inputs = rule.own_inputs(parse_parameters(rule, {**needed, **given}))
    counted = [each for each in inputs if each.kind not in ("boolean", "choice")]
    return bool(counted) and all(each.whole or each.kind in ("integer", "date") for each in counted)


# --- writing --------------------------------------------------------------------------------------------------


def _said(rule: RuleType, parameter: Parameter, value: Any, whole: bool) -> list[str]:
    """The parts that say it, each the shortest that is understood as this."""
    if parameter.kind in LISTED:
        return [_meant(rule, (parameter.name, entry), _entry_texts(parameter, entry, whole), whole) for entry in value]
    return [_meant(rule, (parameter.name, value), _single_texts(parameter, value), whole)]


def _meant(rule: RuleType, meant: tuple[str, Any], texts: list[str], whole: bool) -> str:
    clear = (text for text in texts if quoting.stands_alone(text) and not text.startswith(JSON))
    return next((text for text in clear if _understood(rule, text, whole) == _exact(meant)), texts[-1])


def _understood(rule: RuleType, text: str, whole: bool) -> Any:
    """What the part alone says, to be compared; None where it says nothing."""
    try:
        found = _single(rule, text)
        if found is None:
            return _exact(_entry(rule, text, whole))
        is_number = any(each.name == found[0] and each.kind in _NUMBERS for each in rule.parameters)
        return (found[0], Decimal(found[1])) if is_number else found
    except _Odd:
        return None


def _single_texts(parameter: Parameter, value: Any) -> list[str]:
    if parameter.kind == "boolean":
        alone, said = [gettext(parameter.label), parameter.name] if value else [], YES_WORD if value else NO_WORD
        return [*alone, *_named(parameter, gettext(said))]
    if parameter.kind == "choice":
        word = gettext(dict(parameter.choices)[value])
        return [word, *_named(parameter, word), f"{parameter.name} = {value}"]
    number = band_notation.number(value)
    return [*([number] if parameter.required else []), *_named(parameter, number)]


def _entry_texts(parameter: Parameter, entry: band_notation.Entry, whole: bool) -> list[str]:
    ways = band_notation.ways(parameter, entry, whole)
    return [*ways, *(text for way in ways for text in _named(parameter, way))]


def _named(parameter: Parameter, said: str) -> list[str]:
    return [f"{gettext(parameter.label)} = {said}", f"{parameter.name} = {said}"]


def _reads_back(rule: RuleType, text: str, typed: Typed) -> bool:
    try:
        return _exact(parse_parameters(rule, _parsed(rule, text))) == _exact(typed)
    except (_Odd, Unreadable):
        return False


def _exact(value: Any) -> Any:
    """To be compared with the English of the author's words, which equal words may differ in."""
    if isinstance(value, Mapping):
        return {name: _exact(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_exact(each) for each in value)
    return (str(value), value.en) if isinstance(value, Bilingual) else value
