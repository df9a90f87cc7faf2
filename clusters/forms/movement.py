"""Forms of movements: the list's filter, the draft with its scope, the launch, papers."""

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese, writing
from clusters.enums import MovementKind, MovementLevel, MovementState, OrganisationKind, ScopeRuleKind
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ListFilter
from clusters.forms.moment import read_day
from clusters.models import Cluster, Movement, Organisation
from clusters.queries import movement_scope as scopes
from clusters.services.movement import WRITTEN, Parts, ScopeRule

OFFERED = 40


class MovementFilter(ListFilter):
    words = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    authority = AuthorityField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *MovementLevel.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *MovementState.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) or "" for name in ("words", "unit", "authority", "level", "state")}
        return {**said, "year": self.cleaned_data.get("year")}


class DaysField(forms.CharField):
    """Several days, with a comma, a semicolon or a line break between two."""

    default_error_messages = {"day": _("“{text}” is no day. Write 31/12/2026, with a comma between two days.")}

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(writing.day(each) for each in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        texts = [each.strip() for each in re.split(r"[,;\n]", super().clean(value)) if each.strip()]
        days = [read_day(each) for each in texts]
        for text, day in zip(texts, days, strict=True):
            if day is None:
                raise forms.ValidationError(str(self.error_messages["day"]).format(text=text))
        return days


def _area(label, rows: int = 3, help_text="", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class TextForm(forms.Form):
    """What Đ17.1 and Đ17.3 of L22 ask of a movement."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the movement"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=MovementKind.choices, widget=forms.RadioSelect)
    motto = forms.CharField(label=_("Motto"), max_length=300, required=False)
    aims = _area(_("Aims"))
    objects_text = _area(_("Who takes part"), 2, _("As the plan says it: collectives, individuals, fields."))
    criteria = _area(_("Criteria"), 3, _("By what the results are judged."))
    contents = _area(_("Contents"), 6, _("One content per line, in the order of the decision."))
    measures = _area(_("Measures"))
    inspection = _area(_("Inspection"), 2, _("Who looks at it, and when."))
    starts_on = DayField(label=_("Starts on"), required=True)
    ends_on = DayField(label=_("Ends on"), help_text=_("dd/mm/yyyy; empty where no end is named."))
    response_due = DayField(label=_("Plans due on"), help_text=_("The units find it among their tasks."))
    dues = DaysField(
        label=_("Progress due on"),
        required=False,
        help_text=_("Days with a comma between two: 30/06/2026, 31/12/2026."),
    )
    scope_text = forms.CharField(
        label=_("Scope in words"),
        max_length=300,
        required=False,
        help_text=_("As the decision says it, for example: all units of the ministry."),
    )

    def clean_contents(self):
        return [line.strip() for line in self.cleaned_data["contents"].splitlines() if line.strip()]

    def rules(self) -> list[ScopeRule]:
        """A head's movement has none: it goes to the members."""
        return []

    def deed(self) -> dict:
        """What the drafting services take."""
        said = self.cleaned_data
        parts = Parts(contents=said["contents"], dues=said["dues"], rules=self.rules())
        return {**{name: said[name] for name in WRITTEN if name in said}, "parts": parts}

    def seen_version(self) -> int:
        """The version that the form was drawn from; 0 where that is not known."""
        return self.cleaned_data.get("seen") or 0

    def again(self, stale: Stale) -> dict[str, Any]:
        """What was typed, to be sent against the version that stands now."""
        return resent(self.data, stale)

    def versions(self, stale: Stale) -> list[tuple[Any, str, str]]:
        """What was typed beside what a colleague saved, where the two differ."""
        pairs = [
            (self.fields[name].label, self.cleaned_data[name], theirs)
            for name, theirs in stale.theirs.items()
            if name in self.fields
        ]
        return [(label, shown(mine), shown(theirs)) for label, mine, theirs in pairs if mine != theirs]


class HeadForm(TextForm):
    """A movement of the cluster's head: by a plan, without a decision of the authority."""

    paper = forms.CharField(
        label=_("Plan or paper of the head"),
        max_length=300,
        required=False,
        help_text=_("For example: Plan 05/KH-CTĐ of 10/02/2026. The file is added afterwards."),
    )
    field_order = ("paper",)


class ScopeFields(forms.Form):
    """Whom it reaches, by rules; bodies one by one only from what was searched for."""

    subordinates = forms.BooleanField(label=_("All subordinate bodies"), required=False)
    body_kinds = forms.MultipleChoiceField(
        label=_("Only subordinate bodies of these kinds"),
        required=False,
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    authorities = forms.BooleanField(label=_("All ministries and provinces"), required=False)
    clusters = forms.ModelMultipleChoiceField(
        Cluster.objects.none(),
        label=_("Members of these clusters and blocks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scope = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Single bodies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first ones by name; search above for others. Only bodies in scope see the movement."),
    )

    def __init__(self, *args, authority: Organisation, words: list[str], chosen=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reach = scopes.reach(authority)
        self.fields["scope"].queryset = _offered(reach, words, chosen)
        self.fields["clusters"].queryset = scopes.clusters_of(authority)
        if authority.kind != OrganisationKind.CENTRAL_COUNCIL:
            del self.fields["authorities"]

    def rules(self) -> list[ScopeRule]:
        said = self.cleaned_data
        kinds = said["body_kinds"] or ([""] if said["subordinates"] else [])
        return [
            *(ScopeRule(ScopeRuleKind.SUBORDINATES, body_kind=kind) for kind in kinds),
            *([ScopeRule(ScopeRuleKind.AUTHORITIES)] if said.get("authorities") else []),
            *(ScopeRule(ScopeRuleKind.CLUSTER, cluster=cluster) for cluster in said["clusters"]),
            *(ScopeRule(ScopeRuleKind.BODY, body=body) for body in said["scope"]),
        ]


class AuthorityForm(ScopeFields, TextForm):
    """A movement of an authority."""

    field_order = tuple(TextForm.base_fields)


class AttachForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Empty: the file's name."))
    file = forms.FileField(label=_("File"))


def initial_of(movement: Movement) -> dict[str, Any]:
    """What the form of a draft is drawn with; three queries."""
    rules = list(scopes.rules_of(movement))
    by_kind = {kind: [rule for rule in rules if rule.kind == kind] for kind in ScopeRuleKind}
    kinds = [rule.body_kind for rule in by_kind[ScopeRuleKind.SUBORDINATES]]
    return {name: getattr(movement, name) for name in WRITTEN} | {
        "seen": movement.version,
        "contents": "\n".join(movement.contents.order_by("position").values_list("text", flat=True)),
        "dues": list(movement.dues.order_by("on").values_list("on", flat=True)),
        "subordinates": "" in kinds,
        "body_kinds": [kind for kind in kinds if kind],
        "authorities": bool(by_kind[ScopeRuleKind.AUTHORITIES]),
        "clusters": [rule.cluster_id for rule in by_kind[ScopeRuleKind.CLUSTER]],
        "scope": [rule.body_id for rule in by_kind[ScopeRuleKind.BODY]],
    }


def resent(data: Any, stale: Stale) -> Any:
    """The data of a request with the version that stands now."""
    again = data.copy()
    again["seen"] = str(stale.seen)
    return again


def shown(value: Any) -> str:
    """A value of either version in words."""
    if isinstance(value, str):
        return value or writing.NONE
    return writing.NONE if value is None else writing.day(value)


def _offered(reach, words: list[str], chosen):
    """What was searched for and what is chosen already; without a search the first by name."""
    found = Q(pk__in=list(chosen))
    for each in words:
        found |= Q(search_key__contains=vietnamese.search_key(each))
    if not words:
        found |= Q(pk__in=reach.order_by("sort_key", "pk").values("pk")[:OFFERED])
    return reach.filter(found).order_by("sort_key")
