"""The worked examples of a scoring table: what they say, and whether the table bears them out."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters import canonical, explanations, numbers, scoring, writing
from clusters.enums import FactKind
from clusters.models import Criterion, ScoringTableVersion, WorkedExample
from clusters.queries import grading as gradings
from clusters.queries import scoring as cores
from clusters.scoring import TARGET, Entry, Input, Problem, examples
from clusters.scoring.examples import GRADE, TOTAL, Difference, Example
from clusters.scoring.grading import Grading, grade_alone

# Inputs of further units are typed one unit a line; only what is a number can be.
TYPED_IN_A_LINE = ("number", "integer", "ratio_part")


@dataclass(frozen=True)
class Line:
    """One line of the table as an example sees it; `rule` is None for a group and where it cannot be read."""

    criterion: Criterion
    depth: int
    rule: cores.Rule | None

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def key(self) -> str:
        """Names the line's fields: the same however the draft is written anew, as long as its code is."""
        return f"c{canonical.sha256(self.code)[:10]}"

    @property
    def rule_in_words(self) -> str:
        return explanations.describe_rule(cores.node_of(self.criterion))

    @property
    def inputs(self) -> tuple[Input, ...]:
        return self.rule.inputs if self.rule else ()

    @property
    def takes_target(self) -> bool:
        return self.rule is not None and self.rule.takes_target

    @property
    def looks_at_others(self) -> bool:
        """Further units can be given, one a line."""
        return self._compares and all(one.kind in TYPED_IN_A_LINE for one in self.inputs if one.required)

    @property
    def _compares(self) -> bool:
        return self.rule is not None and self.rule.type.prepare is not None


@dataclass(frozen=True)
class Checked:
    """An example with what is computed, and where that is not what was expected; `grade` is the code computed."""

    row: WorkedExample
    example: Example
    sheet: scoring.Sheet
    differences: list[Difference]
    grade: str = ""

    @property
    def holds(self) -> bool:
        return not self.differences and not self.example.misfits

    @property
    def said(self) -> list[str]:
        """Everything that does not hold, each as a sentence with both figures."""
        return [*(_misfit(each) for each in self.example.misfits), *(_difference(each) for each in self.differences)]


def visible(user) -> QuerySet[WorkedExample]:
    """Examples of the versions that the person may see."""
    versions = ScoringTableVersion.objects.visible_to(user)
    return WorkedExample.objects.filter(version__in=versions).select_related("version__table__authority")


def checked(version: ScoringTableVersion, core: scoring.Table) -> list[Checked]:
    """Every example of the version in its order; one query."""
    grading = gradings.of_version(version)
    return [check(row, core, grading) for row in version.examples.order_by("position", "pk")]


def check(row: WorkedExample, core: scoring.Table, grading: Grading) -> Checked:
    """One example against the table as it stands. The grade is that of a unit by itself: no quota is asked."""
    example = examples.read_example(core, row.entries, row.expected, row.facts)

    def grade_of(sheet: scoring.Sheet) -> str:
        return grade_alone(grading, core, sheet, example.entries, example.facts).grade

    sheet = examples.sheet_of(core, example)
    differences = examples.check_example(core, example, grade_of)
    return Checked(row, example, sheet, differences, grade_of(sheet) if grading.grades else "")


def lines_of(criteria: Mapping[str, Criterion]) -> list[Line]:
    """Every line in table order."""
    depths: dict[int | None, int] = {None: -1}
    lines = []
    for each in criteria.values():
        depths[each.pk] = depths[each.parent_id] + 1
        lines.append(Line(each, depths[each.pk], cores.rule_of(each)))
    return lines


def fingerprint(row: WorkedExample) -> str:
    """What a form was drawn from, so that a second writer is told."""
    return canonical.sha256([row.name, row.entries, row.facts, row.expected])


def label_of(code: str) -> str:
    """How a line is called in a sentence."""
    return {TOTAL: _("Total"), GRADE: _("Grade")}.get(code, code)


def entered(line: Line, entry: Entry, others: Iterable[Entry] = ()) -> str:
    """What the unit enters for one line, in words."""
    values = [(one, entry.values.get(one.name)) for one in line.inputs]
    said = [f"{explanations.word(one.label)}: {_shown(one, value)}" for one, value in values if value not in (None, "")]
    if entry.target is not None:
        said.append(f"{explanations.word(TARGET.label)}: {numbers.format(entry.target)}")
    if entry.has_evidence:
        said.append(_("with evidence"))
    rest = [typed_in_a_line(line, other) for other in others]
    return "; ".join([*said, *([_("other units: {units}").format(units=" / ".join(rest))] if rest else [])])


def in_words(
    lines: Iterable[Line],
    name: str,
    entries: Mapping[str, Any],
    expected: Mapping[str, Any],
    facts: Mapping[str, Any],
) -> dict[str, str]:
    """A stored example by label, so that two versions of it can be laid side by side."""
    said = {_("Name of the example"): name}
    for line in lines:
        own = entries.get(line.code) or {}
        others = [_entry(line, one) for one in own.get("others", ())]
        words = [entered(line, _entry(line, own), others), _figure_stored(expected.get(line.code))]
        if any(words):
            said[str(line.criterion)] = " → ".join(words)
    said |= {str(FactKind(kind).label): _figure_stored(value) for kind, value in facts.items()}
    return {**said, label_of(TOTAL): _figure_stored(expected.get(TOTAL)), label_of(GRADE): expected.get(GRADE, "")}


def _entry(line: Line, said: Mapping[str, Any]) -> Entry:
    target = said.get("target")
    values = cores.typed(line.rule, said.get("inputs") or {})
    return Entry(values, None if target is None else Decimal(target), bool(said.get("evidence")))


def _figure_stored(value: Any) -> str:
    return "" if value is None else numbers.format(Decimal(value))


def typed_in_a_line(line: Line, entry: Entry) -> str:
    """A further unit as it is typed: its figures in the order of the inputs, then its target."""
    figures = [entry.values.get(one.name) for one in line.inputs if one.kind in TYPED_IN_A_LINE]
    given = [*figures, entry.target] if line.takes_target else figures
    return "; ".join("" if one is None else numbers.editable(one) for one in given)


def _shown(one: Input, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return numbers.format(value)
    if isinstance(value, dt.date):
        return writing.day(value)
    if isinstance(value, tuple):
        return "; ".join(numbers.format(each) for each in value)
    return explanations.word(dict(one.choices).get(value, value))


def _misfit(problem: Problem) -> str:
    return f"{problem.where}: {explanations.explain_problem(problem)}"


def _difference(each: Difference) -> str:
    if each.computed is None:
        return _("{line}: {expected} expected, but the table has no such line").format(
            line=label_of(each.code), expected=_figure(each.expected)
        )
    said = _("{line}: {expected} expected, {computed} computed").format(
        line=label_of(each.code), expected=_figure(each.expected), computed=_figure(each.computed)
    )
    why = "; ".join(explanations.explain(reason) for reason in each.reasons)
    return f"{said} ({why})" if why else said


def _figure(value: Decimal | str) -> str:
    return numbers.format(value) if isinstance(value, Decimal) else value or "–"
