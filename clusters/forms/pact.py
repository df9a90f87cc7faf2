"""Forms of the pact: its text, the common targets line by line, a unit's targets, the signature."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import numbers
from clusters.enums import Comparison
from clusters.errors import Stale
from clusters.forms.fields import DrawnField, NumberField, SeenField
from clusters.models import Criterion, Pact, Participant, Target
from clusters.services.pact import CommonTargetLine

Versions = list[tuple[str, str, str]]


class PactForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    theme = forms.CharField(label=_("Theme"), max_length=300, required=False)
    contents = forms.CharField(
        label=_("Contents"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the members promise one another, one content per line."),
    )


class CommonTargetForm(forms.Form):
    text = forms.CharField(label=_("Common target"), max_length=300, required=False)
    comparison = forms.ChoiceField(label=_("Comparison"), choices=Comparison.choices, required=False)
    value = NumberField(label=_("Value"))
    unit_of_measure = forms.CharField(label=_("Unit of measure"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("value") is not None and not said.get("unit_of_measure"):
            self.add_error("unit_of_measure", _("Say what the value is counted in (%, flags, …)."))
        if not said.get("text") and (said.get("value") is not None or said.get("unit_of_measure")):
            self.add_error("text", _("Say what the target is."))
        return said

    def line(self) -> CommonTargetLine:
        said = self.cleaned_data
        comparison = said["comparison"] or Comparison.AT_LEAST
        return CommonTargetLine(said["text"], comparison, said["value"], said["unit_of_measure"])


CommonTargetRows = forms.formset_factory(CommonTargetForm, extra=3, max_num=40, validate_max=True)


def lines_of(rows) -> list[CommonTargetLine]:
    """The rows that say something; emptying a row takes the target away."""
    return [row.line() for row in rows.forms if row.cleaned_data.get("text")]


def initial_of(pact: Pact) -> dict[str, Any]:
    return {"seen": pact.version, "theme": pact.theme, "contents": pact.contents}


def rows_of(pact: Pact) -> list[dict[str, Any]]:
    names = ("text", "comparison", "value", "unit_of_measure")
    return list(pact.common_targets.order_by("position").values(*names))


def again(form: PactForm, stale: Stale) -> PactForm:
    """The same text to be saved against the version that stands now."""
    fresh = PactForm({**form.data.dict(), "seen": stale.seen})
    fresh.is_valid()
    return fresh


def versions(form: PactForm, rows, stale: Stale) -> Versions:
    """What was typed beside what a colleague saved, where the two differ."""
    typed = "\n".join(str(line) for line in lines_of(rows))
    yours = {**form.cleaned_data, "common_targets": typed}
    labels = {"theme": _("Theme"), "contents": _("Contents"), "common_targets": _("Common targets")}
    pairs = [(label, yours[name], stale.theirs[name]) for name, label in labels.items()]
    return [(label, mine, theirs) for label, mine, theirs in pairs if mine != theirs]


class TargetsForm(forms.Form):
    """A field per criterion that takes a target, in the criterion's unit of measure."""

    seen = SeenField()
    drawn = DrawnField()

    def __init__(self, data=None, *, criteria: Iterable[Criterion], targets: Iterable[Target]) -> None:
        super().__init__(data)
        self.criteria = {f"t{criterion.pk}": criterion for criterion in criteria}
        standing = {target.criterion_id: target for target in targets}
        for name, criterion in self.criteria.items():
            self.fields[name] = NumberField(label=str(criterion), help_text=criterion.unit_of_measure)
            found = standing.get(criterion.pk)
            self.initial[name] = found.value.normalize() if found else None
        drawn = {name: self._initial_text(name) for name in self.criteria}
        self.initial |= {"seen": {pk: target.version for pk, target in standing.items()}, "drawn": drawn}

    def _initial_text(self, name: str) -> str:
        return self.fields[name].prepare_value(self.initial[name]) or ""

    def targets(self) -> dict[Criterion, Any]:
        """Those the person touched."""
        drawn = self.cleaned_data["drawn"]
        return {
            criterion: self.cleaned_data[name]
            for name, criterion in self.criteria.items()
            if self.data.get(name, "").strip() != drawn.get(name, self._initial_text(name))
        }

    def again(self, targets: Iterable[Target]) -> "TargetsForm":
        """Touched fields as typed, all others as they stand now."""
        fresh = TargetsForm(criteria=self.criteria.values(), targets=targets)
        data = {name: fresh._initial_text(name) for name in fresh.criteria}
        data |= {f"t{criterion.pk}": self.data.get(f"t{criterion.pk}", "") for criterion in self.targets()}
        data |= {name: fresh.fields[name].prepare_value(fresh.initial[name]) for name in ("seen", "drawn")}
        return TargetsForm(data, criteria=self.criteria.values(), targets=targets)

    def versions(self, stale: Stale) -> Versions:
        typed = self.targets()
        disputed = [criterion for criterion in typed if str(criterion.pk) in stale.theirs]
        return [(str(c), _shown(typed[c]), _shown(stale.theirs[str(c.pk)])) for c in disputed]


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else numbers.format(value)


class SignForm(forms.Form):
    """Which unit signs, and the hash of the text that its leader has read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit that signs"), empty_label=None)

    def __init__(self, *args, participants, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = participants
        self.fields["participant"].initial = participants.first()


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the pact is reopened"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the pact is reopened.")},
    )
