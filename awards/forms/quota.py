"""Places of a year by one decision."""

from typing import NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Award, Quota
from awards.services.quota import Wish
from clusters.errors import Stale
from clusters.forms.decision import MISSING, PaperForm
from clusters.models import Decision

PLACES = forms.NumberInput(attrs={"class": "form-control"})


class Line(NamedTuple):
    """One award on the sheet."""

    places: forms.BoundField
    seen: forms.BoundField
    award: Award
    taken: int


class GrantForm(PaperForm):
    """Places of each award for collectives; a line left as it was changes nothing. `seen_…` are the versions.

    `offered` are places of a template with which lines are filled in.
    """

    basis = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Decision that grants the places"),
        required=False,
        empty_label=_("A new decision, entered below"),
    )

    def __init__(self, *args, awards, quotas: list[Quota], decisions, offered=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.awards: list[Award] = list(awards)
        self.quotas = {quota.award_id: quota for quota in quotas}
        self.offered: dict[Award, int] = offered or {}
        for award in self.awards:
            self._add(award, self.quotas.get(award.pk))
        self.fields["basis"].queryset = decisions
        for name in PaperForm.PAPER:
            self.fields[name].required = False
        self.order_fields([f"places_{award.pk}" for award in self.awards])
        self.helper = FormHelper()
        self.helper.layout = Layout("basis", *PaperForm.PAPER)

    def _add(self, award: Award, quota: Quota | None) -> None:
        places, version = (quota.places, quota.version) if quota else (self.offered.get(award), 0)
        self.fields[f"places_{award.pk}"] = forms.IntegerField(
            label=str(award), required=False, min_value=1, max_value=999, initial=places, widget=PLACES
        )
        self.fields[f"seen_{award.pk}"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=version)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for award in self.awards:
            name = f"places_{award.pk}"
            if award.pk in self.quotas and cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Places once granted can be changed but not left empty."))
        if not self.errors and not self.wishes():
            self.add_error(None, _("Enter the places of at least one award."))
        if not cleaned.get("basis") and "basis" not in self.errors:
            for name in ("number", "on", "abstract"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, MISSING)
        return cleaned

    def lines(self) -> list[Line]:
        """The sheet of places, one line for each award."""
        return [
            Line(self[f"places_{award.pk}"], self[f"seen_{award.pk}"], award, self._taken(award))
            for award in self.awards
        ]

    def _taken(self, award: Award) -> int:
        return self.quotas[award.pk].taken if award.pk in self.quotas else 0

    def wishes(self) -> dict[Award, Wish]:
        """Only the lines that were changed, and those filled in from a template."""
        return {
            award: Wish(self.cleaned_data[f"places_{award.pk}"], self.cleaned_data.get(f"seen_{award.pk}"))
            for award in self.awards
            if (f"places_{award.pk}" in self.changed_data or award in self.offered)
            and self.cleaned_data.get(f"places_{award.pk}") is not None
        }

    def deed(self) -> dict:
        """What the service takes, besides the year."""
        return {"wishes": self.wishes(), "basis": self.cleaned_data["basis"], "paper": self.paper()}

    def insist(self, stale: Stale) -> list[tuple[object, object, object]]:
        """Write against the versions that stand now; gives what was typed and what stands, side by side."""
        typed = {name: self.cleaned_data.get(name) for name in stale.theirs}
        fresh = {f"seen_{key}": version for key, version in stale.seen.items()}
        self.data = {**self.data.dict(), **fresh}
        return [(self.fields[name].label, typed[name], theirs) for name, theirs in stale.theirs.items()]
