"""Evidence: files for the library, new or kept ones cited for a criterion, a file taken down."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from clusters.models import EvidenceFile, PeriodEvidence
from clusters.queries.period_evidence import Offer


def _taken() -> str:
    limit = filesizeformat(settings.STORED_FILE_LIMIT)
    sentence = gettext(
        "PDF, Word, Excel or a picture, {limit} a file at most; several at once. The content must be what the name "
        "says; archives and files with macros are not taken."
    )
    return sentence.format(limit=limit)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one field; cleans to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class UploadForm(forms.Form):
    """For the library alone."""

    file = FilesField(
        label=_("Files"),
        help_text=lazy(_taken, str)(),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Check it on your computer and choose it again."),
        },
    )
    declared = forms.BooleanField(
        label=_("I declare that nothing in these files is a state secret."),
        help_text=_("State secrets are kept and sent as the law on their protection says, never here."),
        error_messages={"required": _("Tick it: only files without any state secret may be sent here.")},
    )


def _pages() -> forms.CharField:
    return forms.CharField(label=_("Pages"), required=False, max_length=60, help_text=_("For example: 3–5, annex 2."))


def _remark() -> forms.CharField:
    return forms.CharField(label=pgettext_lazy("of evidence", "Remark"), required=False, max_length=300)


class AddForm(UploadForm):
    """New files for the library, cited at once for one criterion."""

    pages, remark = _pages(), _remark()
    field_order = ["file", "pages", "remark", "declared"]


class KeptField(forms.ModelChoiceField):
    """Files by name, with the day on which they came."""

    def label_from_instance(self, obj: EvidenceFile) -> str:
        return f"{obj.name} ({obj.added_at:%d/%m/%Y})"


class CiteForm(forms.Form):
    """A file of the library."""

    kept = KeptField(EvidenceFile.objects.none(), label=_("File in the library"), empty_label=_("Choose a file"))
    pages, remark = _pages(), _remark()

    def __init__(self, *args, library, **kwargs) -> None:
        super().__init__(*args, auto_id="id_cite_%s", **kwargs)
        self.fields["kept"].queryset = library


class TakeOverForm(forms.Form):
    """Which files of the periods the year cites too; those that it does not cite at all are ticked beforehand."""

    chosen = forms.ModelMultipleChoiceField(
        PeriodEvidence.objects.none(),
        label=_("Cited in periods"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one file."),
            "invalid_choice": _("No period cites this file any more, or it no longer proves anything."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, *, offers: Sequence[Offer]) -> None:
        self.offers = [each for each in offers if not each.is_cited]
        super().__init__(data, initial={"chosen": [each.newest.pk for each in self.offers if not each.is_known]})
        # What a colleague has taken over meanwhile is no mistake.
        keys = [citation.pk for each in offers for citation in each.citations]
        self.fields["chosen"].queryset = PeriodEvidence.objects.filter(pk__in=keys)

    def ticked(self) -> list[int]:
        """The keys that are ticked on the page."""
        return [int(each) for each in self["chosen"].value() or [] if str(each).isdecimal()]


class AmendForm(forms.Form):
    """Where in the file the proof stands."""

    pages, remark = _pages(), _remark()


class TakeDownForm(forms.Form):
    """Why nobody is to read it any more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The unit and everybody who sees the evidence reads it."),
        error_messages={"required": _("Say why the file is taken down; the unit reads it.")},
    )
