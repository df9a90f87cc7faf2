"""Forms of units in a year that is open: one more is admitted, one leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.fields import DayField
from clusters.models import Organisation, Participant


class AdmitForm(forms.Form):
    """A member of the cluster that does not take part yet, from a day on."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Unit"),
        empty_label=_("Choose a unit"),
        help_text=_("Members of the cluster that do not take part in this year."),
    )
    on = DayField(label=_("Takes part from"), required=True)

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = units


class LeaveYearForm(forms.Form):
    """A unit that takes part, until a day."""

    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    on = DayField(label=_("Took part until"), required=True)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody in the year reads it."),
    )

    def __init__(self, *args, participants, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = participants
