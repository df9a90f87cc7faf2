"""The live order as tables: who stands where, and every line of the table by unit."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import ReportState
from clusters.models import Report
from clusters.queries import grading as gradings
from clusters.queries.assessment import Leaf
from clusters.queries.ranking import Line, Live
from clusters.scoring.grading.ordering import breaker
from clusters.tables import Cell, Column, Row, Table


def table(found: Live) -> Table:
    """Who stands where: both totals side by side, the grade where the table grades, and the ranks still possible."""
    columns = [
        Column("rank", _("Rank"), "number", spot="lead"),
        Column("unit", _("Unit"), "link", spot="name"),
        Column("state", _("Report"), "state"),
        Column("own", _("Self-score"), "points"),
        Column("points", _("Cluster's points"), "points", spot="figure"),
        Column("difference", _("Difference"), "points"),
        *([Column("grade", _("Grade"), spot="mark")] if found.grading.grades else []),
        Column("verified", _("Lines verified")),
        Column("possible", _("Ranks still possible")),
    ]
    rows = [*(_row(found, line) for line in found.lines), *(_row_unsent(found, report) for report in found.unsent)]
    return Table("ranking", _("Ranking"), columns, rows, empty=_("No unit takes part in this year."))


def to_be_sealed(found: Live) -> Table:
    """The same table on the page that confirms the sealing: the workbook belongs to the ranking's own page."""
    return replace(table(found), export=False)


def _row(found: Live, line: Line) -> Row:
    url = reverse("assessment", args=[line.report.pk])
    open_tone = "" if line.is_verified else "unverified"
    difference = line.sheet.total - line.own.total
    return Row(
        [
            Cell(line.rank, tone=open_tone, note=_rank_note(found, line)),
            Cell(str(line.participant), url=url, mark=line.report.mark, source=line.report.source),
            Cell(line.report.state, text=line.report.get_state_display()),
            Cell(line.own.total, url=url),
            Cell(line.sheet.total, url=url, tone=open_tone, note="" if line.is_verified else _("not verified")),
            Cell(difference or None, tone="warn" if difference else ""),
            *([_grade(found, line, open_tone)] if found.grading.grades else []),
            Cell(line.verified, text=f"{line.verified}/{len(line.leaves)}"),
            Cell(line.best, text=str(line.best) if line.is_settled else f"{line.best}–{line.worst}"),
        ]
    )


def _rank_note(found: Live, line: Line) -> str:
    """That the rank is shared, or what separated the unit from others of equal points."""
    if line.is_tied:
        return _("shared; the meeting decides") if line.equals else _("shared")
    found_breaker = breaker(found.grading, line.broken_by)
    if found_breaker is None:
        return ""
    return _("equal points, separated by: {breaker}").format(breaker=gradings.breaker_words(found_breaker.clause))


def _grade(found: Live, line: Line, tone: str) -> Cell:
    words = gradings.name_of(found.grading.grade(line.verdict.grade)) or _("no grade")
    return Cell(words, tone=tone, note=gradings.note_of(found.grading, line.verdict), url=f"#grade-{line.report.pk}")


def _row_unsent(found: Live, report: Report) -> Row:
    empty = [None] * (7 if found.grading.grades else 6)
    return Row([None, Cell(str(report.participant), note=_unsent(report)), *empty], tone="muted")


def _unsent(report: Report) -> str:
    if report.state == ReportState.SUBMITTED:
        return _("its late report waits to be accepted, so it is not ranked yet")
    if report.participant.not_considered_reason:
        return _("not considered: {reason}").format(reason=report.participant.not_considered_reason)
    if report.return_reason:
        return _("its report was returned and has not come back, so it is not ranked")
    return _("has not sent a report, so it is not ranked")


def matrix(found: Live) -> Table:
    """Every line of the table by unit; each number leads to why it is what it is."""
    units = [Column(f"unit{line.participant.pk}", str(line.participant), "points") for line in found.lines]
    columns = [Column("criterion", _("Criterion")), Column("most", _("At most"), "points"), *units]
    by_line = zip(*(line.leaves for line in found.lines), strict=True)
    rows = [_row_of_points(found, leaves) for leaves in by_line]
    return Table("points", _("Points by criterion"), columns, rows, total=_totals(found), sort_key="lines")


def _row_of_points(found: Live, leaves: tuple[Leaf, ...]) -> Row:
    criterion = leaves[0].criterion
    cells = [_points(line.report, leaf) for line, leaf in zip(found.lines, leaves, strict=True)]
    return Row([str(criterion), criterion.max_points, *cells])


def _points(report: Report, leaf: Leaf) -> Cell:
    own = leaf.own.points if leaf.own else None
    note = _("self-score {points}").format(points=writing.points(own)) if leaf.difference is not None else ""
    tone = "warn" if note else "" if leaf.is_verified else "unverified"
    return Cell(leaf.points, url=reverse("why", args=[report.pk, leaf.criterion.pk]), note=note, tone=tone)


def _totals(found: Live) -> Row | None:
    if not found.lines:
        return None
    return Row([_("Total"), None, *(line.sheet.total for line in found.lines)])
