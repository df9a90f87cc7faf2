"""A template in a year: in which it is looked at, and for which clusters it is opened."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.errors import Stale
from clusters.forms.decision import MISSING, PaperForm
from clusters.models import Cluster, Decision


class YearForm(forms.Form):
    """In which year the template's days are shown."""

    year = forms.IntegerField(label=_("Dates in the year"), required=False, min_value=2000, max_value=2100)

    def chosen(self, default: int) -> int:
        """The year; one that cannot be read counts as the default."""
        return (self.is_valid() and self.cleaned_data["year"]) or default


class OpenAllForm(PaperForm):
    """The clusters for which a year is opened and, where places are granted with it, the decision that grants them.
    `seen` is the version of the template that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    clusters = forms.ModelMultipleChoiceField(
        Cluster.objects.none(),
        label=_("Clusters and blocks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one cluster.")},
    )
    basis = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Decision that grants the places"),
        required=False,
        empty_label=_("A new decision, entered below"),
    )

    def __init__(self, *args, clusters, decisions, grants: bool, version: int, **kwargs) -> None:
        initial = {"seen": version, "clusters": [each.pk for each in clusters]}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["clusters"].queryset, self.fields["basis"].queryset = clusters, decisions
        self.grants = grants
        for name in self.PAPER:
            self.fields[name].required = False
        if not grants:
            for name in ("basis", *self.PAPER):
                del self.fields[name]
        self.helper = FormHelper()
        asked = ("seen", "clusters", "basis", *self.PAPER)
        self.helper.layout = Layout(*(name for name in asked if name in self.fields))

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.grants and not cleaned.get("basis") and "basis" not in self.errors:
            for name in ("number", "on", "abstract"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, MISSING)
        return cleaned

    def insist(self, stale: Stale) -> None:
        """Open by the version that stands now, which the page shows, if the person sends it again."""
        self.data = self.data.copy()
        self.data["seen"] = str(stale.seen)
        self.add_error(None, _("The template was changed meanwhile. Look at the dates again, then open the year."))

    def deed(self) -> dict:
        """What the opening service takes besides template and year."""
        said = self.cleaned_data
        granting = {"basis": said["basis"], "paper": self.paper()} if self.grants else {}
        return {"clusters": list(said["clusters"]), "seen": said["seen"], **granting}
