"""What the results sheet sends of its cells: parts of rows as texts, each with the version it was drawn from."""

import json
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from clusters import explanations
from clusters.errors import Invalid
from clusters.forms import inputs as fields
from clusters.models import Figures
from clusters.scoring import Input

# More is sent in several goes.
MOST_ROWS = 200


class Typed(NamedTuple):
    """One part as it was typed, and the version of the part that stood there then, 0 for none."""

    text: str
    seen: int


class Change(NamedTuple):
    """What was typed in one row. `key` is the sending's own, the same when it is sent again."""

    row: int
    key: str
    parts: dict[str, Typed]


def read(body: bytes) -> list[Change]:
    """The changes in their order; none where nothing was sent. Raises Invalid for what no sheet sends."""
    try:
        return [_change(each) for each in json.loads(body)["cells"][:MOST_ROWS]] if body else []
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        sentence = _("What was sent cannot be read. Load the page again: what you typed is kept.")
        raise Invalid({"cells": sentence}) from wrong


def _change(given: Any) -> Change:
    parts = {str(name): Typed(_text(part["text"]), int(part["seen"])) for name, part in given["parts"].items()}
    return Change(int(given["row"]), str(given["key"])[:64], parts)


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given.replace("\r\n", "\n").replace("\0", "")


def field_of(inputs: dict[str, Input], part: str) -> forms.Field | None:
    """The field that reads a part: an input of the row's rule, or the note; None where there is no such part."""
    if part == Figures.NOTE:
        return forms.CharField(required=False)
    return fields.field_of(inputs[part], explanations.word(inputs[part].label)) if part in inputs else None


def words_of(field: forms.Field) -> dict[str, str]:
    """What a person reads for the texts of a field that offers a choice; nothing where the text says it itself."""
    if isinstance(field, forms.BooleanField):
        return {"on": _("yes"), "": _("no")}
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else []
    return {str(value): str(words) for value, words in choices}


def typed(field: forms.Field, text: str) -> Any:
    """The text as the rule reads it. Raises ValidationError with a sentence."""
    cleaned = field.clean(text == "on" if isinstance(field, forms.BooleanField) else text)
    return fields.typed(cleaned)
