"""More time that was given to a unit, to be changed or withdrawn."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.forms.moment import MomentField


class ChangeForm(forms.Form):
    """The button `withdraw` asks for no moment."""

    until = MomentField(label=gettext_lazy("Until"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody in the year reads it."),
    )

    @property
    def withdraws(self) -> bool:
        return "withdraw" in self.data

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until is None and not self.withdraws:
            raise forms.ValidationError(_("Write the moment until which the unit has time."))
        return until
