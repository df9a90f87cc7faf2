"""Forms of scoring tables: a new draft, and its criteria as one text."""

import copy
import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.enums import RoundingMode
from clusters.errors import Stale
from clusters.forms.fields import DayField, NumberField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField
from clusters.forms.whole_draft import WholeDraftForm, sheet_field
from clusters.models import Organisation, ScoringTableVersion
from clusters.queries.scoring_draft import Preview
from clusters.queries.scoring_table import DRAFT, PUBLISHED
from clusters.scoring import notation
from clusters.writing import day, number

ROUNDING = dict(RoundingMode.choices)


class TableFilter(ListFilter):
    year = YearField(label=gettext_lazy("Used in the year"))
    authority = AuthorityField()
    cluster = ClusterField(label=gettext_lazy("Used by the cluster or block"))
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        states = [(DRAFT, _("Draft")), (PUBLISHED, _("Published"))]
        self.fields["state"].choices = [("", _("All states")), *states]

    def criteria(self) -> dict[str, Any]:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        return {**chosen, "state": self.cleaned_data.get("state", "")}


class HeadingForm(forms.Form):
    """What holds for the whole version."""

    issuer = forms.CharField(
        label=gettext_lazy("Issued by"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Who signed the regulation, for example: the Chairman of the People's Committee."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("The decision or guideline that lays the table down."),
    )
    effective_on = forms.DateField(label=gettext_lazy("In force from"), help_text=gettext_lazy("dd/mm/yyyy"))
    effective_to = DayField(
        label=gettext_lazy("In force to"), help_text=gettext_lazy("dd/mm/yyyy; empty as long as it is not limited.")
    )
    full = NumberField(
        label=gettext_lazy("Total points"),
        digits=9,
        places=3,
        help_text=gettext_lazy(
            "The total that the regulation names, such as 100; the criteria are checked against it."
        ),
    )
    floor = NumberField(
        label=gettext_lazy("Total at least"),
        digits=9,
        places=3,
        help_text=gettext_lazy("Penalties never take a total below it; empty for 0."),
    )
    cap = NumberField(
        label=gettext_lazy("Total at most"),
        digits=9,
        places=3,
        help_text=gettext_lazy("Bonus points never lift a total above it; empty for no limit."),
    )
    step = NumberField(
        label=gettext_lazy("Rounding step in points"),
        digits=6,
        places=3,
        required=True,
        initial=Decimal("0.01"),
        help_text=gettext_lazy("Each criterion's points are rounded to a multiple of it, for example 0,01 or 0,25."),
    )
    rounding = forms.ChoiceField(
        label=gettext_lazy("Rounding"), choices=RoundingMode.choices, initial=RoundingMode.HALF_UP
    )
    total_step = NumberField(
        label=gettext_lazy("Rounding step of the total"),
        digits=6,
        places=3,
        help_text=gettext_lazy("Where the total is rounded once more, for example to 0,5; empty where it is not."),
    )
    total_rounding = forms.ChoiceField(
        label=gettext_lazy("Rounding of the total"),
        choices=RoundingMode.choices,
        initial=RoundingMode.HALF_UP,
        required=False,
    )
    rescaled = forms.BooleanField(
        label=gettext_lazy("What does not apply is made up for by the rest"),
        required=False,
        help_text=gettext_lazy("The points of the criteria that apply to a unit are scaled up to the full content."),
    )

    def clean_step(self):
        return _above_zero(self.cleaned_data["step"])

    def clean_total_step(self):
        return _above_zero(self.cleaned_data["total_step"])

    def clean_total_rounding(self):
        return self.cleaned_data["total_rounding"] or RoundingMode.HALF_UP.value

    def clean_floor(self):
        return self.cleaned_data["floor"] or Decimal(0)

    def clean(self):
        first, last = (self.cleaned_data.get(name) for name in ("effective_on", "effective_to"))
        if first and last and last < first:
            self.add_error("effective_to", _("The last day in force lies before the first."))
        return self.cleaned_data

    def heading(self) -> dict:
        """What the services take besides name and criteria."""
        return {name: self.cleaned_data[name] for name in HeadingForm.base_fields}


def _above_zero(step: Decimal | None) -> Decimal | None:
    if step is not None and step <= 0:
        raise forms.ValidationError(_("The step must be more than 0, for example 0,01."))
    return step


class DraftForm(HeadingForm):
    """A new version, still without criteria."""

    authority = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Authority"), empty_label=None)
    name = forms.CharField(
        label=gettext_lazy("Name of the table"),
        max_length=250,
        help_text=gettext_lazy("A name that the authority uses already gives the next version of that table."),
    )
    field_order = ("authority", "name")

    def __init__(self, *args, authorities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities

    def deed(self) -> dict:
        """What the drafting service takes."""
        return {"authority": self.cleaned_data["authority"], "name": self.cleaned_data["name"], **self.heading()}


class WriteForm(WholeDraftForm, HeadingForm):
    """The criteria as one text; `reading` is what was understood of it. Unfinished tables are welcome."""

    SHEETS = ("criteria",)
    criteria = sheet_field(
        gettext_lazy("Criteria"),
        gettext_lazy("One line for each criterion. Copy the cells in Excel and paste them here."),
        18,
        200_000,
    )
    field_order = ("criteria",)

    def clean_criteria(self):
        reading = notation.read(self.cleaned_data["criteria"])
        if reading.misread:
            lines = ", ".join(dict.fromkeys(str(each.number) for each in reading.misread))
            said = _("Lines that cannot be read: %(lines)s. What to mend stands in the list by line.")
            raise forms.ValidationError(said, params={"lines": lines})
        return reading

    def deed(self) -> dict[str, Any]:
        return {"tree": self.cleaned_data["criteria"].tree, "seen": self.cleaned_data["seen"], **self.heading()}

    def over(self, version: ScoringTableVersion) -> ScoringTableVersion:
        """The draft with the heading as typed, as far as it can be read; nothing is stored."""
        typed = copy.copy(version)
        readable = self.cleaned_data if self.is_bound else {}
        for name in HeadingForm.base_fields.keys() & readable.keys():
            setattr(typed, name, readable[name])
        return typed

    def preview(self, version: ScoringTableVersion) -> Preview:
        """What the text would give, as far as it can be read."""
        self.is_valid()
        return Preview(self["criteria"].value() or "", self.over(version))

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        theirs = stale.theirs
        mine = self.heading()
        shown = {name: (_shown(mine[name]), _shown(theirs[name])) for name in mine}
        heading = [(str(self.fields[name].label), *pair) for name, pair in shown.items() if pair[0] != pair[1]]
        return [*heading, *notation.differences(self.cleaned_data["criteria"], notation.read(str(theirs["criteria"])))]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return day(value)
    return number(value) if value is None or isinstance(value, Decimal) else str(ROUNDING.get(value, value))
