"""The heading of a scoring table's workbook: a label and a value on each row."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clusters import numbers
from clusters.enums import RoundingMode
from clusters.imports import spreadsheet
from clusters.imports.fault import Fault
from clusters.imports.layout import HEADING, HEADING_FIELDS, HeadingField
from clusters.scoring import wording
from clusters.scoring.notation import tidy

MODES: list[tuple[str, Any]] = [(mode.value, mode.label) for mode in RoundingMode]
FINEST = Decimal("0.001")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


def read(rows: Sequence[Sequence[Any]]) -> tuple[dict[str, Any], list[Fault]]:
    """Fields of the version by name, as far as the sheet names them; what is only shown comes as text."""
    fields: dict[str, Any] = {}
    faults = []
    for number, row in enumerate(rows, start=1):
        field = _field(spreadsheet.text_of(row[0])) if row else None
        if field is not None:
            try:
                fields[field.name] = _value(field, row[1] if len(row) > 1 else "")
            except ValueError as wrong:
                faults.append(Fault(HEADING, number, "", f"{_(field.label)}: {wrong}"))
    return fields, faults


def problems(fields: Mapping[str, Any]) -> list[Fault]:
    """What contradicts itself in a whole heading."""
    first, last = fields.get("effective_on"), fields.get("effective_to")
    if first and last and last < first:
        return [Fault(HEADING, None, "", _("The last day in force lies before the first."))]
    return []


def missing(fields: Mapping[str, Any], faults: Sequence[Fault] = ()) -> list[Fault]:
    """What a table that is not there yet needs to be told from others, where no fault speaks of it already."""
    needed = [each for each in HEADING_FIELDS if each.name in ("name", "effective_on") and not fields.get(each.name)]
    said = _("{label}: a value is needed on the sheet of the heading.")
    silent = [each for each in needed if not any(fault.words.startswith(f"{_(each.label)}:") for fault in faults)]
    return [Fault(HEADING, None, "", said.format(label=_(each.label))) for each in silent]


def _field(label: str) -> HeadingField | None:
    wanted = label.rstrip(" *:")
    return next((each for each in HEADING_FIELDS if wanted == each.name or wording.called(wanted, each.label)), None)


def _value(field: HeadingField, cell: Any) -> Any:
    text = tidy(spreadsheet.text_of(cell))
    if not text and field.kind not in ("text", "shown", "switch"):
        return _nothing(field)
    return _READERS[field.kind](field, cell, text)


def _nothing(field: HeadingField) -> Any:
    if field.optional:
        return None
    if field.kind == "mode":
        return RoundingMode.HALF_UP.value
    if field.name == "floor":
        return Decimal(0)
    raise ValueError(_("a value is needed."))


def _text(field: HeadingField, cell: Any, text: str) -> str:
    if field.most and len(text) > field.most:
        raise ValueError(
            _("{length} characters are too many. Shorten it to {most}.").format(length=len(text), most=field.most)
        )
    return text


def day_of(cell: Any) -> dt.date:
    """A day as Excel keeps it, or written like 31/12/2026. Raises ValueError with a sentence."""
    text = tidy(spreadsheet.text_of(cell))
    if isinstance(cell, dt.date):
        return cell.date() if isinstance(cell, dt.datetime) else cell
    found = _DAY.fullmatch(text)
    try:
        if found:
            return dt.date(*(int(found[part]) for part in ("year", "month", "day")))
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("“{text}” is not a day. Write it like 31/12/2026.").format(text=text[:40])) from None


def _day(field: HeadingField, cell: Any, text: str) -> dt.date:
    return day_of(cell)


def _number(field: HeadingField, cell: Any, text: str) -> Decimal:
    try:
        number = numbers.parse(text)
    except numbers.NotANumber as wrong:
        raise ValueError(str(wrong)) from None
    if number < 0 or number >= field.most or number % FINEST:
        said = _("“{text}” is not from 0 to under {most} with at most 3 decimals.")
        raise ValueError(said.format(text=text[:40], most=numbers.format(field.most)))
    if not number and field.name in ("step", "total_step"):
        raise ValueError(_("the step must be more than 0, for example 0,01."))
    return number


def _mode(field: HeadingField, cell: Any, text: str) -> str:
    mode = wording.choice(text, MODES)
    if mode is None:
        choices = ", ".join(str(label) for _code, label in MODES)
        raise ValueError(_("“{text}” is not a way of rounding: {choices}.").format(text=text[:40], choices=choices))
    return mode


def _switch(field: HeadingField, cell: Any, text: str) -> bool:
    answer = wording.yes_or_no(text) if text else False
    if answer is None:
        raise ValueError(_("“{text}” is neither yes nor no.").format(text=text[:40]))
    return answer


_READERS = {"text": _text, "shown": _text, "day": _day, "number": _number, "mode": _mode, "switch": _switch}
