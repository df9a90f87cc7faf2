"""The inputs of one rule to play with: what a unit would enter, and the points that follow."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext, gettext_lazy

from clusters import explanations, numbers
from clusters.forms.fields import NumberField
from clusters.queries.rule_trial import Trial, Tried
from clusters.scoring import TARGET, Entry, Input, Unreadable, parse_inputs
from clusters.scoring.values import plain

PREFIX = "try"
ANSWERS = {"yes": True, "no": False}
EVIDENCE = "evidence"


class SeriesField(forms.CharField):
    """A number for each event: `2; 3,5; 4` or one on each line."""

    def clean(self, value: Any) -> list[Decimal] | None:
        text = super().clean(value)
        try:
            return [numbers.parse(each) for each in text.replace(";", "\n").splitlines() if each.strip()] or None
        except numbers.NotANumber as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class Unit(NamedTuple):
    """One unit of the trial: its fields, what they lead to, and what of them cannot be taken."""

    number: int
    fields: tuple[Any, ...]
    tried: Tried | None
    errors: tuple[str, ...]


class TrialForm(forms.Form):
    """Fields for each unit of the trial; points once something is entered."""

    def __init__(self, data: Mapping[str, Any], *, trial: Trial) -> None:
        self.trial = trial
        super().__init__(data, prefix=PREFIX, auto_id="%s", use_required_attribute=False)
        for unit in range(trial.units):
            for name, field in self._asked():
                look = "form-check-input" if isinstance(field, forms.BooleanField) else "form-control form-control-sm"
                field.widget.attrs["class"] = look.replace("control", "select") if _is_list(field) else look
                self.fields[f"{unit}-{name}"] = field

    def _asked(self) -> Iterator[tuple[str, forms.Field]]:
        if self.trial.parameters is None:
            return
        for one in self.trial.inputs:
            yield one.name, _field(one)
        if self.trial.needs_target:
            yield TARGET.name, NumberField(label=gettext(TARGET.label))
        if self.trial.node.evidence_required:
            yield EVIDENCE, forms.BooleanField(label=gettext_lazy("Evidence is there"), required=False)

    def units(self) -> list[Unit]:
        """Every unit with its fields and its points."""
        self.is_valid()
        found = [self._entry(unit) for unit in range(self.trial.units)]
        tried = self.trial.score([entry for entry, _errors in found]) if self._is_touched() else [None] * len(found)
        return [
            Unit(number, self._bound(number), points, errors)
            for number, (points, (_entry, errors)) in enumerate(zip(tried, found, strict=True))
        ]

    def _bound(self, unit: int) -> tuple[Any, ...]:
        return tuple(self[name] for name in self.fields if name.startswith(f"{unit}-"))

    def _is_touched(self) -> bool:
        return any(value not in (None, "", False) for value in self.cleaned_data.values())

    def _entry(self, unit: int) -> tuple[Entry, tuple[str, ...]]:
        own = {name.partition("-")[2]: v for name, v in self.cleaned_data.items() if name.startswith(f"{unit}-")}
        target, proven = own.pop(TARGET.name, None), bool(own.pop(EVIDENCE, False))
        data = {name: _storable(value) for name, value in own.items()}
        errors = tuple(error for bound in self._bound(unit) for error in bound.errors)
        try:
            return Entry(parse_inputs(self.trial.rule, self.trial.parameters or {}, data), target, proven), errors
        except Unreadable as wrong:
            return Entry({}, target, proven), (*errors, *map(explanations.explain_problem, wrong.problems))


def _field(one: Input) -> forms.Field:
    label = explanations.word(one.label)
    if one.kind == "boolean" and not one.required:
        return forms.BooleanField(label=label, required=False)
    if one.kind in ("boolean", "choice"):
        told = [(value, explanations.word(text)) for value, text in one.choices]
        answers = told or [("yes", gettext("yes")), ("no", gettext("no"))]
        return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *answers])
    if one.kind == "date":
        return forms.DateField(label=label, required=False, widget=forms.TextInput(attrs={"placeholder": "dd/mm/yyyy"}))
    return SeriesField(label=label, required=False) if one.kind == "series" else NumberField(label=label)


def _is_list(field: forms.Field) -> bool:
    return isinstance(field, forms.ChoiceField)


def _storable(value: Any) -> Any:
    """A box left empty says nothing; only the choice "no" is a no."""
    if isinstance(value, bool):
        return value or None
    if isinstance(value, list):
        return [plain(one) for one in value]
    return plain(value) if isinstance(value, Decimal) else ANSWERS.get(value, value)
