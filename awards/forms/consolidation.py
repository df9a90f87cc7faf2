"""Forms of the head's consolidation and of the time limit that the authority sets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import RegistrationWindow
from clusters import writing
from clusters.errors import Stale
from clusters.forms.moment import MomentField


class ConsolidateForm(forms.Form):
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where a unit has not sent, say here why the consolidation goes without it."),
    )


class DueForm(forms.Form):
    due_at = MomentField(label=_("Due by"))
    basis = forms.CharField(
        label=_("Basis"), required=False, max_length=200, help_text=_("The paper of the authority that sets it.")
    )
    all_clusters = forms.BooleanField(label=_("For all clusters of this authority in this year"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def insist(self, stale: Stale) -> list[tuple[object, object, object]]:
        """Write over what a colleague set; gives both, side by side."""
        typed, theirs = self.cleaned_data, stale.theirs
        self.data = self.data.copy()
        self.data["seen"] = stale.seen
        pairs = [(_("Due by"), writing.moment(typed["due_at"]), writing.moment(theirs["due_at"]))]
        pairs.append((_("Basis"), typed["basis"], theirs["basis"]))
        return [pair for pair in pairs if pair[1] != pair[2]]


def initial_of(window: RegistrationWindow | None) -> dict:
    """What stands, or an empty form."""
    if window is None:
        return {"seen": 0}
    return {"due_at": window.due_at, "basis": window.basis, "seen": window.version}
