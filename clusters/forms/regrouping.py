"""Forms of clusters that end, are merged or divided anew, each with the decision it rests on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.decision import OrganisingPaperForm
from clusters.models import Cluster, Membership

NOWHERE = "nowhere"
NEW = "new:"
THERE = "cluster:"


class EndForm(OrganisingPaperForm):
    """The last day of a cluster; a reason where a year is not closed."""

    ended_on = forms.DateField(label=_("Ends on"), help_text=_("dd/mm/yyyy; the day itself still counts."))
    reason = forms.CharField(
        label=_("Reason, if a year is not closed"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The year stays, and can still be carried to its end."),
    )
    field_order = ("ended_on", *OrganisingPaperForm.PAPER, "reason")

    def deed(self) -> dict[str, Any]:
        """What the service takes, besides the cluster."""
        return {"on": self.cleaned_data["ended_on"], "reason": self.cleaned_data["reason"], "paper": self.paper()}


class RegroupForm(EndForm):
    """What merging and dividing share: the first day of the new order."""

    ended_on = None  # type: ignore[assignment]
    day = forms.DateField(
        label=_("In force from"), help_text=_("dd/mm/yyyy; the clusters that go end on the day before.")
    )

    def deed(self) -> dict[str, Any]:
        """What the service takes, besides the clusters."""
        return {"on": self.cleaned_data["day"], "reason": self.cleaned_data["reason"], "paper": self.paper()}


class MergeForm(RegroupForm):
    gone = forms.ModelMultipleChoiceField(
        Cluster.objects.none(), label=_("Merged"), widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        Cluster.objects.none(), label=_("Into"), required=False, empty_label=_("A new cluster, named below")
    )
    name = forms.CharField(label=_("Name of the new cluster"), max_length=250, required=False)
    field_order = ("gone", "into", "name", "day", *OrganisingPaperForm.PAPER, "reason")

    def __init__(self, *args, clusters, cluster: Cluster, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cluster = cluster
        self.fields["gone"].queryset = clusters
        self.fields["into"].queryset = clusters
        self.fields["gone"].initial = [cluster.pk]

    def clean(self):
        chosen = super().clean()
        gone, into = [each for each in chosen.get("gone", ()) if each != chosen.get("into")], chosen.get("into")
        if "gone" in chosen and len(gone) < (1 if into else 2):
            self.add_error("gone", _("Choose at least two clusters: one alone is not merged."))
        if not into and not chosen.get("name") and "into" not in self.errors:
            self.add_error("name", _("Name the new cluster, or choose one that exists."))
        return {**chosen, "gone": gone}

    def deed(self) -> dict[str, Any]:
        """What the merging service takes."""
        chosen, like = self.cleaned_data, self.cluster
        new = {} if chosen["into"] else {"name": chosen["name"], "kind": like.kind, "field": like.field}
        return {**super().deed(), "gone": chosen["gone"], "into": chosen["into"], **new}


class DivisionSearch(forms.Form):
    """Which clusters are divided together and between which: asked before the units are placed."""

    also = forms.ModelMultipleChoiceField(
        Cluster.objects.none(), label=_("Divided together with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    takers = forms.ModelMultipleChoiceField(
        Cluster.objects.none(),
        label=_("Clusters that take units in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.CharField(
        label=_("Names of new clusters"),
        required=False,
        max_length=2000,
        help_text=_("Semicolons between several. Show the units again before you place them."),
    )
    field_order = ("names", "also", "takers")

    def __init__(self, *args, clusters, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].queryset = clusters
        self.fields["takers"].queryset = clusters

    def clean_names(self) -> list[str]:
        names = [each.strip() for each in self.cleaned_data["names"].split(";") if each.strip()]
        if any(len(each) > 250 for each in names):
            raise forms.ValidationError(_("A name has at most 250 letters."))
        return list(dict.fromkeys(names))

    def clean(self):
        both = set(self.cleaned_data.get("also", ())) & set(self.cleaned_data.get("takers", ()))
        if both:
            self.add_error("takers", _("A cluster that is divided cannot take units in."))
        return self.cleaned_data

    def chosen(self) -> tuple[list[Cluster], list[Cluster], list[str]]:
        """Those divided too, those that take units in, and the names of new ones."""
        if not self.is_valid():
            return [], [], []
        return list(self.cleaned_data["also"]), list(self.cleaned_data["takers"]), self.cleaned_data["names"]


class DivideForm(RegroupForm):
    """A home for each unit."""

    field_order = ("day", *OrganisingPaperForm.PAPER, "reason")

    def __init__(self, *args, members: list[Membership], takers: list[Cluster], names: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.members, self.takers = members, {f"{THERE}{each.pk}": each for each in takers}
        homes = [
            ("", _("Choose a cluster")),
            *((f"{NEW}{name}", _("{name} (new)").format(name=name)) for name in names),
            *((key, str(each)) for key, each in self.takers.items()),
            (NOWHERE, _("None: it belongs to no cluster of this kind")),
        ]
        for each in members:
            label = f"{each.organisation} – {each.cluster}"
            self.fields[f"home-{each.pk}"] = forms.ChoiceField(label=label, choices=homes)

    def deed(self) -> dict[str, Any]:
        """What the dividing service takes, besides the clusters."""
        homes = {each.pk: self._home(self.cleaned_data[f"home-{each.pk}"]) for each in self.members}
        return {**super().deed(), "homes": homes}

    def _home(self, choice: str) -> Cluster | str | None:
        return choice.removeprefix(NEW) if choice.startswith(NEW) else self.takers.get(choice)
