"""Figures of one criterion for all units: the results sheet with a row per unit, and the paper they come from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.report import SheetForm
from clusters.models import Report

Given = dict[Report, tuple[dict[str, Any], str]]


class PaperForm(forms.Form):
    """What proves the figures, for every unit at once."""

    paper = forms.FileField(
        label=_("Paper that proves the figures"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
        help_text=_(
            "PDF, Word, Excel or a picture. It is kept as evidence of every unit whose figures change here, "
            "or of all units that have figures when none change."
        ),
        error_messages={"empty": _("The file is empty. Check it on your computer and choose it again.")},
    )


def given(sheet: SheetForm, paper: PaperForm) -> Given:
    """What the service takes: the touched rows, or all that are filled where only a paper is brought."""
    touched = sheet.results()
    if touched or not paper.cleaned_data["paper"]:
        return touched
    return {line.subject: (line.inputs, line.result.note) for line in sheet.lines if line.result and line.is_filled}
