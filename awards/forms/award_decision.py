"""Forms of award decisions: the list's filter, choosing nominations, and the signed paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Nomination
from awards.queries import award_decision as award_decisions
from clusters.forms.decision import PaperForm
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField

GONE = _("One of the nominations was decided, returned or withdrawn meanwhile. Choose again.")
NOTHING = _("Choose at least one approved nomination.")


class AwardDecisionFilter(ListFilter):
    year = YearField(label=_("For the year"))
    authority = AuthorityField(label=_("Issued by"))
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        bodies = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        return {**bodies, "unit": self.cleaned_data.get("unit", "")}


class ChooseForm(forms.Form):
    """Which approved nominations the decision grants."""

    nominations = forms.ModelMultipleChoiceField(
        Nomination.objects.none(),
        label=_("Approved nominations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOTHING, "invalid_choice": GONE, "invalid_pk_value": GONE},
    )

    def __init__(self, *args, ready, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominations"].queryset = ready
        self.fields["nominations"].label_from_instance = award_decisions.label


class IssueForm(PaperForm):
    """The signed decision; what it grants was chosen on the page before."""

    nominations = forms.ModelMultipleChoiceField(
        Nomination.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": NOTHING, "invalid_choice": GONE, "invalid_pk_value": GONE},
    )
    authority = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, ready, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominations"].queryset = ready
        file = self.fields["file"]
        file.required, file.help_text = (
            True,
            _("A scan of the signed decision, or the file with the official signature."),
        )

    def deed(self) -> dict:
        """What the service takes, besides the authority."""
        return self.paper()
