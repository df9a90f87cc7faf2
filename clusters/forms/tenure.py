"""To which authority a cluster passes, and by which decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.decision import OrganisingPaperForm
from clusters.models import Organisation


class PassOnForm(OrganisingPaperForm):
    to = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Passes to"),
        empty_label=_("Choose the authority"),
        help_text=_("Successors of the present authority stand first."),
    )
    day = forms.DateField(label=_("Runs it from"), help_text=_("dd/mm/yyyy"))
    issuer = forms.ModelChoiceField(Organisation.objects.none(), label=_("Decision issued by"), empty_label=None)
    field_order = ("to", "day", "issuer", *OrganisingPaperForm.PAPER)

    def __init__(self, *args, authorities, issuers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = authorities
        self.fields["issuer"].queryset = issuers

    def deed(self) -> dict[str, Any]:
        """What the service takes, besides the cluster."""
        chosen = self.cleaned_data
        return {"to": chosen["to"], "on": chosen["day"], "issuer": chosen["issuer"], "paper": self.paper()}
