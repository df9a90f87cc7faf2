"""Form of what a meeting decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.fields import DayField
from clusters.models import Participant
from clusters.models.conclusion import VOTES


class ConclusionForm(forms.Form):
    text = forms.CharField(label=_("Conclusion of the meeting"), widget=forms.Textarea(attrs={"rows": 4}))
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, required=False)
    votes_against = forms.IntegerField(label=_("Votes against"), min_value=0, required=False)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, required=False)
    responsible = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Responsible unit"), required=False, empty_label="–"
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = seats

    def deed(self) -> dict:
        """What the service takes; empty beside a number counts as none."""
        said = self.cleaned_data
        votes = tuple(said[name] for name in VOTES)
        counted = None if all(each is None for each in votes) else tuple(each or 0 for each in votes)
        return {**{name: said[name] for name in ("text", "responsible", "due_on")}, "votes": counted}
