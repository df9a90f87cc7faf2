"""Forms of proposals: the list's filter, making one, answering, settling."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import Addressee, ProposalState
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField
from clusters.models import Participant

TEXT = forms.Textarea(attrs={"rows": 4})


class ProposalFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    addressee = forms.ChoiceField(
        label=_("Addressed to"), required=False, choices=[("", _("All addressees")), *Addressee.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *ProposalState.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        said = {name: self.cleaned_data.get(name, "") for name in ("addressee", "state")}
        return {**chosen, **said, "unit": vietnamese.search_key(self.cleaned_data.get("unit", ""))}


class ProposalForm(forms.Form):
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=None)
    addressee = forms.ChoiceField(label=_("Addressed to"), choices=Addressee.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Proposal"), widget=TEXT)

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = seats


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Answer"), widget=TEXT)
    follow_up = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    responsible = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Responsible unit"), required=False, empty_label=_("Whoever answers")
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = seats


class DoneForm(forms.Form):
    words = forms.CharField(label=_("What was done"), widget=TEXT)
