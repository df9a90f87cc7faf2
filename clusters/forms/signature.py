"""Forms of signatures: a paper that was signed, and the witness who signs on the page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.fields import DayField
from clusters.models import Participant
from clusters.services.signed_paper import Paper


class SignedPaperForm(forms.Form):
    """What whoever attaches a signed paper says of it. `participants` are the units it may be for."""

    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit that signed"), empty_label=None)
    file = forms.FileField(
        label=_("Signed paper"), help_text=_("A PDF signed digitally, or a scan or picture (PDF, JPG, PNG).")
    )
    code = forms.CharField(
        label=_("Code in the foot of the paper"),
        max_length=80,
        help_text=_("Eight letters and digits, such as 1A2B-3C4D. They show that the paper has the agreed text."),
    )
    signer_name = forms.CharField(label=_("Who signed"), max_length=150)
    signer_position = forms.CharField(
        label=_("Position"), max_length=150, help_text=_("As it stands on the paper, for example Director.")
    )
    for_head = forms.BooleanField(
        label=_("A deputy signed for the head of the unit"),
        required=False,
    )
    signed_on = DayField(label=_("Day on the paper"), required=True)
    declared = forms.BooleanField(
        label=_("I have compared the paper with the agreed text: it is the same."),
        error_messages={"required": _("Compare the paper with the agreed text, then confirm that it is the same.")},
    )

    def __init__(self, *args, participants=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if participants is None:
            del self.fields["participant"]
        else:
            self.fields["participant"].queryset = participants
            self.fields["participant"].initial = participants.first()

    def paper(self) -> Paper:
        """What the attaching service takes."""
        return Paper(**{name: value for name, value in self.cleaned_data.items() if name != "participant"})


class WitnessForm(forms.Form):
    """The hash of the text that the witness has read, and as what they sign."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    position = forms.CharField(
        label=_("Your position"), max_length=150, help_text=_("As it is to stand under the pact, for example Director.")
    )


class AnnexSignForm(forms.Form):
    """The hash of the annex that a leader has read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
