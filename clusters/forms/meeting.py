"""Forms of meetings: the list's filter, the plan, the agenda line by line, closing and cancelling."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import writing
from clusters.enums import AgendaKind, MeetingKind, MeetingState
from clusters.errors import Stale
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField
from clusters.forms.moment import MomentField
from clusters.models import Meeting, Participant
from clusters.services.meeting import PLAN, Item

Versions = list[tuple[str, str, str]]
TIME = ("%H:%M", "%Hh%M", "%H.%M")


class MeetingFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *MeetingKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *MeetingState.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in ("year", "authority", "cluster")} | {
            name: self.cleaned_data.get(name, "") for name in ("unit", "kind", "state")
        }


class TimeField(forms.TimeField):
    """14:30, also written 14h30."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})
    default_error_messages = {"invalid": _("Write the time as 14:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "input_formats": TIME, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if hasattr(value, "strftime") else value


class PlanForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title of the meeting"), max_length=300)
    starts_at = MomentField(label=_("Begins"), help_text=_("HH:MM dd/mm/yyyy"))
    ends_at = MomentField(label=_("Ends"), required=False, help_text=_("HH:MM dd/mm/yyyy"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    online = forms.CharField(label=_("Address of the online meeting"), max_length=300, required=False)
    chair = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Chaired by"), required=False, empty_label=_("The head of the cluster")
    )
    reply_by = MomentField(label=_("Reply by"), required=False)

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = seats

    def plan(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in PLAN}

    def again(self, stale: Stale) -> "PlanForm":
        """The same text to be saved against the version that stands now."""
        fresh = PlanForm({**self.data.dict(), "seen": stale.seen}, seats=self.fields["chair"].queryset)
        fresh.is_valid()
        return fresh

    def versions(self, stale: Stale) -> Versions:
        """What was typed beside what a colleague saved, where the two differ."""
        pairs = [(self[name].label, self.cleaned_data[name], stale.theirs[name]) for name in PLAN]
        return [(str(label), _said(yours), _said(theirs)) for label, yours, theirs in pairs if yours != theirs]


def _said(value: Any) -> str:
    return writing.moment(value) if hasattr(value, "astimezone") else str(value or writing.NONE)


def initial_of(meeting: Meeting) -> dict[str, Any]:
    return {"seen": meeting.version, **{name: getattr(meeting, name) for name in PLAN}}


class AgendaItemForm(forms.Form):
    starts_at = TimeField(label=_("Time"))
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind.choices, required=False)
    text = forms.CharField(label=_("Item"), max_length=300, required=False)
    speaker = forms.TypedChoiceField(label=_("Speaker"), required=False, empty_value=None)

    def __init__(self, *args, seats: list[Participant], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        known = {str(each.pk): each for each in seats}
        self.fields["speaker"].choices = [("", "–"), *((pk, str(each)) for pk, each in known.items())]
        self.fields["speaker"].coerce = known.get

    def item(self) -> Item:
        said = self.cleaned_data
        return Item(said["kind"] or AgendaKind.DISCUSSION, said["text"], said["starts_at"], said["speaker"])


AgendaRows = forms.formset_factory(AgendaItemForm, extra=3, max_num=60, validate_max=True)


class SeenForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)


def rows_of(meeting: Meeting) -> list[dict[str, Any]]:
    return list(meeting.agenda.order_by("position").values("starts_at", "kind", "text", "speaker"))


def items_of(rows) -> list[Item]:
    """The rows that say something; emptying a row takes the item away."""
    return [row.item() for row in rows.forms if row.cleaned_data.get("text")]


class CloseForm(forms.Form):
    unrecorded_reason = forms.CharField(
        label=_("Why the attendance of some units is not known"),
        required=False,
        max_length=300,
        help_text=_("Only where it was not recorded. Of these units nothing is held against them."),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is the meeting cancelled?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
