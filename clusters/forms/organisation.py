"""Filters of the list of organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import OrganisationKind

EVER = "ever"
VALIDITIES = [("", _("existing today")), (EVER, _("existing today or earlier"))]


class OrganisationFilter(forms.Form):
    words = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *OrganisationKind.choices])
    existing = forms.ChoiceField(label=_("Which bodies"), required=False, choices=VALIDITIES)

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "words": chosen.get("words", ""),
            "kind": chosen.get("kind", ""),
            "ever": chosen.get("existing") == EVER,
        }
