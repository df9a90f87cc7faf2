"""The results sheet: a row per criterion, fields made from what its rule type asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext

from clusters import explanations
from clusters.forms import inputs as fields
from clusters.forms.fields import DrawnField, SeenField
from clusters.models import Criterion, Figures, Report
from clusters.queries import report as queries
from clusters.queries import result as results
from clusters.queries.report import ReportLine
from clusters.scoring import Unreadable

Versions = list[tuple[str, str, str]]


@dataclass
class SheetField:
    """A field with the short label that stands above it in its cell."""

    bound: forms.BoundField
    short: str

    @property
    def id_for_label(self) -> str:
        return self.bound.id_for_label


@dataclass
class Row:
    """What the sheet shows of one criterion; `versions` when a colleague saved the same cell first."""

    line: ReportLine
    fields: list[SheetField] = field(default_factory=list)
    note: Any = None
    versions: Versions = field(default_factory=list)
    has_errors: bool = False


class SheetForm(forms.Form):
    """Cleans to the cells that the person touched, with the versions they were drawn from."""

    seen = SeenField()
    drawn = DrawnField()

    # Whether there is a field for each cell before anything is sent: for pages that draw their rows from fields.
    has_fields = True

    def __init__(self, data: Mapping[str, Any] | None = None, *, lines: Sequence[ReportLine]) -> None:
        super().__init__(data, auto_id="id_%s")
        self.lines = lines
        self.theirs: dict[str, Figures] = {}
        self.texts: dict[str, str] = {}
        for line in self._asked():
            self._read(line)
            if self.has_fields or self.is_bound:
                self._add_fields(line)
        self.initial |= {"seen": versions(lines), "drawn": self.texts}

    def _asked(self) -> list[ReportLine]:
        return [line for line in self.lines if line.is_asked]

    def _read(self, line: ReportLine) -> None:
        """What stands in the cells of the row, as a browser sends it back."""
        inputs = line.inputs
        for one in line.rule.inputs if line.rule else ():
            self.texts[name_of(line.subject, one.name)] = _text(fields.text_of(one, inputs.get(one.name)))
        self.texts[name_of(line.subject, "note")] = _text(line.result.note if line.result else "")

    def _add_fields(self, line: ReportLine) -> None:
        inputs, code = line.inputs, line.name
        for one in line.rule.inputs if line.rule else ():
            name = name_of(line.subject, one.name)
            self.fields[name] = fields.field_of(one, f"{code} {explanations.word(one.label)}")
            self.initial[name] = fields.initial_of(one, inputs.get(one.name))
        note = name_of(line.subject, "note")
        area = forms.Textarea(attrs={"rows": 1})
        self.fields[note] = forms.CharField(label=f"{code} {gettext('Note')}", required=False, widget=area)
        self.initial[note] = line.result.note if line.result else ""

    def touched(self, line: ReportLine) -> bool:
        """Whether anything in the row differs from what the page was drawn with."""
        return any(_text(self.data.get(name)) != self._drawn_text(name) for name in self._names(line))

    @cached_property
    def _drawn(self) -> dict[str, str]:
        return self.fields["drawn"].clean(self.data.get("drawn", ""))

    def _drawn_text(self, name: str) -> str:
        """What the posted page was drawn with; for a page that does not say, what stands now."""
        return self._drawn.get(name, self.texts[name])

    def _names(self, line: ReportLine) -> list[str]:
        own = [one.name for one in line.rule.inputs] if line.rule else []
        return [name_of(line.subject, name) for name in (*own, "note")]

    def clean(self) -> dict[str, Any]:
        for line in self._asked():
            if not any(name in self.errors for name in self._names(line)):
                self._check(line)
        return self.cleaned_data

    def _check(self, line: ReportLine) -> None:
        """What the rule does not admit is said beside the field."""
        try:
            results.entered(line.criterion, line.rule, self._inputs(line))
        except Unreadable as unreadable:
            for problem in unreadable.problems:
                self.add_error(name_of(line.subject, problem.where), explanations.explain_problem(problem))

    def _inputs(self, line: ReportLine) -> dict[str, Any]:
        given = {one.name: self.cleaned_data.get(name_of(line.subject, one.name)) for one in line.rule.inputs}
        return {name: fields.typed(value) for name, value in given.items()}

    def results(self) -> dict[Any, tuple[dict[str, Any], str]]:
        """What the service takes, by the lines' subjects: the touched rows only."""
        return {
            line.subject: (self._inputs(line), self.cleaned_data[name_of(line.subject, "note")])
            for line in self._asked()
            if self.touched(line)
        }

    def rows(self) -> list[Row]:
        """Everything a page needs, row by row."""
        return [self._row(line) for line in self.lines]

    def _row(self, line: ReportLine) -> Row:
        if not line.is_asked:
            return Row(line)
        *bounds, note = [self[name] for name in self._names(line)]
        labels = [explanations.word(one.label) for one in line.rule.inputs]
        cells = [SheetField(bound, label) for bound, label in zip(bounds, labels, strict=True)]
        return Row(line, cells, note, self.versions_of(line), any(bound.errors for bound in [*bounds, note]))

    def versions_of(self, line: ReportLine) -> Versions:
        theirs = self.theirs.get(str(line.subject.pk))
        if theirs is None:
            return []
        unit = line.criterion.unit_of_measure
        yours = queries.in_words(line.rule, self._inputs(line), unit)
        saved = queries.in_words(line.rule, line.inputs, unit)
        note = self.cleaned_data.get(name_of(line.subject, "note"), "")
        who = gettext("{code}, saved by {name}").format(code=line.name, name=theirs.updated_by)
        return [(who, " – ".join(filter(None, [yours, note])), " – ".join(filter(None, [saved, theirs.note])))]

    def all_versions(self) -> Versions:
        return [each for line in self._asked() for each in self.versions_of(line)]


def after_a_colleague(form: SheetForm, lines: Sequence[ReportLine], theirs: Mapping[str, Figures]) -> SheetForm:
    """The sheet again after a refusal: touched cells as typed, all others as they stand now, versions fresh."""
    fresh = type(form)(lines=lines)
    hidden = {name: fresh.fields[name].prepare_value(fresh.initial[name]) for name in ("seen", "drawn")}
    data = hidden | fresh.texts
    data |= {
        name: form.data.get(name, "") for line in form._asked() if form.touched(line) for name in form._names(line)
    }
    again = type(form)(data, lines=lines)
    again.theirs = dict(theirs)
    again.is_valid()
    return again


def versions(lines: Sequence[ReportLine]) -> dict[int, int]:
    return {line.subject.pk: line.result.version for line in lines if line.result}


def name_of(subject: Criterion | Report, part: str) -> str:
    """The field of what tells the row from the others."""
    return f"c{subject.pk}-{part}"


def _text(value: Any) -> str:
    """As a browser sends it: a ticked box is 'on', line ends are one."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


class SignForm(forms.Form):
    """The version of the report that the leader has read."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
