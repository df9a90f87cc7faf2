"""The draft of the regulations: its text, and each term with the article it stands in."""

import re
from fractions import Fraction
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from clusters import numbers
from clusters.errors import Invalid, Stale
from clusters.models import RegulationVersion
from clusters.queries import regulation_terms as words
from clusters.regulating import DEFAULTS, KINDS, comparing, term_of
from clusters.regulating.kinds import MOST_DAYS, Choice, DayList, Days, Order, Share

_FRACTION = re.compile(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*")
# Of a tie rule so many keys can be put in order.
PLACES = ("first", "second", "third")


class ShareField(forms.CharField):
    """2/3 or 50 %; cleans to the text that is stored, '' when left empty."""

    default_error_messages = {"share": _("Write the share as 2/3 or as 50 %, at most the whole.")}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        share = self._read(text)
        if not 0 < share <= 1:
            raise forms.ValidationError(self.error_messages["share"])
        return f"{share.numerator}/{share.denominator}"

    def _read(self, text: str) -> Fraction:
        try:
            if found := _FRACTION.fullmatch(text):
                return Fraction(int(found[1]), int(found[2]))
            if text.endswith("%"):
                return Fraction(numbers.parse(text.removesuffix("%").strip())) / 100
        except (numbers.NotANumber, ZeroDivisionError):
            pass
        raise forms.ValidationError(self.error_messages["share"])


class DayListField(forms.CharField):
    """7; 3; 1 – cleans to the list that is stored, the most first; nothing when left empty."""

    default_error_messages = {"days": _("Write days from 0 to 90 with a semicolon between them, such as 7; 3; 1.")}

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        try:
            found = {int(each) for each in re.split(r"[;,\s]+", text.strip()) if each}
        except ValueError as wrong:
            raise forms.ValidationError(self.error_messages["days"]) from wrong
        if any(not 0 <= each <= MOST_DAYS for each in found):
            raise forms.ValidationError(self.error_messages["days"])
        return sorted(found, reverse=True)


class TermRow(NamedTuple):
    """One term as the page draws it."""

    label: object
    note: object
    offered: str
    fields: list[BoundField]
    article: BoundField


class DraftForm(forms.Form):
    """A term without a value is as offered."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24, "lang": "vi", "class": "form-control"}),
        help_text=_("An article begins with a line such as “Điều 1. Phạm vi”, a chapter with “Chương I. …”."),
    )

    def __init__(self, data=None, *, version: RegulationVersion) -> None:
        super().__init__(data)
        self.initial = {"seen": version.saves, "text": version.text}
        for key in KINDS:
            said = version.terms.get(key, {})
            self._add(key, said.get("value"))
            field = forms.CharField(label=_("Article"), required=False, max_length=10)
            self.fields[f"article_{key}"] = field
            self.initial[f"article_{key}"] = said.get("article", "")

    def _add(self, key: str, value: Any) -> None:
        label = words.WORDS[key].label
        if isinstance(KINDS[key], Order):
            chosen = [*(value or []), *[""] * len(PLACES)]
            for name, first in zip(PLACES, chosen, strict=False):
                self.fields[f"{key}_{name}"] = _choice(key, label)
                self.initial[f"{key}_{name}"] = first
            return
        self.fields[key] = _field(key, label)
        self.initial[key] = value

    def rows(self) -> list[TermRow]:
        """Every term with its fields, in the order of the terms."""
        return [
            TermRow(
                words.WORDS[key].label,
                words.WORDS[key].note,
                words.in_words(key, term_of(DEFAULTS, key).value),
                [self[name] for name in self._names(key)],
                self[f"article_{key}"],
            )
            for key in KINDS
        ]

    def _names(self, key: str) -> list[str]:
        return [f"{key}_{name}" for name in PLACES] if isinstance(KINDS[key], Order) else [key]

    def terms(self) -> dict[str, dict[str, Any]]:
        """As they are stored; only what the draft says itself."""
        found = {}
        for key, kind in KINDS.items():
            given = [self.cleaned_data.get(name) for name in self._names(key)]
            said: Any = [each for each in given if each] if isinstance(kind, Order) else given[0]
            if said not in (None, "", []):
                found[key] = {"value": said, "article": self.cleaned_data[f"article_{key}"].strip().lower()}
        return found

    def show(self, invalid: Invalid) -> None:
        """Each problem beside the fields of its term."""
        for key, sentence in invalid.problems.items():
            self.add_error(self._names(key)[0] if key in KINDS else None, sentence)

    def again(self, stale: Stale, version: RegulationVersion) -> "DraftForm":
        """The same to be saved against the version that stands now."""
        fresh = DraftForm({**self.data.dict(), "seen": stale.seen}, version=version)
        fresh.is_valid()
        return fresh

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """What was typed beside what a colleague saved: the articles and the terms that differ."""
        theirs: Any = stale.theirs
        found = [
            (_heading(each), each.new.body if each.new else "–", each.old.body if each.old else "–")
            for each in comparing.compare(theirs["text"], self.cleaned_data["text"])
            if each.change != comparing.SAME
        ]
        mine, saved = self.terms(), theirs["terms"]
        for key in comparing.changed_terms(saved, mine):
            pair = (words.stored_in_words(key, mine.get(key)), words.stored_in_words(key, saved.get(key)))
            found.append((str(words.WORDS[key].label), *pair))
        return found


def _heading(each: comparing.Difference) -> str:
    part = each.part
    name = "Chương" if part.is_chapter else "Điều"
    return f"{name} {part.number}. {part.title}" if part.number else str(_("Text"))


def _field(key: str, label: object) -> forms.Field:
    kind = KINDS[key]
    if isinstance(kind, Share):
        return ShareField(label=label, required=False, max_length=20)
    if isinstance(kind, Days):
        return forms.IntegerField(label=label, required=False, min_value=kind.least, max_value=MOST_DAYS)
    if isinstance(kind, DayList):
        return DayListField(label=label, required=False, max_length=40)
    assert isinstance(kind, Choice)
    return _choice(key, label)


def _choice(key: str, label: object) -> forms.ChoiceField:
    choices = [("", _("as offered")), *words.CHOICES[key].items()]
    return forms.ChoiceField(label=label, required=False, choices=choices)
