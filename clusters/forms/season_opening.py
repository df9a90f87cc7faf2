"""Opening a year: with what it is filled in, and the form itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.enums import PHASES, SKIPPABLE_PHASES, HeadshipRole, Phase
from clusters.forms.period import lines_of
from clusters.forms.season import DueFields
from clusters.models import Organisation, ScoringTableVersion, Season, SeasonTemplate
from clusters.queries.season_plan import Plan

DAY = _("dd/mm/yyyy")
OUTRUN = _(
    "The template by which this page was filled in was changed, or is no longer in force. What you typed is kept: look "
    "at the dates again, then open the year."
)
LEFT_OUT = _("From the template. Empty it to keep the phase.")


class WayForm(forms.Form):
    """With what a year is opened: a template in force, last year, or nothing."""

    way = forms.ChoiceField(label=_("Dates of the year"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)

    def __init__(
        self, wish: Mapping[str, str], *, templates: Iterable[SeasonTemplate], last: Season | None, year: int
    ) -> None:
        super().__init__({"year": year, **{name: value for name, value in wish.items() if value}})
        self.templates = {f"template-{each.pk}": each for each in templates}
        ways: list[tuple[str, Any]] = [
            (key, gettext("by the template “{template}”").format(template=each)) for key, each in self.templates.items()
        ]
        ways += [("last", _("as last year"))] if last else []
        ways.append(("empty", _("empty: I enter every date")))
        self.fields["way"].choices = ways
        self.first, self.default, self.last = year, ways[0][0], last
        self.data.setdefault("way", self.default)

    def chosen(self) -> tuple[str, int]:
        """The way and the year; what cannot be read counts as not chosen."""
        self.is_valid()
        return self.cleaned_data.get("way") or self.default, self.cleaned_data.get("year") or self.first

    @property
    def template(self) -> SeasonTemplate | None:
        """The template that is followed."""
        return self.templates.get(self.chosen()[0])

    @property
    def stamp(self) -> str:
        """Tells what the year is filled in with from what a colleague makes of it later."""
        return f"{self.chosen()[0]}:{self.template.version}" if self.template else self.chosen()[0]


class OpenForm(DueFields):
    """A new year of a cluster, filled in with a plan. `seen` is the stamp of what it was filled in with; where that no
    longer stands, what was typed is kept and the person told once."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    starts_on = forms.DateField(label=_("Starts on"), help_text=DAY)
    ends_on = forms.DateField(label=_("Ends on"), help_text=DAY)
    table = forms.ModelChoiceField(
        ScoringTableVersion.objects.none(),
        label=_("Scoring table"),
        required=False,
        empty_label=_("Later: the table is not ready"),
    )
    head = forms.TypedChoiceField(label=_("Head"), required=False, empty_value=None)
    deputy = forms.TypedChoiceField(label=_("Deputy head"), required=False, empty_value=None)

    def __init__(self, *args, tables, members: Iterable[Organisation], plan: Plan, stamp: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial, self.is_outrun = stamp, self.data.get("seen", stamp) != stamp
        if self.is_outrun:
            self.data = {**self.data.dict(), "seen": stamp}
        left_out = self._left_out(plan)
        self.leaving_out = list(left_out)
        for phase, reason in left_out.items():
            label = _("Why “%(phase)s” is left out") % {"phase": phase.label}
            field = forms.CharField(label=label, initial=reason, max_length=300, required=False, help_text=LEFT_OUT)
            self.fields[f"left_out_{phase}"] = field
        for name, sentence in plan.origins.items():
            self.fields[name].help_text = format_lazy("{} {}", sentence, self.fields[name].help_text)
        self.fields["table"].queryset = tables
        by_key = {str(each.pk): each for each in members}
        for role in HeadshipRole:
            named = ((key, str(each)) for key, each in by_key.items())
            self.fields[role].choices = [("", _("Later: not chosen yet")), *named]
            self.fields[role].coerce = by_key.get

    def _left_out(self, plan: Plan) -> dict[Phase, str]:
        """Of the plan, and what was typed by one that no longer stands."""
        typed = {phase for phase in SKIPPABLE_PHASES if f"left_out_{phase}" in self.data}
        return {p: plan.left_out.get(p, "") for p in PHASES if p in plan.left_out or p in typed}

    def clean(self):
        chosen = super().clean()
        if self.is_outrun:
            self.add_error(None, OUTRUN)
        starts, ends = chosen.get("starts_on"), chosen.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("The year must end after it begins. Choose a later day."))
        if chosen.get("head") and chosen.get("head") == chosen.get("deputy"):
            self.add_error("deputy", _("Head and deputy must be two units. Choose another unit."))
        for phase in self.leaving_out:
            if chosen.get(f"left_out_{phase}") and chosen.get(f"due_{phase}"):
                self.add_error(f"left_out_{phase}", _("A phase is either due or left out. Empty one of the two."))
        return chosen

    def left_out(self) -> dict[Phase, str]:
        """Phases that the year skips, each with the reason."""
        return {p: reason for p in self.leaving_out if (reason := self.cleaned_data[f"left_out_{p}"])}

    def deed(self, rows) -> dict:
        """What the opening service takes besides the cluster."""
        own = {name: self.cleaned_data[name] for name in ("year", "starts_on", "ends_on", "table")}
        lead = {role: self.cleaned_data[role] for role in HeadshipRole if self.cleaned_data[role]}
        lines = {"left_out": self.left_out(), "periods": lines_of(rows)}
        return {**own, **lines, "lead": lead, "due": {phase: due for phase, due in self.due().items() if due}}
