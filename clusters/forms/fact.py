"""Form of facts: one of one unit, or that there is none of all others."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters import numbers
from clusters.enums import ENTERED_FACTS
from clusters.errors import Stale
from clusters.forms.fields import NumberField
from clusters.models import Fact, Participant
from clusters.queries import fact as facts

ALL = "all"
ENTERED = [(kind.value, kind.label) for kind in ENTERED_FACTS]


class FactForm(forms.Form):
    """Cleans to what the service takes; `participant` is None for all units of which nothing is known."""

    participant = forms.ChoiceField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Fact"), choices=[("", "–"), *ENTERED])
    value = NumberField(
        label=_("Value"),
        required=True,
        digits=12,
        places=4,
        help_text=_("A count, or a share in per cent. 0 says that it is known that there was none."),
    )
    source = forms.CharField(
        label=_("What it rests on"),
        max_length=100,
        help_text=_("A paper with number and day, or a meeting with its day. The same words correct the same fact."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, help_text=_("Needed where a recorded value changes: why.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(each.pk): each for each in units}
        everybody = (ALL, _("All units of which nothing of this kind is known yet (only 0)"))
        choices = [(pk, str(each)) for pk, each in self.units.items()]
        self.fields["participant"].choices = [("", "–"), *choices, everybody]

    def clean_participant(self) -> Participant | None:
        return self.units.get(self.cleaned_data["participant"])

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if "participant" in chosen and chosen["participant"] is None and chosen.get("value"):
            self.add_error("value", gettext("For all units at once only 0 can be recorded."))
        return chosen

    def again(self, stale: Stale) -> "FactForm":
        """The same, to be recorded over what stands now."""
        fresh = FactForm({**self.data.dict(), "seen": stale.seen}, units=self.units.values())
        fresh.is_valid()
        return fresh

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """What was typed beside what a colleague recorded from the same source."""
        theirs, mine = stale.theirs["fact"], self.cleaned_data
        if not isinstance(theirs, Fact):
            return []
        who = gettext("{name} recorded").format(name=theirs.recorded_by)
        return [(who, _said(mine["value"], mine["note"]), _said(facts.bare(theirs.value), theirs.note))]


def initial_of(fact: Fact | None) -> dict[str, Any]:
    """A fact to be corrected."""
    if fact is None:
        return {}
    said = {"participant": fact.participant_id, "kind": fact.kind, "value": facts.bare(fact.value)}
    return {**said, "source": fact.source, "seen": facts.stamp(fact)}


def _said(value: Decimal, note: str) -> str:
    return " – ".join(filter(None, [numbers.format(value), note]))
