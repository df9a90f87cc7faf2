"""On which year a table is tried; in the address, so that the page can be sent to a colleague."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from clusters.models import Season


class RehearsalForm(forms.Form):
    def __init__(self, *args: Any, seasons: Iterable[Season], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.pk, str(each)) for each in seasons]
        self.fields["season"] = forms.ChoiceField(label=_("Emulation year"), choices=named, required=False)
