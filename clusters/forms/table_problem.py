"""Why the regulation itself says what contradicts itself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the regulation says so"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Name the article and its words. Everybody who sees the table reads this sentence."),
        error_messages={"required": _("Write where and why the regulation says so.")},
    )
