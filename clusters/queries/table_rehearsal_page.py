"""What the page of a rehearsal shows: who would move, by which lines, and what could not be tried."""

from collections.abc import Callable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import explanations, writing
from clusters.enums import Supplier
from clusters.models import Criterion
from clusters.queries import grading as gradings
from clusters.queries import scoring as cores
from clusters.queries.table_rehearsal import Moved, Place, Rehearsal
from clusters.queries.table_rehearsal import Table as Version
from clusters.scoring import Line, Problem
from clusters.scoring.rehearsing import GROUP, NOTHING, SEVERAL, Change
from clusters.tables import Cell, Column, Row, Table

SAID, SHOWN = 3, 8


def tables(found: Rehearsal) -> list[Table]:
    """The order then and now; the lines that moved each unit; what took no figures, was dropped, or does not fit."""
    return [_order(found), _moves(found), _without(found), _dropped(found), _misfits(found)]


def _order(found: Rehearsal) -> Table:
    graded = bool(found.old.grading.grades or found.new.grading.grades)
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("rank_then", _("Rank then"), "number"),
        Column("rank_now", _("Rank by this table"), "number", spot="lead"),
        Column("places", _("Moved"), "number"),
        Column("then", _("Points then"), "points"),
        Column("now", _("Points by this table"), "points", spot="figure"),
        Column("difference", _("Difference"), "points"),
        *([Column("grade_then", _("Grade then")), Column("grade_now", _("Grade by this table"))] if graded else []),
        Column("why", _("Most of all"), sortable=False, spot="line"),
    ]
    rows = [_unit(found, each, graded) for each in found.units]
    empty = _("No report of this year is with the cluster.")
    return Table("rehearsal", _("Who would stand where"), columns, rows, empty=empty, wide=True)


def _unit(found: Rehearsal, each: Moved, graded: bool) -> Row:
    difference = each.now.points - each.then.points
    tone = "good" if each.places > 0 else "warn" if each.places < 0 else ""
    grades = [_grade(found.old, each.then), _grade(found.new, each.now)]
    why = "; ".join(_short(change) for change in each.changes[:SAID])
    return Row(
        [
            Cell(str(each.report.participant), url=reverse("assessment", args=[each.report.pk])),
            each.then.rank,
            each.now.rank,
            Cell(each.places, text=_places(each.places), tone=tone),
            each.then.points,
            each.now.points,
            Cell(difference or None),
            *(grades if graded else []),
            why or None,
        ]
    )


def _grade(table: Version, place: Place) -> Cell:
    return Cell(gradings.name_of(table.grading.grade(place.grade)) or place.grade or None)


def _places(places: int) -> str:
    if not places:
        return _("stays")
    said = _("{count} up") if places > 0 else _("{count} down")
    return said.format(count=abs(places))


def _short(change: Change) -> str:
    codes = dict.fromkeys([*change.old, *change.new])
    before, after = writing.points(change.before), writing.points(change.after)
    return f"{' / '.join(codes)}: {before} → {after}"


def _moves(found: Rehearsal) -> Table:
    columns = [
        Column("unit", _("Unit"), sortable=False, spot="lead"),
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("then", _("Points then"), "points", sortable=False),
        Column("now", _("Points by this table"), "points", sortable=False),
        Column("difference", _("Difference"), "points", sortable=False, spot="figure"),
        Column("why_then", _("Why then"), sortable=False, spot="line"),
        Column("why_now", _("Why by this table"), sortable=False, spot="line"),
    ]
    rows = [_move(found, each, change) for each in found.units for change in each.changes[:SHOWN]]
    caption = _("The lines that move each unit most")
    return Table("moves", caption, columns, rows, empty=_("No line gives other points."), wide=True)


def _move(found: Rehearsal, each: Moved, change: Change) -> Row:
    named = [found.new.criteria[code] for code in change.new] or [found.old.criteria[code] for code in change.old]
    difference = Cell(change.difference, tone="good" if change.difference > 0 else "warn")
    return Row(
        [
            str(each.report.participant),
            "; ".join(str(criterion) for criterion in named),
            change.before if change.old else None,
            change.after if change.new else None,
            difference,
            _why(change.old, lambda code: _why_then(each, code)) or _("not in this table"),
            _why(change.new, lambda code: _reasons(each.now.sheet.lines[code])) or _("not in this table"),
        ]
    )


def _why(codes: tuple[str, ...], say: Callable[[str], str]) -> str:
    if len(codes) == 1:
        return say(codes[0])
    return "; ".join(f"{code}: {say(code)}" for code in codes)


def _why_then(each: Moved, code: str) -> str:
    """The arithmetic of the older table, and where the cluster gave other points."""
    line, leaf = each.computed.lines[code], each.leaves.get(code)
    said = _reasons(line)
    if leaf is None or leaf.points == line.points:
        return said
    given = _("the cluster counted {points}").format(points=writing.points(leaf.points))
    note = leaf.head.note if leaf.head else ""
    return "; ".join(part for part in (said, given, note) if part)


def _reasons(line: Line) -> str:
    return "; ".join(explanations.explain(reason) for reason in line.reasons) or _("no reason is given")


def _without(found: Rehearsal) -> Table:
    why = {
        NOTHING: _("no line of that year matches it"),
        SEVERAL: _("several lines of that year match it; their figures cannot be put together"),
        GROUP: _("a group of that year matches it; a group has no figures"),
    }
    columns = [*_criterion_columns(), Column("why", _("Why it took no figures"), sortable=False, spot="line")]
    without = found.sources.without.items()
    rows = [Row([*_named(found.new.criteria[code]), why[reason]]) for code, reason in without if not _fed(found, code)]
    caption = _("Lines that took no figures")
    return Table("without", caption, columns, rows, empty=_("Every line took figures of that year."))


def _fed(found: Rehearsal, code: str) -> bool:
    """The system brings its figures, whatever the older table asked."""
    return found.new.criteria[code].supplier == Supplier.SYSTEM


def _dropped(found: Rehearsal) -> Table:
    rows = [Row(_named(found.old.criteria[code])) for code in found.sources.dropped]
    caption = _("Lines of that year whose figures nobody takes")
    return Table("dropped", caption, _criterion_columns(), rows, empty=_("Every figure of that year is taken up."))


def _criterion_columns() -> list[Column]:
    return [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("points", _("Maximum points"), "points", sortable=False, spot="figure"),
    ]


def _named(criterion: Criterion) -> list[str | Decimal]:
    return [str(criterion), criterion.max_points]


def _misfits(found: Rehearsal) -> Table:
    columns = [
        Column("unit", _("Unit"), sortable=False, spot="name"),
        Column("criterion", _("Criterion"), sortable=False, spot="line"),
        Column("problem", _("What does not fit the new rule"), sortable=False, spot="line"),
    ]
    rows = [
        Row([str(each.report.participant), str(found.new.criteria[one.where]), _misfit(found, one)])
        for each in found.units
        for one in each.misfits
    ]
    caption = _("Figures that do not fit")
    return Table("misfits", caption, columns, rows, empty=_("Every figure fits the rule that takes it."))


def _misfit(found: Rehearsal, problem: Problem) -> str:
    """A figure that the new rule does not ask is named as the older rule asked it."""
    old = cores.rule_of(found.old.criteria[found.sources.of[problem.where]])
    labels = {one.name: one.label for one in old.inputs} if old else {}
    name = problem.values.get("name", "")
    if problem.code == "unknown_name" and name in labels:
        return _("{input}: the new rule does not ask for it").format(input=explanations.word(labels[name]))
    return explanations.explain_problem(problem)
