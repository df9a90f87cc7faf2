"""Which paper proves which result of the report that the unit is writing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Criterion


class PaperField(forms.ModelChoiceField):
    """Papers by the name of their file; of a programme also by the year of the result."""

    def label_from_instance(self, obj: Any) -> str:
        season = getattr(obj, "season", None)
        return f"{season.label} – {obj.file.original_name}" if season else str(obj.file.original_name)


class CiteForm(forms.Form):
    file = PaperField(Criterion.objects.none(), label=_("File"), empty_label=None)
    criterion = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("Criterion"), empty_label=_("Choose a criterion")
    )

    def __init__(self, *args, papers, criteria, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].queryset, self.fields["criterion"].queryset = papers, criteria
