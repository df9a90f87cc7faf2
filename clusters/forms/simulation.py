"""The results sheet to try figures in: the same fields and checks, and nothing to save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.report import SheetForm
from clusters.models import Criterion


class SimulationForm(SheetForm):
    """Cleans to the figures that differ from those that stand."""

    proven = forms.BooleanField(label=_("As if all evidence were there"), required=False)

    @property
    def is_proven(self) -> bool:
        return self.is_bound and self.is_valid() and self.cleaned_data["proven"]

    def changes(self) -> dict[Criterion, dict[str, Any]]:
        """The inputs of the rows that were touched."""
        return {subject: inputs for subject, (inputs, _note) in self.results().items()}
