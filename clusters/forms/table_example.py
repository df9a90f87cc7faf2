"""A worked example: what a unit enters line by line, and the points that the regulation gives it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import explanations, scoring
from clusters.enums import FactKind
from clusters.errors import Stale
from clusters.forms import inputs
from clusters.forms.fields import NumberField
from clusters.queries import table_example as queries
from clusters.queries.table_example import TYPED_IN_A_LINE, Line
from clusters.scoring import TARGET, Entry, Unreadable
from clusters.scoring.examples import GRADE, TOTAL, Example, entry_as_json
from clusters.scoring.grading import Grading
from clusters.scoring.values import plain

POINTS, EVIDENCE, OTHERS = "points", "evidence", "others"
FACT = "fact-"
TOTAL_POINTS = "total-points"
Typed = dict[str, Any]


class Row(NamedTuple):
    """A line with its fields: what is entered, and the points expected."""

    line: Line
    fields: list[forms.BoundField]
    points: forms.BoundField

    @property
    def has_errors(self) -> bool:
        return any(bound.errors for bound in (*self.fields, self.points))


class ExampleForm(forms.Form):
    """Fields for every line of the table; what is left empty is not entered and not expected."""

    name = forms.CharField(
        label=gettext_lazy("Name of the example"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=gettext_lazy("What it shows, for example: a unit that is late twice."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, lines: list[Line], grading: Grading, example: Example | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.grading, self.example = lines, grading, example or Example()
        for line in lines:
            self._add(line)
        if grading.grades:
            self._add_grade()
        self.fields[TOTAL_POINTS] = NumberField(label=_("Total expected"), digits=9, places=3)
        self.initial[TOTAL_POINTS] = self.example.expected.get(TOTAL)

    def _add(self, line: Line) -> None:
        entry = self.example.entries.get(line.code, Entry())
        for one in line.inputs:
            field = inputs.field_of(one, explanations.word(one.label))
            self._put(line, one.name, field, inputs.initial_of(one, entry.values.get(one.name)))
        if line.takes_target:
            self._put(line, TARGET.name, NumberField(label=explanations.word(TARGET.label)), entry.target)
        if line.criterion.evidence_required and line.rule:
            evidence = forms.BooleanField(label=_("Evidence is there"), required=False)
            self._put(line, EVIDENCE, evidence, entry.has_evidence)
        if line.looks_at_others:
            units = self.example.others.get(line.code, ())
            typed = "\n".join(queries.typed_in_a_line(line, each) for each in units)
            self._put(line, OTHERS, forms.CharField(label=_others_label(line), required=False, widget=_area()), typed)
        points = NumberField(label=_("{code}: points expected").format(code=line.code), digits=9, places=3)
        self._put(line, POINTS, points, self.example.expected.get(line.code))

    def _add_grade(self) -> None:
        """The grade expected, and what is known of the unit's year: sanctions and conditions ask for it."""
        choices = [
            ("", "–"),
            *((each.code, f"{each.code}. {explanations.word(each.name)}") for each in self.grading.grades),
        ]
        self.fields[GRADE] = forms.ChoiceField(label=_("Grade expected"), required=False, choices=choices)
        self.initial[GRADE] = self.example.grade
        for kind in FactKind:
            self.fields[f"{FACT}{kind}"] = NumberField(label=kind.label, digits=12, places=4)
            self.initial[f"{FACT}{kind}"] = self.example.facts.get(kind)

    def _put(self, line: Line, part: str, field: forms.Field, initial: Any) -> None:
        self.fields[f"{line.key}-{part}"] = field
        self.initial[f"{line.key}-{part}"] = initial

    def rows(self) -> list[Row]:
        """What the page shows, line by line."""
        return [
            Row(line, [self[name] for name in self._names(line)], self[f"{line.key}-{POINTS}"]) for line in self.lines
        ]

    @property
    def after_the_sum(self) -> list[forms.BoundField]:
        """Grade and facts; nothing where the table gives no grades."""
        return [self[name] for name in self.fields if name == GRADE or name.startswith(FACT)]

    @property
    def total(self) -> forms.BoundField:
        return self[TOTAL_POINTS]

    def _names(self, line: Line) -> Iterator[str]:
        own = f"{line.key}-"
        return (name for name in self.fields if name.startswith(own) and name != f"{own}{POINTS}")

    def clean(self) -> Typed:
        self.entries = {line.code: said for line in self.lines for said in [self._entry(line)] if said}
        self.expected = {code: plain(points) for code, points in self._expected() if points is not None}
        self.facts = {
            kind.value: plain(value)
            for kind in FactKind
            if (value := self.cleaned_data.get(f"{FACT}{kind}")) is not None
        }
        if grade := self.cleaned_data.get(GRADE):
            self.expected[GRADE] = grade
        if not self.expected and not self.errors:
            self.add_error(None, _("Write the points that the regulation gives, for one line or the total at least."))
        return self.cleaned_data

    def _expected(self) -> Iterator[tuple[str, Decimal | None]]:
        yield from ((line.code, self.cleaned_data.get(f"{line.key}-{POINTS}")) for line in self.lines)
        yield TOTAL, self.cleaned_data.get(TOTAL_POINTS)

    def _entry(self, line: Line) -> Typed:
        given = {one.name: inputs.typed(self._cleaned(line, one.name)) for one in line.inputs}
        entry = Entry({}, self._cleaned(line, TARGET.name), bool(self._cleaned(line, EVIDENCE)))
        said = entry_as_json(entry, self._readable(line, given))
        others = [self._other(line, text) for text in (self._cleaned(line, OTHERS) or "").splitlines() if text.strip()]
        return {**(said or {"inputs": {}}), OTHERS: others} if others else said

    def _cleaned(self, line: Line, part: str) -> Any:
        return self.cleaned_data.get(f"{line.key}-{part}")

    def _readable(self, line: Line, given: Mapping[str, Any], field: str = "") -> Typed:
        """As it is stored; what the rule does not admit is said beside the field."""
        if line.rule is None:
            return {}
        try:
            return scoring.as_json(scoring.parse_inputs(line.rule.type, line.rule.parameters, given))
        except Unreadable as unreadable:
            for problem in unreadable.problems:
                name = f"{line.key}-{field or problem.where}"
                self.add_error(name if name in self.fields else None, explanations.explain_problem(problem))
            return {}

    def _other(self, line: Line, text: str) -> Typed:
        """A further unit; it has given its evidence."""
        asked = [one.name for one in line.inputs if one.kind in TYPED_IN_A_LINE]
        names = [*asked, TARGET.name] if line.takes_target else asked
        cells = [cell.strip() for cell in text.split(";")]
        try:
            given = dict(zip(names, map(NumberField().clean, cells), strict=False))
        except forms.ValidationError as wrong:
            self.add_error(f"{line.key}-{OTHERS}", wrong)
            return {}
        if len(cells) > len(names):
            said = _("“{text}”: at most {count} figures on a line.").format(text=text.strip(), count=len(names))
            self.add_error(f"{line.key}-{OTHERS}", said)
        target = given.pop(TARGET.name, None)
        return entry_as_json(Entry({}, target, True), self._readable(line, given, OTHERS))

    def deed(self) -> Typed:
        """What the keeping service takes."""
        said = {"name": self.cleaned_data["name"], "seen": self.cleaned_data["seen"]}
        return {**said, "entries": self.entries, "expected": self.expected, "facts": self.facts}

    def after(self, stale: Stale) -> "ExampleForm":
        """What was typed, to be saved against the example that stands now."""
        fresh = {**self.data.dict(), "seen": str(stale.seen)}
        again = ExampleForm(fresh, lines=self.lines, grading=self.grading, example=self.example)
        again.add_error(None, str(stale))
        return again

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """Name and lines that are not the same, mine beside theirs."""
        mine = queries.in_words(self.lines, self.cleaned_data["name"], self.entries, self.expected, self.facts)
        theirs: dict[str, str] = dict(stale.theirs)  # type: ignore[arg-type]
        labels = dict.fromkeys([*mine, *theirs])
        pairs = ((label, mine.get(label, ""), theirs.get(label, "")) for label in labels)
        return [(label, own, other) for label, own, other in pairs if own != other]


def _others_label(line: Line) -> str:
    asked = [explanations.word(one.label) for one in line.inputs if one.kind in TYPED_IN_A_LINE]
    names = [*asked, explanations.word(TARGET.label)] if line.takes_target else asked
    return _("Other units, one on each line: {figures}").format(figures="; ".join(names))


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2})
