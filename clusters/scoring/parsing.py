"""From JSON (decimals as strings) or a form's cleaned values to typed values, and back."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from clusters.scoring.band import Band
from clusters.scoring.declaration import NO_CASE_INPUT, NOT_APPLICABLE_INPUT, Input, Level, Parameter, RuleType, Typed
from clusters.scoring.values import ZERO, Bilingual, Problem, Unreadable, plain

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STORABLE = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4}0*)?")
_NOTHING = (None, "")
LONGEST_SERIES = 400


class _Bad(ValueError):
    """One value that does not fit; carries the problem's code and values."""

    def __init__(self, code: str, **values: Decimal | str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def parse_parameters(rule: RuleType, data: Mapping[str, Any]) -> dict[str, Any]:
    """Typed parameters with defaults filled in. Raises Unreadable with a problem per parameter that does not fit."""
    problems = list(_unknown_names(data, rule.parameters))
    typed = {p.name: _read(p, data.get(p.name), problems) for p in rule.parameters}
    for parameter in rule.parameters:
        if data.get(parameter.name) in _NOTHING:
            typed[parameter.name] = parameter.default
            if parameter.required:
                problems.append(Problem.of("required", parameter.name, label=parameter.label))
    return _or_raise(typed, problems)


def parse_inputs(rule: RuleType, parameters: Typed, data: Mapping[str, Any]) -> dict[str, Any]:
    """Typed inputs, None for what is not entered: saving never demands completeness. Raises Unreadable."""
    inputs = rule.inputs(parameters)
    problems = list(_unknown_names(data, inputs))
    typed = {i.name: _read(i, data.get(i.name), problems) for i in inputs}
    for answer in (NO_CASE_INPUT.name, NOT_APPLICABLE_INPUT.name):
        if typed.get(answer) and any(value for name, value in typed.items() if name != answer):
            problems.append(Problem(f"{answer}_with_figures", answer))
            break
    return _or_raise(typed, problems)


def parse_value(declared: Parameter | Input, given: Any, problems: list[Problem]) -> Any:
    """One typed value, None for nothing and for what does not fit; what is wrong with it is added to the problems."""
    return _read(declared, given, problems)


def as_json(typed: Typed) -> dict[str, Any]:
    """Typed parameters or inputs as they are stored; reading it back gives the same values."""
    return {name: _jsonable(value) for name, value in typed.items()}


def _jsonable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Band):
        names = ("low", "high", "points", "low_closed", "high_closed")
        return {name: _jsonable(getattr(value, name)) for name in names} | _effect_said(value)
    if isinstance(value, Level):
        name_en = {"name_en": value.name.en} if value.name.en else {}
        return {"name": str(value.name), **name_en, "points": plain(value.points)} | _effect_said(value)
    return [_jsonable(one) for one in value] if isinstance(value, tuple) else value


def _effect_said(value: Band | Level) -> dict[str, str]:
    return {"effect": value.effect} if value.effect else {}


def _unknown_names(data: Mapping[str, Any], declared: tuple[Parameter, ...] | tuple[Input, ...]) -> Iterator[Problem]:
    known = {one.name for one in declared}
    return (Problem.of("unknown_name", str(name), name=str(name)) for name in data if name not in known)


def _or_raise(typed: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    if problems:
        raise Unreadable(tuple(problems))
    return typed


def _read(declared: Parameter | Input, given: Any, problems: list[Problem]) -> Any:
    if given in _NOTHING:
        return None
    try:
        return _READERS[declared.kind](declared, given)
    except _Bad as bad:
        problems.append(Problem.of(bad.code, declared.name, label=declared.label, **bad.values))
        return None


def _number(given: Any) -> Decimal:
    """A decimal of a size that can be stored. Floats are refused: they are not what was typed."""
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise _Bad("not_a_number", given=_shown(given))
    if isinstance(given, Decimal) and (not given.is_finite() or given.adjusted() > 20):
        raise _Bad("not_a_number" if not given.is_finite() else "too_long", given=_shown(given))
    text = given.strip() if isinstance(given, str) else f"{given:f}" if isinstance(given, Decimal) else str(given)
    if not _STORABLE.fullmatch(text):
        raise _Bad("too_long" if _NUMBER.fullmatch(text) else "not_a_number", given=_shown(text))
    return Decimal(text)


def _shown(given: Any) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _bounded(declared: Parameter | Input, given: Any) -> Decimal:
    value, most = _number(given), getattr(declared, "most", None)
    if declared.least is not None and value < declared.least:
        raise _Bad("below_least", least=declared.least)
    if most is not None and value > most:
        raise _Bad("above_most", most=most)
    return value


def _integer(declared: Parameter | Input, given: Any) -> Decimal:
    value = _bounded(declared, given)
    if value != value.to_integral_value():
        raise _Bad("not_whole")
    return value


def _boolean(declared: Parameter | Input, given: Any) -> bool:
    if not isinstance(given, bool):
        raise _Bad("not_yes_no")
    return given


def _choice(declared: Parameter | Input, given: Any) -> str:
    if not any(given == value for value, _ in declared.choices):
        raise _Bad("not_a_choice", given=_shown(given))
    return given


def _date(declared: Parameter | Input, given: Any) -> dt.date:
    if isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(str(given).strip())
    except ValueError:
        raise _Bad("not_a_date", given=_shown(given)) from None


def _series(declared: Input, given: Any) -> tuple[Decimal, ...] | None:
    """A number for each event or period; None where there is no event yet."""
    if not isinstance(given, list | tuple):
        raise _Bad("not_a_series")
    if len(given) > LONGEST_SERIES:
        raise _Bad("series_too_long", most=Decimal(LONGEST_SERIES))
    return tuple((_integer if declared.whole else _bounded)(declared, one) for one in given) or None


def _bands(declared: Parameter, given: Any) -> tuple[Band, ...]:
    if not isinstance(given, list | tuple) or not given:
        raise _Bad("not_bands")
    return tuple(_band(declared, one) for one in given)


def _band(declared: Parameter, given: Any) -> Band:
    if not isinstance(given, Mapping) or not {"low", "high", "points"} <= given.keys():
        raise _Bad("not_bands")
    low, high = (_end(given[name]) for name in ("low", "high"))
    closed = given.get("low_closed", True), given.get("high_closed", False)
    if not all(isinstance(one, bool) for one in closed):
        raise _Bad("not_bands")
    return Band(low, high, _points(given, "not_bands"), *closed, _effect(declared, given))


def _levels(declared: Parameter, given: Any) -> tuple[Level, ...]:
    if not isinstance(given, list | tuple) or not given:
        raise _Bad("not_levels")
    return tuple(_level(declared, one) for one in given)


def _level(declared: Parameter, given: Any) -> Level:
    if not isinstance(given, Mapping) or not str(given.get("name") or "").strip():
        raise _Bad("not_levels")
    name = Bilingual(str(given["name"]).strip(), str(given.get("name_en") or "").strip())
    return Level(name, _points(given, "not_levels"), _effect(declared, given))


def _points(given: Mapping[str, Any], without: str) -> Decimal:
    points = _end(given.get("points"))
    if points is None:
        raise _Bad(without)
    if points < ZERO:
        raise _Bad("below_least", least=ZERO)
    return points


def _effect(declared: Parameter, given: Mapping[str, Any]) -> str:
    effect = given.get("effect") or ""
    if effect and effect not in declared.effects:
        raise _Bad("not_an_effect", given=_shown(effect))
    return str(effect)


def _end(given: Any) -> Decimal | None:
    return None if given in _NOTHING else _number(given)


_READERS: Mapping[str, Callable[[Any, Any], Any]] = {
    "decimal": _bounded,
    "number": _bounded,
    "ratio_part": _bounded,
    "integer": _integer,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "series": _series,
    "bands": _bands,
    "levels": _levels,
}
