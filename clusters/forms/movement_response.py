"""Forms of the answers to a movement: the list's filter, the plan, progress, passing on, praise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import numbers, writing
from clusters.enums import MovementPraiseState, MovementResponseState, PraiseSubject
from clusters.errors import Stale
from clusters.forms.fields import DayField, NumberField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter
from clusters.forms.movement import resent
from clusters.models import MovementContent, MovementDue

PROGRESS = [
    ("", _("All states")),
    ("unanswered", MovementResponseState.UNANSWERED.label),
    ("answered", _("Plan sent, at least")),
    ("reporting", _("Reported progress, at least")),
    ("finished", MovementResponseState.FINISHED.label),
]


class ResponseFilter(ListFilter):
    words = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
    authority = AuthorityField(label=_("Superior body"), empty_label=_("All superior bodies"))
    cluster = ClusterField()
    progress = forms.ChoiceField(label=_("State"), required=False, choices=PROGRESS)

    def criteria(self) -> dict[str, Any]:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "words": chosen.get("words", ""),
            "authority": chosen.get("authority"),
            "cluster": chosen.get("cluster"),
            "wish": chosen.get("progress", ""),
        }


class WritingForm(forms.Form):
    """What two officers may write at once: `seen` is what the form was drawn from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def again(self, stale: Stale) -> Any:
        """What was typed, to be sent against what stands now."""
        return resent(self.data, stale)

    def versions(self, stale: Stale) -> list[tuple[Any, str, str]]:
        """What was typed beside what a colleague saved, where the two differ."""
        pairs = [(self.fields[name].label, self.cleaned_data[name], theirs) for name, theirs in stale.theirs.items()]
        return [(label, _shown(mine), _shown(theirs)) for label, mine, theirs in pairs if mine != theirs]


class PlanForm(WritingForm):
    plan = forms.CharField(
        label=_("Plan"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the unit will do, by when, and who is in charge."),
    )
    file = forms.FileField(label=_("File of the plan"), required=False)


class ProgressForm(WritingForm):
    on = DayField(label=_("As of"), required=True)
    due = forms.ModelChoiceField(
        MovementDue.objects.none(), label=_("For the report due on"), required=False, empty_label=_("none of them")
    )
    percent = NumberField(label=_("Done, in per cent"), digits=5, places=2)
    words = forms.CharField(label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    value = NumberField(label=_("Figure"), digits=18, places=4)
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), required=False, max_length=40, help_text=_("What the figure counts.")
    )
    file = forms.FileField(label=_("Evidence"), required=False)

    def __init__(self, *args, dues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].queryset = dues


class PraiseFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *MovementPraiseState.choices]
    )

    def criteria(self) -> dict[str, str]:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        return {"state": self.cleaned_data.get("state", "")}


class PraiseForm(forms.Form):
    subject = forms.ChoiceField(label=_("For whom"), choices=PraiseSubject.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200)
    merit = forms.CharField(label=_("Merit"), widget=forms.Textarea(attrs={"rows": 4}))
    content = forms.ModelChoiceField(
        MovementContent.objects.none(), label=_("Content"), required=False, empty_label=_("The movement as a whole")
    )

    def __init__(self, *args, contents, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].queryset = contents


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[(s.value, s.label) for s in MovementPraiseState if s != MovementPraiseState.PROPOSED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Needed where it is declined.")
    )


def _shown(value: Any) -> str:
    if value is None or value == "":
        return writing.NONE
    if isinstance(value, str):
        return value
    return writing.day(value) if hasattr(value, "day") else numbers.editable(value)
