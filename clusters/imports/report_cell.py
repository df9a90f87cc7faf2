"""One cell of a results workbook, as its rule reads it: numbers of either form, per cents, days, words of a list."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clusters import explanations, numbers
from clusters.imports import heading, spreadsheet
from clusters.scoring import Bilingual, Input, wording
from clusters.scoring.declaration import NUMBERS
from clusters.scoring.notation import tidy

_BETWEEN = re.compile(r"\s*[;\n\t]\s*")
PERCENT = "%"


def read(one: Input, cell: Any, unit: str, *, is_percent: bool = False) -> Any:
    """What the rule is given, None for an empty cell. Raises ValueError with a sentence.

    `unit` is what the criterion is counted in; with `is_percent` the cell shows its number as a per cent.
    """
    text = tidy(spreadsheet.text_of(cell)) if one.kind != "series" else spreadsheet.text_of(cell)
    if not text:
        return None
    if one.kind in NUMBERS:
        return _number(cell, text, one.counted_in(unit) == PERCENT, is_percent)
    if one.kind == "series":
        return _series(cell, text, one.counted_in(unit) == PERCENT, is_percent)
    if one.kind == "boolean":
        return _answer(one, text)
    return _day(cell, text) if one.kind == "date" else _choice(one, text)


def case(offered: Sequence[Input], text: str) -> str:
    """The name of the case that is meant; '' for none. Raises ValueError with a sentence."""
    if not text:
        return ""
    found = wording.choice(text, [(one.name, one.label) for one in offered])
    if found is None:
        choices = ", ".join(label_of(one) for one in offered) or _("nothing is to be chosen here")
        raise ValueError(_("“{text}” is not one of these: {choices}.").format(text=text[:40], choices=choices))
    return found


def label_of(one: Input) -> str:
    """What it is called in the reader's language."""
    return explanations.word(one.label)


def _number(cell: Any, text: str, in_percent: bool, is_percent: bool) -> Decimal:
    if isinstance(cell, dt.date | dt.timedelta | dt.time):
        said = _("“{text}” is a day, not a number. Write the number again as a text, with an apostrophe before it.")
        raise ValueError(said.format(text=text[:40]))
    if isinstance(cell, bool):
        raise ValueError(_("“{text}” is yes or no, not a number.").format(text=text[:40]))
    if (is_percent or PERCENT in text) and not in_percent:
        raise ValueError(_("a per cent stands here, but a number of things is asked."))
    value = spreadsheet.exact(cell) if isinstance(cell, int | float) else numbers.parse(text)
    whole = value * 100 if is_percent and isinstance(cell, int | float) else value
    return _bare(whole)


def _bare(value: Decimal) -> Decimal:
    """Without zeros behind the last figure: 95.30 is 95.3."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else Decimal(text)


def _series(cell: Any, text: str, in_percent: bool, is_percent: bool) -> tuple[Decimal, ...]:
    if not isinstance(cell, str):
        return (_number(cell, text, in_percent, is_percent),)
    parts = _BETWEEN.split(text.strip().removesuffix(";"))
    if not all(parts):
        raise ValueError(_("Between two semicolons a number is missing. Write 0 where it is nothing."))
    return tuple(_number(part, part, in_percent, False) for part in parts)


def _answer(one: Input, text: str) -> bool | None:
    """A box that need not be ticked says nothing with a no."""
    answer = wording.yes_or_no(text)
    if answer is None and wording.called(text, one.label):
        return True
    if answer is None:
        raise ValueError(_("“{text}” is neither yes nor no.").format(text=text[:40]))
    return answer if one.required else answer or None


def _day(cell: Any, text: str) -> dt.date:
    return heading.day_of(cell if isinstance(cell, dt.date) else text)


def _choice(one: Input, text: str) -> str:
    found = next((stored for stored, said in _levels(one) if text in (stored, said)), None)
    found = found or wording.choice(text, list(_levels(one)))
    if found is None:
        choices = "; ".join(explanations.word(label) for _stored, label in one.choices)
        raise ValueError(_("“{text}” is not one of these: {choices}.").format(text=text[:40], choices=choices))
    return found


def _levels(one: Input) -> Iterator[tuple[str, str]]:
    """What is stored with each way of saying it."""
    for stored, label in one.choices:
        yield stored, str(label)
        if isinstance(label, Bilingual) and label.en:
            yield stored, label.en
