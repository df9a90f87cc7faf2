"""The rotation as a grid, a proposal, and the result of an election."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import clock
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.models import Organisation, RotationTurn

REASON = forms.Textarea(attrs={"rows": 2})


class RotationForm(forms.Form):
    """Head and deputy for each of the coming years; a year without a head is not planned."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, years: range, members, turns: list[RotationTurn], seen: int, **kwargs) -> None:
        planned = {turn.year: turn for turn in turns}
        initial = {f"head_{y}": planned[y].head_id for y in years if y in planned}
        initial |= {f"deputy_{y}": planned[y].deputy_id for y in years if y in planned}
        super().__init__(*args, initial={**initial, "seen": seen}, **kwargs)
        self.years, self.kept = years, {y: (t.head, t.deputy) for y, t in planned.items() if y not in years}
        units = list(members)
        for year in years:
            self.fields[f"head_{year}"] = _unit(units, members, _("Head {year}"), year)
            self.fields[f"deputy_{year}"] = _unit(units, members, _("Deputy head {year}"), year)

    def turns(self) -> dict[int, tuple[Organisation, Organisation | None]]:
        """What the service takes; turns of years that the form does not show stay."""
        given = self.cleaned_data
        named = {y: (given[f"head_{y}"], given[f"deputy_{y}"]) for y in self.years if given[f"head_{y}"]}
        return self.kept | named

    def clean(self):
        given = super().clean() or {}
        for year in self.years:
            if given.get(f"deputy_{year}") and not given.get(f"head_{year}"):
                self.add_error(f"head_{year}", _("Choose the head too."))
            elif given.get(f"head_{year}") and given.get(f"head_{year}") == given.get(f"deputy_{year}"):
                self.add_error(f"deputy_{year}", _("Head and deputy must be two units. Choose another unit."))
        return given

    def versions(self, stale: Stale) -> list[tuple[str, str, object]]:
        """What was typed beside what a colleague saved."""
        mine = {str(y): " / ".join(str(unit) for unit in pair if unit) for y, pair in self.turns().items()}
        return [(year, mine.get(year, "–"), stale.theirs.get(year, "–")) for year in sorted({*mine, *stale.theirs})]


def _unit(units: list[Organisation], members, label, year: int) -> forms.ModelChoiceField:
    """One query for all the fields: the choices are the same everywhere."""
    field = forms.ModelChoiceField(members, label=str(label).format(year=year), required=False)
    field.choices = [("", "–"), *((unit.pk, str(unit)) for unit in units)]
    return field


class ProposalForm(forms.Form):
    year = forms.IntegerField(label=_("For the year"), min_value=2000, max_value=2100)
    head = forms.ModelChoiceField(Organisation.objects.none(), label=_("Head"), empty_label=_("Choose a unit"))
    deputy = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Deputy head"), required=False, empty_label=_("nobody")
    )
    reason = forms.CharField(
        label=_("Why not as the rotation has it"),
        max_length=300,
        required=False,
        widget=REASON,
        help_text=_("Only where another unit is proposed than the one whose turn it is."),
    )

    def __init__(self, *args, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = self.fields["deputy"].queryset = members


class ElectForm(forms.Form):
    held_on = DayField(label=_("Day of the conference"), required=True)
    votes_for = forms.IntegerField(label=_("Members in favour"), min_value=0, max_value=999, required=False)
    present = forms.IntegerField(label=_("Members present"), min_value=0, max_value=999, required=False)
    members = forms.IntegerField(
        label=_("Members in all"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Leave the three numbers empty where the conference agreed without counting."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"initial": {"held_on": clock.today()}, **kwargs})


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=REASON)


def first_of(turn: RotationTurn | None, year: int) -> Mapping[str, object]:
    """What the form of a proposal begins with: whose turn it is."""
    return {"year": year, "head": turn.head_id, "deputy": turn.deputy_id} if turn else {"year": year}
