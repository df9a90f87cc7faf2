"""Templates of a year: their register's filter, the whole template in one form, the name of a kept one."""

from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.enums import PHASES, SKIPPABLE_PHASES, Phase, SeasonTemplateState, YearKind
from clusters.errors import Stale
from clusters.forms.filters import AuthorityField, ListFilter
from clusters.forms.model_year import ModelDayField, ModelMomentField
from clusters.forms.period import PeriodForm, lines_of
from clusters.models import Decision, Organisation, ScoringTable, SeasonTemplate
from clusters.queries import decision as decisions
from clusters.queries import model_year
from clusters.queries import season_plan as plans
from clusters.services.season_template import TemplateSheet, period_words, phase_words

DUE_PHASES = PHASES[:-1]
LABELS = {
    "name": _("Name of the template"),
    "starts_on": _("First day of the year"),
    "basis": _("Legal basis"),
    "decision": _("Decision"),
    "table": _("Scoring table"),
    "phases": _("Phases"),
    "periods": _("Reporting periods"),
}


class TemplateFilter(ListFilter):
    authority = AuthorityField()
    kind = forms.ChoiceField(label=_("Kind of year"), required=False, choices=[("", _("All kinds")), *YearKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *SeasonTemplateState.choices]
    )

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {"authority": chosen.get("authority"), "kind": chosen.get("kind", ""), "state": chosen.get("state", "")}


class AuthorityForm(forms.Form):
    """For whom a new template is drafted."""

    authority = forms.ModelChoiceField(Organisation.objects.none(), label=_("Authority"), empty_label=None)

    def __init__(self, *args, authorities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities


class KeepForm(forms.Form):
    name = forms.CharField(label=LABELS["name"], max_length=200)


class PhaseLine(NamedTuple):
    """One phase on the sheet; a phase that every year needs has no reason to be left out."""

    phase: Phase
    due: forms.BoundField
    left_out: forms.BoundField | None


class SheetForm(forms.Form):
    """The template but for its periods; `seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=LABELS["name"], max_length=200)
    starts_on = ModelDayField(
        label=LABELS["starts_on"],
        required=True,
        help_text=_("01/01, or 01/09 for a school year; it lasts 12 months."),
    )
    basis = forms.CharField(label=LABELS["basis"], max_length=500, required=False)
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=LABELS["decision"], required=False, empty_label=_("None")
    )
    table = forms.ModelChoiceField(
        ScoringTable.objects.none(),
        label=LABELS["table"],
        required=False,
        empty_label=_("None: each year gets its own"),
        help_text=_("A year that opens gets its newest published version."),
    )

    def __init__(self, *args, authority: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions.recorded_by(authority)
        self.fields["table"].queryset = ScoringTable.objects.filter(authority=authority).order_by("name")
        for phase in DUE_PHASES:
            self.fields[f"due_{phase}"] = ModelMomentField(label=gettext("“{phase}” is due").format(phase=phase.label))
            if phase in SKIPPABLE_PHASES:
                label = gettext("Why “{phase}” is left out").format(phase=phase.label)
                self.fields[f"left_out_{phase}"] = forms.CharField(
                    label=label, required=False, max_length=300, widget=forms.TextInput(attrs={"class": "form-control"})
                )
        self.helper = FormHelper()
        self.helper.layout = Layout("seen", "name", "starts_on", "basis", "decision", "table")

    def phases(self) -> list[PhaseLine]:
        """The sheet of phases."""
        can = {phase: f"left_out_{phase}" for phase in SKIPPABLE_PHASES}
        return [PhaseLine(p, self[f"due_{p}"], self[can[p]] if p in can else None) for p in DUE_PHASES]

    def sheet(self, rows) -> TemplateSheet:
        """What the services take."""
        said = self.cleaned_data
        facts = {name: said[name] for name in ("name", "starts_on", "basis", "decision", "table")}
        due = {phase: at for phase in DUE_PHASES if (at := said.get(f"due_{phase}"))}
        left = {phase: reason for phase in DUE_PHASES if (reason := said.get(f"left_out_{phase}"))}
        return TemplateSheet(**facts, due=due, left_out=left, periods=lines_of(rows))

    def after(self, stale: Stale, typed: QueryDict, authority: Organisation) -> "SheetForm":
        """The same typed text against what stands now, with the sentence on top."""
        fresh = typed.copy()
        fresh["seen"] = str(stale.seen)
        again = SheetForm(fresh, authority=authority)
        again.add_error(None, str(stale))
        return again


class TemplatePeriodForm(PeriodForm):
    """One period of the template, in days of its year."""

    opens_on = ModelDayField(label=_("Opens on"))
    due_at = ModelMomentField(label=_("Due"))


PeriodRows = forms.formset_factory(TemplatePeriodForm, extra=3, max_num=20, validate_max=True)


def initial_of(template: SeasonTemplate) -> dict[str, Any]:
    """What the form of a template starts with."""
    facts = {name: getattr(template, name) for name in ("name", "starts_on", "basis", "decision", "table")}
    due = {f"due_{line.phase}": line.due_at for line in template.phases.all() if line.due_at}
    left = {f"left_out_{line.phase}": line.left_out for line in template.phases.all() if line.left_out}
    return {**facts, **due, **left, "seen": template.version}


def versions(sheet: TemplateSheet, stale: Stale) -> list[tuple[str, str, str]]:
    """What was typed beside what a colleague saved, where they differ."""
    mine = said(sheet)
    return [
        (str(LABELS[name]), _joined(mine[name]), _joined(theirs))
        for name, theirs in stale.theirs.items()
        if mine[name] != theirs
    ]


def said(sheet: TemplateSheet) -> dict[str, Any]:
    """A typed template in the same words as one that stands."""
    phases = [p for p in DUE_PHASES if p in sheet.due or p in sheet.left_out]
    return {
        "name": sheet.name,
        "starts_on": model_year.day(sheet.starts_on),
        "basis": sheet.basis,
        "decision": str(sheet.decision or ""),
        "table": str(sheet.table or ""),
        "phases": [phase_words(p, sheet.due.get(p), sheet.left_out.get(p, "")) for p in phases],
        "periods": [period_words(each) for each in plans.in_order(sheet.periods)],
    }


def _joined(words: Any) -> str:
    return "; ".join(words) if isinstance(words, list) else str(words)
