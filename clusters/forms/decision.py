"""The paper behind a deed: number, day, abstract, signatory, file."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import clock
from clusters.models import Decision

MISSING = _("Fill in this field: the paper cannot be recorded without it.")
MISSING_OR_WHY = _("Fill in this field, or say below why it is not known.")


class PaperForm(forms.Form):
    """A new decision as it is recorded with the deed that rests on it. Its number and day have to be known."""

    number = forms.CharField(label=_("Decision number"), max_length=60, help_text=_("For example 409/QĐ-UBDT."))
    on = forms.DateField(label=_("Date of the decision"), help_text=_("dd/mm/yyyy"))
    abstract = forms.CharField(
        label=_("Abstract"), max_length=500, help_text=_("What the decision is about, as it stands under its title.")
    )
    signatory = forms.CharField(label=_("Signed by"), max_length=150, required=False)
    file = forms.FileField(
        label=_("File of the decision"), required=False, help_text=_("PDF, Word or a scan, if you have it.")
    )

    PAPER: tuple[str, ...] = ("number", "on", "abstract", "signatory", "file")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("The day of the decision lies in the future. Enter the day it was signed."))
        return day

    def paper(self) -> dict:
        """What the recording service takes."""
        return {name: self.cleaned_data[name] for name in self.PAPER}


class OrganisingPaperForm(PaperForm):
    """A decision about clusters and bodies: such a thing stands though nobody knows the paper's number any more, or
    the records office has not given it yet. Then the form asks why, and the number is added later."""

    unknown_reason = forms.CharField(
        label=_("Why number or date is not known"),
        max_length=300,
        required=False,
        help_text=_("Only where one of them is missing. It is shown until number and date are added."),
    )

    PAPER: tuple[str, ...] = ("number", "on", "unknown_reason", "abstract", "signatory", "file")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "on"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self):
        super().clean()
        if self.paper_is_given():
            self.require_paper()
        return self.cleaned_data

    def paper_is_given(self) -> bool:
        """Whether the deed rests on a paper that is entered here."""
        return True

    def require_paper(self, *further: str) -> None:
        """An abstract, and number and day or the reason why they are not known."""
        if "unknown_reason" not in self.errors and not self.cleaned_data.get("unknown_reason"):
            self._require(("number", "on"), MISSING_OR_WHY)
        self._require(("abstract", *further), MISSING)

    def _require(self, names: Iterable[str], said: Any) -> None:
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, said)


class CompleteForm(forms.Form):
    """What has become known of a decision: only what is missing is asked for, and what a page drawn earlier sends."""

    number, on, file = (PaperForm.base_fields[name] for name in ("number", "on", "file"))
    unknown_reason = OrganisingPaperForm.base_fields["unknown_reason"]
    clean_on = PaperForm.clean_on

    def __init__(self, data: Any, files: Any, *, decision: Decision) -> None:
        super().__init__(data, files, initial={"unknown_reason": decision.unknown_reason})
        known = {"number": decision.number, "on": decision.on, "file": decision.file_id}
        known["unknown_reason"] = decision.is_identified
        sent = {*(data or ()), *(files or ())}
        for name in [name for name, value in known.items() if value and name not in sent]:
            del self.fields[name]
        for field in self.fields.values():
            field.required = False

    def deed(self) -> dict[str, Any]:
        """What the completing service takes."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if {"number", "on"} <= said.keys():
            said.pop("unknown_reason", None)
        return said
