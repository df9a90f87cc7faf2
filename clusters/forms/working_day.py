"""Forms of the calendar: one day, many pasted lines, the year to look at."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.errors import Stale
from clusters.forms.moment import read_day
from clusters.models import WorkingDay
from clusters.queries import working_day as queries
from clusters.services.working_day import Line

# What a person writes in the third column, in both languages.
WORKED = {"có", "x", "làm việc", "đi làm", "yes", "worked", "on", "1"}
OFF = {"", "không", "nghỉ", "no", "off", "day off", "0"}
LONGEST = 250
Versions = list[tuple[str, str, str]]


class YearFilter(forms.Form):
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]

    def chosen(self) -> int | None:
        """None for all of them, and for a year that cannot be read."""
        return int(self.cleaned_data["year"]) if self.is_valid() and self.cleaned_data["year"] else None


class SeenDays(forms.CharField):
    """Hidden: what stood at the days when the form was drawn. What cannot be read counts as nothing seen."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, str]:
        try:
            return {str(day): str(stamp) for day, stamp in json.loads(value or "{}").items()}
        except (ValueError, AttributeError):
            return {}


class DayForm(forms.Form):
    """One day that is not as its day of the week says."""

    day = forms.DateField(label=_("Day"), help_text=_("dd/mm/yyyy"))
    is_worked = forms.ChoiceField(
        label=_("Worked"),
        choices=[("off", _("Day off")), ("on", _("Worked, although it is a Saturday or Sunday"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), max_length=LONGEST, help_text=_("The holiday, or the day made up for."))
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("The law or the notice that says so.")
    )
    seen = SeenDays(required=False)

    def lines(self) -> list[Line]:
        """What the service takes."""
        chosen = self.cleaned_data
        return [Line(chosen["day"], chosen["is_worked"] == "on", chosen["note"], chosen["source"])]


def initial_of(day: WorkingDay) -> dict[str, Any]:
    """A day to be changed."""
    said = {"day": day.day, "is_worked": "on" if day.is_worked else "off", "note": day.note, "source": day.source}
    return {**said, "seen": {day.day.isoformat(): queries.stamp(day)}}


class PasteForm(forms.Form):
    """Many days from a spreadsheet: day, note, and whether it is worked; one paper for all."""

    text = forms.CharField(
        label=_("Days"),
        widget=forms.Textarea(attrs={"rows": 10, "class": "font-monospace"}),
        strip=False,
        help_text=_(
            "A line for each day, three columns: day (dd/mm/yyyy), note, worked (yes or no; empty is a day off)."
        ),
    )
    source = DayForm.base_fields["source"]
    seen = SeenDays(required=False)

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        read = [_read(line) for line in text.splitlines() if line.strip()]
        wrong = [
            gettext("Line {number}: {problem}").format(number=number, problem=each)
            for number, each in enumerate(read, start=1)
            if isinstance(each, str)
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        self.read = [each for each in read if isinstance(each, Line)]
        return text

    def lines(self) -> list[Line]:
        """What the service takes."""
        return [Line(each.day, each.is_worked, each.note, self.cleaned_data["source"]) for each in self.read]


def again(form: DayForm | PasteForm, stale: Stale) -> DayForm | PasteForm:
    """The same, to be saved over what stands now."""
    fresh = type(form)({**form.data.dict(), "seen": json.dumps(stale.seen, ensure_ascii=False)})
    fresh.is_valid()
    return fresh


def versions(form: DayForm | PasteForm, stale: Stale) -> Versions:
    """What was typed beside what stands, day by day."""
    mine = {each.day.isoformat(): WorkingDay(is_worked=each.is_worked, note=each.note) for each in form.lines()}
    return [
        (f"{theirs.day:%d/%m/%Y}", queries.in_words(mine[day]), queries.in_words(theirs))
        for day, theirs in stale.theirs.items()
        if isinstance(theirs, WorkingDay)
    ]


def _read(line: str) -> Line | str:
    """A line of three cells, or what is wrong with it."""
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    day, note, worked = (*cells, "", "")[:3]
    if len(cells) > 3:
        return gettext("more than three columns.")
    read = read_day(day)
    if read is None:
        return gettext("“{given}” is not a day. Write it like 31/12/2026.").format(given=day)
    if not note or len(note) > LONGEST:
        return gettext("write in the second column what the day is, in at most {most} characters.").format(most=LONGEST)
    if worked.lower() not in WORKED | OFF:
        return gettext("“{given}”: write yes or no in the third column, or leave it empty.").format(given=worked)
    return Line(read, worked.lower() in WORKED, note)
