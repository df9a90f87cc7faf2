"""What the pages of worked examples show."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import explanations, scoring, writing
from clusters.enums import FactKind
from clusters.models import Criterion
from clusters.queries import grading as gradings
from clusters.queries.table_example import Checked, Line, entered, label_of, lines_of
from clusters.scoring import Entry
from clusters.scoring.examples import TOTAL
from clusters.scoring.grading import Grading
from clusters.tables import Cell, Column, Row, Table

INDENT = "\u2003"


def listed(found: list[Checked]) -> Table:
    """Each example, whether it holds, and where not with both figures."""
    columns = [
        Column("name", _("Worked example"), "link", sortable=False, spot="name"),
        Column("state", _("State"), "state", sortable=False, spot="mark"),
        Column("compared", _("Figures compared"), "number", sortable=False),
        Column("expected", _("Total expected"), "points", sortable=False),
        Column("computed", _("Total computed"), "points", sortable=False, spot="figure"),
        Column("said", _("What does not hold"), sortable=False, spot="line"),
    ]
    rows = [_row(each) for each in found]
    return Table("examples", _("Worked examples"), columns, rows, empty=_("There is no worked example yet."))


def _row(each: Checked) -> Row:
    return Row(
        [
            Cell(each.row.name, url=reverse("example", args=[each.row.pk])),
            state_cell(each.holds),
            len(each.row.expected),
            each.example.expected.get(TOTAL),
            each.sheet.total,
            "; ".join(each.said) or None,
        ],
        tone="" if each.holds else "bad",
    )


def state_cell(holds: bool) -> Cell:
    """As a badge."""
    return Cell("holds", text=_("holds"), tone="good") if holds else Cell("fails", text=_("does not hold"), tone="bad")


def of(checked: Checked, criteria: Mapping[str, Criterion]) -> Table:
    """One example line by line: what is entered, what is expected, what comes out, and why."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("entered", _("Entered"), sortable=False, spot="line"),
        Column("expected", _("Expected"), "points", sortable=False),
        Column("computed", _("Computed"), "points", sortable=False, spot="figure"),
        Column("most", _("At most"), "points", sortable=False),
        Column("why", _("Why these points"), sortable=False, spot="line"),
    ]
    wrong = {each.code for each in checked.differences}
    rows = [_line(checked, line, line.code in wrong) for line in lines_of(criteria)]
    sheet, expected = checked.sheet, checked.example.expected.get(TOTAL)
    computed = Cell(sheet.total, tone="bad" if TOTAL in wrong else "")
    total = Row([label_of(TOTAL), None, expected, computed, None, _why(sheet.reasons)], tone="strong")
    return Table("example", checked.row.name, columns, rows, total=total, wide=True)


def beyond_points(checked: Checked, grading: Grading) -> list[tuple[str, str]]:
    """What is known of the unit's year, and both grades, each with its label; nothing where none is expected."""
    facts = [(str(FactKind(kind).label), writing.number(value)) for kind, value in checked.example.facts.items()]
    if not checked.example.grade:
        return facts
    expected, computed = (gradings.name_of(grading.grade(code)) for code in (checked.example.grade, checked.grade))
    return [*facts, (_("Grade expected"), expected or checked.example.grade), (_("Grade computed"), computed or "–")]


def _line(checked: Checked, line: Line, wrong: bool) -> Row:
    example, computed = checked.example, checked.sheet.lines[line.code]
    said = entered(line, example.entries.get(line.code, Entry()), example.others.get(line.code, ()))
    is_told = line.code in example.entries or line.code in example.expected
    return Row(
        [
            f"{INDENT * line.depth}{line.criterion}",
            said or None,
            example.expected.get(line.code),
            Cell(computed.points, tone="bad" if wrong else ""),
            line.criterion.max_points,
            _why(computed.reasons) if is_told else None,
        ],
        tone="" if line.criterion.rule_type else "strong",
    )


def _why(reasons: tuple[scoring.Reason, ...]) -> str | None:
    return "; ".join(explanations.explain(reason) for reason in reasons) or None
