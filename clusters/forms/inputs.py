"""Fields made from what a rule type asks, and from a field's value to what the rule reads."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import explanations
from clusters.forms.fields import DayField, NumberField, SeriesField, written
from clusters.scoring import Input

YES_NO = {"": None, "yes": True, "no": False}
NOTHING = ("", "–")
YES_NO_CHOICES = (("yes", _("yes")), ("no", _("no")))
# Words of an author need room.
LONG = {"class": "sheet-long"}


def field_of(one: Input, label: str) -> forms.Field:
    """The field in which one input is entered; never required, since saving never demands completeness."""
    if one.kind == "boolean" and not one.required:
        return forms.BooleanField(label=label, required=False)
    make = _FIELDS.get(one.kind)
    return make(one, label) if make else NumberField(label=label)


def initial_of(one: Input, value: Any) -> Any:
    """A typed value as the field shows it."""
    if one.kind != "boolean":
        return value
    return bool(value) if not one.required else {None: "", True: "yes", False: "no"}[value]


def text_of(one: Input, value: Any) -> str:
    """A typed value as its field shows it and a browser sends it: a ticked box is 'on'."""
    shown = initial_of(one, value)
    if isinstance(shown, bool):
        return "on" if shown else ""
    return str(written(shown) or "")


def typed(value: Any) -> Any:
    """A cleaned value as the rule reads it: a box left empty says nothing; only the choice "no" is a no."""
    if isinstance(value, bool):
        return value or None
    return YES_NO.get(value, value) if isinstance(value, str) else value


def _yes_or_no(one: Input, label: str) -> forms.Field:
    return forms.ChoiceField(label=label, required=False, choices=[NOTHING, *YES_NO_CHOICES])


def _choice(one: Input, label: str) -> forms.Field:
    choices = [NOTHING, *((value, explanations.word(text)) for value, text in one.choices)]
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.Select(attrs=LONG))


def _day(one: Input, label: str) -> forms.Field:
    return DayField(label=label)


def _series(one: Input, label: str) -> forms.Field:
    return SeriesField(label=label, widget=forms.Textarea(attrs={"rows": 1, **LONG}))


_FIELDS: Mapping[str, Callable[[Input, str], forms.Field]] = {
    "boolean": _yes_or_no,
    "choice": _choice,
    "date": _day,
    "series": _series,
}
