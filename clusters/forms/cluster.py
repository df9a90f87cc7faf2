"""Forms of clusters: the list's filter, founding, joining, leaving."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import ClusterKind
from clusters.forms.decision import MISSING, PaperForm
from clusters.models import Decision, Membership, Organisation


class ClusterFilter(forms.Form):
    words = forms.CharField(label=_("Words in the name or field"), required=False, max_length=100)
    authority = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Authority"), required=False, empty_label=_("All authorities")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ClusterKind.choices])

    def __init__(self, *args, authorities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "words": chosen.get("words", ""),
            "authority": chosen.get("authority"),
            "kind": chosen.get("kind", ""),
        }


class UnitSearch(forms.Form):
    """Which units the form below offers; asked before it, for they may be any in the country."""

    units = forms.CharField(
        label=_("Offer further units whose name contains"),
        required=False,
        max_length=100,
        help_text=_("At least three letters; commas separate several wishes. Search before you fill in the form."),
    )

    def clean_units(self) -> list[str]:
        words = [each.strip() for each in self.cleaned_data["units"].split(",") if each.strip()]
        if any(len(each) < 3 for each in words):
            raise forms.ValidationError(_("Write at least three letters, otherwise too many units are found."))
        return words

    def words(self) -> list[str]:
        return self.cleaned_data["units"] if self.is_valid() else []


class FoundForm(PaperForm):
    """A new cluster, the decision that founds it, and its first members."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ClusterKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=250)
    name_en = forms.CharField(label=_("Name in English"), max_length=250, required=False)
    field = forms.CharField(
        label=_("Field of work"), max_length=150, required=False, help_text=_("For example industry and trade.")
    )
    authority = forms.ModelChoiceField(Organisation.objects.none(), label=_("Authority"), empty_label=None)
    founded_on = forms.DateField(label=_("Founded on"), help_text=_("dd/mm/yyyy"))
    members = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Members"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two units: a cluster compares its members.")},
    )
    field_order = ("authority", "kind", "name", "name_en", "field", "founded_on", *PaperForm.PAPER, "members")

    def __init__(self, *args, authorities, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities
        self.fields["members"].queryset = units

    def clean_members(self):
        members = self.cleaned_data["members"]
        if len(members) < 2:
            raise forms.ValidationError(_("Choose at least two units: a cluster compares its members."))
        return members

    def deed(self) -> dict:
        """What the founding service takes."""
        own = ("kind", "name", "name_en", "field", "authority", "founded_on", "members")
        return {**{name: self.cleaned_data[name] for name in own}, "paper": self.paper()}


class JoinForm(PaperForm):
    """One unit from a day on, by a decision recorded already or entered here."""

    member = forms.ModelChoiceField(Organisation.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    joined_on = forms.DateField(label=_("Member from"), help_text=_("dd/mm/yyyy"))
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Decision"),
        required=False,
        empty_label=_("A new decision, entered below"),
    )
    field_order = ("member", "joined_on", "decision", *PaperForm.PAPER)

    def __init__(self, *args, units, decisions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = units
        self.fields["decision"].queryset = decisions
        for name in PaperForm.PAPER:
            self.fields[name].required = False

    def clean(self):
        if not self.cleaned_data.get("decision") and "decision" not in self.errors:
            for name in ("number", "on", "abstract"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, MISSING)
        return self.cleaned_data

    def deed(self) -> dict:
        """What the joining service takes, besides the cluster and the unit."""
        return {
            "on": self.cleaned_data["joined_on"],
            "decision": self.cleaned_data["decision"],
            "paper": self.paper(),
        }


class LeaveForm(forms.Form):
    """One member until a day."""

    membership = forms.ModelChoiceField(Membership.objects.none(), label=_("Member"), empty_label=_("Choose a member"))
    on = forms.DateField(label=_("Member until"), help_text=_("dd/mm/yyyy; the day itself still counts."))

    def __init__(self, *args, memberships, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = memberships
        self.fields["membership"].label_from_instance = lambda membership: str(membership.organisation)
