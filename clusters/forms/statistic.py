"""Forms of shared statistics: the list's filter, the period shown, a definition, a member's figures."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import PeriodKind
from clusters.errors import Invalid, Stale
from clusters.forms.exchange import ExchangeFilter
from clusters.forms.fields import DrawnField, NumberField, SeenField
from clusters.models import StatisticLine, StatisticValue
from clusters.queries.statistic_period import Span
from clusters.services.statistic import Entry

Versions = list[tuple[str, str, str]]


class StatisticFilter(ExchangeFilter):
    STATES = [("open", _("being collected")), ("closed", _("closed"))]


class PeriodChoice(forms.Form):
    period = forms.ChoiceField(label=_("Period shown"), required=False)

    def __init__(self, *args, spans: Iterable[Span], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(each.first.isoformat(), str(each)) for each in spans]


class DefineForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    unit_of_measure = forms.CharField(label=_("Unit of measure"), max_length=40)
    rhythm = forms.ChoiceField(label=_("Rhythm"), choices=PeriodKind.choices, initial=PeriodKind.QUARTER)
    adds_up = forms.BooleanField(
        label=_("The figures of the members add up"),
        required=False,
        initial=True,
        help_text=_("Money and numbers have a sum and shares; percentages and ranks have none."),
    )
    lines = forms.CharField(
        label=_("Lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One in each line, such as programmes; leave it empty where there is only one figure."),
    )

    def clean_lines(self) -> list[str]:
        return self.cleaned_data["lines"].splitlines()


class EntryForm(forms.Form):
    """A figure, or why there is none, for each line. What was not touched is left alone."""

    seen = SeenField()
    drawn = DrawnField()

    def __init__(self, data=None, *, lines: Iterable[StatisticLine], values: Iterable[StatisticValue]) -> None:
        super().__init__(data)
        self.lines = list(lines)
        standing = {each.line_id: each for each in values}
        for line in self.lines:
            self._draw(line, standing.get(line.pk))
        self.initial["seen"] = {pk: each.version for pk, each in standing.items()}
        self.initial["drawn"] = {name: self._text(name) for name in self._names()}

    def _draw(self, line: StatisticLine, value: StatisticValue | None) -> None:
        self.fields[f"v{line.pk}"] = NumberField(label=line.name, digits=18, places=4)
        self.fields[f"n{line.pk}"] = forms.CharField(
            label=_("… or why there is no figure"), required=False, max_length=300
        )
        known = value.value if value else None
        self.initial[f"v{line.pk}"] = None if known is None else known.normalize()
        self.initial[f"n{line.pk}"] = value.no_figure if value else ""

    def _names(self, lines: Iterable[StatisticLine] | None = None) -> list[str]:
        return [f"{kind}{line.pk}" for line in (self.lines if lines is None else lines) for kind in "vn"]

    def _text(self, name: str) -> str:
        return self.fields[name].prepare_value(self.initial.get(name)) or ""

    def _touched(self, line: StatisticLine) -> bool:
        drawn = self.cleaned_data["drawn"]
        return any(self.data.get(name, "").strip() != drawn.get(name, self._text(name)) for name in self._names([line]))

    def entries(self) -> dict[StatisticLine, Entry]:
        """Those the person touched."""
        said = self.cleaned_data
        return {
            line: Entry(said[f"v{line.pk}"], said[f"n{line.pk}"].strip()) for line in self.lines if self._touched(line)
        }

    def show(self, invalid: Invalid) -> None:
        """Each sentence beside its field."""
        for key, sentence in invalid.problems.items():
            self.add_error(f"v{key}" if f"v{key}" in self.fields else None, sentence)

    def again(self, values: Iterable[StatisticValue]) -> "EntryForm":
        """Touched fields as typed, all others as they stand now."""
        fresh = EntryForm(lines=self.lines, values=values)
        data = {name: fresh._text(name) for name in fresh._names()}
        data |= {name: self.data.get(name, "") for name in self._names(self.entries())}
        data |= {name: fresh.fields[name].prepare_value(fresh.initial[name]) for name in ("seen", "drawn")}
        return EntryForm(data, lines=self.lines, values=values)

    def versions(self, stale: Stale) -> Versions:
        """What was typed beside what a colleague saved."""
        return [
            (line.name, self._typed(line), str(stale.theirs[str(line.pk)] or "–"))
            for line in self.entries()
            if str(line.pk) in stale.theirs
        ]

    def _typed(self, line: StatisticLine) -> str:
        return " ".join(self.data[name] for name in self._names([line]) if self.data.get(name)) or "–"
