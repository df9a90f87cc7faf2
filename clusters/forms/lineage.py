"""How a body ends, and by which decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.decision import OrganisingPaperForm
from clusters.models import Organisation


class DissolveForm(OrganisingPaperForm):
    day = forms.DateField(label=_("Gone from"), help_text=_("dd/mm/yyyy; it existed until the day before."))
    issuer = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Decision issued by"), empty_label=_("Choose the authority")
    )
    field_order = ("day", "issuer", *OrganisingPaperForm.PAPER)

    def __init__(self, *args, issuers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = issuers

    def deed(self) -> dict[str, Any]:
        """What the service takes, besides the body."""
        return {"on": self.cleaned_data["day"], "issuer": self.cleaned_data["issuer"], "paper": self.paper()}


class SplitForm(DissolveForm):
    successors = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Successors"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("successors", "day", "issuer", *OrganisingPaperForm.PAPER)

    def __init__(self, *args, successors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successors"].queryset = successors

    def deed(self) -> dict[str, Any]:
        """What the service takes, besides the predecessor."""
        return {**super().deed(), "successors": self.cleaned_data["successors"]}
