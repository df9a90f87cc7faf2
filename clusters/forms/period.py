"""Forms of reporting periods: one row each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import MOST_DAYS_OF_GRACE, PeriodKind
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.moment import MomentField
from clusters.models import Period
from clusters.services.period import PeriodLine

ASKED = ("number", "opens_on", "due_at")


class PeriodsForm(forms.Form):
    """What belongs to all rows: the stamp of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class PeriodForm(forms.Form):
    """One period; a row without a kind is none, and emptying the kind takes the period away."""

    kind = forms.ChoiceField(
        label=_("Kind of period"), choices=[("", _("No period")), *PeriodKind.choices], required=False
    )
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=12, required=False)
    opens_on = DayField(label=_("Opens on"), help_text="")
    due_at = MomentField(label=_("Due"), required=False, help_text="")
    grace_days = forms.IntegerField(label=_("Days of grace"), min_value=0, max_value=MOST_DAYS_OF_GRACE, required=False)
    asks_signature = forms.BooleanField(label=_("Signed by the leader"), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("kind") == PeriodKind.YEAR and said.get("number") is None and "number" not in self.errors:
            said["number"] = 1
        if said.get("kind"):
            for name in ASKED:
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose “No period”."))
        return said

    def line(self) -> PeriodLine:
        """What the service takes."""
        said = self.cleaned_data
        days = {"opens_on": said["opens_on"], "due_at": said["due_at"], "grace_days": said["grace_days"] or 0}
        signed = said["asks_signature"]
        return PeriodLine(kind=PeriodKind(said["kind"]), number=said["number"], asks_signature=signed, **days)


PeriodRows = forms.formset_factory(PeriodForm, extra=3, max_num=20, validate_max=True)


def rows_of(lines: Iterable[PeriodLine | Period]) -> list[dict[str, Any]]:
    """What the rows start with."""
    return [{name: getattr(line, name) for name in PeriodForm.base_fields} for line in lines]


def lines_of(rows) -> list[PeriodLine]:
    """The rows that say something."""
    return [row.line() for row in rows.forms if rows.is_bound and row.cleaned_data.get("kind")]


def again(stale: Stale) -> PeriodsForm:
    """To be saved over what stands now, with the sentence on top."""
    form = PeriodsForm({"seen": stale.seen["stamp"]})  # type: ignore[index,call-overload]
    form.add_error(None, str(stale))
    return form


def versions(rows, stale: Stale) -> list[tuple[str, str, str]]:
    """What was typed beside what a colleague set."""
    mine = "; ".join(line.said() for line in lines_of(rows))
    theirs = "; ".join(stale.theirs["periods"])  # type: ignore[call-overload,arg-type]
    return [(str(_("Reporting periods")), mine, theirs)]
