"""What the pages of periods show besides their tables: where a report stands, by when, and what one can do."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import canonical, clock
from clusters.enums import Phase, phase_reached
from clusters.models import Participant, Period, PeriodReport, PeriodSubmission, Season, User
from clusters.policies import period_report as policy
from clusters.queries import evidence_file as library
from clusters.queries import finding_tables, report_tables
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from clusters.queries import period_report as queries
from clusters.queries import period_tables as tables
from clusters.queries import receipt as receipts
from clusters.queries import report as reports
from clusters.queries import report_signature as signatures
from clusters.queries import sheet as sheets
from clusters.queries.finding import Findings
from clusters.queries.period_report import PeriodLine
from clusters.queries.sheet import Desk
from clusters.queries.trail import trail
from clusters.rulings import ALLOWED
from clusters.tables import Cell, Column, Row, Table


def of_season(season: Season, user: User) -> dict[str, Any]:
    """All units and periods at a glance, with how many have come in."""
    year = tables.read(season, user)
    places = [place for each in year.periods for place in year.places(each)]
    links = [(each, periods.words(each.kind, each.number)) for each in year.periods]
    return {"season": season, "table": tables.at_a_glance(year), "links": links, **tables.counts(places)}


def of_period(period: Period, user: User) -> dict[str, Any]:
    """One period: who has sent it, who is late."""
    year = tables.read(period.season, user)
    places = year.places(period) if period in year.periods else []
    table = tables.of_period(year, period)
    named = {"season": period.season, "period": period, "name": periods.words(period.kind, period.number)}
    return {**named, "table": table, **tables.counts(places)}


def of_unit(unit: Participant, user: User) -> dict[str, Any]:
    """The unit's periods, each with the way to its sheet for the unit's own people."""
    year = tables.read(unit.season, user, [unit])
    waiting = [
        place for place in (year.place(unit, each) for each in year.periods) if place.is_owed and not place.is_in
    ]
    named = [(periods.words(each.period.kind, each.period.number), each.period) for each in waiting]
    own = Participant.objects.of(user).filter(pk=unit.pk).exists()
    extends = not own and bool(policy.gives_more_time(user, unit))
    return {
        "season": unit.season,
        "unit": unit,
        "table": tables.of_unit(year, unit),
        "to_fill": [(name, each) for name, each in named if own and each.opens_on <= clock.today()],
        "to_extend": named if extends else [],
    }


def of_report(report: PeriodReport, user: User, lines: list[PeriodLine], found: Findings) -> dict[str, Any]:
    """The unit's own people see what they can do with it, everybody else what whoever verifies it can do."""
    own = report.own_to == user.pk  # type: ignore[attr-defined]  # of `queries.period_report.for_page`
    may_edit = policy.may_edit_period_report(user, report) if own else ALLOWED
    may_accept, may_return = (may_edit, may_edit) if own else policy.may_accept_or_return(user, report)
    deeds = {"own": own, "may_edit": may_edit, "may_accept": may_accept, "may_return": may_return}
    deeds["may_submit"] = may_edit and policy.is_ready(report, found.obstacles)
    deeds["may_ask"] = own and bool(policy.may_ask_to_return_period(user, report))
    entries = trail(report, user)
    signed = {"signed": signatures.shown(report), "voided": signatures.voided(report, entries)}
    return {**common(report, lines), **deeds, **signed, "entries": entries}


def of_check(report: PeriodReport, user: User, lines: list[PeriodLine], found: Findings, form: Any) -> dict[str, Any]:
    """What is open before it is submitted, with the fields that explain it."""
    may_edit = policy.may_edit_period_report(user, report)
    return {
        **common(report, lines),
        "form": form,
        "findings": found,
        "partial": [line for line in found.blank if line.result and line.result.inputs],
        "unproven": [line for line in found.leaves if line.lacks_evidence],
        "results": results(lines),
        "may_edit": may_edit,
        "may_submit": may_edit and policy.is_ready(report, found.obstacles),
        **(_signing(report, user, found) if report.period.asks_signature else {}),
    }


def _signing(report: PeriodReport, user: User, found: Findings) -> dict[str, Any]:
    """Who has signed it or may sign it off, and which change took the signature, where the period asks for one."""
    return {
        "may_sign": policy.may_sign_period_report(user, report, found.obstacles),
        "may_attach": policy.may_sign_period_report(user, report, found.obstacles, on_paper=True),
        "signed": signatures.shown(report),
        "voided": signatures.voided_now(report) if report.pk else None,
    }


def of_sheet(report: PeriodReport, lines: list[PeriodLine], desk: Desk) -> dict[str, Any]:
    """What stands around the rows of the sheet: how far it is, and where it leads."""
    return {**common(report, lines), "sheet": None, "grade": "", "gaps": sheets.gaps(desk)}


def common(report: PeriodReport, lines: list[PeriodLine]) -> dict[str, Any]:
    """Where the report stands, by when it is due, how much of it is there."""
    season = report.participant.season
    return {
        "report": report,
        "name": queries.name(report),
        "season": season,
        "unit": report.participant,
        "period": report.period,
        "period_name": periods.words(report.period.kind, report.period.number),
        "steps": queries.steps(report),
        "deadline": deadline.of_report(report),
        "verifying": phase_reached(season.phase, Phase.VERIFYING),
        "sent": report.state in policy.SENT,
        **reports.how_far(lines),
    }


def shown(report: PeriodReport, user: User, lines: list[PeriodLine], found: Findings) -> list[Table]:
    """The tables of a report: its figures, what proves them, what the checks find in them where they find anything, its
    sendings. To others than the unit's own people the files say where else they are used."""
    checked = finding_tables.standing(found)
    if report.own_to != user.pk:  # type: ignore[attr-defined]  # these two of `queries.period_report.to_read`
        library.mark_shared([proof.file for line in lines for proof in line.evidence], user, report)
    proofs = report_tables.evidence(lines, takes_down=report.takes_down)  # type: ignore[attr-defined]
    return [results(lines), proofs, *([checked] if checked.rows else []), submissions(report)]


def results(lines: list[PeriodLine]) -> Table:
    """What is reported for the period, line by line."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("result", _("Result"), sortable=False, spot="figure"),
        Column("note", _("Note"), sortable=False, spot="line"),
        Column("evidence", _("Evidence"), "number", sortable=False),
        Column("saved", _("Saved at"), "moment", sortable=False),
        Column("by", _("Saved by"), sortable=False),
        Column("year", _("Figure of the year"), sortable=False),
    ]
    return Table("results", _("Figures of the period"), columns, [_result(line) for line in lines])


def _result(line: PeriodLine) -> Row:
    if line.is_group:
        return Row([str(line.criterion), *[None] * 6], tone="strong")
    row = line.result
    if not line.is_settled:
        shown = Cell(None, text=_("not entered yet"), tone="bad")
    else:
        shown = Cell(line.answer, mark=row.mark, source=row.source) if row else Cell(line.answer)
    note, at, by = (row.note, row.updated_at, str(row.updated_by)) if row else ("", None, None)
    year = line.derivation or _("entered by hand")
    return Row([str(line.criterion), shown, note, report_tables.counted(line), at, by, year])


def submissions(report: PeriodReport) -> Table:
    """Every sending with its receipt."""
    columns = [
        Column("number", _("Receipt"), "link", spot="name"),
        Column("at", _("Submitted at"), "moment"),
        Column("late", _("Time limit"), "state"),
        Column("by", _("Submitted by")),
        Column("hash", _("Content hash"), spot="line"),
    ]
    rows = [
        Row([Cell(each.number, url=reverse("period-receipt", args=[each.pk])), *_sending(each)])
        for each in report.submissions.select_related("submitted_by").order_by("-pk")
    ]
    return Table("submissions", _("Submissions"), columns, rows, empty=_("Not submitted yet."), sort_key="ssort")


def _sending(each: PeriodSubmission) -> tuple:
    late = Cell("late", text=_("late")) if each.is_late else Cell("on_time", text=_("in time"))
    return each.submitted_at, late, str(each.submitted_by), each.content_hash


def of_receipt(submission: PeriodSubmission) -> dict[str, Any]:
    """`is_true`: the stored content still gives the stored hash."""
    content, report = submission.content, submission.report
    name = periods.words(content["period"]["kind"], content["period"]["number"])
    is_true = canonical.sha256(content) == submission.content_hash
    named = {"submission": submission, "content": content, "period_name": name, "season": report.participant.season}
    shown = {"table": receipt(submission), "explained": finding_tables.frozen(content.get("findings", ()))}
    shown["cited"] = receipts.cited(content)
    shown["signed"] = signatures.shown_frozen(content.get("signed", {}))
    return {**named, **shown, "report": report, "is_true": is_true}


def receipt(submission: PeriodSubmission) -> Table:
    """Line by line, as sent, in the words that were frozen."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("result", _("Result"), sortable=False, spot="figure"),
        Column("note", _("Note"), sortable=False, spot="line"),
    ]
    rows = [_frozen(line) for line in submission.content["lines"]]
    return Table("receipt", _("What was sent"), columns, rows)


def _frozen(line: dict[str, Any]) -> Row:
    english = get_language() == "en"
    text, said = (line[f"{key}_en"] if english and line[f"{key}_en"] else line[key] for key in ("text", "said"))
    return Row([f"{line['code']}. {text}", said, line["note"]], tone="strong" if line["is_group"] else "")
