"""Forms of activities: the list's filter, the plan, taking part, what was done."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese, writing
from clusters.enums import ActivityKind, ActivityState
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField
from clusters.models import Activity, Participant
from clusters.services.activity import PLAN, RESULT


class ActivityFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ActivityKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *ActivityState.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        said = {name: self.cleaned_data.get(name, "") for name in ("kind", "state")}
        return {**chosen, **said, "unit": vietnamese.search_key(self.cleaned_data.get("unit", ""))}


class SeenForm(forms.Form):
    """A form drawn from a version of the activity; `NAMES` are what it writes."""

    NAMES: tuple[str, ...] = ()

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, data, activity: Activity | None, **choices) -> Self:
        """Drawn from what stands now."""
        names = {name: getattr(activity, name) for name in cls.NAMES} if activity else {}
        return cls(data, initial={**names, "seen": activity.version if activity else 0}, **choices)

    def said(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.NAMES}

    def again(self, stale: Stale, **choices) -> Self:
        """The same typed text against the version that stands now, with the sentence on top."""
        fresh = self.data.copy()
        fresh["seen"] = str(stale.seen)
        form = type(self)(fresh, **choices)
        form.add_error(None, str(stale))
        return form

    def versions(self, stale: Stale) -> list[tuple[object, object, object]]:
        """What was typed beside what a colleague saved, where they differ."""
        mine = self.said()
        pairs = [(self.fields[n].label, mine[n], theirs) for n, theirs in stale.theirs.items() if mine[n] != theirs]
        return [(label, _said(yours), _said(theirs)) for label, yours, theirs in pairs]


def _said(value: Any) -> str:
    return writing.day(value) if hasattr(value, "year") else str(value or writing.NONE)


class PlanForm(SeenForm):
    NAMES = PLAN

    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    title = forms.CharField(label=_("Name of the activity"), max_length=250)
    starts_on = DayField(label=_("First day"), required=True)
    ends_on = DayField(label=_("Last day"), help_text=_("Empty: it lasts one day."))
    place = forms.CharField(label=_("Place"), max_length=300)
    host = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Host"), required=False, empty_label=_("The cluster itself")
    )
    cost = forms.CharField(label=_("Costs"), max_length=300, required=False)

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = seats


class ReportForm(SeenForm):
    NAMES = RESULT

    done_words = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 5}))
    people = forms.IntegerField(label=_("Number of people"), min_value=0, max_value=1_000_000, required=False)
    cost = forms.CharField(label=_("Costs"), max_length=300, required=False)
    took_part = forms.ModelMultipleChoiceField(
        Participant.objects.none(),
        label=_("Units that took part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ticked are those that said so. Only units that took part cite the activity in their reports."),
    )

    def __init__(self, *args, seats, coming=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["took_part"].queryset, self.initial["took_part"] = seats, list(coming)

    def said(self) -> dict[str, Any]:
        """With the units, which no version shows beside another."""
        return {**super().said(), "took_part": self.cleaned_data["took_part"]}


class JoinForm(forms.Form):
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=None)
    comes = forms.TypedChoiceField(
        label=_("Your unit"),
        choices=[("yes", _("takes part")), ("no", _("does not take part"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = seats


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FileForm(forms.Form):
    upload = forms.FileField(label=_("File"))
