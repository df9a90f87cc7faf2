"""Fields that several forms share: numbers as people write them, and what a form was drawn from."""

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import DecimalValidator

from clusters import numbers


class NumberField(forms.CharField):
    """1.234,5 and 1,234.5 alike; cleans to a Decimal, None when left empty.

    `digits` bounds them all, `places` those behind the decimal mark.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, digits: int | None = None, places: int | None = None, **kwargs: Any) -> None:
        self.size = DecimalValidator(digits, places)
        super().__init__(**{"max_length": 40, "required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return numbers.editable(value) if isinstance(value, Decimal) else value

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
