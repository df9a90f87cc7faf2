"""Form of a meeting's documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import MeetingDocument


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(label=_("File"))
    replaces = forms.ModelChoiceField(
        MeetingDocument.objects.none(), label=_("Replaces"), required=False, empty_label=_("nothing: a new document")
    )

    def __init__(self, *args, standing, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = standing
