"""Uploading the workbook of a unit's own results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.table_book import UploadForm
from clusters.imports import report_book as imports
from clusters.imports import spreadsheet
from clusters.queries import report_book as queries
from clusters.queries.cell import Sheet


class ReportBookForm(UploadForm):
    """The workbook that was downloaded from this report, filled in."""

    def __init__(self, *args: Any, report: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.fields["file"].help_text = _("The .xlsx file that was downloaded here, filled in.")

    def clean_file(self) -> Any:
        file = super().clean_file()
        try:
            sheets = spreadsheet.read(file.name, file.read())
            queries.opened(imports.key_in(sheets), self.report)
            imports.read(sheets, {}, ())
        except spreadsheet.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        file.seek(0)
        return file
