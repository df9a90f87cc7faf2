"""What a unit enters for one leaf as text: `Number achieved = 95; Out of a total of = 100`, `No case arose`, or JSON.

Made from the inputs that the rule declares; numbers of a series stand between slashes.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from clusters import numbers
from clusters.scoring import band_notation, quoting, wording
from clusters.scoring.declaration import Input
from clusters.scoring.setting_notation import JSON, NO_WORD, YES_WORD
from clusters.scoring.values import Problem, Unreadable

_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
SLASH = " / "


def read(inputs: Sequence[Input], text: str) -> dict[str, Any]:
    """Values as they are stored; whether the rule admits them is for `parse_inputs`. Raises Unreadable."""
    if text.startswith(JSON):
        return _from_json(text)
    data: dict[str, Any] = {}
    for part in quoting.parts(text):
        found = _read_part(inputs, part)
        if found is None or found[0] in data:
            raise _not_understood(inputs, part)
        data[found[0]] = found[1]
    return data


def write(inputs: Sequence[Input], data: Mapping[str, Any]) -> str:
    """The text that `read` reads as the same values, in the active language; JSON for what it could not say."""
    parts = []
    for name, value in data.items():
        declared = next((each for each in inputs if each.name == name), None)
        clear = [text for text in _texts(declared, value) if _is_meant(inputs, text, name, value)] if declared else []
        if not clear:
            return json.dumps(dict(data), ensure_ascii=False)
        parts.append(clear[0])
    return "; ".join(parts)


def example(inputs: Sequence[Input]) -> str:
    """What can be entered, in the active language."""
    return "; ".join(f"{_label(each)} = {_sample(each)}" for each in inputs if each.required or len(inputs) == 1)


def _from_json(text: str) -> dict[str, Any]:
    try:
        return dict(json.loads(text))
    except (ValueError, RecursionError) as error:
        shown = text if len(text) <= 80 else f"{text[:80]}…"
        raise Unreadable((Problem.of("input.not_understood", given=shown, example=JSON),)) from error


def _read_part(inputs: Sequence[Input], part: str) -> tuple[str, Any] | None:
    name, equals, said = (each.strip() for each in part.partition("="))
    for each in inputs:
        value = _value(each, said) if equals and _is_called(name, each) else None
        if value is None and each.kind == "boolean" and _is_called(part, each):
            value = True
        if value is not None:
            return each.name, value
    asked = [each for each in inputs if each.required]
    value = _value(asked[0], part) if len(asked) == 1 else None
    return None if value is None else (asked[0].name, value)


def _is_called(name: str, declared: Input) -> bool:
    return name == declared.name or wording.called(name, declared.label)


def _value(declared: Input, text: str) -> Any:
    """The stored value, None where the text is none."""
    if declared.kind == "boolean":
        return wording.yes_or_no(text)
    if declared.kind == "choice":
        return _choice(declared, quoting.bare(text))
    if declared.kind == "date":
        return _day(text)
    if declared.kind == "series":
        found = [band_notation.decimal(each.strip()) for each in text.split(SLASH.strip())]
        return None if None in found else found
    return band_notation.decimal(text)


def _choice(declared: Input, text: str) -> str | None:
    exact = next((code for code, _label in declared.choices if code == text), None)
    return exact or wording.choice(text, [(code, str(label)) for code, label in declared.choices])


def _day(text: str) -> str | None:
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*(int(found[part]) for part in ("year", "month", "day"))).isoformat() if found else None
    except ValueError:
        return None


def _texts(declared: Input, value: Any) -> list[str]:
    if isinstance(value, bool):
        alone = [_label(declared)] if value else []
        return [*alone, *_named(declared, gettext(YES_WORD if value else NO_WORD))]
    if declared.kind == "choice" and isinstance(value, str):
        return [*_named(declared, value), *_named(declared, quoting.quoted(value))]
    if declared.kind == "date" and isinstance(value, str):
        return _named(declared, "/".join(reversed(value.split("-"))))
    figures = value if isinstance(value, list) else [value]
    return _named(declared, SLASH.join(_figure(each) for each in figures))


def _figure(value: Any) -> str:
    stored = _stored(str(value))
    return str(value) if stored is None else numbers.editable(Decimal(stored))


def _named(declared: Input, said: str) -> list[str]:
    return [f"{_label(declared)} = {said}", f"{declared.name} = {said}"]


def _label(declared: Input) -> str:
    return gettext(declared.label)


def _is_meant(inputs: Sequence[Input], text: str, name: str, value: Any) -> bool:
    if not quoting.stands_alone(text) or text.startswith(JSON):
        return False
    found = _read_part(inputs, text)
    return found is not None and found[0] == name and _same(found[1], value)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, str) and isinstance(other, str):
        return one in (other, _stored(other))
    return one == other


def _stored(value: str) -> str | None:
    """2.50 as 2.5; stored numbers have a dot, whatever a person would mean by it."""
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is None:
        return None
    return value.rstrip("0").rstrip(".") if "." in value else value


def _sample(declared: Input) -> str:
    if declared.kind == "boolean":
        return gettext(YES_WORD)
    if declared.kind == "choice":
        return str(declared.choices[0][0]) if declared.choices else "…"
    return {"date": "31/12/2026", "series": SLASH.join("123")}.get(declared.kind, "1")


def _not_understood(inputs: Sequence[Input], given: str) -> Unreadable:
    shown = given if len(given) <= 80 else f"{given[:80]}…"
    return Unreadable((Problem.of("input.not_understood", given=shown, example=example(inputs) or "–"),))
