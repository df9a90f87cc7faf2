"""Fields that several forms share: numbers and days as people write them, and what a form was drawn from."""

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import DecimalValidator
from django.utils.translation import gettext_lazy as _

from clusters import numbers, targeting, writing
from clusters.enums import TargetKind

# Of a column or a row copied from a spreadsheet, line breaks and tabs; a semicolon may stand at the end of a line.
_BETWEEN = re.compile(r"\s*;\s*|\s*[\n\t]\s*")


def written(value: Any) -> Any:
    """A number, a day or a series as its field shows it; everything else as it stands."""
    if isinstance(value, Decimal):
        return numbers.editable(value)
    if isinstance(value, tuple):
        return "; ".join(numbers.editable(each) for each in value)
    return writing.day(value) if isinstance(value, dt.date) else value


class NumberField(forms.CharField):
    """1.234,5 and 1,234.5 alike; cleans to a Decimal, None when left empty.

    `digits` bounds them all, `places` those behind the decimal mark.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, digits: int | None = None, places: int | None = None, **kwargs: Any) -> None:
        self.size = DecimalValidator(digits, places)
        super().__init__(**{"max_length": 40, "required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return written(value)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            value = _bare(numbers.parse(text))
        except numbers.NotANumber as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        self.size(value)
        return value


def _bare(value: Decimal) -> Decimal:
    """Without zeros that nobody typed for a reason: 2.0 is 2."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


class DayField(forms.DateField):
    """31/12/2026, shown again as it is read; None when left empty."""

    HELP = _("dd/mm/yyyy")
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the day as 31/12/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "help_text": self.HELP, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return written(value)


class TargetField(forms.CharField):
    """A target as its criterion asks for it: understands what people write, chooses between yes and no."""

    def __init__(self, asked: targeting.Asked, **kwargs: Any) -> None:
        self.asked = asked
        choices = [("", _("no target")), ("1", _("yes")), ("0", _("no"))]
        is_choice = asked.kind == TargetKind.YES_NO
        widget = forms.Select(choices=choices) if is_choice else forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(**{"max_length": 100, "required": False, "widget": widget, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return targeting.editable(value, self.asked) if isinstance(value, targeting.Promise) else value

    def clean(self, value: Any) -> targeting.Promise | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            promise = targeting.parse(text, self.asked)
        except targeting.Unreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        problem = targeting.problem(promise, self.asked)
        if problem:
            raise forms.ValidationError(problem)
        return promise


class SeriesField(forms.CharField):
    """Several numbers in their order, with a semicolon or a line break between two; a tuple, None when left empty."""

    HELP = _("Numbers in order, such as 3; 0; 12.")
    widget = forms.Textarea
    default_error_messages = {
        "gap": _("Between two semicolons a number is missing. Write 0 where it is nothing."),
        "part": _("{wrong} Put a semicolon between two numbers: 3; 0; 12."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 10_000, "required": False, "help_text": self.HELP, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return written(value)

    def clean(self, value: Any) -> tuple[Decimal, ...] | None:
        parts = _BETWEEN.split(super().clean(value).strip().removesuffix(";"))
        if parts == [""]:
            return None
        return tuple(self._number(part) for part in parts)

    def _number(self, text: str) -> Decimal:
        if not text.strip():
            raise forms.ValidationError(self.error_messages["gap"])
        try:
            return _bare(numbers.parse(text))
        except numbers.NotANumber as wrong:
            raise forms.ValidationError(self.error_messages["part"].format(wrong=wrong)) from wrong


class SeenField(forms.CharField):
    """Hidden: the versions a form was drawn from, by pk. What cannot be read counts as nothing seen."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value, separators=(",", ":")) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[int, int]:
        try:
            given = json.loads(value or "{}")
            return {int(pk): int(version) for pk, version in given.items()}
        except (ValueError, TypeError, AttributeError):
            return {}


class DrawnField(forms.CharField):
    """Hidden: the texts a form was drawn with, by field name, so that what a person did not touch is left alone."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, str]:
        try:
            given = json.loads(value or "{}")
            return {str(name): str(text) for name, text in given.items()}
        except (ValueError, TypeError, AttributeError):
            return {}
