"""A clause as text: `Share of the maximum of V ≥ 60 %`, `Targets met I.1, I.2, except 1, missed by at most 15 %`.

Made from the declarations: the label of the kind, then its slots one after the other; what has a default or may be
left out stands behind a comma. Either language is understood; what is written is in the active one.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.scoring import wording
from clusters.scoring.grading.kinds import SIGNS, Kind, Slot
from clusters.scoring.grading.values import Clause
from clusters.scoring.values import plain

OR_WORD = gettext_noop("or")
_NUMBER = r"-?[0-9][0-9., ]*"
_SIGN = r">=|<=|=>|=<|[≥≤><]"
_SIGNS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"} | {sign: sign for sign in SIGNS}
_PATTERNS = {"line": r"\S+", "lines": r".+?", "grade": r".+?", "decimal": _NUMBER, "integer": _NUMBER, "choice": r".+?"}


class NotUnderstood(ValueError):
    """A text that is no clause of these kinds."""


def read(text: str, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """The clause as it is stored. Raises NotUnderstood."""
    for name, kind in kinds.items():
        rest = _after(text, (name, kind.label))
        data = None if rest is None else _settings(kind, rest)
        if data is not None:
            return {"kind": name, **data}
    raise NotUnderstood(text)


def write(clause: Clause, kinds: Mapping[str, Kind]) -> str:
    """The text that `read` reads as the same clause."""
    kind = kinds[clause.kind]
    main = [_shown(slot, clause.settings[slot.name]) for slot in kind.slots if not slot.aside]
    behind = [_behind(slot, clause.settings.get(slot.name)) for slot in kind.slots if slot.aside]
    return ", ".join([" ".join([gettext(kind.label), *main]), *filter(None, behind)])


def alternatives(text: str, kinds: Mapping[str, Kind]) -> list[str]:
    """Clauses with “or” between them, apart; the word inside a clause does not part it."""
    found, start = [], 0
    for word in re.finditer(r"\s+(?:or|hoặc)\s+", text, re.IGNORECASE):
        if any(_after(text[word.end() :], (name, kind.label)) is not None for name, kind in kinds.items()):
            found.append(text[start : word.start()])
            start = word.end()
    return [*found, text[start:]]


def example(kinds: Mapping[str, Kind]) -> str:
    """The first of these kinds as it is written."""
    kind = next(iter(kinds))
    return write(Clause(kind, {slot.name: _sample(slot) for slot in kinds[kind].slots}), kinds)


def manual(kinds: Mapping[str, Kind]) -> list[str]:
    """Each kind as it is written, with everything that may stand behind it."""
    return [write(Clause(name, {s.name: _sample(s) for s in kind.slots}), kinds) for name, kind in kinds.items()]


def beginnings(kinds: Mapping[str, Kind]) -> list[tuple[str, ...]]:
    """How a clause of each kind begins, as message ids that follow one another: its label, and one of its choices."""
    found: list[tuple[str, ...]] = []
    for kind in kinds.values():
        first = next((slot for slot in kind.slots[:1] if slot.kind == "choice" and not slot.aside), None)
        found += [(kind.label, words) for _code, words in first.choices] if first else [(kind.label,)]
    return found


def _sample(slot: Slot) -> Any:
    """Something that fits the slot."""
    if slot.kind == "choice":
        return slot.choices[-1 if slot.aside else 0][0]
    samples = {"line": "V.1", "lines": ("I.1", "I.2", "I.3"), "grade": "B", "integer": Decimal(1)}
    return samples.get(slot.kind, Decimal(15 if slot.optional else 60 if slot.per_cent else 2))


def _after(text: str, names: Iterable[str]) -> str | None:
    """What stands behind the name; None where the text does not begin with it."""
    words = text.split()
    for count in range(len(words), 0, -1):
        if any(wording.called(" ".join(words[:count]), name) for name in names):
            return " ".join(words[count:])
    return None


def _settings(kind: Kind, text: str) -> dict[str, Any] | None:
    main, data = _aside(kind, text)
    pattern = r"\s*".join(f"(?P<{s.name}>{_pattern(s)})" for s in kind.slots if not s.aside)
    found = re.fullmatch(rf"{pattern}\s*%?", main)
    if found is None:
        return None
    for slot in kind.slots:
        if not slot.aside:
            data[slot.name] = _value(slot, found[slot.name].strip())
    return None if None in data.values() else data


def _pattern(slot: Slot) -> str:
    return _SIGN if _is_sign(slot) else _PATTERNS[slot.kind]


def _is_sign(slot: Slot) -> bool:
    return slot.choices[:1] == ((next(iter(SIGNS)),) * 2,)


def _aside(kind: Kind, text: str) -> tuple[str, dict[str, Any]]:
    """What stands behind commas, taken from the end as far as it is known there. A number may hold a comma: 12,5."""
    data: dict[str, Any] = {}
    pieces = text.split(",")
    while len(pieces) > 1:
        taken = next((n for n in (1, 2) if n < len(pieces) and _found(kind, ",".join(pieces[-n:]))), 0)
        if not taken:
            break
        data |= _found(kind, ",".join(pieces[-taken:]))
        del pieces[-taken:]
    return ",".join(pieces).strip(), data


def _found(kind: Kind, piece: str) -> dict[str, Any]:
    """The slot that this is, with its value; nothing where it is none."""
    for slot in kind.slots:
        value = _named(slot, piece.strip()) if slot.aside else None
        if value is not None:
            return {slot.name: value}
    return {}


def _named(slot: Slot, piece: str) -> Any:
    if slot.kind == "choice":
        return wording.choice(piece, slot.choices)
    rest = _after(piece.rstrip("% "), (slot.name, slot.label))
    return _value(slot, rest) if rest else None


def _value(slot: Slot, text: str) -> Any:
    """As it is stored; None where it does not fit."""
    if slot.kind == "lines":
        return [code.strip() for code in text.split(",") if code.strip()]
    if slot.kind in ("line", "grade"):
        return text
    if slot.kind == "choice":
        return _SIGNS.get(text) if _is_sign(slot) else wording.choice(text, slot.choices)
    return decimal(text)


def decimal(text: str) -> str | None:
    """A number as it is stored, without zeros that say nothing; None for what is none."""
    try:
        said = plain(numbers.parse(text))
    except numbers.NotANumber:
        return None
    return said.rstrip("0").rstrip(".") if "." in said else said


def _behind(slot: Slot, value: Any) -> str:
    if value is None or value == slot.default:
        return ""
    return _shown(slot, value) if slot.kind == "choice" else f"{gettext(slot.label)} {_shown(slot, value)}"


def _shown(slot: Slot, value: Any) -> str:
    if slot.kind == "lines":
        return ", ".join(value)
    if slot.kind == "choice":
        return value if _is_sign(slot) else gettext(dict(slot.choices)[value])
    if isinstance(value, Decimal):
        return f"{numbers.editable(value)} %" if slot.per_cent else numbers.editable(value)
    return str(value)
