"""The filter of letters that did not arrive."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LetterFilter(forms.Form):
    words = forms.CharField(label=_("Words in the name or the mail address"), required=False, max_length=100)
    event = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args, events, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("Everything")), *events]

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("words", "event")}
