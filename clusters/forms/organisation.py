"""Forms of organisations: the list's filter, registering, correcting, taking over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import writing
from clusters.enums import LineageKind, OrganisationKind
from clusters.errors import Stale
from clusters.forms.decision import OrganisingPaperForm
from clusters.models import Organisation

EVER = "ever"
VALIDITIES = [("", _("existing today")), (EVER, _("existing today or earlier"))]
# A body that is dissolved has no successor that could record it.
KINDS_OF_TAKING_OVER = [(kind.value, kind.label) for kind in LineageKind if kind != LineageKind.DISSOLVE]


class OrganisationFilter(forms.Form):
    words = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
    superior = forms.CharField(label=_("Words in the name of the superior body"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *OrganisationKind.choices])
    existing = forms.ChoiceField(label=_("Which bodies"), required=False, choices=VALIDITIES)

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            **{name: chosen.get(name, "") for name in ("words", "superior", "kind")},
            "ever": chosen.get("existing") == EVER,
        }


class NameForm(forms.Form):
    """What is written of a body."""

    name = forms.CharField(label=_("Name"), max_length=250)
    name_en = forms.CharField(label=_("Name in English"), max_length=250, required=False)
    short_name = forms.CharField(
        label=_("Short name"), max_length=80, required=False, help_text=_("For example SCT Quảng Trị.")
    )
    province = forms.CharField(label=_("Province"), max_length=60, required=False)
    is_authority = forms.BooleanField(
        label=_("Runs clusters and decides on awards"), required=False, help_text=_("A ministry or a province, say.")
    )
    is_unit = forms.BooleanField(
        label=_("Takes part as a member"), required=False, help_text=_("It can join clusters, report and be ranked.")
    )


class RegisterForm(NameForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *OrganisationKind.choices])
    parent = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Superior body"),
        help_text=_("Its officials keep this body and its people."),
    )
    valid_from = forms.DateField(label=_("Exists from"), help_text=_("dd/mm/yyyy"))
    valid_to = forms.DateField(
        label=_("Existed until"), required=False, help_text=_("Only for a body that is gone: dd/mm/yyyy.")
    )
    field_order = ("name", "name_en", "short_name", "kind", "parent", "province", "is_authority", "is_unit")

    def __init__(self, *args, superiors, top: bool, **kwargs) -> None:
        """`top`: the person may register a body that has no superior."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = superiors
        self.fields["parent"].required = not top
        self.fields["parent"].empty_label = _("None: it stands at the top") if top else _("Choose the superior body")


class ChangeForm(NameForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, data, organisation: Organisation) -> "ChangeForm":
        standing = {name: getattr(organisation, name) for name in cls.base_fields if name != "seen"}
        return cls(data, initial={**standing, "seen": organisation.version})

    def again(self, stale: Stale) -> "ChangeForm":
        """The same, to be saved against the version that stands now."""
        fresh = ChangeForm({**self.data.dict(), "seen": stale.seen})
        fresh.is_valid()
        return fresh

    def versions(self, stale: Stale) -> list[tuple[Any, str, str]]:
        """What was typed beside what a colleague saved, where the two differ."""
        pairs = [(self.fields[name].label, self.cleaned_data[name], theirs) for name, theirs in stale.theirs.items()]
        return [(label, _shown(mine), _shown(theirs)) for label, mine, theirs in pairs if mine != theirs]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value) or writing.NONE


class SucceedForm(OrganisingPaperForm):
    """From whom a body takes over, from when, and the paper it rests on if it is at hand."""

    signatory = None  # type: ignore[assignment]
    file = None  # type: ignore[assignment]
    PAPER = ("number", "on", "unknown_reason", "abstract")

    predecessors = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Predecessors"), widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label=_("Takes over on"), help_text=_("dd/mm/yyyy; the predecessors end on the day before."))
    kind = forms.ChoiceField(label=_("Kind of change"), choices=KINDS_OF_TAKING_OVER, widget=forms.RadioSelect)
    issuer = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Issued by"), required=False, empty_label=_("No decision at hand")
    )
    field_order = ("kind", "day", "predecessors", "issuer", *PAPER)

    def __init__(self, *args, forebears, issuers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessors"].queryset = forebears
        self.fields["issuer"].queryset = issuers
        for name in self.PAPER:
            self.fields[name].required = False

    def paper_is_given(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("issuer", *self.PAPER))

    def require_paper(self, *further: str) -> None:
        super().require_paper("issuer", *further)

    def deed(self) -> dict[str, Any]:
        """What the service takes, besides the successor."""
        chosen = self.cleaned_data
        fact = {"predecessors": chosen["predecessors"], "on": chosen["day"], "kind": LineageKind(chosen["kind"])}
        return {**fact, "issuer": chosen["issuer"], "paper": self.paper() if chosen["issuer"] else None}
