"""Forms of clusters: the list's filter, founding, joining, leaving."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import ClusterKind
from clusters.forms.decision import OrganisingPaperForm
from clusters.forms.filters import AuthorityField, ListFilter
from clusters.imports import spreadsheet, unit_list
from clusters.models import Decision, Membership, Organisation
from clusters.queries import cluster as clusters
from clusters.queries import unit_list as units_by_name


class ClusterFilter(ListFilter):
    words = forms.CharField(label=_("Words in the name or field"), required=False, max_length=100)
    authority = AuthorityField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ClusterKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *clusters.STANDINGS])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "authority": chosen.get("authority"),
            **{name: chosen.get(name, "") for name in ("words", "unit", "kind", "state")},
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


class FoundForm(OrganisingPaperForm):
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
        required=False,
    )
    written = forms.CharField(
        label=_("Members by name"),
        required=False,
        max_length=30000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One unit a line, by its whole or its short name. They are taken in besides those ticked above."),
    )
    book = forms.FileField(
        label=_("Members from a workbook"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("An .xlsx file with the names of the units below the heading “Unit”."),
    )
    field_order = ("authority", "kind", "name", "name_en", "field", "founded_on", *OrganisingPaperForm.PAPER)

    def __init__(self, *args, authorities, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities
        self.fields["members"].queryset = units

    def clean_book(self) -> list[str]:
        """The names in the workbook."""
        file = self.cleaned_data["book"]
        try:
            sheets = spreadsheet.read(file.name, file.read(spreadsheet.MOST_BYTES + 1)) if file else []
            return unit_list.names(sheets) if file else []
        except spreadsheet.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        """Ticked, written and read from the workbook count alike, each unit once."""
        super().clean()
        if self.errors.keys() & {"members", "written", "book"}:
            return self.cleaned_data
        lines = self.cleaned_data["written"].splitlines() + self.cleaned_data["book"]
        named, faults = units_by_name.read(lines)
        self._keep(lines)
        members = list({unit.pk: unit for unit in [*self.cleaned_data["members"], *named]}.values())
        self.cleaned_data["members"] = members
        for fault in faults:
            self.add_error("written", fault)
        if len(members) < 2 and not faults:
            self.add_error("members", _("Choose at least two units: a cluster compares its members."))
        return self.cleaned_data

    def _keep(self, lines: list[str]) -> None:
        """A browser does not send a file again: its names stand in the field from then on."""
        self.data = self.data.copy()
        self.data[self.add_prefix("written")] = "\n".join(lines)

    def deed(self) -> dict:
        """What the founding service takes."""
        own = ("kind", "name", "name_en", "field", "authority", "founded_on", "members")
        return {**{name: self.cleaned_data[name] for name in own}, "paper": self.paper()}


class JoinForm(OrganisingPaperForm):
    """One unit from a day on, by a decision recorded already or entered here."""

    member = forms.ModelChoiceField(Organisation.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    joined_on = forms.DateField(label=_("Member from"), help_text=_("dd/mm/yyyy"))
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Decision"),
        required=False,
        empty_label=_("A new decision, entered below"),
    )
    field_order = ("member", "joined_on", "decision", *OrganisingPaperForm.PAPER)

    def __init__(self, *args, units, decisions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = units
        self.fields["decision"].queryset = decisions
        for name in OrganisingPaperForm.PAPER:
            self.fields[name].required = False

    def paper_is_given(self) -> bool:
        return not self.cleaned_data.get("decision") and "decision" not in self.errors

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
