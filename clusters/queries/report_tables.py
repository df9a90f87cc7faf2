"""The tables of reports: one report's results and evidence, what to check, the reports of a season."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import scoring
from clusters.enums import Blank, ScoreKind
from clusters.models import Citation, Participant, Report, Score, Season, Submission
from clusters.models.report import SENT_IN
from clusters.queries import deadline
from clusters.queries import scoring as scores
from clusters.queries import target as kinds
from clusters.queries.report import ReportLine, leaves
from clusters.scoring import Line, Sheet
from clusters.tables import Cell, Column, Row, Table


def results(report: Report, lines: list[ReportLine], sheet: Sheet) -> Table:
    """Each criterion with what was promised, reached and scored, and why."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("target", _("Target"), "number", sortable=False),
        Column("result", _("Result"), sortable=False),
        Column("points", _("Self-score"), "points", sortable=False, spot="figure"),
        Column("max", _("Maximum"), "points", sortable=False),
        Column("why", _("Why these points"), sortable=False, spot="line"),
        Column("evidence", _("Evidence"), "number", sortable=False),
        Column("note", _("Note"), sortable=False, spot="line"),
    ]
    total = Row([_("Total"), None, None, sheet.total, None, None, None, None], tone="strong")
    rows = [_result(report, line) for line in lines]
    empty = _("The year has no scoring table yet.")
    return Table("results", _("Results and self-score"), columns, rows, total=total, empty=empty)


def _result(report: Report, line: ReportLine) -> Row:
    criterion = line.criterion
    if line.is_group:
        why = "; ".join(line.reasons)
        return Row([str(criterion), None, None, line.line.points, criterion.max_points, why, None, None], tone="strong")
    return Row(
        [
            Cell(str(criterion), note=line.rule_in_words),
            kinds.cell(line.target),
            _shown(line),
            Cell(line.line.points, url=reverse("why", args=[report.pk, criterion.pk])),
            criterion.max_points,
            "; ".join(line.reasons),
            counted(line),
            line.result.note if line.result else "",
        ]
    )


def _shown(line: ReportLine) -> Cell:
    result = line.result
    if not line.is_asked and line.line.missing:
        return Cell(None, text=_("not there yet"), tone="muted")
    if line.missing:
        return Cell(None, text=_("not entered yet"), tone="muted")
    return Cell(line.shown, mark=result.mark if result else "", source=result.source if result else "")


def evidence(lines: Iterable[ReportLine], *, takes_down: bool = False) -> Table:
    """The files that prove the results, each a download, with where else the same content is used as far as that stands
    on them; for an official with a way to take them down."""
    columns = [
        Column("file", _("File"), "link", spot="name"),
        Column("criterion", _("Criterion"), spot="line"),
        Column("size", _("Size (KB)"), "number"),
        Column("added", _("Added at"), "moment"),
        Column("by", _("Added by")),
    ]
    if takes_down:
        columns.append(Column("deed", _("Take down"), "link", sortable=False))
    rows = [_cited(line, proof, takes_down) for line in lines for proof in line.evidence]
    return Table("evidence", _("Evidence"), columns, rows, empty=_("No evidence has been added."), sort_key="esort")


def _cited(line: ReportLine, proof: Citation, takes_down: bool) -> Row:
    file = proof.file
    said = ". ".join(filter(None, [proof.aside, " ".join(file.same)]))
    cells = [
        Cell(file.name, url=reverse("library-file", args=[file.pk]), note=said),
        str(line.criterion),
        -(-file.stored.size // 1024),
        proof.added_at,
        str(proof.added_by),
    ]
    if takes_down:
        down = reverse("library-file-down", args=[file.pk])
        cells.append(Cell(None) if file.taken_down_at else Cell(_("Take down"), url=down))
    return Row(cells, tone="warn" if file.same else "")


def counted(line: ReportLine) -> Cell:
    """How many files prove a line: one with a virus proves nothing; said where one is required and there is none."""
    number = sum(proof.counts for proof in line.evidence)
    return Cell(number or None, text=_("required") if line.lacks_evidence else None)


def submissions(report: Report) -> Table:
    """Every sending with its receipt."""
    columns = [
        Column("number", _("Receipt"), "link", spot="name"),
        Column("at", _("Submitted at"), "moment"),
        Column("late", _("Time limit"), "state"),
        Column("by", _("Submitted by")),
        Column("hash", _("Content hash"), spot="line"),
        Column("changes", _("Against the sending before"), "link", sortable=False, spot="line"),
    ]
    sent = list(report.submissions.select_related("submitted_by").defer("content").order_by("-pk"))
    rows = [
        Row(
            [
                Cell(each.number, url=reverse("receipt", args=[each.pk])),
                each.submitted_at,
                _timeliness(each),
                str(each.submitted_by),
                each.content_hash,
                _changes(report, each) if each is not sent[-1] else Cell(None),
            ]
        )
        for each in sent
    ]
    return Table("submissions", _("Submissions"), columns, rows, empty=_("Not submitted yet."), sort_key="ssort")


def _changes(report: Report, sent: Submission) -> Cell:
    return Cell(_("What changed"), url=f"{reverse('report-changes', args=[report.pk])}?receipt={sent.pk}")


def check(report: Report, lines: list[ReportLine], may_edit: bool) -> Table:
    """What is to be signed and sent, against what the pact promised; each leads to the sheet, or to its account."""
    columns = [
        Column("criterion", _("Criterion"), "link", sortable=False, spot="name"),
        Column("target", _("Target"), "number", sortable=False),
        Column("result", _("Result"), sortable=False),
        Column("difference", _("Difference"), "number", sortable=False),
        Column("points", _("Self-score"), "points", sortable=False, spot="figure"),
        Column("max", _("Maximum"), "points", sortable=False),
        Column("evidence", _("Evidence"), "state", sortable=False),
    ]
    sheet = reverse("report-edit", args=[report.pk])
    rows = [
        _checked(line, f"{sheet}#criterion-{line.criterion.pk}" if may_edit else _why(report, line))
        for line in leaves(lines)
    ]
    return Table("check", _("Your answers"), columns, rows, empty=_("The year has no scoring table yet."))


def _why(report: Report, line: ReportLine) -> str:
    return reverse("why", args=[report.pk, line.criterion.pk])


def _checked(line: ReportLine, url: str) -> Row:
    return Row(
        [
            Cell(str(line.criterion), url=url),
            kinds.cell(line.target),
            _answered(line),
            _difference(line),
            line.line.points,
            line.criterion.max_points,
            _proof(line),
        ],
        tone="bad" if line.missing and not line.blank else "warn" if line.lacks_evidence else "",
    )


def _answered(line: ReportLine) -> Cell:
    """The figures, or why there are none."""
    if line.blank:
        return Cell(Blank(line.blank).label, note=line.result.note if line.result else "", tone="muted")
    return Cell(None, text=_("not entered yet"), tone="bad") if line.missing else Cell(line.shown)


def _difference(line: ReportLine) -> Cell:
    if line.is_better is None:
        return Cell(line.difference)
    said = _("better than promised") if line.is_better else _("short of the target")
    return Cell(line.difference, note=said, tone="good" if line.is_better else "warn")


def _proof(line: ReportLine) -> Cell:
    if line.lacks_evidence:
        return Cell("missing", text=_("missing"))
    proofs = counted(line).value
    return Cell("done", text=str(proofs)) if proofs else Cell(None)


def of_season(season: Season, reports: list[Report], due: dict[int, deadline.Deadline]) -> Table:
    """One line per participant. Points are shown of one's own unit, and of the others once they have sent in."""
    shown = [each.participant_id for each in reports if each.opens]
    read, sent = scores.read_season(season), _last_submissions(season)
    sheets, given = read.sheets(shown), _given(season, read.table)
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("time", _("Time limit"), "state"),
        Column("due", _("Due at"), "moment"),
        Column("submitted", _("Submitted at"), "moment"),
        Column("receipt", _("Receipt"), "link", spot="line"),
        Column("self", _("Self-score"), "points"),
        Column("cluster", _("Cluster's score"), "points"),
    ]
    rows = [
        _report(each, sheets.get(each.participant_id), given.get(each.pk), due[each.participant_id], sent.get(each.pk))
        for each in reports
    ]
    return Table("reports", _("Reports"), columns, rows, empty=_("No unit takes part."))


def reports_of(season: Season, user) -> list[Report]:
    """All of the season; `opens` says whether the person may read it, `own` whether it is their unit's."""
    visible = Report.objects.visible_to(user).filter(pk=OuterRef("pk"))
    own = Participant.objects.of(user).filter(pk=OuterRef("participant"))
    found = Report.objects.in_season(season).select_related("participant__organisation")
    found = found.annotate(opens=Exists(visible), own=Exists(own))
    return list(found.order_by("participant__organisation__sort_key", "pk"))


def _report(
    report: Report,
    sheet: Sheet | None,
    given: Sheet | None,
    due: deadline.Deadline,
    sent: Submission | None,
) -> Row:
    unit = Cell(
        str(report.participant),
        url=reverse("report", args=[report.pk]) if report.opens else "",
        note=_("has left") if report.participant.left_on else "",
    )
    return Row(
        [
            unit,
            Cell(report.state, text=report.get_state_display()),
            _timeliness(sent) if sent else _waiting(report, due),
            due.asked_for,
            sent.submitted_at if sent else None,
            Cell(sent.number, url=reverse("receipt", args=[sent.pk])) if sent else None,
            Cell(sheet.total, mark=report.mark) if sheet else None,
            given.total if given and report.opens else None,
        ]
    )


def _timeliness(sent: Submission) -> Cell:
    return Cell("late", text=_("late")) if sent.is_late else Cell("on_time", text=_("in time"))


def _waiting(report: Report, due: deadline.Deadline) -> Cell:
    if report.participant.left_on or report.state in SENT_IN:
        return Cell(None)
    return Cell("overdue", text=_("overdue")) if due.has_passed else Cell("waiting", text=_("expected"))


def _last_submissions(season: Season) -> dict[int, Submission]:
    found = Submission.objects.filter(report__participant__season=season).defer("content").order_by("pk")
    return {each.report_id: each for each in found}


def _given(season: Season, table: scoring.Table) -> dict[int, Sheet]:
    """The cluster's points by report's pk, summed up as the table says."""
    found = Score.objects.filter(report__participant__season=season, kind=ScoreKind.HEAD)
    lines: dict[int, dict[str, Line]] = {}
    for report, code, points, effect in found.values_list("report", "criterion__code", "points", "effect"):
        lines.setdefault(report, {})[code] = Line(points, effect=effect)
    totals = scoring.Totals(table)
    return {report: totals.sheet(given) for report, given in lines.items()}
