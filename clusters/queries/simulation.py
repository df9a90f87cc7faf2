"""What would come out with other figures: one unit's sheet scored again in the head, nothing written."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import explanations, scoring
from clusters.models import Criterion, Report
from clusters.queries import fact as facts
from clusters.queries import grading as gradings
from clusters.queries import scoring as scorings
from clusters.queries.scoring import Read
from clusters.scoring import Entry, Sheet, grading
from clusters.scoring.grading.judging import threshold
from clusters.scoring.grading.lines import Lines
from clusters.tables import Cell, Column, Row, Table

Changes = Mapping[Criterion, Mapping[str, Any]]


class Case(NamedTuple):
    """A unit's sheet before anything is changed; `entries` are its own and those it is compared with."""

    table: scoring.Table
    criteria: Mapping[str, Criterion]
    entries: scorings.Entries
    unit: int
    grading: grading.Grading
    facts: Mapping[str, Decimal]

    @property
    def own(self) -> dict[str, Entry]:
        return self.entries[self.unit]

    @property
    def sheet(self) -> Sheet:
        return scoring.score_cluster(self.table, self.entries)[self.unit]

    @property
    def thresholds(self) -> list[tuple[str, Decimal]]:
        """From how many points each grade is given."""
        lines = Lines(self.table)
        return [(explanations.word(grade.name), threshold(grade, lines)) for grade in self.grading.grades]

    def grade(self, sheet: Sheet) -> str:
        """What the sheet would be graded by itself, before quotas; '' where there are no grades."""
        if not self.grading.grades:
            return ""
        verdict = grading.grade_alone(self.grading, self.table, sheet, self.own, self.facts)
        found = self.grading.grade(verdict.grade)
        return explanations.word(found.name) if found else ""


def case_of(report: Report, read: Read) -> Case:
    """What stands in the rows now of one unit."""
    unit, found = report.participant_id, gradings.of_version(report.participant.season.table)
    return Case(read.table, read.criteria, read.compared(unit), unit, found, read.facts.get(unit, {}))


def read_for(report: Report) -> Read:
    """The season of the report with everything that its grade looks at; a constant number of queries."""
    season = report.participant.season
    graded = bool(gradings.of_version(season.table).grades)
    return scorings.read_season(season, facts=facts.by_participant(season) if graded else None)


def changed(case: Case, changes: Changes, *, proven: bool = False) -> Case:
    """The same unit with these inputs, as they are stored, in the place of its own; `proven` as if all evidence were
    there."""
    own = dict(case.own)
    for criterion, inputs in changes.items():
        values = scorings.typed(scorings.rule_of(criterion), inputs)
        own[criterion.code] = replace(own.get(criterion.code, Entry()), values=values)
    if proven:
        leaves = (code for code, each in case.criteria.items() if each.rule_type)
        own = {code: replace(own.get(code, Entry()), has_evidence=True) for code in leaves}
    return case._replace(entries={**case.entries, case.unit: own})


class Outcome(NamedTuple):
    """Points and grade now and with the changes; `table` holds the lines that differ."""

    before: Sheet
    after: Sheet
    grade_before: str
    grade_after: str
    table: Table

    @property
    def difference(self) -> Decimal:
        return self.after.total - self.before.total


def outcome(case: Case, changes: Changes, *, proven: bool = False) -> Outcome:
    """What would come out, beside what comes out now."""
    other, before = changed(case, changes, proven=proven), case.sheet
    after = other.sheet
    return Outcome(before, after, case.grade(before), other.grade(after), _table(before, after, case))


def _table(before: Sheet, after: Sheet, case: Case) -> Table:
    """The lines whose points would differ, groups among them, and the total."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("now", _("Now"), "points", sortable=False),
        Column("then", _("With these figures"), "points", sortable=False),
        Column("difference", _("Difference"), "points", sortable=False, spot="figure"),
        Column("why", _("Why these points"), sortable=False, spot="line"),
    ]
    rows = [
        _row(criterion, before.lines[code], after.lines[code])
        for code, criterion in case.criteria.items()
        if before.lines[code].points != after.lines[code].points
    ]
    total = Row([_("Total"), before.total, after.total, after.total - before.total, None])
    return Table("simulation", _("What would change"), columns, rows, total, empty=_("No points change."), export=False)


def _row(criterion: Criterion, before: scoring.Line, after: scoring.Line) -> Row:
    why = "; ".join(explanations.explain(reason) for reason in after.reasons)
    tone = "" if criterion.rule_type else "strong"
    difference = after.points - before.points
    return Row([str(criterion), before.points, after.points, Cell(difference), why], tone=tone)
