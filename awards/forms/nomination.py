"""Forms of nominations: the list's filter, proposing, and the deeds around one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.enums import NominationState
from awards.models import Award
from awards.queries import nomination as nominations
from clusters import writing
from clusters.errors import Stale
from clusters.models import Placing

ACHIEVEMENT = _("What the unit achieved and by what it surpasses the others: figures, new models, what can be learnt.")


def _achievement() -> forms.CharField:
    return forms.CharField(
        label=_("Summary of achievements"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=ACHIEVEMENT,
    )


class NominationFilter(forms.Form):
    award = forms.ModelChoiceField(Award.objects.none(), label=_("Award"), required=False, empty_label=_("All awards"))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *NominationState.choices]
    )

    def __init__(self, *args, awards, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = awards

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        return {"award": self.cleaned_data.get("award"), "state": self.cleaned_data.get("state", "")}


class ProposeForm(forms.Form):
    """An award with a place left, and a placing of the sealed ranking, best first."""

    award = forms.ModelChoiceField(Award.objects.none(), label=_("Award"), empty_label=_("Choose an award"))
    placing = forms.ModelChoiceField(
        Placing.objects.none(), label=_("Unit, by its placing"), widget=forms.RadioSelect, empty_label=None
    )
    achievement = _achievement()

    def __init__(self, *args, quotas, placings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        left = {quota.award_id: quota.places - quota.taken for quota in quotas}
        self.fields["award"].queryset = Award.objects.filter(pk__in=left).order_by("position", "pk")
        self.fields["award"].label_from_instance = lambda award: (
            _("%(award)s – places left: %(left)s")
            % {
                "award": award,
                "left": left[award.pk],
            }
        )
        self.fields["placing"].queryset = placings
        self.fields["placing"].label_from_instance = nominations.placing_label

    def deed(self) -> dict:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("award", "placing", "achievement")}


class ApproveForm(forms.Form):
    """`seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def deed(self) -> dict:
        """What the service takes."""
        return dict(self.cleaned_data)

    def insist(self, stale: Stale) -> list[tuple[object, object, object]]:
        """Write against the version that stands now; gives what was typed and what stands, side by side."""
        typed = {name: self.cleaned_data.get(name, writing.NONE) for name in stale.theirs}
        self.data = {**self.data.dict(), "seen": stale.seen}
        return [(LABELS[name], typed[name], value) for name, value in stale.theirs.items() if typed[name] != value]


class ReasonForm(ApproveForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is sent to the people concerned and stays on the trail."),
    )


class ProposeAgainForm(ApproveForm):
    achievement = _achievement()


LABELS = {
    "state": _("State"),
    "achievement": _("Summary of achievements"),
    "reason": _("Reason"),
}
