"""The paper behind a deed: number, day, abstract, signatory, file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import clock

MISSING = _("Fill in this field: the paper cannot be recorded without it.")


class PaperForm(forms.Form):
    """A new decision as it is recorded with the deed that rests on it. `paper_required` asks for number and day."""

    number = forms.CharField(label=_("Decision number"), max_length=60, help_text=_("For example 409/QĐ-UBDT."))
    on = forms.DateField(label=_("Date of the decision"), help_text=_("dd/mm/yyyy"))
    abstract = forms.CharField(
        label=_("Abstract"), max_length=500, help_text=_("What the decision is about, as it stands under its title.")
    )
    signatory = forms.CharField(label=_("Signed by"), max_length=150, required=False)
    file = forms.FileField(
        label=_("File of the decision"), required=False, help_text=_("PDF, Word or a scan, if you have it.")
    )

    PAPER = ("number", "on", "abstract", "signatory", "file")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("The day of the decision lies in the future. Enter the day it was signed."))
        return day

    def paper(self) -> dict:
        """What the recording service takes."""
        return {name: self.cleaned_data[name] for name in self.PAPER}
