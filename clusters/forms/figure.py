"""Form of figures: citing one from a published source."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import Provenance
from clusters.forms.fields import NumberField
from clusters.models import Participant

CITED = (Provenance.SOURCE, Provenance.SECONDARY, Provenance.TRANSLATED, Provenance.MEMORY)
SIZE = {"digits": 18, "places": 4}


class CiteForm(forms.Form):
    """One figure of the year, or of one unit, with where it stands."""

    participant = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Unit"), required=False, empty_label=_("The whole year, not one unit")
    )
    label = forms.CharField(
        label=_("Figure"),
        max_length=250,
        help_text=_("What is counted. Use the same words for each unit, so that they stand side by side."),
    )
    label_en = forms.CharField(label=_("Figure in English"), max_length=250, required=False)
    value = NumberField(label=_("Value"), required=True, **SIZE)
    out_of = NumberField(
        label=_("Out of"), help_text=_("The total, where the value is a part of one; else empty."), **SIZE
    )
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), max_length=40, help_text=_("For example %, units, emulation collectives.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Paper, page or address where anybody can look it up.")
    )
    mark = forms.ChoiceField(
        label=_("How sure it is"),
        choices=[(each.value, each.label) for each in CITED],
        initial=Provenance.SOURCE,
        help_text=_("Anything but “from the source” is shown beside the figure wherever it stands."),
    )

    def __init__(self, *args, participants, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = participants
