"""The inputs of one rule to play with: what a unit would enter, and the points that follow."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext, gettext_lazy

from clusters import explanations
from clusters.forms import inputs
from clusters.forms.fields import NumberField
from clusters.queries.rule_trial import Trial, Tried
from clusters.scoring import TARGET, Entry, Unreadable, parse_inputs

PREFIX = "try"
EVIDENCE = "evidence"


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
                field.widget.attrs["class"] = _look(field)
                self.fields[f"{unit}-{name}"] = field

    def _asked(self) -> Iterator[tuple[str, forms.Field]]:
        if self.trial.parameters is None:
            return
        for one in self.trial.inputs:
            yield one.name, inputs.field_of(one, explanations.word(one.label))
        if self.trial.takes_target:
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
        given = {name: inputs.typed(value) for name, value in own.items()}
        errors = tuple(error for bound in self._bound(unit) for error in bound.errors)
        try:
            return Entry(parse_inputs(self.trial.rule, self.trial.parameters or {}, given), target, proven), errors
        except Unreadable as wrong:
            return Entry({}, target, proven), (*errors, *map(explanations.explain_problem, wrong.problems))


def _look(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "form-check-input"
    return "form-select form-select-sm" if isinstance(field, forms.ChoiceField) else "form-control form-control-sm"
