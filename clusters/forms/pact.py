"""Forms of the pact: its text, the common targets line by line, a unit's targets, the signature."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import targeting
from clusters.enums import Comparison, Measure, TargetKind
from clusters.errors import Invalid, Stale
from clusters.forms.fields import DrawnField, NumberField, SeenField, TargetField
from clusters.models import Criterion, Pact, Participant, Target
from clusters.queries.last_year import Beside
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
    witness_body = forms.CharField(
        label=_("Witnessing body"),
        max_length=250,
        required=False,
        help_text=_("Whose leader signs as witness, usually the authority. Leave it empty where nobody does."),
    )


class CommonTargetForm(forms.Form):
    text = forms.CharField(label=_("Common target"), max_length=300, required=False)
    comparison = forms.ChoiceField(label=_("Comparison"), choices=Comparison.choices, required=False)
    value = NumberField(label=_("Value"), digits=18, places=4)
    unit_of_measure = forms.CharField(label=_("Unit of measure"), max_length=40, required=False)
    measure = forms.ChoiceField(
        label=_("What the units pledge"), choices=[("", _("nothing")), *Measure.choices], required=False
    )
    is_part = forms.BooleanField(label=_("Part of the target above"), required=False)

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
        measured = {"measure": said["measure"], "is_part": said["is_part"]}
        return CommonTargetLine(said["text"], comparison, said["value"], said["unit_of_measure"], **measured)


CommonTargetRows = forms.formset_factory(CommonTargetForm, extra=3, max_num=40, validate_max=True)


def lines_of(rows) -> list[CommonTargetLine]:
    """The rows that say something; emptying a row takes the target away."""
    return [row.line() for row in rows.forms if row.cleaned_data.get("text")]


def initial_of(pact: Pact) -> dict[str, Any]:
    return {"seen": pact.version, "theme": pact.theme, "contents": pact.contents, "witness_body": pact.witness_body}


def rows_of(pact: Pact) -> list[dict[str, Any]]:
    names = ("text", "comparison", "value", "unit_of_measure", "measure", "is_part")
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
    labels = {"theme": _("Theme"), "contents": _("Contents"), "witness_body": _("Witnessing body")}
    labels |= {"common_targets": _("Common targets")}
    pairs = [(label, yours[name], stale.theirs[name]) for name, label in labels.items()]
    return [(label, mine, theirs) for label, mine, theirs in pairs if mine != theirs]


HELP = {
    TargetKind.PER_CENT: _("95.5 or so many of so many: 191/200."),
    TargetKind.RANK: _("The rank striven for; 1 is the best."),
    TargetKind.MONEY: _("1.2 billion and 1.200.000.000 đ are understood."),
}


class TargetsForm(forms.Form):
    """A field per criterion that takes a target, for the kind of target that it asks for."""

    seen = SeenField()
    drawn = DrawnField()

    def __init__(self, data=None, *, asked: Mapping[Criterion, targeting.Asked], targets: Iterable[Target]) -> None:
        super().__init__(data)
        self.asked = asked
        self.criteria = {f"t{criterion.pk}": criterion for criterion in asked}
        standing = {target.criterion_id: target for target in targets}
        for name, criterion in self.criteria.items():
            self.fields[name] = TargetField(asked[criterion], label=str(criterion), help_text=_help(asked[criterion]))
            found = standing.get(criterion.pk)
            self.initial[name] = found.promise if found else None
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
        fresh = TargetsForm(asked=self.asked, targets=targets)
        data = {name: fresh._initial_text(name) for name in fresh.criteria}
        data |= {f"t{criterion.pk}": self.data.get(f"t{criterion.pk}", "") for criterion in self.targets()}
        data |= {name: fresh.fields[name].prepare_value(fresh.initial[name]) for name in ("seen", "drawn")}
        return TargetsForm(data, asked=self.asked, targets=targets)

    def versions(self, stale: Stale) -> Versions:
        typed = self.targets()
        disputed = [criterion for criterion in typed if str(criterion.pk) in stale.theirs]
        return [(str(c), _shown(typed[c]), _shown(stale.theirs[str(c.pk)])) for c in disputed]

    def rows(self, beside: Mapping[int, list[Beside]]) -> list[dict[str, Any]]:
        """A line of the page for each criterion: its field, and the year before of those that it continues."""
        return [
            {"field": self[name], "unit": self._unit(criterion), "then": beside.get(criterion.pk, [])}
            for name, criterion in self.criteria.items()
        ]

    def _unit(self, criterion: Criterion) -> str:
        asked = self.asked[criterion]
        return "" if asked.kind == TargetKind.RANK else targeting.measure(asked.unit)

    def show(self, invalid: Invalid) -> None:
        """Each sentence beside its field."""
        names = {criterion.code: name for name, criterion in self.criteria.items()}
        for code, sentence in invalid.problems.items():
            self.add_error(names.get(code), sentence)


def _help(asked: targeting.Asked) -> Any:
    if asked.kind == TargetKind.NUMBER and not asked.unit:
        return _("The number and what it is counted in: 12 mô hình.")
    return HELP.get(asked.kind, "")


def _shown(promise: targeting.Promise | None) -> str:
    return "–" if promise is None else targeting.word(promise)


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
