"""Forms of workbooks of units and posts: uploading one, and the filters of the list and of its rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import IntakeSheet, IntakeState, IntakeVerdict
from clusters.forms.filters import AuthorityField, ListFilter
from clusters.forms.table_book import NewUploadForm
from clusters.imports import intake as imports
from clusters.imports import spreadsheet


class IntakeForm(NewUploadForm):
    """The workbook and the authority beneath which its units stand; `examples` rows of it are not taken."""

    examples = 0

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("An .xlsx file: the template filled in.")

    def clean_file(self) -> Any:
        file = super().clean_file()
        try:
            self.examples = imports.read(spreadsheet.read(file.name, file.read())).examples
        except spreadsheet.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        file.seek(0)
        return file


class IntakeFilter(ListFilter):
    authority = AuthorityField()
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *IntakeState.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        return {"authority": self.cleaned_data.get("authority"), "state": self.cleaned_data.get("state", "")}


class RowFilter(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Result of the check"), required=False, choices=[("", _("All results")), *IntakeVerdict.choices]
    )
    sheet = forms.ChoiceField(label=_("Sheet"), required=False, choices=[("", _("Both sheets")), *IntakeSheet.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("verdict", "sheet")}
