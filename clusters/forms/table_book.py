"""Forms of workbooks: uploading one, and taking what it says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.imports import spreadsheet
from clusters.models import Organisation


class UploadForm(forms.Form):
    """The workbook; `cleaned_data["file"]` is at its beginning again."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An .xlsx file: the template filled in, or a table that was downloaded here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Check it on your computer and choose it again."),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            spreadsheet.read(file.name, file.read(spreadsheet.MOST_BYTES + 1))
        except spreadsheet.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        file.seek(0)
        return file


class NewUploadForm(UploadForm):
    """The same for a table that is not there yet."""

    authority = forms.ModelChoiceField(Organisation.objects.none(), label=_("Authority"), empty_label=None)
    field_order = ("authority", "file")

    def __init__(self, *args, authorities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities
