"""What a script says of a file that it sends part by part."""

import re
from typing import Any

from django import forms

from clusters.models import Criterion


class StartForm(forms.Form):
    """The file as the browser knows it; the hash where the browser could make it."""

    name = forms.CharField(max_length=200)
    size = forms.IntegerField(min_value=1)
    sha256 = forms.CharField(max_length=64, required=False)

    def clean_sha256(self) -> str:
        given = self.cleaned_data["sha256"].lower()
        return given if re.fullmatch(r"[0-9a-f]{64}", given) else ""


class FinishForm(forms.Form):
    """The declaration, and where it proves what."""

    declared = forms.BooleanField(required=False)
    criterion = forms.ModelChoiceField(Criterion.objects.none(), required=False)
    pages = forms.CharField(max_length=60, required=False)
    remark = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, table: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = Criterion.objects.filter(version=table)
