"""Forms of minutes: writing and adopting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.errors import Stale


class MinutesForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Text of the minutes"), strip=False, widget=forms.Textarea(attrs={"rows": 28}))

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def again(self, stale: Stale) -> "MinutesForm":
        """The same text to be saved against the version that stands now."""
        fresh = MinutesForm({**self.data.dict(), "seen": stale.seen})
        fresh.is_valid()
        return fresh


class AdoptForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    chaired_by = forms.CharField(label=_("Chair"), max_length=150, help_text=_("Name and position."))
    secretary = forms.CharField(label=_("Secretary"), max_length=150, help_text=_("Name and position."))
    reason = forms.CharField(
        label=_("Why are the adopted minutes corrected?"),
        max_length=300,
        required=False,
        help_text=_("Only for a correction; the minutes adopted before stay on record."),
    )
